"""A sheet is closed as its owner goes to another unit, where the rule of the year says so.

It is kept to be read, and counts as registered no more; the new unit asks anew. Whoever comes
after the closing day could not have answered in time: they are let off, and may register all the same.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import advance
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.contract.terms import contract_of
from kheo.movement.s3_registration.models import Copy, Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import ENDED, FLOW
from kheo.orgs.models import Person


def close(sheet: Sheet, *, by: Actor, reason: str) -> None:
    """Close a sent sheet of a person with all that stands on it, within the act that moves them."""
    over = contract_of(sheet).due.over
    moves, stood = Moves(sheet.round), {}
    rows = Registration.objects.filter(sheet=sheet).exclude(state__in=ENDED)
    for item in rows.select_related("unit", "person", "round"):
        stood[str(item.pk)] = [item.state, item.late, item.unfiled, item.standing]
        moves.count(item, item.state, -1)
        moves.count(item, "late", -item.late)
        moves.count(item, "unfiled", -item.unfiled)
        facts = {"late": False, "unfiled": False, "standing": ""}
        advance(item, FLOW, "close", by=by, note=reason, **facts)
    moves.add(sheet.unit, "people", -1)
    moves.add(sheet.unit, "people_late", -int(sheet.late))
    awaited = Copy.objects.filter(sheet=sheet, number=2, received_on=None)
    moves.add(sheet.unit, "copies_awaited", -awaited.count())
    moves.write()
    sheet.closed_at, sheet.closed_reason, sheet.closed_from = clock.now(), reason[:300], stood
    sheet.save(update_fields=["closed_at", "closed_reason", "closed_from"])
    if over and sheet.person:
        _let_off(sheet, sheet.person, by=by)


def _let_off(sheet: Sheet, person: Person, *, by: Actor) -> None:
    words = _("Chuyển đến sau ngày hết hạn nộp; bản đăng ký ở %(old)s đã khép lại.")
    exemption = Exemption(
        round=sheet.round,
        person=person,
        reason=words % {"old": sheet.unit.name[:150]},
        since=clock.now(),
        recorded_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            exemption.save(force_insert=True)
    except IntegrityError:
        return  # free already
    trail.record("exemption.record", exemption, by=by, note=exemption.reason)
