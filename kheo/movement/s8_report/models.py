from django.db import models
from django.db.models import Q
from django.urls import reverse

from kheo.documents.models import OfficialDocument
from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s8_report.states import State
from kheo.orgs.models import Unit


class Report(Flowing):
    """The year's report of a unit. Its figures are frozen when it is sent.

    ``sent_at`` and ``late`` tell of the first sending: a report that came in time and was
    returned is not late because it came again.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    path = models.CharField(max_length=200)
    code = models.CharField(max_length=16, unique=True)  # in the public address
    direction = models.TextField(blank=True)  # the four parts of a report (form F11)
    results = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    tasks = models.TextField(blank=True)
    figures = models.JSONField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    sent_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    document = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="report_once_per_round"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(figures__isnull=False, sent_at__isnull=False),
                name="report_sent_has_frozen_figures",
            ),
        ]
        indexes = [models.Index(fields=["round", "path", "state"], name="report_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("report:unit", args=[self.round_id, self.unit_id])
