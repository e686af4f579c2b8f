from django.db import models
from django.db.models import F, Q

from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s4_progress.states import FARTHEST, Whom


class Rung(models.Model):
    """One step of the ladder of reminders of a movement: about what, when, whom, in which words."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="rungs")
    about = models.CharField(max_length=20, choices=MilestoneKind.choices)
    offset = models.SmallIntegerField()  # working days after the day it is due; negative: before
    whom = models.CharField(max_length=10, choices=Whom.choices)
    words = models.CharField(max_length=300, blank=True)  # blank: the usual ones
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["about", "offset", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "about", "offset", "whom"],
                condition=Q(ended_on=None),
                name="rung_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(offset__gte=-FARTHEST, offset__lte=FARTHEST), name="rung_within_reach"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="rung_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()} {self.offset:+d} {self.get_whom_display()}"


class Climb(models.Model):
    """A step of the ladder that was taken for the day of a year; once, whoever tries."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="climbs")
    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="climbs")
    due_on = models.DateField()  # a day that is moved has its steps anew
    at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "rung", "due_on"], name="climb_only_once")
        ]

    def __str__(self) -> str:
        return f"{self.rung}, {self.due_on}"
