from django.db import models
from django.db.models import Q

from kheo.documents.books.models import Entry
from kheo.documents.books.states import OVER
from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Clause, Listed, Round
from kheo.movement.s2_plan.states import State
from kheo.orgs.models import Person, Unit


class Plan(Flowing):
    """One unit's answer to a round: receipt, who leads, what it will do."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    path = models.CharField(
        max_length=200
    )  # the unit's, which never changes: one index serves lists
    state = models.CharField(max_length=20, choices=State.choices, default=State.AWAITED)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(  # requirements 002-20, 002-21
        Person, on_delete=models.PROTECT, null=True, related_name="led_plans"
    )
    officer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="kept_plans"
    )
    summary = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    entry = models.ForeignKey(  # its number in the book of the unit, as long as it stands there
        Entry, on_delete=models.PROTECT, null=True, related_name="plans"
    )

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="plan_once_per_round"),
            models.CheckConstraint(
                condition=Q(state=State.AWAITED) | Q(received_at__isnull=False),
                name="plan_received_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False, leader__isnull=False),
                name="plan_sent_has_a_date_and_a_leader",
            ),
        ]
        indexes = [models.Index(fields=["round", "path", "state"], name="plan_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"

    @property
    def numbered(self) -> Entry | None:
        """Return the line of the book with its number, unless no paper stands under it any more."""
        stands = self.entry and self.entry.state not in OVER
        return self.entry if stands else None


class Category(Listed):
    """What kind of work a task is (requirements 001-07, 004-07): data of the movement."""


class PlanTask(models.Model):
    """One thing a unit plans, tied to a content of the movement (requirement 001-02)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    content = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    responsible = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_task_once_per_place")
        ]

    def __str__(self) -> str:
        return self.text


class Acknowledgement(models.Model):
    """Somebody said "I have read it" (requirement 001-03: made known to all staff)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    path = models.CharField(max_length=200)  # of the person's unit on that day
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="acknowledgement_once")
        ]
        indexes = [models.Index(fields=["round", "path"], name="acknowledgement_by_path")]

    def __str__(self) -> str:
        return f"{self.person}, {self.round}"
