"""The trail of the whole: what was done, day by day, and whether it is still as it was written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.desk.trail_words import VERBS
from kheo.kernel import clock
from kheo.kernel.audit import sealing, trail
from kheo.kernel.audit.models import Event, Seal, Verification
from kheo.kernel.ui.written import day
from kheo.orgs import past

SHOWN = 10  # verifications


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the list shows it."""

    number: int
    at: dt.datetime
    when: str
    who: str
    what: str
    whom: str
    about: str
    note: str
    seal: Seal | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How the trail is kept: the last seal, what waits for one, what was found of late."""

    seal: Seal | None
    waiting: int
    found: list[Verification]

    @property
    def last(self) -> Verification | None:
        return self.found[0] if self.found else None


def events(on: dt.date | None) -> QuerySet[Event]:
    """Return every event, or those of one day."""
    if on is None or on.year <= 1 or on.year >= dt.MAXYEAR:
        return Event.objects.all()
    midnight = timezone.make_aware(dt.datetime.combine(on, dt.time.min))
    return Event.objects.filter(at__gte=midnight, at__lt=midnight + dt.timedelta(days=1))


def lines(found: Sequence[Event]) -> list[Line]:
    seals, told = trail.seals_of(found), past.about(found)
    return [
        Line(
            number=event.pk,
            at=event.at,
            when=f"{day(timezone.localtime(event.at))} {timezone.localtime(event.at):%H:%M}",
            who=", ".join(filter(None, (event.actor_name, event.capacity))),
            what=str(VERBS.get(event.verb, _("Cập nhật"))),
            whom=event.subject_name,
            about=told.get(event.pk, ""),
            note=event.note,
            seal=seals.get(event.pk),
        )
        for event in found
    ]


def kept() -> Kept:
    return Kept(
        seal=Seal.objects.order_by("-number").first(),
        waiting=sealing.waiting(clock.now()),
        found=list(Verification.objects.all()[:SHOWN]),
    )
