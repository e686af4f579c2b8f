from django.db import models

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models.sheets import Registration
from kheo.movement.s3_registration.states import LoadState
from kheo.orgs.models import Post


class Load(Flowing):
    """Items that whoever handles a unit's registrations enters for its people, at one press.

    From a grid, or from a sheet: then nothing is written before it is confirmed. All or nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="loads")
    state = models.CharField(max_length=20, choices=LoadState.choices, default=LoadState.CHECKED)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # who entered
    path = models.CharField(max_length=200)  # of the unit whose people they are, and below
    at = models.DateTimeField()
    name = models.CharField(max_length=255, blank=True)  # of the file; none: typed into the grid
    file = models.CharField(max_length=100, blank=True)  # kernel.files path
    sha256 = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)  # rows, errors, doubts, people and items to write
    findings = models.JSONField(default=dict)  # errors and doubts with their cells, notes
    sent = models.BooleanField(default=False)  # or kept as drafts
    key = models.CharField(max_length=40, blank=True, db_default="")  # of the grid it came from
    event = models.BigIntegerField(null=True)  # of the trail: what comes after it is new

    class Meta:
        ordering = ["-id"]
        constraints = [
            # One grid, pressed again because no answer came, enters nothing a second time.
            models.UniqueConstraint(
                fields=["round", "key"], condition=~models.Q(key=""), name="load_once_per_grid"
            )
        ]
        indexes = [models.Index(fields=["round", "path"], name="load_by_path")]

    def __str__(self) -> str:
        return self.name or f"{self.at:%d/%m/%Y}"


class Entry(models.Model):
    """One registration that a load wrote, so that its owner reads who entered it."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="entries")
    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="entry"
    )

    def __str__(self) -> str:
        return f"{self.load}: {self.registration}"
