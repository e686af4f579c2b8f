"""What the desk and the movement's page show, over what the actor reaches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from kheo.citizens import queries as citizens
from kheo.desk import stepper
from kheo.desk.days import Days
from kheo.desk.waits import Waiting, by_day
from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import Wait
from kheo.kernel.ui.written import number
from kheo.kernel.workdays import between
from kheo.movement.models import DayTally, Movement, Round, Sheet, Tally
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan import queries as s2
from kheo.movement.s3_registration import queries as s3
from kheo.movement.s3_registration.access import in_cell
from kheo.movement.s3_registration.counts.counted import summed
from kheo.movement.s3_registration.counts.members import cell_days, cell_figures
from kheo.movement.s4_progress import queries as s4
from kheo.movement.s5_review import queries as s5
from kheo.movement.s6_commendation import queries as s6
from kheo.movement.s7_replication import queries as s7
from kheo.movement.s8_report import queries as s8
from kheo.orgs.models import Post
from kheo.orgs.queries import actor_of

ROOMS = (s1, s2, s3, s4, s5, s6, s7, s8, citizens)  # where work waits
YEAR = timedelta(days=365)
# A day the paper does not set is the day of the next thing that needs it done.
EARLIER_THAN: dict[str, str] = {MilestoneKind.RECEIPT: MilestoneKind.PLAN}
FIGURES = ("people", "items_submitted", "items_accepted", "models_accepted", "notes")
WAITING: dict[str, Wait] = {key: wait for room in ROOMS for key, wait in room.WAITING.items()}


def waiting(by: Actor, round_: Round, days: Days) -> list[Waiting]:
    """Return what waits for *by*, earliest day first: all stages in one statement."""
    asked = _asked(by, round_, round_.state, clock.today())
    found = ((r["what"], r["n"]) for r in asked.rows() if r["n"])
    lines = [_waiting(what, n, round_, _due_on(WAITING[what], by, days)) for what, n in found]
    return sorted(lines, key=by_day)


def chosen(asked: str, waiting: Mapping[Round, Sequence[Waiting]]) -> Round:
    """Return the round whose figures the desk shows: the one *asked* for, else where most waits."""
    for round_ in waiting:
        if asked == str(round_.pk):
            return round_
    return max(waiting, key=lambda round_: len(waiting[round_]))


@statements.shared
def _asked(by: Actor, round_: Round, state: str, today: date) -> statements.Statement:  # noqa: ARG001 - a round is known by its key, and the text holds both
    return statements.union([row for room in ROOMS for row in room.waiting_rows(by, round_)])


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several open movements, to look at its figures."""

    name: str
    href: str
    current: bool


def choices(rounds: Sequence[Round], shown: Round) -> list[Choice]:
    """Return the open movements to choose from; one alone is no choice."""
    several = rounds if len(rounds) > 1 else ()
    return [Choice(str(r), f"?phong-trao={r.pk}", r == shown) for r in several]


def waiting_in_all(
    by: Actor, rounds: Sequence[Round], due: dict[int, Days]
) -> dict[Round, list[Waiting]]:
    """Return what waits for *by* in each of *rounds*; what belongs to no round stands in the first.

    Of several movements each line says its own.
    """
    found: dict[Round, list[Waiting]] = {}
    seen: set[str] = set()
    for round_ in rounds:
        lines = [line for line in waiting(by, round_, due[round_.pk]) if line.url not in seen]
        seen.update(line.url for line in lines)
        name = str(round_) if len(rounds) > 1 else ""
        found[round_] = [replace(line, movement=name) for line in lines]
    return found


def _due_on(wait: Wait, by: Actor, days: Days) -> date | None:
    """Return the day work is due: the one its own rule sets, or that of the round."""
    due = days.milestones
    own = days.own(wait.own, by) if wait.own else None
    return own or due.get(wait.milestone) or due.get(EARLIER_THAN.get(wait.milestone, ""))


def _waiting(what: str, n: int, round_: Round, due_on: date | None) -> Waiting:
    wait = WAITING[what]
    days = between(clock.today(), due_on) if due_on else 0
    url = reverse(wait.url, args=[round_.pk] if wait.of_round else [])
    title = str(wait.title).format(n=number(n))
    return Waiting(
        title, str(wait.act), url, due_on, days, work=f"{what} {n} {url}", own_days=wait.own_days,
        overdue=wait.overdue,
    )  # fmt: skip


def figures(by: Actor, round_: Round) -> dict[str, int]:
    """Return the counts of the round over what *by* reaches, with the staff there."""
    asked = _of_members(by, round_) if in_cell(by) else _summed(by.reach or by.unit_path, round_)
    sums = next(iter(asked.rows()), {})  # who reaches nothing has none
    # The people are the stepper's, asked and registered: the same page shows both.
    step = stepper.figures(by, round_)[stepper.REGISTRATION]
    found = {name: sums.get(f"sum_{name}", 0) for name in FIGURES}
    stopped = max(0, found["people"] - step.done)  # who owes again is not among the stepper's
    return found | {"people": step.done, "staff": step.total, "stopped": stopped}


@statements.shared
def _summed(path: str, round_: Round) -> statements.Statement:
    tallies = Tally.objects.filter(under(path), round=round_).order_by()
    return statements.union([tallies.values(**{f"sum_{name}": summed(name) for name in FIGURES})])


@statements.kept
def _of_members(by: Actor, round_: Round) -> statements.Statement:
    return statements.union([cell_figures(by, round_)])


type Series = list[tuple[date, int]]


def people_by_day(by: Actor, round_: Round, due: dict[str, date]) -> tuple[Series, Series]:
    """Return the people registered up to each day, this year and the year before.

    Last year's days are shifted to this year's, so that the two lines can be laid on each other.
    """
    rows = _days(by, round_)
    now: dict[date, int] = {}
    before: dict[date, int] = {}
    for row in rows:
        if row["round"] == round_.pk:
            now[row["day"]] = row["n"]
        else:
            before[row["day"] + YEAR] = row["n"]
    anchor = due.get(MilestoneKind.REGISTRATION) or clock.today()
    start = max(min(now, default=anchor), anchor - timedelta(days=30))
    # Who registers weeks late is on the line too: it ends at the number the sentence says.
    end = max(anchor + timedelta(days=7), max(now, default=anchor))
    return (
        _cumulated(now, start, min(end, clock.today())),
        _cumulated(before, start, end) if before else [],
    )


def _days(by: Actor, round_: Round) -> list[Any]:
    """Return the people first registered on each day, as old as the stepper may be.

    A province adds up a row of every agency for every day of two years.
    """
    path = by.reach or by.unit_path
    key = f"days:{round_.pk}:{path}:{in_cell(by)}:{clock.today()}"
    found: list[Any] | None = cache.get(key)
    if found is None:  # never set again when it is found: a page that is asked often would not age
        found = _days_counted(by, path, round_)
        cache.set(key, found, settings.STEPPER_SECONDS)
    return found


def _days_counted(by: Actor, path: str, round_: Round) -> list[Any]:
    if in_cell(by):
        return list(cell_days(by, _two_years(round_)))
    rows = DayTally.objects.filter(under(path), round__in=_two_years(round_)).order_by()
    found = list(rows.values("round", "day").annotate(n=Sum("people")))
    return found or list(_days_within(path, round_))


def _days_within(path: str, round_: Round) -> QuerySet[Sheet, Any]:
    """Return the same for a unit inside an agency, which has no row of its own: from its sheets."""
    sheets = Sheet.objects.filter(under(path), round__in=_two_years(round_), person__isnull=False)
    days = sheets.filter(submitted_at__isnull=False).order_by()
    return days.values("round", day=TruncDate("submitted_at")).annotate(n=Count("pk"))


def elsewhere(
    by: Actor,
    posts: Iterable[Post],
    rounds: Sequence[Round],
    days: dict[int, Days],
    here: Sequence[Waiting],
) -> list[tuple[Post, int]]:
    """Return the other posts of the actor in which work waits that is not on this desk.

    The same page may wait in two capacities with work of different people on it.
    """
    known = {line.work for line in here}
    others = [(post, actor_of(post)) for post in posts if post.pk != by.post_id]
    counts = (
        (post, len({w.work for r in rounds for w in waiting(other, r, days[r.pk])} - known))
        for post, other in others
    )
    return [(post, count) for post, count in counts if count]


def _two_years(round_: Round) -> QuerySet[Round, Any]:
    rounds = Round.objects.filter(movement=round_.movement_id).order_by()
    return rounds.filter(year__in=(round_.year, round_.year - 1)).values("pk")


def _cumulated(counts: dict[date, int], start: date, end: date) -> Series:
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    sums = accumulate((counts.get(d, 0) for d in days), initial=_before(counts, start))
    return list(zip(days, list(sums)[1:], strict=True))


def _before(counts: dict[date, int], day: date) -> int:
    return sum(n for d, n in counts.items() if d < day)


def movements(by: Actor) -> list[Movement]:
    """Return the movements with their rounds, newest first."""
    return list(access.visible_movements(by).prefetch_related("rounds"))


def years(round_: Round) -> list[Round]:
    """Return the rounds of the movement *round_* belongs to, newest first."""
    return list(Round.objects.filter(movement=round_.movement_id))
