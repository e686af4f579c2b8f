from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import FormVersion, Registration
from kheo.movement.s4_progress.states import Conclusion
from kheo.movement.s7_replication.states import (
    CHECKUP_TONES,
    AdoptionState,
    CardState,
    CheckupState,
)
from kheo.orgs.models import Person, Unit


class Card(Flowing):
    """What others need to know of a recognised model in order to do it too."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="card")
    code = models.CharField(max_length=16, unique=True)  # in the public address
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=200)
    folded = models.CharField(max_length=600, editable=False)
    problem = models.TextField()
    way = models.TextField()
    cost = models.TextField(blank=True)
    result = models.TextField()
    conditions = models.TextField(blank=True)
    contact = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=CardState.choices, default=CardState.DRAFT)
    published_on = models.DateField(null=True)

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CardState.PUBLISHED) | Q(published_on__isnull=False),
                name="card_published_has_a_date",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-published_on", "-id"], name="card_gallery"),
            # Which models have one published: a card itself is pages of text.
            models.Index(fields=["state", "registration"], name="card_by_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(Flowing):
    """A unit takes a model over: when, what it changes, with what result."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="adoptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    path = models.CharField(max_length=200)
    learnt_from = models.ForeignKey(  # another adopter; null: from the model's own unit
        "self", on_delete=models.PROTECT, null=True, related_name="followers"
    )
    adopted_on = models.DateField()
    ended_on = models.DateField(null=True)  # the day it was stopped
    changed = models.TextField(blank=True)
    result = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=AdoptionState.choices, default=AdoptionState.STARTED
    )

    class Meta:
        ordering = ["-adopted_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["card", "unit"], name="adoption_once_per_unit"),
            models.CheckConstraint(
                condition=~Q(state=AdoptionState.STOPPED) | Q(ended_on__isnull=False),
                name="adoption_stopped_has_a_date",
            ),
        ]
        indexes = [models.Index(fields=["path", "state"], name="adoption_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.card}"


class CheckupPeriod(models.Model):
    """A time in which every running model is reviewed by the unit that runs it (form F3)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="checkup_periods")
    name = models.CharField(max_length=120)  # "6 tháng đầu năm 2026"
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="checkup_period_once_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class Checkup(Flowing):
    """What a unit says of its running model in one period, on the form of its day."""

    period = models.ForeignKey(CheckupPeriod, on_delete=models.PROTECT, related_name="checkups")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="checkups"
    )
    state = models.CharField(
        max_length=20, choices=CheckupState.choices, default=CheckupState.DRAFT
    )
    form_version = models.ForeignKey(  # none is the shipped form
        FormVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answers = models.JSONField(default=dict)  # by the keys of the form's questions
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()  # tells two windows that one saved first
    sent_at = models.DateTimeField(null=True)  # first time
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # What the unit above decides of it, and why.
    decision = models.CharField(
        max_length=10, choices=Conclusion.choices, blank=True, db_default=""
    )
    decided = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        ordering = ["-period", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "registration"], name="checkup_once_of_each_model"
            ),
            models.CheckConstraint(
                condition=Q(state=CheckupState.DRAFT) | Q(sent_at__isnull=False),
                name="checkup_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckupState.SEEN) | ~Q(decision=""),
                name="checkup_decided_says_what",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="checkup_by_state")]

    def __str__(self) -> str:
        return str(self.registration)

    @property
    def tone(self) -> str:
        return CHECKUP_TONES[CheckupState(self.state)]
