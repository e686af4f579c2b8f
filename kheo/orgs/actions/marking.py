"""Who may be written down twice is marked as people are written: finding it anew takes a second."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from django.db.models import Count, Q, QuerySet

from kheo.kernel.actor import Actor
from kheo.orgs import directory
from kheo.orgs.models import Person

BATCH = 500


def mark(person: Person, *, by: Actor) -> None:  # noqa: ARG001 every act names who acts
    """Mark *person*, just written, and those who may be the same."""
    twins = list(directory.doubles(person).filter(active=True).values_list("pk", flat=True))
    if bool(twins) != person.alike:
        person.alike = bool(twins)
        Person.objects.filter(pk=person.pk).update(alike=person.alike)
    Person.objects.filter(pk__in=twins, alike=False).update(alike=True)


def mark_all(*, by: Actor) -> int:  # noqa: ARG001 every act names who acts
    """Mark everybody anew, after many were written at once; return how many may be doubles."""
    found = {key for keys in _alike() for key in keys}
    for part in batched(sorted(found), BATCH, strict=False):
        Person.objects.filter(pk__in=part, alike=False).update(alike=True)
    stale = set(Person.objects.filter(active=True, alike=True).values_list("pk", flat=True)) - found
    for part in batched(sorted(stale), BATCH, strict=False):
        Person.objects.filter(pk__in=part).update(alike=False)
    return len(found)


def _alike() -> Iterator[list[int]]:
    """Yield the keys of people who may be the same, a bit more than are: one rule at a time."""
    people = Person.objects.filter(active=True).order_by()
    yield from _sharing(people.exclude(phone=""), "phone")
    yield from _sharing(people.exclude(born_on=None), "folded", "born_on")
    # Of whom only the year is known: all of that name and year.
    unknown = people.filter(born_on=None).values_list("folded", "born_in").distinct()
    for part in batched(unknown, BATCH, strict=False):
        yield from _same(people, ("folded", "born_in"), part)


def _sharing(people: QuerySet[Person], *names: str) -> Iterator[list[int]]:
    groups: Any = people.values_list(*names).annotate(n=Count("pk")).filter(n__gt=1)
    for part in batched((group[:-1] for group in groups), BATCH, strict=False):
        yield from _same(people, names, part)


def _same(
    people: QuerySet[Person], names: Sequence[str], groups: Sequence[tuple[Any, ...]]
) -> Iterator[list[int]]:
    """Yield the keys of those in each of *groups* that more than one is in."""
    first = names[0]
    wanted: dict[tuple[Any, ...], list[int]] = {tuple(group): [] for group in groups}
    near = people.filter(Q((f"{first}__in", {group[0] for group in groups})))
    for key, *values in near.values_list("pk", *names):
        if (group := tuple(values)) in wanted:
            wanted[group].append(key)
    return (keys for keys in wanted.values() if len(keys) > 1)
