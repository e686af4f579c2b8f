from django.db import models
from django.db.models import F, Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Clause, Movement, Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review.states import LINE, Column, State
from kheo.orgs.models import Person, Unit


class ScoringTable(models.Model):
    """A table of 100 points: data with a validity; a score keeps the table it was given under.

    With a ``movement`` it scores that one alone; without, all that the unit and those below score.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scoring_tables")
    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, null=True, related_name="scoring_tables"
    )
    name = models.CharField(max_length=300)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    source = models.CharField(max_length=300, blank=True)  # the paper that lays it down
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="scoring_table_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["unit", "movement", "subject"],
                condition=Q(movement__isnull=False, valid_until=None),
                name="scoring_table_once_per_movement",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """One line of a scoring table; a line with lines below it sums them."""

    table = models.ForeignKey(ScoringTable, on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    ordinal = models.PositiveSmallIntegerField()  # over the whole table
    number = models.CharField(max_length=10)  # as printed: 1, 1.2
    text = models.CharField(max_length=LINE)
    most = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["table", "ordinal"], name="line_once_per_place"),
            models.CheckConstraint(condition=Q(most__gt=0), name="line_has_points"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Level(models.Model):
    """A level of recognition or rating and the points it takes."""

    table = models.ForeignKey(ScoringTable, on_delete=models.CASCADE, related_name="levels")
    name = models.CharField(max_length=200)
    least = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["-least"]
        constraints = [
            models.UniqueConstraint(fields=["table", "least"], name="level_once_per_threshold")
        ]

    def __str__(self) -> str:
        return self.name


class Review(Flowing):
    """The scoring of one registration under one table, up to the council's result."""

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="review"
    )
    # The registration's round, repeated here: every count of reviews is of one round.
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reviews")
    table = models.ForeignKey(ScoringTable, on_delete=models.PROTECT, related_name="reviews")
    path = models.CharField(max_length=200)  # of the registration's unit
    state = models.CharField(max_length=20, choices=State.choices, default=State.SELF)
    self_points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    check_points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # the council's
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, related_name="reviews")
    opinion = models.TextField(blank=True)  # the council's, as in its minutes
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["path", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.RECOGNISED)
                | Q(level__isnull=False, points__isnull=False, decided_on__isnull=False),
                name="review_recognised_has_level_points_and_date",
            )
        ]
        indexes = [
            models.Index(fields=["path", "state"], name="review_by_path"),
            # What waits for checking, for the council, for an award: the index alone tells which.
            models.Index(
                fields=["round", "state", "path", "registration", "table"], name="review_by_round"
            ),
        ]

    def __str__(self) -> str:
        return str(self.registration)


class Score(models.Model):
    """The points one column gives one line, with who gave them and, where they differ, why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="scores")
    column = models.CharField(max_length=10, choices=Column.choices)
    points = models.DecimalField(max_digits=5, decimal_places=2)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["line__ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "line", "column"], name="score_once_per_cell"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="score_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.line.number} {self.column}: {self.points}"


class Confirmation(models.Model):
    """A person, or a unit by whoever answers for it, has confirmed the pledges of a round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="confirmations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200)  # the unit's
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="confirmation_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(person=None),
                name="confirmation_once_per_unit",
            ),
        ]
        indexes = [models.Index(fields=["round", "path"], name="confirmation_by_path")]

    def __str__(self) -> str:
        return str(self.person or self.unit)


class Breach(models.Model):
    """Something done against a pledge: what, by whom, from which source (requirement 004-11)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="breaches")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200)  # the unit's
    day = models.DateField()
    text = models.TextField()
    source = models.CharField(max_length=300)  # a conclusion, a decision, a letter: with its number
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn = models.TextField(blank=True)  # why it does not stand

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="breach_has_a_source"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn=""),
                name="breach_withdrawn_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "path"], name="breach_by_path"),
            models.Index(fields=["round", "person"], name="breach_by_person"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
