"""Units by stages: one row per unit, one cell per stage, the counts of all that lies below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock, statements
from kheo.kernel.actor import Actor
from kheo.kernel.ui.charts import heat
from kheo.kernel.ui.written import number
from kheo.movement.models import Adoption, Award, Movement, Plan, Report, Review, Round, Tally
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.states import Standing
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report.states import State as ReportState
from kheo.orgs.models import Unit
from kheo.orgs.states import Line

SIZE = 30
LISTS = (  # of the stages, where a cell leads to
    "plan:index",
    "registration:index",
    "progress:index",
    "review:index",
    "commendation:index",
    "replication:index",
    "report:index",
)


@dataclass(frozen=True, slots=True)
class Cell:
    shade: int | str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    unit: Unit
    cells: Sequence[Cell]
    own: bool = False  # of the unit above itself, not of one below


def units(by: Actor) -> QuerySet[Unit]:
    """Return the units right below what *by* reaches, first that unit's own office."""
    path = by.reach or by.unit_path
    below = Unit.objects.open().filter(parent__path=path, line=Line.STATE)
    if not below.exists():
        return Unit.objects.filter(path=path)
    # Its own people register too: without their row the table sums to less than the whole.
    tallied = Exists(Tally.objects.filter(unit=OuterRef("pk")))
    own = Q(Q(staff__gt=0) | tallied, path=path)
    return Unit.objects.filter(Q(closed_on=None, parent__path=path, line=Line.STATE) | own)


def rows(round_: Round, found: Sequence[Unit], due: dict[str, Any]) -> list[Row]:
    """Return a row for each unit of one page; the counts are read for the page's span of paths."""
    if not found:
        return []
    counts = _counts(round_, found)
    lists = {name: reverse(name, args=[round_.pk]) for name in LISTS}
    deepest = len(found[-1].path)
    return [
        Row(unit, _cells(counts, unit, lists, due), own=False)
        if len(unit.path) == deepest
        # The lists of the office hold all that lies below it: its own numbers lead nowhere.
        else Row(unit, [replace(c, url="") for c in _cells(counts, unit, lists, due)], own=True)
        for unit in found
    ]


def _counts(round_: Round, found: Sequence[Unit]) -> Counter[tuple[str, str]]:
    """Return how many of each kind lie below each unit of the page: ``{("001.003.", "people"): 14}``."""
    prefixes = {unit.path for unit in found}
    length = len(found[-1].path)  # a shorter path is the office's own, and counts only itself
    counts: Counter[tuple[str, str]] = Counter()
    for row in _asked(round_, found[0].path, found[-1].path).rows():
        if row["at"][:length] in prefixes:
            counts[row["at"][:length], row["what"]] += row["n"] or 0
    return counts


@statements.kept
def _asked(round_: Round, first: str, last: str) -> statements.Statement:
    # The paths of one page are neighbours: two bounds hold them all.
    return statements.union(_kinds(round_, {"path__gte": first, "path__lt": f"{last[:-1]}/"}))


def _kinds(round_: Round, span: dict[str, str]) -> list[QuerySet[Any, Any]]:
    def of(kind: str, rows: QuerySet[Any], path: str = "path") -> QuerySet[Any, Any]:
        bounds = {name.replace("path", path, 1): value for name, value in span.items()}
        grouped = rows.filter(**bounds).order_by().values(at=F(path), what=Value(kind))
        return _shaped(grouped.annotate(n=Count("pk")))

    def summed(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        grouped = rows.filter(**span).order_by().values(at=F("path"), what=Value(kind))
        return _shaped(grouped.annotate(n=Sum(kind)))

    tallies = Tally.objects.filter(round=round_)
    reviews = Review.objects.filter(round=round_)
    scope = Movement.scope.through.objects.filter(movement=round_.movement_id)
    plans = Plan.objects.filter(round=round_)
    awards = Award.objects.filter(case__proposal__round=round_, state=Standing.VALID)
    followed = Adoption.objects.filter(FOLLOWS, card__registration__round=round_)
    decided = reviews.filter(state__in=(ReviewState.RECOGNISED, ReviewState.DECLINED))
    return [
        summed("staff", Unit.objects.open()),
        summed("people", tallies),
        summed("items_accepted", tallies),
        summed("models_accepted", tallies),
        summed("notes", tallies),
        of("scope", scope, "unit__path"),
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


def _cells(
    counts: Counter[tuple[str, str]], unit: Unit, lists: dict[str, str], due: dict[str, Any]
) -> list[Cell]:
    def n(kind: str) -> int:
        return counts[unit.path, kind]

    def share(done: int, total: int, url: str, milestone: str) -> Cell:
        overdue = milestone in due and due[milestone] < clock.today() and done < total
        shade: int | str = "late" if overdue else heat(done, total)
        text = f"{number(done)}/{number(total)}" if total else ""
        return Cell(shade, text, f"{lists[url]}?don-vi={unit.pk}" if total else "")

    def amount(value: int, words: str, url: str) -> Cell:
        text = words % {"n": number(value)} if value else ""
        return Cell(3 if value else 0, text, f"{lists[url]}?don-vi={unit.pk}" if value else "")

    return [
        share(n("received"), n("scope"), "plan:index", MilestoneKind.RECEIPT),
        share(n("sent"), n("scope"), "plan:index", MilestoneKind.PLAN),
        share(n("people"), n("staff"), "registration:index", MilestoneKind.REGISTRATION),
        amount(n("notes"), _("%(n)s ghi chép"), "progress:index"),
        share(n("decided"), n("reviews"), "review:index", MilestoneKind.REVIEW),
        amount(n("awards"), _("%(n)s khen"), "commendation:index"),
        amount(n("adoptions"), _("%(n)s nơi"), "replication:index"),
        share(min(n("reports"), n("scope")), n("scope"), "report:index", MilestoneKind.REPORT),
    ]
