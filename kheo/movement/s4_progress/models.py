from typing import Any, Never

from django.db import models

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.orgs.models import Person, Unit


class Note(models.Model):
    """One dated note on a registration: what was done, with a figure where there is one."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="notes")
    day = models.DateField()
    text = models.TextField()
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    measure = models.CharField(max_length=60, blank=True)  # the figure's unit of measure
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["registration", "-day", "-id"], name="note_timeline")]

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        self.refuse()

    def refuse(self) -> Never:
        raise TypeError("A note is written once; a correction is a new note.")


class Evidence(models.Model):
    """A file that shows what a note says; the name as uploaded, the bytes by their digest."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=100)  # kernel.files path
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)  # media type, by content

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Reminder(models.Model):
    """Somebody was reminded of something due in a round (đôn đốc)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reminders")
    about = models.CharField(max_length=20)  # a MilestoneKind
    people = models.PositiveIntegerField()  # how many were told
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["round", "unit", "about", "-at"], name="reminder_latest")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.about}"
