"""What the rooms above keep by unit, counted, taken along and taken back: they are asked by name.

The setting ``REORGANISED`` names an object of each room. This one stands below them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.states import Open


@dataclass(frozen=True, slots=True)
class Touch:
    """One kind of thing a reorganisation touches: how many, and what becomes of them."""

    what: str
    count: int
    fate: str
    said: str = ""  # in place of a count that would tell too much


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a room needs to take its records along."""

    event: Reorganisation
    units: Mapping[int, Unit]  # the main successor by the key of the unit that closes
    people: Mapping[int, Unit]  # where each person carried works now
    unfinished: Open
    every: Mapping[int, Unit | None]  # of each unit that closes, None without one that goes on


class Room(Protocol):
    """What a room answers; ``words`` are the kinds of ``Carried`` it takes back."""

    words: tuple[str, ...]

    def touched(self, units: Mapping[int, Unit | None], unfinished: Open) -> list[Touch]: ...

    def carry(self, load: Load, *, by: Actor) -> None: ...

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None: ...

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str: ...


@cache
def rooms() -> list[Room]:
    """Return the rooms in the order they are taken along, and back."""
    return [import_string(name) for name in settings.REORGANISED]
