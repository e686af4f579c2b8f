import datetime as dt
from collections.abc import Iterable
from typing import Any, Never

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from kheo.kernel.audit import chain, form
from kheo.kernel.text import nfc


def refuse() -> Never:
    raise TypeError("The audit trail is written once.")


class WrittenOnce[M: models.Model](models.QuerySet[M]):
    """Refuses in Python what the triggers of the database refuse to everybody."""

    def update(self, **_kwargs: Any) -> Never:
        refuse()

    def delete(self) -> Never:
        refuse()


class EventQuerySet(WrittenOnce["Event"]):
    def bulk_create(self, objs: Iterable["Event"], *args: Any, **kwargs: Any) -> list["Event"]:
        events = list(objs)
        for event in events:
            event.stamp()
        return super().bulk_create(events, *args, **kwargs)


class Event(models.Model):
    """One line of the trail. Written once; never changed, never deleted.

    Names are copied in, so that the line still reads when the person has left.
    """

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=300, blank=True)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject_name = models.CharField(max_length=300)
    changes = models.JSONField(default=dict, encoder=form.CanonicalEncoder)
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, editable=False)  # of all fields above; see chain.py

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        self.stamp()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        refuse()

    def stamp(self) -> None:
        """Bring the fields into the form they are stored in, and hash them."""
        self.actor_name, self.capacity = nfc(self.actor_name), nfc(self.capacity)
        self.subject_name, self.note = nfc(self.subject_name), nfc(self.note)
        self.changes = form.plain(self.changes)
        self.digest = chain.event_digest(
            (
                form.moment(self.at),
                self.verb,
                self.user_id,
                self.actor_name,
                self.capacity,
                self.subject_type_id,
                self.subject_id,
                self.subject_name,
                chain.canonical(self.changes) if self.changes else "{}",
                self.note,
            )
        )


class Verification(models.Model):
    """The whole trail was gone through: when, and what did not fit, in words."""

    at = models.DateTimeField(db_index=True)
    seconds = models.PositiveIntegerField()
    events = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    faults = models.PositiveBigIntegerField()
    said = models.JSONField(default=list)  # the first faults with their places, or that it is whole
    head = models.CharField(max_length=64, blank=True)  # the hash of the last seal there was

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.said[0]) if self.said else ""


class Seal(models.Model):
    """Closes a batch of events, or a day of seals, over the seal before it.

    A batch covers the numbers from first to last but those in holes; a number that is filled in
    by a slow writer after all is covered by a seal of its own, of kind late.
    """

    class Kind(models.TextChoices):
        BATCH = chain.BATCH
        LATE = chain.LATE
        DAY = chain.DAY

    number = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    day = models.DateField()
    at = models.DateTimeField(db_index=True)
    first_id = models.PositiveBigIntegerField()
    last_id = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField()
    holes = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    events = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = WrittenOnce["Seal"].as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["kind", "first_id"], name="seal_by_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        refuse()

    def covers(self, number: int) -> bool:
        """Tell whether the event *number* is under this seal."""
        inside = self.first_id <= number <= self.last_id
        return inside and not any(first <= number <= last for first, last in self.holes)

    @property
    def form(self) -> chain.Seal:
        """Return the seal as it is hashed."""
        day: dt.date = self.day
        return chain.Seal(
            self.number, self.kind, day.isoformat(), form.moment(self.at), self.first_id,
            self.last_id, self.count, self.holes, self.previous, self.events, self.digest,
        )  # fmt: skip
