from typing import Any, Never

from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress.models.ladder import Climb
from kheo.movement.s4_progress.states import LikeState, SignKind, Standing
from kheo.orgs.models import Person, Unit


class Note(models.Model):
    """One dated note on a registration: what was done, with a figure where there is one."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="notes")
    day = models.DateField()
    text = models.TextField()
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    measure = models.CharField(max_length=60, blank=True)  # the figure's unit of measure
    standing = models.CharField(  # blank: not said
        max_length=10, choices=Standing.choices, blank=True
    )
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
    # What a picture says of itself: for those who check, never on a copy.
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    copy = models.CharField(max_length=100, blank=True)  # kernel.files path of the scaled JPEG
    looked_at = models.DateTimeField(null=True)  # when the background task had looked at it
    fault = models.CharField(max_length=300, blank=True)  # why there is no copy

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """What one file, picture or text of a dossier is known by, see ``signing``."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="signatures"
    )
    kind = models.CharField(max_length=10, choices=SignKind.choices)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, null=True)
    note = models.OneToOneField(Note, on_delete=models.PROTECT, null=True)
    digest = models.BinaryField()  # a text's MinHash; a file's SHA-256 and a picture's 128 bits
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(evidence=None, note=None),
                name="signature_once_per_registration",
            ),
            models.CheckConstraint(
                condition=Q(evidence=None) | Q(note=None), name="signature_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return str(self.evidence or self.note or self.registration)


class SignatureKey(models.Model):
    """One key a signature is found by."""

    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "signature"], name="signature_by_key")]

    def __str__(self) -> str:
        return str(self.key)


class Likeness(Flowing):
    """Two things of two dossiers that a machine found alike, and what a person said of them."""

    state = models.CharField(max_length=10, choices=LikeState.choices, default=LikeState.PENDING)
    first = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="+")  # the earlier
    second = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="+")
    per_cent = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_once"),
            models.CheckConstraint(
                condition=Q(state=LikeState.PENDING) | ~Q(reason=""),
                name="likeness_judged_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}"[:300]


class Reminder(models.Model):
    """Somebody was reminded of something due in a round (đôn đốc)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reminders")
    about = models.CharField(max_length=20)  # a MilestoneKind
    people = models.PositiveIntegerField()  # how many were told
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    climb = models.ForeignKey(  # the step of the ladder that sent it; none: somebody did
        Climb, on_delete=models.PROTECT, null=True, related_name="reminders"
    )

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(climb__isnull=False),
                name="reminder_by_somebody_or_the_ladder",
            )
        ]
        indexes = [models.Index(fields=["round", "unit", "about", "-at"], name="reminder_latest")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.about}"
