from django.db import models
from django.db.models import F, Q

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models.sheets import Registration
from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Person, Unit


class Merger(models.Model):
    """One registration turned out to be the same thing as another of its sheet.

    What it was is kept, so that it can be taken apart again: until something new hangs on either.
    """

    gone = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="merged_away")
    kept = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="absorbed")
    reason = models.CharField(max_length=300)
    was = models.CharField(max_length=20, choices=State.choices)
    was_late = models.BooleanField()
    was_unfiled = models.BooleanField()
    place = models.PositiveSmallIntegerField()  # on the sheet
    event = models.BigIntegerField()  # of the trail: what comes after it on either is new
    tied = models.JSONField(default=list)  # what of later stages hung on the kept one
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merger_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="merger_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Absence(models.Model):
    """Somebody a year asked who had sent nothing when it was closed, in the unit of that day.

    Who is hired, leaves or goes elsewhere later changes nothing in a year that is closed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="absences")
    path = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="absence_once")]
        indexes = [models.Index(fields=["round", "path"], name="absence_by_path")]

    def __str__(self) -> str:
        return f"{self.person}, {self.round}"


class Exemption(models.Model):
    """Somebody a round does not ask to register, and why; over once they register after all.

    With a ``model``, what counts instead: as many items as the rule says. It stays beside others.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(max_length=300)
    model = models.ForeignKey(  # of their unit, which they take part in
        Registration, on_delete=models.PROTECT, null=True, related_name="instead"
    )
    since = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    over = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(over=None),
                name="exemption_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"
