"""What each unit holds of a year, kind by kind: the statement behind the table of units by stages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from kheo.kernel import statements
from kheo.movement.models import (
    Absence,
    Adoption,
    Award,
    Movement,
    Plan,
    Report,
    Review,
    Round,
    Tally,
)
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration.counts.stopped import stopped_short
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.states import Standing
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report.shares import Span
from kheo.movement.s8_report.states import State as ReportState
from kheo.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Spanned:
    """From the unit at a path to that at another with what lies below it, and closed units beside."""

    first: str
    last: str
    added: tuple[str, ...] = ()

    def within(self, field: str = "path") -> Q:
        here = Span(self.first, self.last).within(field)
        return here | Q((f"{field}__in", self.added)) if self.added else here


@statements.shared
def held(round_: Round, first: str, last: str, added: tuple[str, ...] = ()) -> statements.Statement:
    """Write how many of each kind every unit from *first* to *last* holds: columns n, what, at."""
    # The paths of one page are neighbours: two bounds hold them all, but for units that closed
    # elsewhere.
    return statements.union(_kinds(round_, Spanned(first, last, added)))


def _kinds(round_: Round, span: Spanned) -> list[QuerySet[Any, Any]]:
    def of(kind: str, rows: QuerySet[Any], path: str = "path") -> QuerySet[Any, Any]:
        grouped = rows.filter(span.within(path)).order_by().values(at=F(path), what=Value(kind))
        return _shaped(grouped.annotate(n=Count("pk")))

    def summed(kind: str, rows: QuerySet[Any], name: str = "") -> QuerySet[Any, Any]:
        named = Value(name or kind)
        grouped = rows.filter(span.within()).order_by().values(at=F("path"), what=named)
        return _shaped(grouped.annotate(n=Sum(kind)))

    tallies = Tally.objects.filter(round=round_)
    reviews = Review.objects.filter(round=round_)
    scope = Movement.scope.through.objects.filter(movement=round_.movement_id)
    plans = Plan.objects.filter(round=round_)
    awards = Award.objects.filter(case__proposal__round=round_, state=Standing.VALID)
    followed = Adoption.objects.filter(FOLLOWS, card__registration__round=round_)
    decided = reviews.filter(state__in=(ReviewState.RECOGNISED, ReviewState.DECLINED))
    staff = [summed("staff", Unit.objects.open())]
    if round_.state != RoundState.OPEN:  # who sent something and who was missing as it was closed
        absent = of("staff", Absence.objects.filter(round=round_))
        staff = [absent, summed("people", tallies, "staff")]
    return [
        *staff,
        summed("people", tallies),
        of("stopped", stopped_short(round_, Q())),
        summed("items_accepted", tallies),
        summed("models_accepted", tallies),
        summed("notes", tallies),
        of("plans_owed", scope, "unit__path"),
        of("reports_owed", scope, "unit__path"),
        of("received", plans.exclude(state=PlanState.AWAITED)),
        of("sent", plans.filter(state=PlanState.SENT)),
        of("reviews", reviews),
        of("decided", decided),
        of("awards", awards),
        of("adoptions", followed, "card__path"),
        of("reports", Report.objects.filter(round=round_).exclude(state=ReportState.DRAFT)),
    ]


def _shaped(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Return *rows* with the columns of the union, in their order."""
    shaped: QuerySet[Any, Any] = rows.values("n", "what", "at")
    return shaped
