"""Write to the trail and read from it."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.utils.module_loading import import_string

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit.models import Event, Seal


def _event(
    verb: str, subject: Model, by: Actor, changes: dict[str, Any] | None, note: str
) -> Event:
    return Event(
        at=clock.now(),
        verb=verb,
        user_id=by.user_id,
        actor_name=by.name,
        capacity=by.capacity[:300],
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_name=str(subject)[:300],
        changes=changes or {},
        note=note,
    )


@cache
def _hooks() -> list[Callable[[Model], None]]:
    """Return the functions of the setting RECORDED: the one hook, called where the trail is written."""
    return [import_string(name) for name in settings.RECORDED]


def _recorded(subject: Model) -> None:
    for hook in _hooks():
        hook(subject)


def record(
    verb: str, subject: Model, *, by: Actor, changes: dict[str, Any] | None = None, note: str = ""
) -> Event:
    """Write one line of the trail: who did what to what, in what capacity, and what changed."""
    event = _event(verb, subject, by, changes, note)
    event.save(force_insert=True)
    _recorded(subject)
    return event


def record_each(verb: str, subjects: Iterable[Model], *, by: Actor, note: str = "") -> None:
    """Write a line for each of *subjects* in one statement."""
    subjects = list(subjects)
    Event.objects.bulk_create([_event(verb, subject, by, None, note) for subject in subjects])
    for subject in subjects:
        _recorded(subject)


def history_of(subject: Model, *beside: Model) -> QuerySet[Event]:
    """Return what the trail holds of *subject*, and of the records *beside* it."""
    found = Q()
    for one in (subject, *beside):
        kind = ContentType.objects.get_for_model(one)
        found |= Q(subject_type=kind, subject_id=one.pk)
    return Event.objects.filter(found)


def last_of(verb: str, subjects: Iterable[Model]) -> dict[int, Event]:
    """Return the last line of *verb* of each of *subjects*, all of one kind, by its key."""
    if not (found := list(subjects)):
        return {}
    rows = Event.objects.filter(
        verb=verb,
        subject_type=ContentType.objects.get_for_model(found[0]),
        subject_id__in=[subject.pk for subject in found],
    )
    return {event.subject_id: event for event in rows.order_by("pk")}


def seals_of(events: Sequence[Event]) -> dict[int, Seal]:
    """Return the seal each of *events* is under, by its key; those not yet sealed are left out."""
    rows = Event.objects.filter(pk__in=[event.pk for event in events]).order_by()
    kinds = (Seal.Kind.LATE, Seal.Kind.BATCH)
    found = list(rows.values_list("pk", *(_seal_before(kind) for kind in kinds)))
    seals = Seal.objects.in_bulk(
        {number for _pk, *numbers in found for number in numbers if number}
    )
    return {
        pk: seals[number]
        for pk, *numbers in found
        for number in reversed(numbers)
        if number and seals[number].covers(pk)
    }


def _seal_before(kind: str) -> Subquery:
    """Return the last seal of *kind* that begins at or before an event: the only one it can be under."""
    begun = Seal.objects.filter(kind=kind, first_id__lte=OuterRef("pk")).order_by("-first_id")
    return Subquery(begun.values("number")[:1])
