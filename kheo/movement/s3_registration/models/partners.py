from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s3_registration.models.sheets import Registration
from kheo.movement.s3_registration.states import PartnerState
from kheo.orgs.models import Person, Unit


class Partner(Flowing):
    """A unit that carries a model together with the unit that leads it; counted with the lead."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="partners"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)  # the unit's
    state = models.CharField(max_length=20, choices=PartnerState.choices)
    contribution = models.CharField(max_length=300, blank=True)  # what it does in the model
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "unit"], name="partner_once_in_a_model"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PartnerState.values), name="partner_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["path", "state"], name="partner_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.registration}"
