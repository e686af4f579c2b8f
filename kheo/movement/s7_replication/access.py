"""Who writes a model's card, who publishes it, who follows it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.access import may_edit_form
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication.models import Adoption, Card, Checkup, CheckupPeriod
from kheo.movement.s7_replication.states import (
    ADOPTION_FLOW,
    CARD_FLOW,
    CHECKUP_FLOW,
    CHECKUP_WRITABLE,
    AdoptionState,
    CardState,
    CheckupState,
)
from kheo.orgs.states import Power


def public() -> QuerySet[Card]:
    """Return what anybody may read, signed in or not."""
    return Card.objects.filter(state=CardState.PUBLISHED).select_related("registration__unit")


def visible_to(by: Actor) -> QuerySet[Card]:
    """Return the published cards, and every card of the units the actor reaches."""
    mine = under(by.reach or by.unit_path)
    return Card.objects.filter(mine | Q(state=CardState.PUBLISHED)).select_related(
        "registration__unit"
    )


def visible_adoptions(by: Actor) -> QuerySet[Adoption]:
    """Return the adoptions by the units the actor reaches, and those of their models."""
    path = by.reach or by.unit_path
    return Adoption.objects.filter(under(path) | under(path, "card__path")).select_related(
        "unit", "card__registration__unit"
    )


def recognised(by: Actor, round_: Round) -> QuerySet[Review]:
    """Return the recognised models of a round in reach: what a card may be written for."""
    return Review.objects.filter(
        under(by.reach or by.unit_path),
        state=ReviewState.RECOGNISED,
        registration__subject=Subject.MODEL,
        round=round_,
    ).select_related("registration__unit", "registration__card")


def unfinished(by: Actor, round_: Round) -> QuerySet[Adoption]:
    """Return what the unit of *by* follows without a result yet, under the year of its model.

    Once that year is closed it waits under the open years of the same movement.
    """
    here = Q(card__registration__round=round_) | Q(
        ~Q(card__registration__round__state=RoundState.OPEN),
        card__registration__round__movement=round_.movement_id,
    )
    return Adoption.objects.filter(here, path=by.reach, state=AdoptionState.STARTED)


def may_write(by: Actor, card: Card) -> Verdict:
    if by.may(Power.MODEL, card.path) or _above(by, card):
        return ALLOWED
    return denied(_("Phiếu mô hình do đơn vị có mô hình, hoặc cấp trên phụ trách phong trào, ghi."))


def may_publish(by: Actor, card: Card) -> Verdict:
    if by.may(Power.MODEL, card.path) or _above(by, card):
        return ALLOWED
    return denied(
        _("Phiếu do đơn vị có mô hình, hoặc cấp trên phụ trách phong trào, công khai và rút.")
    )


def _above(by: Actor, card: Card) -> bool:
    leads = by.may(Power.COMMEND, card.path) or by.may(Power.LAUNCH, card.path)
    return leads and by.reach != card.path


def may_adopt(by: Actor, card: Card) -> Verdict:
    if not (by.has(Power.MODEL) or by.has(Power.PLAN)):
        return denied(_("Việc làm theo do người phụ trách mô hình hoặc kế hoạch của đơn vị ghi."))
    if card.state != CardState.PUBLISHED:
        return denied(_("Phiếu này không còn công khai."))
    if by.reach == card.path:
        return denied(_("Đây là mô hình của chính đơn vị bạn."))
    return ALLOWED


def may_follow_up(by: Actor, adoption: Adoption) -> Verdict:
    if by.may(Power.MODEL, adoption.path) or by.may(Power.PLAN, adoption.path):
        return ALLOWED
    return denied(_("Kết quả do chính đơn vị làm theo ghi."))


CARD_RULES: Mapping[str, Rule[Card]] = {"publish": may_publish, "withdraw": may_publish}
ADOPTION_RULES: Mapping[str, Rule[Adoption]] = {"report": may_follow_up, "stop": may_follow_up}


def open_steps(by: Actor, card: Card) -> list[Step]:
    return [s for s in CARD_FLOW.leaving(card.state) if CARD_RULES[s.name](by, card)]


def open_adoption_steps(by: Actor, adoption: Adoption) -> list[Step]:
    steps = ADOPTION_FLOW.leaving(adoption.state)
    return [s for s in steps if ADOPTION_RULES[s.name](by, adoption)]


def visible_periods(by: Actor) -> QuerySet[CheckupPeriod]:
    """Return every period: that models are reviewed, and by when, is made known to all staff."""
    rows = CheckupPeriod.objects.select_related("round__movement__unit")
    return rows if by.person_id else rows.none()


def visible_checkups(by: Actor) -> QuerySet[Checkup]:
    """Return what was sent of the models *by* may read; what is not sent is its unit's alone."""
    own = Q(registration__unit=by.unit_id)
    read = Q(registration__in=s3.readable_by(by).order_by().values("pk"))
    return Checkup.objects.filter(read, own | ~Q(state=CheckupState.DRAFT)).select_related(
        "period__round__movement", "registration__unit", "registration__round", "form_version"
    )


def may_open_period(by: Actor, round_: Round) -> Verdict:
    """Leave it to the focal office, which also words the form."""
    if not may_edit_form(by, round_.movement):
        return denied(_("Chỉ đơn vị phát động và bộ phận đầu mối mới mở kỳ rà soát."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_drop_period(by: Actor, period: CheckupPeriod) -> Verdict:
    return may_open_period(by, period.round)


def may_review(by: Actor, registration: Registration) -> Verdict:
    """Leave the review of a model to who registers models for the unit that runs it."""
    if registration.subject != Subject.MODEL or not by.may(Power.MODEL, registration.unit.path):
        return denied(_("Chỉ người phụ trách mô hình của đơn vị mới rà soát mô hình ấy."))
    return ALLOWED


def may_send_checkup(by: Actor, checkup: Checkup) -> Verdict:
    return may_review(by, checkup.registration)


def may_write_checkup(by: Actor, checkup: Checkup) -> Verdict:
    if checkup.pk and checkup.state not in CHECKUP_WRITABLE:
        return denied(_("Bản rà soát đã gửi. Muốn sửa, hãy đề nghị cấp trên trả lại."))
    return may_review(by, checkup.registration)


def may_read_up(by: Actor, checkup: Checkup) -> Verdict:
    """Leave it to the unit above that oversees or files, never to the one that runs the model."""
    path = checkup.registration.unit.path
    if not (by.may(Power.OVERSEE, path) or by.may(Power.FILE, path)):
        return denied(_("Chỉ cấp trên theo dõi đơn vị mới quyết định hay trả lại bản rà soát."))
    if s3.is_own(by, checkup.registration):
        return denied(_("Đây là mô hình của chính đơn vị bạn; cấp trên quyết định về mô hình này."))
    return ALLOWED


CHECKUP_RULES: Mapping[str, Rule[Checkup]] = {
    "send": may_send_checkup,
    "decide": may_read_up,
    "reopen": may_read_up,
    "return": may_read_up,
}


def open_checkup_steps(by: Actor, checkup: Checkup) -> list[Step]:
    """Return the steps to offer as buttons; sending is done on the form."""
    steps = [s for s in CHECKUP_FLOW.leaving(checkup.state) if s.name != "send"]
    return [s for s in steps if CHECKUP_RULES[s.name](by, checkup)]
