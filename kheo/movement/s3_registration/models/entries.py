from django.db import models
from django.db.models import Q

from kheo.movement.s3_registration.models.scanning import Scan
from kheo.movement.s3_registration.models.sheets import Copy, Sheet
from kheo.orgs.models import Person


class PaperEntry(models.Model):
    """A sheet handed in on paper and entered by who receives the registrations of its unit."""

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="entry")
    handed_on = models.DateField()  # the day on the paper, which decides whether it was late
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="+")  # the one scanned
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)  # of the form it was sent by
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    disowned_at = models.DateTimeField(null=True)
    disowned = models.CharField(max_length=300, blank=True)  # what its owner says is not theirs

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(disowned_at=None) | ~Q(disowned=""), name="disowned_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.sheet)
