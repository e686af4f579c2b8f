from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s3_registration.models.sheets import Copy
from kheo.movement.s3_registration.states import ScanState
from kheo.orgs.models import Person, Post, Unit


class Scan(models.Model):
    """One file of scanned sheets as it was sent; a task splits it into pages by their codes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200, db_index=True)  # over which its sender files
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # who sent it
    at = models.DateTimeField()
    name = models.CharField(max_length=255)  # as it was called
    file = models.CharField(max_length=100)  # kernel.files path
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(default=0)  # of it, known when it is opened
    read_at = models.DateTimeField(null=True)  # all of it
    refusal = models.CharField(max_length=300, blank=True)  # why it could not be opened

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["path", "sha256"], name="scan_once")]

    def __str__(self) -> str:
        return self.name


class ScanPage(Flowing):
    """One page of a scan, and the copy it is of."""

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="found")
    place = models.PositiveSmallIntegerField()  # in the file, from 1
    # One picture may show two sheets: it is then filed once with each, as parts of one place.
    part = models.PositiveSmallIntegerField(default=1, db_default=1)
    bears = models.JSONField(default=list)  # the copies its codes name: [sheet, number]
    turned = models.PositiveSmallIntegerField(default=0, db_default=0)  # degrees clockwise, by hand
    state = models.CharField(max_length=20, choices=ScanState.choices, default=ScanState.WAITING)
    file = models.CharField(max_length=100)  # kernel.files path of the picture
    sha256 = models.CharField(max_length=64)  # of what the page shows
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, null=True, related_name="scans")
    note = models.CharField(max_length=300, blank=True)  # why it waits, or was set aside
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["scan_id", "place", "part"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "place", "part"], name="scan_page_once"),
            models.CheckConstraint(
                condition=Q(turned__in=(0, 90, 180, 270)), name="a_page_is_turned_by_quarters"
            ),
            models.UniqueConstraint(
                fields=["copy", "sha256"],
                condition=Q(state=ScanState.FILED),
                name="a_page_is_filed_once_with_a_copy",
            ),
            models.CheckConstraint(
                condition=Q(state=ScanState.FILED, copy__isnull=False)
                | (~Q(state=ScanState.FILED) & Q(copy=None)),
                name="a_filed_page_has_its_copy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan}, {self.place}"
