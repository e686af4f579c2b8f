from django.db import models
from django.db.models import Q

from kheo.orgs.clusters.states import Part, Sort
from kheo.orgs.models import Unit


class Cluster(models.Model):
    """A cluster or block of one year, set up by a unit; its members lie anywhere below that unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="clusters")
    year = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10, choices=Sort.choices, default=Sort.CLUSTER)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "name"], name="cluster_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"


class Membership(models.Model):
    """A unit takes part in a cluster, one only in a year."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    year = models.PositiveSmallIntegerField()  # the cluster's, for the rule below
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)

    class Meta:
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_cluster_a_year"),
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(part=Part.CHAIR), name="one_chair_of_a_cluster"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.cluster}"
