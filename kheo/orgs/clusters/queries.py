"""Clusters as the pages need them."""

from django.db.models import Count, OuterRef, QuerySet, Subquery

from kheo.kernel.actor import Actor
from kheo.orgs.clusters import access
from kheo.orgs.clusters.models import Cluster, Membership
from kheo.orgs.clusters.states import Part


def listed(by: Actor, year: int) -> QuerySet[Cluster]:
    """Return the clusters of a year, each with the number of its units and who chairs it."""
    chair = Membership.objects.filter(cluster=OuterRef("pk"), part=Part.CHAIR)
    return (
        access.visible_to(by)
        .filter(year=year)
        .annotate(n=Count("memberships"), chair=Subquery(chair.values("unit__name")[:1]))
    )


def years(by: Actor) -> list[int]:
    rows = access.visible_to(by).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def members(cluster: Cluster) -> QuerySet[Membership]:
    return cluster.memberships.select_related("unit__parent").order_by("unit__path")
