"""The lines of the to-do list, and the spans of time they stand under."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kheo.kernel import clock

_LATER = date.max - timedelta(days=1)  # work without a day comes last


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the to-do list."""

    title: str
    act: str
    url: str
    due_on: date | None
    days: int  # working days left; negative when late
    movement: str = ""  # where several are open
    own_days: bool = False  # each thing has a day of its own
    overdue: bool = False  # of some of them it has passed
    work: str = ""  # which kind of work and how much of it, alike in every capacity that may do it

    @property
    def when(self) -> str:
        if self.overdue:
            return _("Đã quá hạn")
        if self.due_on is None:
            return _("Mỗi việc một hạn") if self.own_days else _("Không có hạn")
        if self.days < 0:
            return _("Trễ %(n)s ngày làm việc") % {"n": -self.days}
        if self.due_on == clock.today():
            return _("Hạn hôm nay")
        return _("Còn %(n)s ngày làm việc") % {"n": self.days}

    @property
    def tone(self) -> str:
        if self.overdue:
            return "late"
        if self.due_on is None or self.days > 2:  # noqa: PLR2004 two days before, amber
            return "open"
        return "late" if self.due_on < clock.today() else "due"


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """The lines due in one span of time, under its heading."""

    heading: str
    tone: str
    icon: str
    lines: Sequence[Waiting]


def by_day(line: Waiting) -> tuple[date, str]:
    return _when(line), line.title


def _when(line: Waiting) -> date:
    """Return the day a line stands under; of what is overdue by days of its own, yesterday."""
    if line.overdue:
        return clock.today() - timedelta(days=1)
    return line.due_on or _LATER


def grouped(lines: Iterable[Waiting]) -> list[WaitingGroup]:
    """Return the lines under Quá hạn, Hôm nay, Tuần này, Sau đó; empty groups left out."""
    today = clock.today()
    sunday = today + timedelta(days=6 - today.weekday())
    spans = (
        (_("Quá hạn"), "late", "late", date.min, today),
        (_("Hôm nay"), "due", "due", today, today + timedelta(days=1)),
        (_("Tuần này"), "", "calendar", today + timedelta(days=1), sunday + timedelta(days=1)),
        (_("Sau đó"), "", "calendar", max(sunday, today) + timedelta(days=1), date.max),
    )
    lines = list(lines)
    groups = [
        WaitingGroup(h, tone, icon, [x for x in lines if start <= _when(x) < end])
        for h, tone, icon, start, end in spans
    ]
    return [group for group in groups if group.lines]
