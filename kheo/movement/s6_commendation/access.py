"""Who proposes, who decides, who sees an award."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.models import Award, AwardForm, Proposal
from kheo.movement.s6_commendation.states import FLOW, STANDING_FLOW, Standing, State
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power


def visible_to(by: Actor) -> QuerySet[Proposal]:
    """Return the proposals of the units the actor commends for, and of those below."""
    rows = Proposal.objects.select_related("unit", "round", "sent_by", "decision")
    return rows.filter(under(by.reach)) if by.has(Power.COMMEND) else rows.none()


def visible_awards(by: Actor) -> QuerySet[Award]:
    """Return the register of honours as far as the actor's powers, or their unit, go."""
    rows = Award.objects.filter(under(by.reach or by.unit_path))
    return rows.select_related("decision", "unit", "case")


def visible_forms(by: Actor) -> QuerySet[AwardForm]:
    """Return the forms the actor's unit gives and those it may ask a unit above for."""
    return AwardForm.objects.filter(unit__path__in=ancestors_of(by.reach)).select_related("unit")


def eligible(by: Actor, round_: Round) -> QuerySet[Review]:
    """Return the recognised achievements of a round that the actor may propose."""
    rows = Review.objects.filter(under(by.reach), state=ReviewState.RECOGNISED, round=round_)
    return rows if by.has(Power.COMMEND) else rows.none()


def may_open(by: Actor, _round: Round | None = None) -> Verdict:
    if not by.has(Power.COMMEND):
        return denied(_("Chỉ người được giao việc khen thưởng lập đề nghị."))
    return ALLOWED


def may_propose(by: Actor, proposal: Proposal) -> Verdict:
    if not by.has(Power.COMMEND):
        return denied(_("Chỉ người được giao việc khen thưởng lập đề nghị."))
    if by.reach != proposal.path:
        return denied(_("Đề nghị này do đơn vị lập tự sửa và trình."))
    return ALLOWED


def may_decide(by: Actor, proposal: Proposal) -> Verdict:
    if not by.may(Power.COMMEND, proposal.path):
        return denied(_("Chỉ cấp có thẩm quyền khen thưởng quyết định đề nghị này."))
    if proposal.sent_by_id is not None and proposal.sent_by_id == by.person_id:
        return denied(_("Người trình không tự quyết định. Người khác có thẩm quyền sẽ quyết định."))
    return ALLOWED


def may_revoke(by: Actor, award: Award) -> Verdict:
    if not by.may(Power.COMMEND, award.unit.path):
        return denied(_("Chỉ cấp đã khen hoặc cấp trên của cấp ấy thu hồi."))
    return ALLOWED


def may_keep_forms(by: Actor, form: AwardForm) -> Verdict:
    if not (by.has(Power.COMMEND) and by.reach == form.unit.path):
        return denied(_("Hình thức khen do đơn vị tặng tự ghi và tự khép lại."))
    return ALLOWED


def forms_in_force(path: str) -> QuerySet[AwardForm]:
    """Return the forms a proposal of the unit at *path* may ask for today."""
    today = clock.today()
    return (
        AwardForm.objects.filter(unit__path__in=ancestors_of(path), valid_from__lte=today)
        .exclude(valid_until__lte=today)
        .select_related("unit")
        .order_by("-unit__path", "pk")
    )


def in_force(proposal: Proposal, form: AwardForm) -> Verdict:
    if not forms_in_force(proposal.path).filter(pk=form.pk).exists():
        return denied(_("Hình thức “%s” không còn dùng. Chọn hình thức khác.") % form)
    return ALLOWED


def once(reviews: Sequence[int], form: AwardForm) -> Verdict:
    """Refuse a second commendation of the same form for one achievement, naming the first."""
    awards = Award.objects.filter(review__in=reviews, given=form, state=Standing.VALID)
    given = awards.select_related("decision").first()
    if given is None:
        return ALLOWED
    return denied(
        _(
            "“%(holder)s” đã được tặng %(form)s cho thành tích này theo Quyết định số %(number)s "
            "ngày %(day)s. Một thành tích chỉ khen một lần ở một hình thức: chọn hình thức khác "
            "hoặc bỏ khỏi danh sách."
        )
        % {
            "holder": given.holder,
            "form": given.form,
            "number": given.decision.number,
            "day": day(given.decision.signed_on),
        }
    )


def given_by(by: Actor, form: AwardForm) -> Verdict:
    """Refuse a decider below the unit that gives the form."""
    if by.reaches(form.unit.path):
        return ALLOWED
    words = {"form": form, "unit": form.unit}
    return denied(
        _("“%(form)s” do %(unit)s tặng. Trả lại để đổi hình thức, hoặc để %(unit)s quyết định.")
        % words
    )


def insist(verdict: Verdict, field: str = NON_FIELD_ERRORS) -> None:
    """Raise ValidationError at *field*, in the words of *verdict*, unless it allows."""
    if not verdict:
        raise ValidationError({field: verdict.reason})


RULES: Mapping[str, Rule[Proposal]] = {
    "send": may_propose,
    "return": may_decide,
    "decide": may_decide,
}
AWARD_RULES: Mapping[str, Rule[Award]] = {"revoke": may_revoke}


def open_steps(by: Actor, proposal: Proposal) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [s for s in FLOW.leaving(proposal.state) if RULES[s.name](by, proposal)]


def open_award_steps(by: Actor, award: Award) -> list[Step]:
    return [s for s in STANDING_FLOW.leaving(award.state) if AWARD_RULES[s.name](by, award)]


def may_edit(by: Actor, proposal: Proposal) -> bool:
    """Tell whether the list may still be changed by *by*."""
    return proposal.state == State.DRAFT and bool(may_propose(by, proposal))


def may_print(by: Actor, award: Award) -> Verdict:
    """Answer for a certificate: who commends prints it, while the award stands."""
    if award.state != Standing.VALID:
        return denied(_("Khen thưởng này đã bị thu hồi; không in giấy nữa."))
    if not by.has(Power.COMMEND):
        return denied(_("Giấy do người được giao việc khen thưởng in."))
    return ALLOWED
