"""Who may see and set up clusters: whoever administers the unit that does, or one above."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs import access
from kheo.orgs.clusters.models import Cluster
from kheo.orgs.models import Unit
from kheo.orgs.states import Power


def may_enter(by: Actor, _record: None = None) -> Verdict:
    return access.may_enter(by, None)


def visible_to(by: Actor) -> QuerySet[Cluster]:
    rows = Cluster.objects.select_related("unit")
    if not access.administers(by):
        return rows.none()
    return rows.filter(under(by.reach, "unit__path"))


def may_change(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.ADMINISTER, unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị này mới lập cụm, khối."))
    return ALLOWED
