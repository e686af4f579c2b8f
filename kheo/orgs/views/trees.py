"""The addresses of a tree: which day it is shown as of, which branches are open."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from kheo.kernel import clock
from kheo.kernel.ui import written
from kheo.kernel.ui.forms import read_day
from kheo.orgs.tree import Branch


@dataclass(frozen=True, slots=True)
class Days:
    """The day asked for, and the slider over the days on which the tree changed."""

    on: date
    typed: str
    wrong: bool
    all: list[date]
    at: int  # the last of them not after the day asked for

    @property
    def shown(self) -> str:
        """Return what stands in the field of the day: what was typed, or the day of the slider."""
        if self.wrong:
            return self.typed
        return written.day(self.on) if self.on != self.all[-1] else ""

    @property
    def last(self) -> int:
        return len(self.all) - 1

    @classmethod
    def asked(cls, params: QueryDict, changes: list[date]) -> "Days":
        """Read the place of the slider, else a typed day, else today."""
        today = clock.today()
        stops = [day for day in changes if day < today] + [today]
        typed, place = params.get("ngay", "").strip(), params.get("moc", "")
        found = read_day(typed) if typed else None
        if place.isdecimal():
            found = stops[min(int(place), len(stops) - 1)]
        on = found or today
        return cls(
            on=on,
            typed=typed,
            wrong=bool(typed) and found is None,
            all=stops,
            at=max(bisect_right(stops, on) - 1, 0),
        )


def toggles(branches: list[Branch], grown: set[int], params: QueryDict) -> list[Branch]:
    """Give each branch the address that opens or folds it, with all else kept."""
    waiting = list(branches)
    while waiting:
        branch = waiting.pop()
        opened = grown ^ {branch.unit.pk}
        changed = params.copy()
        changed.setlist("mo", [str(key) for key in sorted(opened)])
        branch.toggle = f"?{changed.urlencode()}"
        waiting += branch.below
    return branches
