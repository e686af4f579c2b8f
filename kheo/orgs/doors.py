"""What the rooms above are asked by name: this one stands below them and knows none.

Settings name the functions: ``UNIT_STANDING`` says what of theirs still stands in a unit,
``PERSON_MOVING`` what becomes of somebody's open work when they go to another unit, and
``PERSON_MOVED`` does it, ``PERSON_RETURNED`` takes it back,
``LEVELS`` tells which levels of government there are, ``TELL`` carries a sentence to people, ``RENAMED`` is told when records of a person came under
another name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.kernel.actor import Actor
from kheo.orgs.models import Person, Unit

_named = cache(import_string)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """One thing somebody has open as they go to another unit: by what rule, to what end."""

    what: str
    of: str
    rule: str
    fate: str


def standing(unit: Unit, *, on: date) -> list[str]:
    """Return, in words, what would be left without its unit if *unit* closed on a day."""
    said = (_named(name)(unit, on=on) for name in settings.UNIT_STANDING)
    return [words for words in said if words]


def open_work(person: Person, to: Unit) -> list[OpenWork]:
    """Return what becomes of the open work of *person* who would go to another unit."""
    return [work for name in settings.PERSON_MOVING for work in _named(name)(person, to)]


def moved(person: Person, to: Unit, *, by: Actor) -> None:
    """Let the rooms above do with the open work of *person* what its rules say."""
    for name in settings.PERSON_MOVED:
        _named(name)(person, to, by=by)


def returned(person: Person, to: Unit, *, since: datetime, by: Actor) -> None:
    """Let the rooms above take back what they did as *person* left *to*, after *since*."""
    for name in settings.PERSON_RETURNED:
        _named(name)(person, to, since=since, by=by)


def levels() -> list[tuple[int, str, date]]:
    """Return the levels of government there are now, the highest first: key, name, since when."""
    found: list[tuple[int, str, date]] = _named(settings.LEVELS)()
    return found


def tell(people: Iterable[Person], text: str, url: str, *, by: Actor) -> None:
    """Send one sentence to *people*; who acts is told nothing."""
    carry: Any = _named(settings.TELL)
    carry(people, text[:500], url, by=by)


def renamed(person: Person, *, by: Actor) -> None:
    """Let the rooms above put right what they keep of a person's name."""
    for name in settings.RENAMED:
        _named(name)(person, by=by)
