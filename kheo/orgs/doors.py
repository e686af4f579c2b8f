"""What the rooms above are asked by name: this one stands below them and knows none.

Settings name the functions: ``UNIT_STANDING`` says what of theirs still stands in a unit,
``PERSON_LEAVING`` what of somebody's work stays where they leave,
``TELL`` carries a sentence to people, ``RENAMED`` is told when records of a person came under
another name.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.kernel.actor import Actor
from kheo.orgs.models import Person, Unit

_named = cache(import_string)


def standing(unit: Unit, *, on: date) -> list[str]:
    """Return, in words, what would be left without its unit if *unit* closed on a day."""
    said = (_named(name)(unit, on=on) for name in settings.UNIT_STANDING)
    return [words for words in said if words]


def left_behind(person: Person) -> list[str]:
    """Return, in words, what open work of *person* stays with the unit they leave."""
    said = (_named(name)(person) for name in settings.PERSON_LEAVING)
    return [words for words in said if words]


def tell(people: Iterable[Person], text: str, url: str, *, by: Actor) -> None:
    """Send one sentence to *people*; who acts is told nothing."""
    carry: Any = _named(settings.TELL)
    carry(people, text[:500], url, by=by)


def renamed(person: Person, *, by: Actor) -> None:
    """Let the rooms above put right what they keep of a person's name."""
    for name in settings.RENAMED:
        _named(name)(person, by=by)
