"""Who sees notes and evidence, who may add a note, who may remind whom."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress.models import Evidence, Note
from kheo.orgs.states import Power

# Notes are never rewritten, and what is not yet accepted may still come back to be reworded or
# dropped: a registration takes notes once its unit has accepted it.
UNDER_WAY = (State.ACCEPTED,)


def visible_to(by: Actor) -> QuerySet[Registration]:
    """Return the registrations whose progress *by* may follow: all they see in stage 3."""
    return s3.visible_to(by)


def visible_notes(by: Actor) -> QuerySet[Note]:
    return Note.objects.filter(registration__in=s3.visible_to(by).order_by())


def visible_evidence(by: Actor) -> QuerySet[Evidence]:
    return Evidence.objects.filter(note__registration__in=s3.visible_to(by).order_by())


def own(by: Actor) -> Q:
    """Return the condition "registered by *by*, or by the unit whose models they keep"."""
    mine = Q(person=by.person_id) if by.person_id else Q(pk__in=())
    if by.has(Power.MODEL):
        mine |= Q(subject=Subject.MODEL, unit=by.unit_id)
    return mine


def may_note(by: Actor, registration: Registration) -> Verdict:
    if registration.subject == Subject.ITEM and by.person_id != registration.person_id:
        return denied(_("Chỉ người đăng ký nội dung này mới ghi tiến độ của mình."))
    if registration.subject == Subject.MODEL and not by.may(Power.MODEL, registration.unit.path):
        return denied(_("Chỉ người được giao phụ trách mô hình của đơn vị mới ghi tiến độ."))
    if registration.state not in UNDER_WAY:
        return denied(_("Ghi tiến độ được từ khi đơn vị ghi nhận nội dung này."))
    if registration.round.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không ghi thêm tiến độ."))
    return ALLOWED


def may_remind(by: Actor, round_: Round) -> Verdict:
    if not (by.reach and (by.has(Power.FILE) or by.has(Power.OVERSEE))):
        return denied(_("Chỉ người theo dõi hoặc người lưu hồ sơ mới đôn đốc."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không đôn đốc nữa."))
    return ALLOWED


RULES: Mapping[str, Rule[Registration]] = {"note": may_note}
