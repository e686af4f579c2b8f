"""Who may see a unit's answer, and who may give it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.documents.books import access as books
from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s2_plan.models import Category, Plan
from kheo.movement.s2_plan.states import FLOW, State
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power


def visible_to(by: Actor) -> QuerySet[Plan]:
    """Return the answers of the units the actor's powers hold over, and of their own and those above.

    A plan is made for the whole unit: whoever works there may read it.
    """
    return Plan.objects.filter(
        under(by.reach, "path") | Q(path__in=ancestors_of(by.unit_path))
    ).select_related(
        "unit__parent",
        "round__movement__unit",
        "round__movement__directive__document",
        "leader",
        "officer",
        "received_by",
        "entry",
    )


def visible_units(by: Actor, owing: Q) -> QuerySet[Unit]:
    """Return the units that must answer, as far as the actor may see their answers."""
    rows = Unit.objects.filter(owing)
    return rows.filter(under(by.reach) | Q(path__in=ancestors_of(by.unit_path)))


def visible_categories(by: Actor, round_: Round) -> QuerySet[Category]:
    """Return the categories of tasks of a year's movement to whoever sees the year."""
    rows = Category.objects.filter(movement=round_.movement_id).select_related("movement__unit")
    return rows if by.person_id else rows.none()


def may_answer(by: Actor, plan: Plan) -> Verdict:
    if not by.may(Power.PLAN, plan.path):
        return denied(
            _("Chỉ người được giao nhận văn bản, lập kế hoạch của đơn vị mới làm việc này.")
        )
    if plan.round.state != RoundState.OPEN:
        return denied(_("Năm này của phong trào đã khép lại."))
    return ALLOWED


def may_number(by: Actor, plan: Plan) -> Verdict:
    """Who files for the unit numbers its plan, once it was sent."""
    if plan.state != State.SENT:
        return denied(_("Kế hoạch chưa gửi nên chưa lấy số."))
    return books.may_take(by, plan.unit)


def may_acknowledge(by: Actor, round_: Round) -> Verdict:
    if by.person_id is None:
        return denied(_("Chỉ người có tên trong danh sách cán bộ mới xác nhận đã đọc."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này của phong trào đã khép lại."))
    return ALLOWED


RULES: Mapping[str, Rule[Plan]] = {
    "receive": may_answer,
    "send": may_answer,
    "recall": may_answer,
}


def open_steps(by: Actor, plan: Plan) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [s for s in FLOW.leaving(plan.state) if RULES[s.name](by, plan)]
