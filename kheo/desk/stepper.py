"""The eight stages of a round as one line: where it is, how many, how many late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kheo.kernel import clock, statements
from kheo.kernel.actor import Actor
from kheo.kernel.ui.components import Plain
from kheo.kernel.ui.written import number
from kheo.kernel.workdays import between
from kheo.movement.models import Milestone, Round
from kheo.movement.s1_directive import owing
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.states import MilestoneKind, RoundState
from kheo.movement.s2_plan import queries as s2
from kheo.movement.s3_registration import queries as s3
from kheo.movement.s3_registration.access import in_cell
from kheo.movement.s4_progress import queries as s4
from kheo.movement.s5_review import queries as s5
from kheo.movement.s6_commendation import queries as s6
from kheo.movement.s7_replication import queries as s7
from kheo.movement.s8_report import duties
from kheo.movement.s8_report import queries as s8
from kheo.orgs.reorganisation.states import Told

SOON = 10  # working days before a deadline in which the step says how many are left
SENT = (2, 3, 8)  # steps in which something is sent by a day
REGISTRATION, SILENT = 3, 4
MEMBERS = (
    1,
    REGISTRATION,
    SILENT,
)  # steps that say something to a Party cell though nobody has yet
DUE_ROW = 100  # milestone rows of the union carry this much more than their step
TOUCHED = 0  # of the row that says a reorganisation touched whom the movement addresses

# The step a milestone belongs to.
STEP_OF = {
    MilestoneKind.PLAN: 2,
    MilestoneKind.REGISTRATION: 3,
    MilestoneKind.PROGRESS: 4,
    MilestoneKind.REVIEW: 5,
    MilestoneKind.COMMENDATION: 6,
    MilestoneKind.REPORT: 8,
}
URLS = {
    1: "directive:detail",
    2: "plan:index",
    3: "registration:index",
    4: "progress:index",
    5: "review:index",
    6: "commendation:index",
    7: "replication:index",
    8: "report:index",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Where one stage stands, and the day it is due."""

    done: int = 0
    total: int = 0
    late: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepShown(Plain):
    """One step as the component draws it."""

    number: int
    name: str
    url: str
    count: str
    state: str
    badge: str = ""
    tone: str = ""
    icon: str = ""


def _due_rows(round_id: int) -> QuerySet[Any, Any]:
    """Return the milestones in the shape of a step's row, their day as the number 20260325."""
    step = Case(
        *(When(kind=kind, then=Value(DUE_ROW + n)) for kind, n in STEP_OF.items()),
        default=Value(DUE_ROW),
        output_field=IntegerField(),
    )
    day = ExtractYear("due_on") * 10000 + ExtractMonth("due_on") * 100 + ExtractDay("due_on")
    rows = Milestone.objects.filter(round=round_id).order_by()
    return rows.values(step=step, done=day, total=Value(0), late=Value(0))


def figures(by: Actor, round_: Round, *, told: str = "", fresh: bool = False) -> dict[int, Figures]:
    """Return the figures of the eight stages over what *by* reaches, at most some seconds old.

    Every page of a round shows them, and they cost more than the rest of such a page; what the
    page itself is about is never taken from here. *fresh*: as of now, after one's own act. *told*:
    as the page reads what a reorganisation touched.
    """
    over = f"{by.reach or by.unit_path}:{in_cell(by)}"
    key = f"stepper:{round_.pk}:{over}:{clock.today()}:{told}"
    found: dict[int, Figures] | None = None if fresh else cache.get(key)
    if found is None:
        found = counted(by, round_, told)
        cache.set(key, found, settings.STEPPER_SECONDS)
    return found


def counted(by: Actor, round_: Round, told: str = "") -> dict[int, Figures]:
    """Return the figures of the eight stages as they are now, in one statement.

    The days they are due come as more rows of the same union: a page has few queries to spend.
    What a reorganisation touched is asked once more: who owes a plan or a report has changed.
    """
    over = Actor(user_id=None, name="", reach=by.reach or by.unit_path)
    if in_cell(by):  # which counts its members, wherever they work
        over = replace(over, unit_id=by.unit_id, unit_kind=by.unit_kind, powers=by.powers)
    rows = _asked(over, round_, clock.today()).rows()
    due = {r["step"] - DUE_ROW: _day(r["done"]) for r in rows if r["step"] > DUE_ROW}
    found = {
        r["step"]: Figures(r["done"] or 0, r["total"] or 0, r["late"] or 0, due.get(r["step"]))
        for r in rows
        if 0 < r["step"] < DUE_ROW
    }
    if any(r["step"] == TOUCHED for r in rows):
        way = told or (Told.NOW if round_.state == RoundState.OPEN else Told.THEN)
        for kind, one in duties.standing_at(round_, over.reach, way).items():
            step = STEP_OF[MilestoneKind(kind)]
            found[step] = Figures(one.sent, one.due, one.late + one.overdue, due.get(step))
    return found


@statements.shared
def _asked(over: Actor, round_: Round, today: date) -> statements.Statement:  # noqa: ARG001 - the text holds the day
    rows = [stage.stepper_row(over, round_) for stage in (s1, s2, s3, s4, s5, s6, s7, s8)]
    return statements.union([*rows, _due_rows(round_.pk), owing.touched_row(round_, TOUCHED)])


def _day(packed: int | Decimal) -> date:
    packed = int(packed)  # PostgreSQL takes the parts of a day out as numerics
    return date(packed // 10000, packed // 100 % 100, packed % 100)


def steps(
    by: Actor, round_: Round, *, told: str = "", fresh: bool = False
) -> tuple[StepShown, ...]:
    """Return the eight steps of a round for the shell."""
    found = figures(by, round_, told=told, fresh=fresh)
    return shown(found, round_, uncounted=_uncounted(found) if in_cell(by) else ())


def _uncounted(found: Mapping[int, Figures]) -> tuple[int, ...]:
    """Return the steps in which a Party cell has nothing: plans and reports are seldom asked of it."""
    return tuple(n for n, f in found.items() if n not in MEMBERS and not (f.done or f.total))


def shown(
    found: dict[int, Figures], round_: Round, *, uncounted: tuple[int, ...] = ()
) -> tuple[StepShown, ...]:
    return _drawn(tuple(found.items()), uncounted, round_.pk, clock.today(), get_language())


@lru_cache(maxsize=256)
def _drawn(
    found: tuple[tuple[int, Figures], ...],
    uncounted: tuple[int, ...],
    round_id: int,
    today: date,
    _language: str,
) -> tuple[StepShown, ...]:
    now, closed = _now(found, today), _closed(dict(found).get(REGISTRATION), today)
    steps = (
        _shown(n, f, round_id, today, now=n == now, closed=closed or n <= REGISTRATION)
        for n, f in sorted(found)
    )
    return tuple(replace(s, count="", badge="") if s.number in uncounted else s for s in steps)


def _closed(f: Figures | None, today: date) -> bool:
    """Tell whether all have registered or the day has passed: before that no later step is done."""
    return f is None or 0 < f.total <= f.done or (f.due_on is not None and f.due_on < today)


def _now(found: Iterable[tuple[int, Figures]], today: date) -> int:
    """Return the unfinished step whose day comes next; after the last day, the report."""
    coming = [
        (f.due_on, n)
        for n, f in found
        if f.due_on and f.due_on >= today and not 0 < f.total <= f.done
    ]
    return min(coming)[1] if coming else max(n for n, _f in found)


def _shown(n: int, f: Figures, round_id: int, today: date, *, now: bool, closed: bool) -> StepShown:
    badge, tone = _badge(n, f, today)
    finished = n == 1 or (closed and 0 < f.total <= f.done and not f.late)
    state = "now" if now else "done" if finished else "open" if f.done else "todo"
    url = reverse(URLS[n], args=[round_id])
    return StepShown(n, _names()[n], url, _count(n, f), state, badge, tone, tone)


def _badge(n: int, f: Figures, today: date) -> tuple[str, str]:
    if f.late:
        return _late(n, f, today), "late"
    left = between(today, f.due_on) if f.due_on else -1
    if f.due_on == today:
        return _("Hôm nay"), "due"
    if 0 < left <= SOON and f.done < max(f.total, 1):
        words = ngettext("Còn %(n)d ngày làm việc", "Còn %(n)d ngày làm việc", left)
        return words % {"n": left}, "due"
    return "", ""


def _late(n: int, f: Figures, today: date) -> str:
    """Return what is late, in words that can be counted again: first what did not come at all."""
    if n in SENT:
        over = f.due_on is not None and f.due_on < today
        missing = min(f.late, max(0, f.total - f.done)) if over else 0
        if missing:
            # Who registers may owe again, what they sent having stopped.
            words = _("%(n)s còn thiếu") if n == REGISTRATION else _("%(n)s chưa nộp")
            return words % {"n": number(missing)}
        return _("%(n)s nộp muộn") % {"n": number(f.late)}
    words = _("%(n)s đơn vị chưa ghi") if n == SILENT else _("%(n)s quá hạn")
    return words % {"n": number(f.late)}


def _names() -> dict[int, str]:
    names: Iterable[str] = (
        _("Chỉ đạo"), _("Kế hoạch"), _("Đăng ký"), _("Tiến độ"),
        _("Thẩm định"), _("Khen thưởng"), _("Nhân rộng"), _("Báo cáo"),
    )  # fmt: skip
    return dict(enumerate(names, 1))


def _count(n: int, f: Figures) -> str:
    words = {
        1: _("Đã phát động"),
        2: _("%(done)s/%(total)s đơn vị"),
        3: _("%(done)s/%(total)s người"),
        4: _("%(done)s ghi chép"),
        5: _("%(done)s/%(total)s hồ sơ"),
        6: _("%(done)s khen thưởng"),
        7: _("%(done)s nơi làm theo"),
        8: _("%(done)s/%(total)s báo cáo"),
    }
    return words[n] % {"done": number(f.done), "total": number(f.total)}
