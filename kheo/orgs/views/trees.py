"""The addresses of a tree: which day it is shown as of, which branches are open."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from kheo.kernel import clock
from kheo.kernel.ui import written
from kheo.kernel.ui.typed import read_day
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
    def is_today(self) -> bool:
        return self.on == self.all[-1]

    @property
    def shown(self) -> str:
        """Return what stands in the field of the day: what was typed, or the day of the slider."""
        if self.wrong:
            return self.typed
        return "" if self.is_today else written.day(self.on)

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


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as the tree draws it, in plain texts, by which its drawing is kept."""

    name: str
    now: str  # the name of today, where it is another
    url: str
    toggle: str  # the address with this branch opened, or folded; nothing below, none
    is_open: bool
    focal: bool
    people: str
    below: tuple["Node", ...]
    rest: str  # where the whole of a branch too long is


def nodes(branches: list[Branch], grown: set[int], params: QueryDict, days: Days) -> list[Node]:
    """Return the tree with its addresses; a toggle keeps the day, the branches and all else."""
    kept = params.copy()
    kept.pop("mo", None)
    before = f"?{kept.urlencode()}&" if kept else "?"
    head, _zero, tail = reverse("orgs:unit", args=[0]).rpartition("0")  # once, for hundreds

    def node(branch: Branch) -> Node:
        unit = branch.unit
        opened = urlencode({"mo": sorted(grown ^ {unit.pk})}, doseq=True)
        then = str(unit.then)  # type: ignore[attr-defined]  # annotated
        rest = f"{reverse('orgs:branch', args=[unit.pk])}?ngay={days.on}" if branch.more else ""
        return Node(
            name=then,
            now=unit.name if unit.name != then else "",
            url=f"{head}{unit.pk}{tail}",
            toggle=before + opened if unit.has_below else "",  # type: ignore[attr-defined]  # annotated
            is_open=branch.is_open,
            focal=unit.is_focal,
            people=written.number(unit.headcount or 0) if days.is_today else "",  # type: ignore[attr-defined]  # annotated
            below=tuple(map(node, branch.below)),
            rest=rest,
        )

    return list(map(node, branches))
