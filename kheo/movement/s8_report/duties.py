"""How the plans and the reports owed in a round stand, by the one rule of who owes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.owing import Found, Owing, owing, touched_by
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan import queries as s2
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import State
from kheo.orgs.models import Unit

MISSING, LATE = "missing", "late"  # ways of looking at the list, beside the states
RANK = (State.DRAFT, State.SENT, State.PUBLISHED)
_STANDING = {
    MISSING: Q(report_state=State.DRAFT),
    LATE: ~Q(report_state=State.DRAFT) & Q(report_late=True),
    State.SENT: Q(report_state=State.SENT),
    State.PUBLISHED: Q(report_state=State.PUBLISHED),
}


@dataclass(frozen=True)
class Reports:
    """The reports of a round and who owes them."""

    round: Round
    owed: Owing

    @cached_property
    def given(self) -> dict[int, Report]:
        """Return the reports that count as those of others, by the unit that owes one."""
        return self.owed.best(Report.objects.filter(round=self.round), RANK)

    def units(self) -> QuerySet[Any]:
        """Return the units that owe one with what they sent, late ones told apart."""
        of_state = {s: [pk for pk, one in self.given.items() if one.state == s] for s in RANK}
        late = {
            flag: [pk for pk, one in self.given.items() if one.late is flag]
            for flag in (True, False)
        }
        report = FilteredRelation("reports", condition=Q(reports__round=self.round.pk))
        return Unit.objects.filter(self.owed.units(self.round)).annotate(
            report=report,
            report_state=Case(
                *(When(pk__in=pks, then=Value(s)) for s, pks in of_state.items() if pks),
                default=Coalesce(F("report__state"), Value(State.DRAFT)),
            ),
            report_late=Case(
                *(When(pk__in=pks, then=Value(flag)) for flag, pks in late.items() if pks),
                default=F("report__late"),
            ),
            report_sent_at=F("report__sent_at"),
        )

    def below(self, unit: Unit) -> QuerySet[Any]:
        """Return those right below *unit*, or below one that owes none."""
        return self.under(unit).filter(self.right_below(unit))

    def under(self, unit: Unit) -> QuerySet[Any]:
        """Return all below *unit*, at whatever depth."""
        return self.within(unit).exclude(pk=unit.pk)

    def right_below(self, unit: Unit) -> Q:
        """Return the condition that one of those within *unit* reports to it."""
        others = Unit.objects.filter(self.owed.units(self.round)).values("pk")
        alone = ~Q(parent__in=others) & ~Q(parent=self.round.movement.unit_id)
        return Q(parent=unit) | alone

    def within(self, unit: Unit) -> QuerySet[Any]:
        """Return all at *unit* and below, at whatever depth."""
        return self.units().filter(under(unit.path))

    def put_in(self, units: Sequence[Any]) -> None:
        """Write into each of *units* when another sent the report that counts as its."""
        for unit in units:
            if report := self.given.get(unit.pk):
                unit.report_sent_at, unit.report_of = report.sent_at, report.unit_id


def reports(round_: Round, told: str) -> Reports:
    return Reports(round_, owing(round_, told)[MilestoneKind.REPORT])


def standings(units: QuerySet[Any], near: Q | None = None) -> dict[str, int]:
    """Return how many of *units* stand in each way, in all (``""``), and how many in time.

    Those that are *near* alone, where it is given; of all then how many and how many came.
    """
    here = near if near is not None else ~Q(pk__in=())
    sums = {key: Count("pk", filter=where & here) for key, where in _STANDING.items()}
    found: dict[str, int] = units.order_by().aggregate(
        total=Count("pk", filter=here),
        all=Count("pk"),
        all_came=Count("pk", filter=~_STANDING[MISSING]),
        **sums,
    )
    total = found.pop("total")
    came = total - found[MISSING]
    return {**found, "": total, "came": came, "in_time": came - found[LATE]}


def standing(units: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Return those of *units* whose report stands so; an unknown word leaves them all."""
    return units.filter(_STANDING[state]) if state in _STANDING else units


@dataclass(frozen=True, slots=True)
class Standing:
    """How the answers of one kind stand: due, sent, sent after their day, and past it unsent."""

    due: int
    sent: int
    late: int
    overdue: int


def standing_at(
    round_: Round, path: str, told: str, found: Found | None = None, *, own: bool = True
) -> Mapping[str, Standing]:
    """Return how plans and reports stand at *path* and below; *own*: its own report with them."""
    found = touched_by(round_) if found is None else found
    owed = owing(round_, told, found)
    plan_due, report_due = found.due[MilestoneKind.PLAN], found.due[MilestoneKind.REPORT]
    asked = s2.Asked(round_, plan_due, owed[MilestoneKind.PLAN], path)
    plans = s2.counts(None, asked)
    units = Reports(round_, owed[MilestoneKind.REPORT]).units().filter(under(path))
    came = standings(units if own else units.exclude(path=path))
    passed = report_due is not None and report_due < clock.today()
    return {
        MilestoneKind.PLAN: Standing(
            due=plans[""],
            sent=plans[PlanState.SENT],
            late=plans["sent_late"],
            overdue=plans[s2.LATE] - plans["sent_late"],
        ),
        MilestoneKind.REPORT: Standing(
            due=came[""],
            sent=came["came"],
            late=came[LATE],
            overdue=came[MISSING] if passed else 0,
        ),
    }


def figures(round_: Round, path: str, told: str) -> dict[str, int]:
    """Return the lines of the year's report on plans and reports, where they are not as counted.

    Nothing where no reorganisation touched whom the movement addresses.
    """
    found = touched_by(round_)
    if not found:
        return {}
    stands = standing_at(round_, path, told, found, own=False)
    plans, sent = stands[MilestoneKind.PLAN], stands[MilestoneKind.REPORT]
    return {
        "plans_due": plans.due,
        "plans": plans.sent,
        "plans_late": plans.late,
        "reports_due": sent.due,
        "reports": sent.sent,
        "reports_late": sent.late,
    }
