"""Where each unit a reorganisation touches goes on: worked out before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kheo.kernel.text import nfc
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Level, UnitLevel
from kheo.orgs.reorganisation.states import Below, Open, Sort
from kheo.orgs.states import Kind

COPIED = ("short_name", "symbol", "place", "kind", "line", "is_focal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The decision a reorganisation rests on."""

    number: str
    issued_on: date
    issuer: str
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the units a split leaves: an open one or one by a new name, and who goes there."""

    into: Unit | None = None
    name: str = ""
    below: frozenset[int] = frozenset()  # keys of units right below the one split
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What is to happen, as the wizard asks it. Everything a reader may choose is a field."""

    sort: Sort
    paper: Paper
    sources: Sequence[Unit]
    into: Unit | None = None  # the open unit that receives
    name: str = ""  # else the name of one to be opened
    parent: Unit | None = None  # under which it is opened, or moved
    level: Level | None = None  # the one abolished
    parts: Sequence[Part] = ()  # of a split; the first keeps the old figures
    below: Below = Below.JOIN
    unfinished: Open = Open.GO
    heads: frozenset[int] = frozenset()  # the posts that lead where two heads meet


@dataclass(slots=True)
class Route:
    """A unit that closes, and the one that goes on for it: an open one, one not saved yet, none."""

    old: Unit
    new: Unit | None
    is_main: bool = True
    opened: bool = False


def bare(name: str) -> str:
    """Return a name as two of them are compared: marks kept, case and spaces not."""
    return " ".join(nfc(name).split()).casefold()


class Routes:
    """Builds the routes of an outline; new units stay in memory, with the paths they would get."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.found: list[Route] = []
        self.opened: list[Unit] = []
        self._numbers: dict[str, int] = {}
        self._closing = {unit.pk: unit for unit in closing(outline)}

    def build(self) -> list[Route]:
        sort = self.outline.sort
        if sort == Sort.SPLIT:
            self._split(self.outline.sources[0])
        elif sort == Sort.ABOLISH:
            for unit in self.outline.sources:
                self._abolish(unit)
        elif sort == Sort.MOVE:
            for unit in self.outline.sources:
                self._take(unit, self._clone(unit, self._up()), Below.KEEP, opened=True)
        elif sort != Sort.RENAME:
            self._join()
        return self.found

    def _up(self) -> Unit:
        parent = self.outline.parent
        assert parent is not None, "checked before"  # noqa: S101 - the outline was checked
        return parent

    def _join(self) -> None:
        outline = self.outline
        new, opened = outline.into, False
        if new is None and outline.name:
            first = outline.sources[0]
            new = self._open(outline.name, outline.parent or first.parent, first)
            opened = True
        for unit in outline.sources:
            self._take(unit, new, outline.below, opened=opened)

    def _split(self, unit: Unit) -> None:
        parts = []
        for part in self.outline.parts:
            new = part.into or self._open(part.name, unit.parent, unit)
            parts.append((part, new))
            is_main = len(parts) == 1
            self.found.append(Route(unit, new, is_main, opened=part.into is None))
        for child in self._below(unit):
            new = next((n for part, n in parts if child.pk in part.below), parts[0][1])
            self._child(child, new, Below.KEEP)

    def _abolish(self, unit: Unit) -> None:
        """Let communes go up to where the unit stood; all else joins the receiver."""
        into = self.outline.into or unit.parent
        self.found.append(Route(unit, into))
        for child in self._below(unit):
            if child.kind == Kind.COMMUNE:
                self._take(child, self._clone(child, unit.parent), Below.KEEP, opened=True)
            else:
                self._take(child, into, Below.INTO)

    def _take(self, unit: Unit, new: Unit | None, below: Below, *, opened: bool = False) -> None:
        self.found.append(Route(unit, new, opened=opened))
        for child in self._below(unit):
            self._child(child, new, below)

    def _child(self, child: Unit, new: Unit | None, below: Below) -> None:
        if new is None or below == Below.INTO:
            self._take(child, new, Below.INTO)
            return
        same = self._same(child, new) if below == Below.JOIN else None
        self._take(child, same or self._clone(child, new), below, opened=same is None)

    def _below(self, unit: Unit) -> list[Unit]:
        return [u for u in self._closing.values() if u.parent_id == unit.pk]

    def _same(self, child: Unit, new: Unit) -> Unit | None:
        """Return the open unit under *new* that bears the name of *child*, or one to be opened."""
        neighbours = [u for u in self.opened if u.parent is new]
        if new.pk:
            neighbours += Unit.objects.open().filter(parent=new).exclude(pk__in=self._closing)
        return next((u for u in neighbours if bare(u.name) == bare(child.name)), None)

    def _clone(self, unit: Unit, parent: Unit | None) -> Unit:
        return self._open(unit.name, parent, unit)

    def _open(self, name: str, parent: Unit | None, like: Unit) -> Unit:
        same = {name: getattr(like, name) for name in COPIED}
        made = Unit(
            name=" ".join(nfc(name).split()),
            parent=parent,
            path=self._path(parent),
            opened_on=self.outline.paper.effective_on,
            **same,
        )
        if made.is_focal and any(u.parent is parent and u.is_focal for u in self.opened):
            made.is_focal = False
        self.opened.append(made)
        return made

    def _path(self, parent: Unit | None) -> str:
        """Return the path after the highest ever given under *parent*: none is given twice."""
        above = parent.path if parent else ""
        if above not in self._numbers:
            taken = Unit.objects.filter(parent__path=above).values_list("path", flat=True)
            if not above:
                taken = Unit.objects.filter(parent=None).values_list("path", flat=True)
            numbers = (int(path.removeprefix(above).rstrip(".")) for path in taken)
            self._numbers[above] = max(numbers, default=0)
        self._numbers[above] += 1
        return f"{above}{self._numbers[above]:03d}."


def closing(outline: Outline) -> list[Unit]:
    """Return the open units an outline closes, each above those below it."""
    if outline.sort == Sort.RENAME:
        return []
    found: dict[int, Unit] = {}
    for source in outline.sources:
        below = Unit.objects.open().under(source.path).select_related("parent")
        found |= {unit.pk: unit for unit in below.order_by("path")}
    return list(found.values())


def of_level(level: Level, units: Iterable[Unit]) -> list[Unit]:
    """Return those of *units* that belong to *level*."""
    held = set(UnitLevel.objects.filter(level=level, until=None).values_list("unit", flat=True))
    return [unit for unit in units if unit.pk in held]
