"""From numbers to the points of a picture. Every picture comes with the table behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from kheo.kernel.ui.written import day_month, number

type Series = Sequence[tuple[date, int]]

HEIGHT = 200  # of the plane the lines are drawn in
TOP, DRAWN = 28, 172  # where that plane stands in the chart, in pixels
ROOM = 30  # of the plane, for a figure below the dot
DAYS_TOLD = 60  # nobody reads a table of more days than two months have


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stage:
    number: int
    label: str
    value: int
    rate: str
    points: str


@dataclass(frozen=True, slots=True)
class Level:
    y: str
    text: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Line:
    """A cumulative line against its deadline and last year's."""

    label: str
    days: int
    levels: list[Level]
    now: str
    area: str
    before: str
    value: int
    dot_x: str
    dot_y: str
    under: bool  # last year's line runs above the dot: its figure stands below
    beside: str
    first: str
    last: str
    today: str
    deadline: str
    deadline_at: str
    deadline_x: str
    rows: list[tuple[date, int, int | None]]


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def bars(rows: Iterable[tuple[StrOrPromise, int]], *, kind: str = "before") -> list[Bar]:
    """Return one bar per (label, value), the longest filling the width."""
    rows = list(rows)
    longest = max((value for _label, value in rows), default=0) or 1
    return [Bar(str(label), value, _short(100 * value / longest), kind) for label, value in rows]


def funnel(stages: Sequence[tuple[StrOrPromise, int]]) -> list[Stage]:
    """Return the stages, each narrowing to the next; the rate is of the stage before."""
    widest = max((value for _label, value in stages), default=0) or 1
    drawn = []
    for at, (label, value) in enumerate(stages):
        following = stages[at + 1][1] if at + 1 < len(stages) else value
        upper, lower = 50 * value / widest, 50 * following / widest
        corners = ((50 - upper, 0), (50 + upper, 0), (50 + lower, 10), (50 - lower, 10))
        before = stages[at - 1][1] if at else 0
        rate = ""
        if before:
            words = {"rate": round(100 * value / before), "label": stages[at - 1][0]}
            rate = _("%(rate)s %% số %(label)s") % words
            rate = rate.replace(" %", "\u00a0%")
        points = " ".join(f"{_short(x)},{y}" for x, y in corners)
        drawn.append(Stage(at + 1, str(label), value, rate, points))
    return drawn


def spark(values: Sequence[int]) -> str:
    """Return the points of a small line over 100 by 40; flat when nothing changed."""
    if not values:
        return ""
    low, high = min(values), max(values)
    step = 100 / max(len(values) - 1, 1)
    return " ".join(
        f"{_short(step * at)},{_short(38 - 36 * (value - low) / (high - low or 1))}"
        for at, value in enumerate(values)
    )


def heat(done: int, due: int) -> int:
    """Return the shade 0 to 4 of *done* out of *due*: none, under 50, 80, 100 %, all."""
    if not done or not due:
        return 0
    share = 100 * done // due
    return next((shade for shade, bound in enumerate((50, 80, 100), start=1) if share < bound), 4)


def _points(series: Series, start: date, top: int) -> list[tuple[int, float]]:
    return [((at - start).days, HEIGHT - HEIGHT * value / top) for at, value in series]


def _joined(points: Iterable[tuple[int, float]]) -> str:
    """Return the points as SVG takes them: whole days, and heights no finer than a screen shows."""
    return " ".join(f"{x},{y:.5g}" for x, y in points)


def _told(series: Series) -> Iterable[tuple[date, int]]:
    """Return what the table behind a line tells: each day, of a long line each week and its end."""
    if len(series) <= DAYS_TOLD:
        return series
    return [pair for at, pair in enumerate(series, start=1) if at % 7 == 0 or at == len(series)]


def line(
    now: Series,
    *,
    label: StrOrPromise,
    end: date,
    before: Series = (),
    deadline: date | None = None,
    goal: int = 0,
) -> Line | None:
    """Return the chart of *now* until *end*; *before* is last year's, moved onto this year's days.

    *goal* is drawn as a level of its own. Returns None when there is nothing to draw.
    """
    if not now:
        return None
    start = now[0][0]
    days = max((end - start).days, 1)
    top = max([goal, *(value for _at, value in (*now, *before)), 1])
    drawn = _points(now, start, top)
    last_x, last_y = drawn[-1]
    earlier = dict(before)
    share = 100 * last_x / days
    marks = sorted({goal or top, (goal or top) // 2} - {0})
    return Line(
        label=str(label),
        days=days,
        levels=[
            Level(
                _short(HEIGHT - HEIGHT * mark / top),
                number(mark),
                _short(TOP + DRAWN * (1 - mark / top) + 18),
            )
            for mark in marks
        ],
        now=_joined(drawn),
        area=_joined([(drawn[0][0], HEIGHT), *drawn, (last_x, HEIGHT)]),
        before=_joined(_points(before, start, top)),
        value=now[-1][1],
        dot_x=_short(share),
        dot_y=_short(TOP + DRAWN * last_y / HEIGHT),
        under=earlier.get(now[-1][0], 0) > now[-1][1] and last_y < HEIGHT - ROOM,
        beside="end" if share > 40 else "start",  # noqa: PLR2004 - room for the words
        first=day_month(start),
        last=day_month(end),
        today=day_month(now[-1][0]) if 12 < share < 88 else "",  # noqa: PLR2004 - no overlap
        deadline=_("Hạn %(day)s") % {"day": day_month(deadline)} if deadline else "",
        deadline_at=_short((deadline - start).days) if deadline else "",
        deadline_x=_short(min(max(100 * (deadline - start).days / days, 10), 90))
        if deadline
        else "",
        rows=[(at, value, earlier.get(at)) for at, value in _told(now)],
    )
