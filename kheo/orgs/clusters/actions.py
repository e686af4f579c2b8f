"""Everything that changes a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.orgs.clusters import access
from kheo.orgs.clusters.models import Cluster, Membership
from kheo.orgs.clusters.states import Part
from kheo.orgs.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The units of a cluster: who chairs, who is the deputy, and the others."""

    chair: Unit
    deputy: Unit | None = None
    others: Sequence[Unit] = ()

    def parts(self) -> dict[int, tuple[Unit, Part]]:
        found = {unit.pk: (unit, Part.MEMBER) for unit in self.others}
        if self.deputy:
            found[self.deputy.pk] = (self.deputy, Part.DEPUTY)
        return found | {self.chair.pk: (self.chair, Part.CHAIR)}


@transaction.atomic
def set_up(unit: Unit, *, by: Actor, year: int, sort: str, name: str, members: Members) -> Cluster:
    """Set up a cluster of *year* with its units."""
    require(access.may_change, by, unit)
    name = " ".join(nfc(name).split())
    if Cluster.objects.filter(unit=unit, year=year, name=name).exists():
        raise ValidationError({"name": _("Năm này đã có cụm, khối tên ấy. Ghi tên khác.")})
    cluster = Cluster(unit=unit, year=year, sort=sort, name=name)
    cluster.save(force_insert=True)
    trail.record("cluster.set_up", cluster, by=by)
    _seat(cluster, members, by=by)
    return cluster


@transaction.atomic
def change(cluster: Cluster, *, by: Actor, sort: str, name: str, members: Members) -> Cluster:
    """Put a cluster right: its name and its units."""
    require(access.may_change, by, cluster.unit)
    name = " ".join(nfc(name).split())
    same = Cluster.objects.filter(unit=cluster.unit_id, year=cluster.year, name=name)
    if same.exclude(pk=cluster.pk).exists():
        raise ValidationError({"name": _("Năm này đã có cụm, khối tên ấy. Ghi tên khác.")})
    cluster.name, cluster.sort = name, sort
    cluster.save(update_fields=["name", "sort"])
    trail.record("cluster.change", cluster, by=by)
    _seat(cluster, members, by=by)
    return cluster


def _seat(cluster: Cluster, members: Members, *, by: Actor) -> None:
    parts = members.parts()
    for unit, _part in parts.values():
        require(access.may_change, by, unit)
    elsewhere = Membership.objects.filter(unit__in=parts, year=cluster.year)
    taken = elsewhere.exclude(cluster=cluster).select_related("unit", "cluster").first()
    if taken:
        words = _("%(unit)s năm này đã ở %(cluster)s. Mỗi đơn vị một cụm, khối trong năm.")
        raise ValidationError(
            {"others": words % {"unit": taken.unit, "cluster": taken.cluster.name}}
        )
    cluster.memberships.all().delete()
    Membership.objects.bulk_create(
        Membership(cluster=cluster, unit=unit, year=cluster.year, part=part)
        for unit, part in parts.values()
    )


@transaction.atomic
def copy_year(unit: Unit, *, by: Actor, year: int) -> int:
    """Set up in *year* the clusters of the year before, units that closed left out; return how many."""
    require(access.may_change, by, unit)
    before = Cluster.objects.filter(unit=unit, year=year - 1)
    known = Cluster.objects.filter(unit=unit, year=year).values("name")
    done = 0
    for old in before.exclude(name__in=known).prefetch_related("memberships__unit"):
        new = Cluster(unit=unit, year=year, sort=old.sort, name=old.name)
        new.save(force_insert=True)
        trail.record("cluster.set_up", new, by=by)
        open_ = [row for row in old.memberships.all() if row.unit.closed_on is None]
        Membership.objects.bulk_create(
            [Membership(cluster=new, unit=row.unit, year=year, part=row.part) for row in open_],
            ignore_conflicts=True,
        )
        done += 1
    return done
