from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress.states import VISIT_TONES, Conclusion, VisitState
from kheo.orgs.models import Person, Unit


class Draw(models.Model):
    """A drawing of registrations to visit: anyone can repeat it from its list and its seed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="draws")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # drawn from
    path = models.CharField(max_length=200)  # of that unit
    subject = models.CharField(max_length=10, choices=Subject.choices, blank=True)  # blank: both
    seed = models.CharField(max_length=60)
    given = models.BooleanField(default=False)  # the seed came from outside, not from the machine
    wanted = models.PositiveSmallIntegerField()
    listed = models.PositiveIntegerField()  # registrations on the list
    file = models.CharField(max_length=100)  # kernel.files path of the list
    sha256 = models.CharField(max_length=64)  # of the list
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["round", "path"], name="draw_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.seed}"


class Visit(Flowing):
    """A visit to what was registered by people from outside its unit, and what they found."""

    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="visits")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="visits")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, null=True, related_name="visits")
    place_drawn = models.PositiveSmallIntegerField(null=True)
    visitors = models.ManyToManyField(Person, through="Visitor", related_name="visits")
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # the record
    day = models.DateField(null=True)
    place = models.CharField(max_length=300, blank=True)
    present = models.CharField(max_length=300, blank=True)  # who received them
    seen = models.TextField(blank=True)
    agreed = models.BooleanField(null=True)  # what was seen agrees with what had been written
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices, blank=True)
    to_mend = models.TextField(blank=True)
    mend_by = models.DateField(null=True)
    checked_again = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state__in=(VisitState.PLANNED, VisitState.ASSIGNED)),
                name="visit_one_ahead_of_each_registration",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.DONE)
                | Q(
                    day__isnull=False,
                    agreed__isnull=False,
                    recorded_by__isnull=False,
                    recorded_at__isnull=False,
                ),
                name="visit_done_has_its_record",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="visit_by_state")]

    def __str__(self) -> str:
        return str(self.registration)

    @property
    def tone(self) -> str:
        return VISIT_TONES[VisitState(self.state)]


class Visitor(models.Model):
    """Somebody a visit was given to; the first of them leads it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="visitor_once_in_a_visit")
        ]

    def __str__(self) -> str:
        return str(self.person)


class VisitFile(models.Model):
    """A picture or paper of a visit; the name as uploaded."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=100)  # kernel.files path
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)  # media type, by content
    copy = models.CharField(max_length=100, blank=True)  # kernel.files path of the scaled JPEG

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "sha256"], name="visit_file_once")]

    def __str__(self) -> str:
        return self.name
