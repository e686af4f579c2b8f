"""Confirming the pledges of a round, and keeping what was done against them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s5_review import access, pledges
from kheo.movement.s5_review.models import Breach, Confirmation
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done against a pledge, as it was typed."""

    clause: Clause
    unit: Unit
    day: date
    text: str
    source: str
    person: Person | None = None


@transaction.atomic
def confirm(round_: Round, *, by: Actor, for_unit: bool = False) -> Confirmation:
    """Confirm every pledge of *round_* for oneself, or for one's unit; a second time changes nothing."""
    require(access.may_confirm_unit if for_unit else access.may_confirm, by, round_)
    if not pledges.pledges(round_).exists():
        raise ValidationError(_("Văn bản của năm này không có điều cam kết nào."))
    seat = by.unit_id or 0  # may_confirm has asked for both
    facts: dict[str, Any] = {"path": by.unit_path, "by_id": by.me, "at": clock.now()}
    rows = Confirmation.objects
    if for_unit:
        found, made = rows.get_or_create(round=round_, unit_id=seat, person=None, defaults=facts)
    else:
        facts["unit_id"] = seat
        found, made = rows.get_or_create(round=round_, person_id=by.me, defaults=facts)
    if made:
        trail.record("pledge.confirm", found, by=by)
    return found


@transaction.atomic
def record_breach(round_: Round, deed: Deed, *, by: Actor) -> Breach:
    """Keep what was done against a pledge with its source, and tell whom it concerns."""
    require(access.may_record_breach, by, deed.unit)
    faults = {}
    if deed.clause.movement_id != round_.movement_id:
        faults["clause"] = _("Điều cam kết này không thuộc phong trào đang xem.")
    if deed.day > clock.today():
        faults["day"] = _("Ngày này chưa đến. Ghi ngày việc đã xảy ra.")
    if not deed.source.strip():
        faults["source"] = _("Cần ghi nguồn: kết luận, quyết định hay đơn thư nào.")
    if faults:
        raise ValidationError(faults)
    if by.person_id is None or (deed.person and deed.person.pk == by.person_id):
        raise PermissionDenied(_("Việc này phải do một người khác ghi."))
    found = Breach.objects.create(
        round=round_, clause=deed.clause, unit=deed.unit, person=deed.person, path=deed.unit.path,
        day=deed.day, text=nfc(deed.text).strip(), source=nfc(deed.source).strip(),
        by_id=by.person_id, at=clock.now(),
    )  # fmt: skip
    trail.record("pledge.breach", found, by=by, note=found.source)
    if deed.person:
        words = Sentence(
            gettext_noop("Có ghi nhận liên quan đến cam kết của bạn. Mở để xem và nêu ý kiến.")
        )
        tell(
            Person.objects.filter(pk=deed.person.pk),
            words,
            reverse("review:pledges", args=[round_.pk]),
            by=by,
        )
    return found


@transaction.atomic
def withdraw_breach(breach: Breach, *, by: Actor, reason: str) -> Breach:
    """Mark that *breach* does not stand, with the reason; it stays to be read."""
    require(access.may_record_breach, by, breach.unit)
    if not reason.strip():
        raise ValidationError({"reason": _("Cần nêu lý do.")})
    said = nfc(reason).strip()
    standing = Breach.objects.filter(pk=breach.pk, withdrawn_at=None)
    if not standing.update(withdrawn=said, withdrawn_at=clock.now()):
        raise StaleStateError("withdrawn")
    trail.record("pledge.withdraw", breach, by=by, note=said)
    breach.refresh_from_db()
    return breach
