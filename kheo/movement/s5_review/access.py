"""Who sees a review, who scores, checks and decides it, who keeps the scoring tables."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import State as RegistrationState
from kheo.movement.s5_review.models import Breach, Review, ScoringTable
from kheo.movement.s5_review.states import FLOW
from kheo.orgs.models import Unit
from kheo.orgs.states import Power

NOT_A_KEEPER = gettext_lazy("Chỉ hội đồng bình xét hoặc quản trị của đơn vị mới lập bảng điểm.")


def visible_to(by: Actor) -> QuerySet[Review]:
    """Return the reviews of the registrations *by* sees."""
    return Review.objects.filter(registration__in=s3.visible_to(by).order_by())


def visible_registrations(by: Actor) -> QuerySet[Registration]:
    return s3.visible_to(by)


def visible_tables(by: Actor) -> QuerySet[ScoringTable]:
    """Return every table: what one is judged by is no secret."""
    rows = ScoringTable.objects.select_related("unit", "movement")
    return rows if by.person_id else rows.none()


def owns(by: Actor, registration: Registration) -> bool:
    """Tell whether *by* registered it, or keeps the models of the unit that did."""
    if registration.subject == Subject.ITEM:
        return by.person_id is not None and by.person_id == registration.person_id
    return by.may(Power.MODEL, registration.unit.path)


def may_start(by: Actor, registration: Registration) -> Verdict:
    if not (owns(by, registration) or by.may(Power.APPRAISE, registration.unit.path)):
        return denied(_("Chỉ người đăng ký hoặc người thẩm định mở hồ sơ chấm điểm."))
    if registration.state != RegistrationState.ACCEPTED:
        return denied(_("Chỉ chấm điểm nội dung, mô hình đã được ghi nhận."))
    if registration.round.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không mở hồ sơ mới."))
    return ALLOWED


def may_score(by: Actor, review: Review) -> Verdict:
    if not owns(by, review.registration):
        return denied(_("Chỉ người đăng ký hoặc người phụ trách mô hình tự chấm điểm."))
    return ALLOWED


def may_check(by: Actor, review: Review) -> Verdict:
    registration = review.registration
    if not by.may(Power.APPRAISE, review.path):
        return denied(_("Chỉ người thẩm định của đơn vị phụ trách mới chấm lại."))
    if by.person_id == registration.person_id:
        return denied(_("Bạn không tự thẩm định nội dung của mình."))
    if registration.subject == Subject.MODEL and by.unit_path.startswith(review.path):
        return denied(
            _("Đơn vị không tự thẩm định mô hình của mình; đơn vị cấp trên làm việc này.")
        )
    return ALLOWED


def may_decide(by: Actor, review: Review) -> Verdict:
    registration = review.registration
    if not by.may(Power.COUNCIL, review.path):
        return denied(_("Chỉ hội đồng bình xét mới quyết định công nhận."))
    if by.person_id == registration.person_id:
        return denied(_("Bạn không quyết định về nội dung của mình."))
    if by.unit_id == registration.unit_id and owns(by, registration):
        return denied(_("Người phụ trách mô hình không quyết định về mô hình của mình."))
    return ALLOWED


def may_keep_tables(by: Actor, unit: Unit) -> Verdict:
    if not (by.may(Power.COUNCIL, unit.path) or by.may(Power.ADMINISTER, unit.path)):
        return denied(NOT_A_KEEPER)
    return ALLOWED


def keeps_tables_of(by: Actor) -> Unit | None:
    """Return the unit *by* keeps scoring tables for, or None: most keep none."""
    if not (by.has(Power.COUNCIL) or by.has(Power.ADMINISTER)):
        return None
    return Unit.objects.open().filter(path=by.reach).first()


CHECKING = (Power.OVERSEE, Power.FILE, Power.APPRAISE, Power.COUNCIL)


def visible_breaches(by: Actor) -> QuerySet[Breach]:
    """Return one's own, and what lies within reach of who checks: never a colleague's."""
    mine = Q(person=by.person_id) if by.person_id else Q(pk__in=())
    if any(by.has(power) for power in CHECKING):
        mine |= under(by.reach)
    return Breach.objects.filter(mine).select_related("clause", "unit", "person", "by")


def may_confirm(by: Actor, round_: Round) -> Verdict:
    if by.person_id is None or by.unit_id is None:
        return denied(_("Chỉ người có chức vụ trong đơn vị mới xác nhận cam kết."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không xác nhận thêm."))
    return ALLOWED


def may_confirm_unit(by: Actor, round_: Round) -> Verdict:
    if not by.has(Power.PLAN):
        return denied(_("Chỉ người lập kế hoạch của đơn vị xác nhận cam kết thay mặt đơn vị."))
    return may_confirm(by, round_)


def may_record_breach(by: Actor, unit: Unit) -> Verdict:
    if not any(by.may(power, unit.path) for power in CHECKING):
        return denied(_("Chỉ người theo dõi hoặc thẩm định đơn vị này mới ghi vi phạm cam kết."))
    return ALLOWED


RULES: Mapping[str, Rule[Review]] = {
    "score": may_score,
    "check": may_check,
    "reopen": may_check,
    "recognise": may_decide,
    "decline": may_decide,
}


def open_steps(by: Actor, review: Review) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [step for step in FLOW.leaving(review.state) if RULES[step.name](by, review)]
