"""A person takes back the sheet that somebody else entered and sent for them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.loaded import loaded
from kheo.movement.s3_registration.models import Copy, Registration, Sheet
from kheo.movement.s3_registration.states import FLOW, State
from kheo.notices.actions import tell


@transaction.atomic
def withdraw(sheet: Sheet, *, by: Actor) -> int:
    """Make drafts of what was entered and sent for the actor, who then changes or drops it.

    Return how many. Raise ValidationError, in words, once anything follows from it or the window
    is closed; who entered it is told.
    """
    require(access.may_withdraw, by, sheet)
    access.refuse_closed(sheet.round)
    found = loaded(
        Sheet.objects.select_for_update(of=("self",))
        .select_related("round", "unit", "person")
        .get(pk=sheet.pk)
    )
    if found is None or not found.sent:
        raise StaleStateError(State.DRAFT)
    if found.hinders:
        raise ValidationError(found.hinders)
    moves = Moves(sheet.round)
    rows = Registration.objects.filter(sheet=sheet, state=State.SUBMITTED).select_related("unit")
    taken_back = list(rows.order_by("ordinal"))
    for registration in taken_back:
        _unsend(registration, moves, by=by)
    _unsend_sheet(sheet, moves)
    trail.record("sheet.withdraw", sheet, by=by)
    moves.write()
    words = _("%(name)s đã rút lại bản đăng ký được nhập thay.") % {"name": by.name}
    tell([found.load.post.person], words, _load_url(sheet, found.load.pk), by=by)
    return len(taken_back)


def _load_url(sheet: Sheet, load: int) -> str:
    return reverse("registration:load", args=[sheet.round_id, load])


def _unsend(registration: Registration, moves: Moves, *, by: Actor) -> None:
    late, unfiled = registration.late, registration.unfiled
    advance(registration, FLOW, "withdraw", by=by, submitted_at=None, late=False, unfiled=False)
    moves.state(registration, State.SUBMITTED, State.DRAFT)
    moves.count(registration, "late", -int(late))
    moves.count(registration, "unfiled", -int(unfiled))


def _unsend_sheet(sheet: Sheet, moves: Moves) -> None:
    held = Sheet.objects.get(pk=sheet.pk)
    if held.submitted_at is None:
        raise StaleStateError(State.DRAFT)
    Copy.objects.filter(sheet=sheet).delete()
    moves.add(sheet.unit, "copies_awaited", -1)
    moves.add(sheet.unit, "people", -1)
    moves.add(sheet.unit, "people_late", -int(held.late))
    moves.first_sent(sheet.unit, clock.day_of(held.submitted_at), -1)
    nothing = {"submitted_at": None, "late": False, "late_reason": ""}
    Sheet.objects.filter(pk=sheet.pk).update(**nothing)
