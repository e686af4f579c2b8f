"""Units by stages: one row per unit, one cell per stage, the counts of all that lies below."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.desk.held import held
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.charts import heat
from kheo.kernel.ui.written import number
from kheo.movement.models import (
    Plan,
    Report,
    Round,
    Tally,
)
from kheo.movement.s1_directive.owing import day_of, owing
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration.counts.stopped import stopped_short
from kheo.movement.s8_report.retold import taken_along
from kheo.movement.s8_report.states import State as ReportState
from kheo.orgs import naming
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import heirs
from kheo.orgs.reorganisation.states import Told
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
# What a reorganisation took along, under the names of ``retold.taken_along``: that of the cells, and
# the milestone whose day says which unit had it then.
TAKEN = {
    "staff": ("staff", MilestoneKind.REGISTRATION),
    "people": ("people", MilestoneKind.REGISTRATION),
    "items_accepted": ("items_accepted", MilestoneKind.REGISTRATION),
    "models_accepted": ("models_accepted", MilestoneKind.REGISTRATION),
    "notes": ("notes", MilestoneKind.PROGRESS),
    "reviewed": ("reviews", MilestoneKind.REVIEW),
    "declined": ("decided", MilestoneKind.REVIEW),
    "recognised": ("decided", MilestoneKind.REVIEW),
    "adoptions": ("adoptions", MilestoneKind.REPORT),
}
# What a unit answers, which no reorganisation takes along: who owes it is one rule for all pages.
ANSWERS = {"plans_owed", "received", "sent", "reports_owed", "reports"}


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

    @property
    def name(self) -> str:
        """Return the name of the unit: of a year read as then, that at its end."""
        return getattr(self.unit, "then", self.unit.name)

    @property
    def says(self) -> bool:
        """Tell whether anything is asked of the unit, or counted of it."""
        return any(cell.text for cell in self.cells)


def units(by: Actor, round_: Round, told: str = "") -> QuerySet[Unit]:
    """Return the units right below what *by* reaches, first that unit's own office.

    As then they are those there were at any time of the year.
    """
    path, there = by.reach or by.unit_path, Q(closed_on=None)
    found = Unit.objects.all()
    if told == Told.THEN:
        first, last = date(round_.year, 1, 1), date(round_.year, 12, 31)
        there = Q(Q(closed_on=None) | Q(closed_on__gt=first), opened_on__lte=last)
        found = found.annotate(then=naming.name_on(last))
    right_below = Q(there, parent__path=path, line=Line.STATE)
    # Its own people register too: without their row the table sums to less than the whole.
    tallied = Exists(Tally.objects.filter(unit=OuterRef("pk")))
    alone = ~Exists(Unit.objects.filter(right_below))
    own = Q(Q(staff__gt=0) | tallied | alone, path=path)
    return found.filter(right_below | own)


def rows(round_: Round, found: Sequence[Unit], due: dict[str, Any], told: str = "") -> list[Row]:
    """Return a row for each unit of one page; the counts are read for the page's span of paths."""
    if not found:
        return []
    counts = _counts(round_, found, due, told)
    lists = {name: reverse(name, args=[round_.pk]) for name in LISTS}
    deepest = len(found[-1].path)

    def cells(unit: Unit) -> list[Cell]:
        return _cells(counts, unit, lists, due, told)

    return [
        Row(unit, cells(unit), own=False)
        if len(unit.path) == deepest
        # The lists of the office hold all that lies below it: its own numbers lead nowhere.
        else Row(unit, [replace(c, url="") for c in cells(unit)], own=True)
        for unit in found
    ]


def _counts(
    round_: Round, found: Sequence[Unit], due: dict[str, Any], told: str
) -> Counter[tuple[str, str]]:
    """Return how many of each kind lie below each unit of the page: ``{("001.003.", "people"): 14}``."""
    prefixes = {unit.path for unit in found}
    length = len(found[-1].path)  # a shorter path is the office's own, and counts only itself
    counts: Counter[tuple[str, str]] = Counter()
    told_so = _found(round_, found[0].path, found[-1].path, due, told)
    for at, what, n in chain(told_so, _owed(round_, told)):
        if at[:length] in prefixes:
            counts[at[:length], what] += n
    return counts


def _found(
    round_: Round, first: str, last: str, due: dict[str, Any], told: str
) -> Iterator[tuple[str, str, int]]:
    """Yield where, what and how many, each under the unit of then or of today."""
    if told != Told.NOW:
        for row in held(round_, first, last).rows():
            yield row["at"], row["what"], row["n"] or 0
        yield from _put_back(round_, due) if told == Told.THEN else ()
        return
    known = heirs.today()
    for row in held(round_, first, last, tuple(sorted(known.parts))).rows():
        at, what, n = row["at"], row["what"], row["n"] or 0
        yield from (
            [(at, what, n)]
            if what in ANSWERS
            else ((to, what, part) for to, part in known.spread(at, n))
        )


def _put_back(round_: Round, due: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield what each unit had on the day that counts, and what is kept elsewhere since."""
    known = heirs.today()
    on = {kind: known.upto(day_of(round_, due.get(kind))) for _what, kind in TAKEN.values()}
    for made, kept, name, n in taken_along(round_):
        if name in TAKEN:
            what, kind = TAKEN[name]
            yield on[kind].last(made), what, n
            yield on[kind].last(kept), what, -n
    registered = on[MilestoneKind.REGISTRATION]
    again = stopped_short(round_, Q()).filter(made_in__isnull=False).order_by()
    for made, kept, n in again.values_list("made_in__path", "path").annotate(n=Count("pk")):
        yield registered.last(made), "stopped", n
        yield registered.last(kept), "stopped", -n


def _owed(round_: Round, told: str) -> Iterator[tuple[str, str, int]]:
    """Yield how who owes an answer, and has given it, differs from whom the movement addresses."""
    owed = owing(round_, told) if told else {}
    plans = Plan.objects.exclude(state=PlanState.AWAITED)
    sent = {"received": plans, "sent": plans.filter(state=PlanState.SENT)}
    reports = {"reports": Report.objects.exclude(state=ReportState.DRAFT)}
    for kind, what, answers in (
        (MilestoneKind.PLAN, "plans_owed", sent),
        (MilestoneKind.REPORT, "reports_owed", reports),
    ):
        if kind in owed:
            yield from owed[kind].moved(round_, answers, what)


def _cells(
    counts: Counter[tuple[str, str]],
    unit: Unit,
    lists: dict[str, str],
    due: dict[str, Any],
    told: str,
) -> list[Cell]:
    def n(kind: str) -> int:
        return counts[unit.path, kind]

    def link(name: str) -> str:
        return f"{lists[name]}?don-vi={unit.pk}{told and f'&theo={told}'}"

    def share(done: int, total: int, url: str, milestone: str) -> Cell:
        overdue = milestone in due and due[milestone] < clock.today() and done < total
        shade: int | str = "late" if overdue else heat(done, total)
        text = f"{number(done)}/{number(total)}" if total else ""
        return Cell(shade, text, link(url) if total else "")

    def amount(value: int, words: str, url: str) -> Cell:
        text = words % {"n": number(value)} if value else ""
        return Cell(3 if value else 0, text, link(url) if value else "")

    return [
        share(
            min(n("received"), n("plans_owed")),
            n("plans_owed"),
            "plan:index",
            MilestoneKind.RECEIPT,
        ),
        share(min(n("sent"), n("plans_owed")), n("plans_owed"), "plan:index", MilestoneKind.PLAN),
        # Who owes again since their work stopped is not among those who have registered.
        share(
            n("people") - n("stopped"), n("staff"), "registration:index", MilestoneKind.REGISTRATION
        ),
        amount(n("notes"), _("%(n)s ghi chép"), "progress:index"),
        share(n("decided"), n("reviews"), "review:index", MilestoneKind.REVIEW),
        amount(n("awards"), _("%(n)s khen"), "commendation:index"),
        amount(n("adoptions"), _("%(n)s nơi"), "replication:index"),
        share(
            min(n("reports"), n("reports_owed")),
            n("reports_owed"),
            "report:index",
            MilestoneKind.REPORT,
        ),
    ]
