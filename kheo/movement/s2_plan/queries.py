"""The answers of the units, as screens and reports need them.

A unit that must answer and has no row counts as awaited: rows are made when it confirms receipt,
so that a movement for a thousand units costs nothing before they act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.models import Clause, Milestone, Movement, Round
from kheo.movement.s1_directive.owing import NOBODY, Owing
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, RoundState
from kheo.movement.s2_plan import access
from kheo.movement.s2_plan.models import Acknowledgement, Plan, PlanTask
from kheo.movement.s2_plan.states import State
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import ancestors_of, people_under, staff_under
from kheo.orgs.states import Power

LATE = "late"  # a way of looking at the list, beside the states
RANK = (State.AWAITED, State.RECEIVED, State.SENT)

WAITING: dict[str, Wait] = {
    "plan.receive": Wait(
        _("Xác nhận đã nhận văn bản phát động"), _("Xác nhận"), "plan:mine", MilestoneKind.RECEIPT
    ),
    "plan.send": Wait(
        _("Lập và gửi kế hoạch năm của đơn vị"), _("Lập kế hoạch"), "plan:mine", MilestoneKind.PLAN
    ),
}


def _answers(
    units: QuerySet[Unit], round_: Round, due: date | None, given: Mapping[int, Plan] | None = None
) -> QuerySet[Any]:
    """Return *units*, each with its answer beside it or with the state of none.

    *given*: of some units the answer that counts as theirs, whoever sent it.
    """
    given = given or {}
    of_state = {s: [pk for pk, plan in given.items() if plan.state == s] for s in RANK}
    late = [pk for pk, plan in given.items() if plan.late]
    sent_late = Q(Q(answer__late=True) & ~Q(pk__in=list(given)) | Q(pk__in=late))
    overdue = ~Q(answer_state=State.SENT) if due and due < clock.today() else Q(pk__in=())
    return units.annotate(
        answer=FilteredRelation("plans", condition=Q(plans__round=round_.pk)),
        answer_id=F("answer__id"),
        answer_state=Case(
            *(When(pk__in=pks, then=Value(state)) for state, pks in of_state.items() if pks),
            default=Coalesce(F("answer__state"), Value(State.AWAITED)),
        ),
    ).annotate(
        answer_late=Case(
            When(sent_late | overdue, then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
    )


@dataclass(frozen=True)
class Asked:
    """The plans of a round: when they are due, who owes one, and within what path."""

    round: Round
    due: date | None
    owed: Owing = NOBODY
    path: str = ""

    @cached_property
    def given(self) -> dict[int, Plan]:
        """Return the plans that count as those of others, by the unit that owes one."""
        rows = Plan.objects.filter(round=self.round).select_related("leader", "officer")
        return self.owed.best(rows, RANK)

    def answers(self, by: Actor | None = None) -> QuerySet[Any]:
        """Return the units that owe one with their answers, as far as *by* sees them."""
        owe = self.owed.units(self.round)
        units = access.visible_units(by, owe) if by else Unit.objects.filter(owe)
        units = units.filter(under(self.path)) if self.path else units
        return _answers(units, self.round, self.due, self.given)


def plans_of(by: Actor, asked: Asked, *, state: str = "", text: str = "") -> QuerySet[Any]:
    """Return the units that must answer with what came back, by state, lateness and words."""
    rows = asked.answers(by)
    if state in State.values:
        rows = rows.filter(answer_state=state)
    elif state == LATE:
        rows = rows.filter(answer_late=True)
    for word in fold(text.replace("\0", "")).split():
        rows = rows.filter(folded__contains=word)
    found: QuerySet[Any] = rows.annotate(
        answer_received_at=F("answer__received_at"),
        answer_sent_at=F("answer__sent_at"),
        answer_leader=F("answer__leader__full_name"),
        answer_officer=F("answer__officer__full_name"),
    ).order_by("path")
    return found


def put_in(rows: Sequence[Any], given: Mapping[int, Plan]) -> None:
    """Write into each of *rows*, units with their answers, that which another gave for it."""
    for unit in rows:
        if plan := given.get(unit.pk):
            unit.answer_id, unit.answer_received_at = plan.pk, plan.received_at
            unit.answer_sent_at = plan.sent_at
            unit.answer_leader = plan.leader and plan.leader.full_name
            unit.answer_officer = plan.officer and plan.officer.full_name


def counts(by: Actor | None, asked: Asked) -> dict[str, int]:
    """Return how many units there are (""), stand in each state and are late, in one statement."""
    rows = asked.answers(by)
    found = rows.order_by().aggregate(
        total=Count("pk"),
        late=Count("pk", filter=Q(answer_late=True)),
        sent_late=Count("pk", filter=Q(answer_late=True, answer_state=State.SENT)),
        **{state: Count("pk", filter=Q(answer_state=state)) for state in State.values},
    )
    total = found.pop("total")
    return {"": total} | found


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return stage 2 as the stepper shows it: sent, in scope, late or overdue; always one row."""
    path = by.reach or by.unit_path
    scope = Movement.scope.through.objects.filter(
        under(path, "unit__path"), movement=round_.movement_id
    )
    plans = Plan.objects.filter(under(path), round=round_.pk)
    due = Milestone.objects.filter(
        round=round_.pk, kind=MilestoneKind.PLAN, due_on__lt=clock.today()
    )
    rows = Round.objects.filter(pk=round_.pk).order_by()
    rows = rows.annotate(
        step=Value(2, IntegerField()),
        done=_number_of(plans.filter(state=State.SENT), "round"),
        total=_number_of(scope, "movement"),
        sent_late=_number_of(plans.filter(state=State.SENT, late=True), "round"),
    )
    missing = Case(When(Exists(due), then=F("total") - F("done")), default=0)
    return rows.annotate(late=F("sent_late") + missing).values("step", "done", "total", "late")


def _number_of(rows: QuerySet[Any], group: str) -> Coalesce:
    found = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    """Return what waits for who answers for a unit: its receipt, then its plan."""
    if not by.has(Power.PLAN) or round_.state != RoundState.OPEN:
        return []
    units = Unit.objects.filter(path=by.reach, addressed_by=round_.movement_id).order_by()
    mine = _answers(units.exclude(_answered_before(round_)), round_, None)
    return [
        _waiting(mine.filter(answer_state=State.AWAITED), "plan.receive"),
        _waiting(mine.filter(answer_state=State.RECEIVED), "plan.send"),
    ]


def _waiting(rows: QuerySet[Any], what: str) -> WaitRow:
    return rows.values(what=Value(what), n=Value(1, IntegerField()))


def _answered_before(round_: Round) -> Exists:
    """Return whether those who were there before a unit opened had sent the plan of a round."""
    sent = Plan.objects.filter(round=round_, state=State.SENT)
    return Exists(sent.filter(unit__successors__new=OuterRef("pk"), unit__successors__opened=True))


def asked(units: QuerySet[Unit], round_: Round) -> QuerySet[Unit]:
    """Return those of *units* that a round addresses or that have answered it."""
    scope = Movement.scope.through.objects.filter(unit=OuterRef("pk"))
    answers = Plan.objects.filter(round=round_, unit=OuterRef("pk"))
    return units.filter(Exists(scope.filter(movement=round_.movement_id)) | Exists(answers))


def unsent(units: QuerySet[Unit], round_: Round) -> QuerySet[Unit]:
    """Return those of *units* that owe a plan, also who never confirmed receipt (002-24)."""
    sent = Plan.objects.filter(round=round_, unit=OuterRef("pk"), state=State.SENT)
    return asked(units, round_).exclude(Exists(sent)).exclude(_answered_before(round_))


def must_answer(round_: Round, unit: Unit) -> bool:
    return Unit.objects.filter(pk=unit.pk, addressed_by=round_.movement_id).exists()


def answering_unit(by: Actor, round_: Round) -> Unit | None:
    """Return the unit *by* answers for: the one their powers hold over, else the nearest above their seat."""
    paths = ancestors_of(by.unit_path)
    if by.has(Power.PLAN):
        paths.append(by.reach)
    units = Unit.objects.filter(path__in=paths, addressed_by=round_.movement_id)
    found = {unit.path: unit for unit in units}
    if by.has(Power.PLAN) and by.reach in found:
        return found[by.reach]
    return found[max(found)] if found else None


def plan_of(round_: Round, unit: Unit) -> Plan | None:
    """Return the answer of a unit with those it names, or None before it confirmed receipt."""
    rows = Plan.objects.filter(round=round_, unit=unit)
    return rows.select_related(
        "leader", "officer", "received_by", "unit", "round__movement__unit"
    ).first()


def tasks_of(plan: Plan) -> list[PlanTask]:
    return list(PlanTask.objects.filter(plan=plan).select_related("content", "category"))


def contents(round_: Round) -> QuerySet[Clause]:
    return Clause.objects.filter(movement=round_.movement_id, kind=ClauseKind.CONTENT)


def staff_of(unit: Unit) -> QuerySet[Person]:
    """Return those who may lead or keep a unit's plan: its people, in Vietnamese order."""
    return people_under(unit.path)


def plan_due(round_: Round) -> date | None:
    return s1.due_on(round_, MilestoneKind.PLAN)


def acknowledged(by: Actor, round_: Round) -> Acknowledgement | None:
    return Acknowledgement.objects.filter(round=round_, person=by.person_id).first()


def readers(round_: Round, path: str) -> tuple[int, int]:
    """Return how many in the unit at *path* and below have read the launch, of how many."""
    read = Acknowledgement.objects.filter(under(path), round=round_).count()
    return read, staff_under(path)
