from django.db import models

from kheo.documents.masters.states import Kind
from kheo.orgs.models import Person, Unit


class Master(models.Model):
    """One version of a unit's own layout of a paper; it never changes once it is here."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="masters")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=100)  # kernel.files path
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "number"], name="a_master_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "sha256"], name="a_master_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}: {self.number}"


class Choice(models.Model):
    """From when on a unit lays a paper out with which version; without one, as it is shipped."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="master_choices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    master = models.ForeignKey(Master, on_delete=models.PROTECT, null=True, related_name="choices")
    since = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["unit", "kind", "-since"], name="master_choice_by_unit")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}: {self.since}"
