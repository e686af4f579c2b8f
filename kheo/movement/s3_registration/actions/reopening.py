"""A transfer was a mistake: what it closed is opened again, what followed goes back.

The setting ``PERSON_RETURNED`` names ``come_back``.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import advance
from kheo.movement.s1_directive.states import OnTransfer, RoundState
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.actions.transferring import follow
from kheo.movement.s3_registration.models import Copy, Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import FLOW, REOPENED, State
from kheo.orgs.models import Person, Unit


def come_back(person: Person, to: Unit, *, since: datetime, by: Actor) -> None:
    """Open what closed as *person* left *to*; raise ValidationError once they registered anew."""
    mine = Sheet.objects.select_for_update().filter(person=person, round__state=RoundState.OPEN)
    sheets = list(mine.select_related("round", "unit", "person"))
    closed = [s for s in sheets if s.unit_id == to.pk and s.closed_at and s.closed_at >= since]
    for sheet in sheets:
        if sheet.closed_at is None:
            _check(sheet, to, since, anew=any(one.round_id == sheet.round_id for one in closed))
    for sheet in closed:
        reopen(sheet, by=by)
    follow(person, to, by=by)


def _check(sheet: Sheet, to: Unit, since: datetime, *, anew: bool) -> None:
    """Refuse what would be closed by going back, or stand beside what is opened again."""
    sent = sheet.submitted_at is not None and sheet.submitted_at >= since
    ends = sheet.round.on_transfer == OnTransfer.CLOSE and sheet.unit_id != to.pk
    if anew or (sent and ends):
        words = _(
            "Sau khi chuyển, %(name)s đã viết bản đăng ký khác cho năm %(year)s ở %(unit)s. "
            "Bỏ bản ấy hoặc giữ việc chuyển."
        )
        names = {"name": sheet.person, "year": sheet.round.year, "unit": sheet.unit}
        raise ValidationError(words % names, code="anew")


def reopen(sheet: Sheet, *, by: Actor) -> None:
    """Let a closed sheet stand again, each item as it stood; who was let off for it is asked again."""
    moves, closed_at = Moves(sheet.round), sheet.closed_at
    awaited = Copy.objects.filter(sheet=sheet, number=2, received_on=None).exists()
    rows = Registration.objects.filter(sheet=sheet, state=State.CLOSED)
    for item in rows.select_related("unit", "person", "round"):
        was, late, unfiled, standing = sheet.closed_from[str(item.pk)]
        facts = {"late": late, "unfiled": unfiled and awaited, "standing": standing}
        advance(item, FLOW, REOPENED[State(was)], by=by, **facts)
        moves.count(item, item.state)
        moves.count(item, "late", int(item.late))
        moves.count(item, "unfiled", int(item.unfiled))
    moves.add(sheet.unit, "people")
    moves.add(sheet.unit, "people_late", int(sheet.late))
    moves.add(sheet.unit, "copies_awaited", int(awaited))
    moves.write()
    sheet.closed_at, sheet.closed_reason, sheet.closed_from = None, "", {}
    sheet.save(update_fields=["closed_at", "closed_reason", "closed_from"])
    trail.record("sheet.reopen", sheet, by=by)
    free = Exemption.objects.filter(round=sheet.round, person=sheet.person, over=None, model=None)
    for exemption in free.filter(since__gte=closed_at):
        Exemption.objects.filter(pk=exemption.pk).update(over=clock.now())
        trail.record("exemption.end", exemption, by=by)
