"""What the worker does by itself each night: it verifies the trail, and tells who administers."""

import threading

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import verifying
from kheo.kernel.audit.models import Verification
from kheo.notices.actions import tell
from kheo.orgs.models import Unit
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power

MACHINE = "Máy kiểm tra vết"
REST = 0.2  # seconds between two parts of a long trail


class StoppedError(Exception):
    """The worker is to end: what was begun is left, and done again another time."""


def verify_if_due(stopped: threading.Event) -> Verification | None:
    """Verify the trail where it is time to, and tell who administers of a break."""
    if not verifying.due():
        return None

    def rest() -> None:
        if stopped.wait(REST):
            raise StoppedError

    try:
        found = verifying.verify(rest=rest)
    except StoppedError:
        return None
    if found.faults:
        alarm(found, by=Actor.system(MACHINE))
    return found


def alarm(found: Verification, *, by: Actor) -> int:
    """Tell who administers the whole where the trail is broken; return how many were told."""
    people = [
        person
        for root in Unit.objects.open().filter(parent=None)
        for person in holders_of(Power.ADMINISTER, root, on=clock.today())
    ]
    words = _("Vết công việc không còn nguyên, %(n)s chỗ không khớp. %(first)s")
    text = words % {"n": found.faults, "first": found}
    return tell(people, text[:500], reverse("trail"), by=by)
