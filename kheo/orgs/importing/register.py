"""What the register already holds, looked up once for a whole sheet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q

from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.orgs import access, doors, tree
from kheo.orgs.models import Person, Post, Unit

FEW = 1_000  # rows for which the register is asked by key, not read whole
BATCH = 300
_PERSON = (
    "pk",
    "code",
    "full_name",
    "folded",
    "staff",
    "sex",
    "born_in",
    "born_on",
    "phone",
    "unit",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as a sheet may name it."""

    pk: int
    name: str
    path: str
    code: str
    opened_on: date
    closed_on: date | None
    above: str | None  # the name of the unit above
    above_key: int | None

    @property
    def written(self) -> str:
        return f"{self.name}, {self.above}" if self.above else self.name


class Places:
    """Units by code and by name; one name may be that of several."""

    def __init__(self, units: Iterable[Place]) -> None:
        self.all = list(units)
        self.by_code = {place.code: place for place in self.all if place.code}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.all:
            for name in {fold(place.name), fold(place.written)}:
                self.by_name[name].append(place)

    def meant(self, typed: str) -> list[Place]:
        """Return which units a code or a name means: the open ones if any is, else closed ones."""
        if coded := self.by_code.get(typed.upper()):
            return [coded]
        found = self.by_name.get(fold(typed), [])
        return [place for place in found if place.closed_on is None] or found


_UNIT = ("pk", "name", "path", "code", "opened_on", "closed_on", "parent__name", "parent")


def _places(rows: Iterable[Any]) -> Places:
    return Places(Place(*row) for row in rows)


def places(by: Actor) -> Places:
    """Return the units *by* administers, closed ones too."""
    rows = access.visible_units(by).order_by("path").values_list(*_UNIT)
    return _places(rows)


def unit_codes() -> set[str]:
    """Return every code ever given to a unit: none is given twice."""
    return set(Unit.objects.exclude(code="").order_by().values_list("code", flat=True))


def party_cells() -> Places:
    rows = tree.cells().order_by("path").values_list(*_UNIT)
    return _places(rows)


class Head(NamedTuple):
    """Who heads a unit, from when until when; of somebody of the register also the code."""

    since: date
    until: date | None
    name: str
    code: str = ""


def heads(by: Actor) -> dict[int, list[Head]]:
    """Return who heads or headed each unit *by* administers."""
    held = access.visible_posts(by).filter(is_head=True, person__active=True)
    found: dict[int, list[Head]] = defaultdict(list)
    rows = held.values_list("unit", "since", "until", "person__full_name", "person__code")
    for unit, since, until, name, code in rows:
        found[unit].append(Head(since, until, name, code))
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the register as far as a sheet is compared with them."""

    pk: int
    code: str
    full_name: str
    folded: str
    staff: str
    sex: str
    born_in: int
    born_on: date | None
    phone: str
    unit: int


def people(
    codes: Collection[str], folded: Collection[str], phones: Collection[str]
) -> Iterator[Known]:
    """Yield everybody with one of *codes* or *phones*, or a name that folds to one of *folded*."""
    rows = Person.objects.order_by().values_list(*_PERSON)
    if len(codes) > FEW:
        for row in rows.iterator(chunk_size=5_000):
            if row[1] in codes or row[3] in folded or (row[8] and row[8] in phones):
                yield Known(*row)
        return
    seen: set[int] = set()
    for field, keys in (("code", codes), ("folded", folded), ("phone", phones)):
        for part in batched(keys, BATCH, strict=False):
            for row in rows.filter(Q((f"{field}__in", part))):
                if row[0] not in seen:
                    seen.add(row[0])
                    yield Known(*row)


def posts_of(keys: Collection[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Return the posts of each of these people as (unit, title, since, until, is_head)."""
    found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for part in batched(keys, BATCH, strict=False):
        rows = Post.objects.filter(person__in=part).order_by()
        for person, *post in rows.values_list(
            "person", "unit", "title", "since", "until", "is_head"
        ):
            found[person].add(tuple(post))
    return found


def units_of(places: Places) -> dict[int, dict[str, Any]]:
    """Return the facts of the units a sheet of units may repeat."""
    names = ("kind", "line", "short_name", "symbol", "place", "is_focal", "parent_id")
    keys = {place.pk for place in places.all}
    held = FilteredRelation("levels", condition=Q(levels__until=None))
    rows = Unit.objects.order_by().annotate(held=held).values("pk", *names, level=F("held__level"))
    return {row["pk"]: row for row in rows if row["pk"] in keys}


def levels() -> dict[str, tuple[int, str, date]]:
    """Return the levels of government there are, by their folded names."""
    return {fold(name): (key, name, since) for key, name, since in doors.levels()}
