from django.db import models

from kheo.movement.s3_registration.models.sheets import Copy, Sheet
from kheo.orgs.models import Person, Unit


class Supplement(models.Model):
    """What was sent once a copy of a sheet had been received: a paper of its own, in two copies."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="supplements")
    number = models.PositiveSmallIntegerField()  # the first paper is none; these count from one
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="supplement_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, {self.number}"


class Receipt(models.Model):
    """A receipt of a copy as it was until a supplement asked for another one."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="receipts")
    supplement = models.ForeignKey(Supplement, on_delete=models.CASCADE, related_name="receipts")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["supplement"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "supplement"], name="receipt_once_per_copy")
        ]

    def __str__(self) -> str:
        return f"{self.copy}, {self.received_on}"
