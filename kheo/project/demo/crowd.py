"""The many: people, their sheets, copies and items, as bare rows that a database takes fastest."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import NamedTuple

from kheo.kernel.actor import Actor
from kheo.kernel.text import fold, name_key
from kheo.movement.models import Copy, Note, Registration, Sheet
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, Subject
from kheo.movement.s3_registration.models import sort_key
from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Staff
from kheo.project.demo import actions, charter, items, names
from kheo.project.demo.country import FOUNDED, Country
from kheo.project.demo.opening import Opened
from kheo.project.demo.registering import focal
from kheo.project.demo.store import MARK

SHARE = 0.95  # of the people who register at all
NOTED = 0.1  # of the items that have a note
UNITS_AT_ONCE = 400
ACCEPTED, SUBMITTED = str(State.ACCEPTED), str(State.SUBMITTED)
METHOD = "Làm thử một nơi, ghi số liệu trước và sau rồi mở rộng."


type Row = tuple[object, ...]


class Rows(NamedTuple):
    """The rows of one pass over the people, by table."""

    sheets: list[Row]
    copies: list[Row]
    registrations: list[Row]
    notes: list[Row]


@cache
def keyed(full_name: str) -> tuple[str, str]:
    """Return the sort key and the folded form of a name: the same few thousand come again."""
    return name_key(full_name), fold(full_name)


@dataclass
class Crowd:
    """Who works where: (key, name key, Party member) of each person, by unit."""

    land: Country
    chance: Random
    members: dict[int, list[tuple[int, str, bool]]] = field(default_factory=dict)

    def settle(self, sizes: dict[int, int], *, by: Actor) -> None:
        """Write so many more people into each unit, each with a post."""
        for person in self.land.people:
            line = (person.pk, person.name_key, person.is_party_member)
            self.members.setdefault(person.unit_id, []).append(line)
        actions.pour(Person, PERSON, self._people(sizes), by=by)
        known = {person.pk for person in self.land.people}
        posts = (
            (key, unit_id, unit_id, "Chuyên viên", json.dumps([]), FOUNDED.isoformat())
            for unit_id, members in self.members.items()
            for key, _name, _member in members
            if key not in known
        )
        actions.pour(Post, POST, posts, by=by)

    def _people(self, sizes: dict[int, int]) -> Iterator[tuple[object, ...]]:
        key = len(self.land.people)
        for unit in self.land.units:
            cell = self.land.cell_of(unit) if sizes.get(unit.pk) else None
            members = self.members.setdefault(unit.pk, [])
            for _n in range(sizes.get(unit.pk, 0)):
                key += 1
                name = names.drawn(self.chance)
                sorted_by, folded = keyed(name.full)
                member = self.chance.random() < 0.5  # noqa: PLR2004 half of all
                members.append((key, sorted_by, member))
                yield (
                    key, name.full, sorted_by, folded, f"{MARK}{key:06d}", unit.pk,
                    str(Staff.CIVIL_SERVANT), str(name.sex), 1970 + key % 32,
                    cell.pk if cell and member else None,
                )  # fmt: skip


class Items:
    """Writes the sheets and items of the crowd for one round."""

    def __init__(self, crowd: Crowd, opened: Opened, round_at: int, first: dict[str, int]) -> None:
        self.crowd, self.chance = crowd, crowd.chance
        self.round = opened.rounds[round_at]
        self.keys = first  # the last key used of sheets, registrations
        topics = opened.clauses[ClauseKind.TOPIC]
        self.items = [
            (i.title, fold(i.title)[:300], i.duty, i.target, topics[i.topic].pk)
            for i in items.ITEMS
        ]
        due = charter.milestone(self.round.year, MilestoneKind.REGISTRATION)
        days = [due - dt.timedelta(days=n) for n in range(-20, 37)]
        self.days = [
            (f"{day} 0{n % 9}:20:00", day.isoformat(), day > due) for n, day in enumerate(days)
        ]
        self.weights = [1 if late else 12 for _moment, _day, late in self.days]

    def write(self, units: list[Unit], people: int, wanted: int, *, by: Actor) -> None:
        """Write *wanted* items for the *people* of *units*, one to three for who registers."""
        registering = min(round(people * SHARE), wanted)
        if wanted > 3 * registering:
            raise ValueError(f"{people} people cannot register {wanted} items: at most three each.")
        left = _Left(people, registering, wanted - registering)
        for start in range(0, len(units), UNITS_AT_ONCE):
            self._pour(units[start : start + UNITS_AT_ONCE], left, by=by)

    def _pour(self, units: list[Unit], left: "_Left", *, by: Actor) -> None:
        rows = Rows([], [], [], [])
        for unit in units:
            keeper = focal(self.crowd.land, unit).pk
            cell = self.crowd.land.cell_of(unit)
            for key, name, member in self.crowd.members.get(unit.pk, ()):
                count = left.draw(self.chance)
                if count:
                    first = cell.pk if cell and member else unit.pk
                    self._sheet(unit, (key, name), count, (first, keeper), rows)
        actions.pour(Sheet, SHEET, rows.sheets, by=by)
        actions.pour(Copy, COPY, rows.copies, by=by)
        actions.pour(Registration, REGISTRATION, rows.registrations, by=by)
        actions.pour(Note, NOTE, rows.notes, by=by)

    def _sheet(
        self,
        unit: Unit,
        person: tuple[int, str],
        count: int,
        keepers: tuple[int, int],
        rows: "Rows",
    ) -> None:
        chance, round_id = self.chance.random, self.round.pk
        self.keys["sheet"] = sheet = self.keys["sheet"] + 1
        moment, day, late = self.chance.choices(self.days, self.weights)[0]
        filed = chance() < 0.8  # noqa: PLR2004 four in five second copies have come
        rows.sheets.append((sheet, round_id, unit.pk, person[0], unit.path, moment, late))
        rows.copies.append((sheet, 1, keepers[0], day, person[0]))
        rows.copies.append((sheet, 2, keepers[1], *((day, person[0]) if filed else (None, None))))
        picks = self.chance.sample(self.items, count)
        for ordinal, (title, folded, duty, target, topic) in enumerate(picks, 1):
            self.keys["registration"] = key = self.keys["registration"] + 1
            noted = f"{self.round.year}-0{4 + key % 6}-1{key % 10}" if chance() < NOTED else None
            state = ACCEPTED if chance() < 0.9 else SUBMITTED  # noqa: PLR2004 nine in ten
            rows.registrations.append(
                (key, sheet, str(Subject.ITEM), round_id, unit.pk, person[0], ordinal,
                 sort_key(unit.path, person[1], sheet, ordinal), state, title, folded, duty, topic,
                 METHOD, target, f"{self.round.year}-11-30", moment, late, not filed, noted)
            )  # fmt: skip
            if noted:
                rows.notes.append(
                    (key, noted, items.NOTES[key % 8][0], person[0], f"{noted} 08:00:00")
                )


PERSON = (
    "id",
    "full_name",
    "name_key",
    "folded",
    "code",
    "unit",
    "staff",
    "sex",
    "born_in",
    "cell",
)
POST = ("person", "unit", "over", "title", "powers", "since")
SHEET = ("id", "round", "unit", "person", "path", "submitted_at", "late")
COPY = ("sheet", "number", "custodian", "received_on", "received_by")
REGISTRATION = ("id", "sheet", "subject", "round", "unit", "person", "ordinal", "sort_key", "state",
                "title", "folded", "duty", "topic", "method", "target", "due_on", "submitted_at",
                "late", "unfiled", "noted_on")  # fmt: skip
NOTE = ("registration", "day", "text", "by", "at")


@dataclass
class _Left:
    """What is still to be dealt out, so that the sums come out exactly."""

    people: int
    registering: int
    extra: int

    def draw(self, chance: Random) -> int:
        """Return how many items the next person registers, 0 to 3."""
        takes = chance.random() * self.people < self.registering
        self.people -= 1
        if not takes:
            return 0
        count = 1
        for room in (2 * self.registering, 2 * self.registering - 1):
            if chance.random() * room < self.extra:
                self.extra -= 1
                count += 1
        self.registering -= 1
        return count
