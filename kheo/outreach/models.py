from typing import Any

from django.db import models
from django.db.models import F, Q

from kheo.documents.models import OfficialDocument
from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Clause, Listed, Round
from kheo.orgs.models import Person, Unit
from kheo.outreach.states import TONES, State

_RANK = 10**10  # keys fit below a day


class Format(Listed):
    """How a session is held: data of the movement."""


class Session(Flowing):
    """One session of study or dissemination a unit held (requirements 001-04, 004-04)."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.RECORDED)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sessions")
    path = models.CharField(
        max_length=200
    )  # the unit's, which never changes: one index serves lists
    day = models.DateField()
    subject = models.CharField(max_length=300)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, related_name="sessions")
    document = models.ForeignKey(  # the paper it was on, where the register holds it
        OfficialDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paper = models.CharField(max_length=300, blank=True)  # and where it does not
    content = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="+")
    led_by = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField()
    expected = models.PositiveIntegerField(null=True)  # of how many
    result = models.TextField(blank=True)
    folded = models.CharField(max_length=1000)  # subject, paper and speaker, as they are searched
    rank = models.BigIntegerField(null=True)  # by its day, then as it was recorded
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-rank"]
        constraints = [
            models.UniqueConstraint(fields=["rank"], name="session_once_in_its_place"),
            models.CheckConstraint(condition=Q(people__gt=0), name="session_was_attended"),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(expected__gte=F("people")),
                name="session_attended_by_no_more_than_expected",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "path"], name="session_by_path"),
            models.Index(fields=["round", "-rank"], name="session_by_rank"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def on(self) -> Any:
        """Return the paper it was on: that of the register, else the words written."""
        return self.document or self.paper

    @property
    def placed(self) -> int:
        """Return its place among all: by its day, then by its key."""
        return self.day.toordinal() * _RANK + (self.pk or 0)


class SessionFile(models.Model):
    """A file that shows what was held: the name as uploaded, the bytes by their digest."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=100)  # kernel.files path
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)  # media type, by content

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sha256"], name="session_file_once")
        ]

    def __str__(self) -> str:
        return self.name
