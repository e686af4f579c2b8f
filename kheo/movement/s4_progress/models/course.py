from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.ui.written import number
from kheo.kernel.workdays import between
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress.models.notes import Note
from kheo.movement.s4_progress.states import Counting


class Target(models.Model):
    """How much is to be reached of one measure, and how much the notes say has been."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="targets")
    measure = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, editable=False)
    planned = models.DecimalField(max_digits=14, decimal_places=2)
    counting = models.CharField(max_length=10, choices=Counting.choices, default=Counting.ADD)
    # Moved in the transaction of the note that carries the figure.
    actual = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    actual_on = models.DateField(null=True)  # the day of the latest figure

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "folded"], name="target_per_measure"),
            models.CheckConstraint(condition=Q(planned__gt=0), name="target_is_something"),
        ]
        indexes = [
            models.Index(
                fields=["registration"],
                condition=Q(actual__gte=F("planned")),
                name="target_reached",
            )
        ]

    def __str__(self) -> str:
        return f"{self.planned} {self.measure}"

    @property
    def slug(self) -> str:
        """Return what its bar is called on a page."""
        return f"target-{self.pk}"

    @property
    def per_cent(self) -> int:
        return int(self.actual * 100 / self.planned)

    @property
    def told(self) -> str:
        """Return "31 / 40 hộ"."""
        return f"{number(self.actual)} / {number(self.planned)} {self.measure}"


class Checkpoint(models.Model):
    """A day on the way by which a part is to be done; the note that says so carries its files."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="checkpoints"
    )
    text = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="checkpoints")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, note=None) | Q(done_on__isnull=False, note__isnull=False),
                name="checkpoint_done_by_a_note",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on", "registration"],
                condition=Q(done_on=None),
                name="checkpoint_open",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def late(self) -> bool:
        return self.done_on is None and self.due_on < clock.today()

    @property
    def told(self) -> str:
        """Return how it stands against its day, in working days."""
        days = {"n": number(between(self.due_on, self.done_on or clock.today()))}
        if self.done_on is not None and self.done_on > self.due_on:
            return _("xong, trễ %(n)s ngày làm việc") % days
        if self.done_on is not None:
            return _("đã xong")
        return _("trễ %(n)s ngày làm việc") % days if self.late else _("sắp tới")
