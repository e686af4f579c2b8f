"""Write to the trail and read from it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit.models import Event


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


def record(
    verb: str, subject: Model, *, by: Actor, changes: dict[str, Any] | None = None, note: str = ""
) -> Event:
    """Write one line of the trail: who did what to what, in what capacity, and what changed."""
    event = _event(verb, subject, by, changes, note)
    event.save(force_insert=True)
    return event


def record_each(verb: str, subjects: Iterable[Model], *, by: Actor, note: str = "") -> None:
    """Write a line for each of *subjects* in one statement."""
    Event.objects.bulk_create([_event(verb, subject, by, None, note) for subject in subjects])


def history_of(subject: Model) -> QuerySet[Event]:
    return Event.objects.filter(
        subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk
    )
