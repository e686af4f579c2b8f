"""A movement and its years: clauses, quotas, deadlines and what amended them."""

from django.db import models
from django.db.models import F, Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models.readings import Directive, Fact
from kheo.movement.s1_directive.numbering import mark_of
from kheo.movement.s1_directive.states import (
    BASIS,
    ClauseKind,
    MilestoneKind,
    OnTransfer,
    RoundState,
    Subject,
)
from kheo.orgs.models import Unit


class Movement(models.Model):
    """An emulation movement over a stage of years, opened by one unit for a set of units."""

    name = models.CharField(max_length=300)
    item_name = models.CharField(
        max_length=300, blank=True
    )  # 000-21: what a person's item is called
    theme = models.CharField(max_length=500, blank=True)
    aim = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="movements")
    partners = models.CharField(max_length=500, blank=True)  # 002-18: bodies that launch it jointly
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, null=True, related_name="movement"
    )
    scope = models.ManyToManyField(Unit, related_name="addressed_by")  # the units that must answer
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    launched_on = models.DateField()

    class Meta:
        ordering = ["-first_year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="movement_stage_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_one_year(self) -> bool:
        return self.first_year == self.last_year

    @property
    def years(self) -> str:
        """Return 2026 or 2026-2030."""
        return f"{self.first_year}" if self.of_one_year else f"{self.first_year}-{self.last_year}"


class Clause(models.Model):
    """One content, criterion, topic or pledge of a movement, in the words of its paper."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="clauses")
    kind = models.CharField(max_length=10, choices=ClauseKind.choices)
    ordinal = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)  # as the paper has it: 1, a, 2.1, -
    text = models.TextField()

    class Meta:
        ordering = ["kind", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "kind", "ordinal"], name="clause_once_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def mark(self) -> str:
        """Return the number of the paper with its sign, else that of its place."""
        return mark_of(self.number) or f"{self.ordinal}."


class Round(Flowing):
    """One year of a movement: what must be done, how many, by when."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.OPEN)
    opens_on = models.DateField()
    on_transfer = models.CharField(
        max_length=10, choices=OnTransfer.choices, default=OnTransfer.FOLLOW
    )
    closed_on = models.DateField(null=True)
    staff = models.PositiveIntegerField(null=True)  # of the units addressed, as it was closed

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["movement", "year"], name="round_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.movement}, {self.year}"


class Quota(models.Model):
    """What a round asks of all people or units, or of a ``category`` of them, which then holds alone.

    How many, between which days, what counts instead (requirements 000-06, 004-13).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="quotas")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    category = models.CharField(max_length=20, blank=True)  # a Staff, a Kind, or "" for all
    minimum = models.PositiveSmallIntegerField()
    target = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    opens_on = models.DateField(null=True)  # none: from the day it is launched
    closes_on = models.DateField(null=True)  # none: the milestone of the round
    instead = models.PositiveSmallIntegerField(default=0)  # items a model one joins counts for
    basis = models.CharField(max_length=BASIS, blank=True)  # the words of the paper it rests on
    fact = models.ForeignKey(Fact, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "subject", "category"], name="quota_once_per_category"
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="quota_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(target__gte=F("minimum"), maximum__gte=F("target")),
                name="quota_minimum_target_maximum_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minimum}-{self.maximum}"


class Milestone(models.Model):
    """A day by which something is due in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind.choices)
    due_on = models.DateField()
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="milestone_once_per_kind")
        ]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()


class Amendment(models.Model):
    """One deadline of a year moved after the launch, with its ground; the earlier day stays here."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="amendments")
    before = models.DateField(null=True)  # None: the launch had set no day for it
    after = models.DateField()
    reason = models.CharField(max_length=500)
    paper = models.CharField(max_length=200, blank=True)  # what it was moved by, where there is one
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.after}"
