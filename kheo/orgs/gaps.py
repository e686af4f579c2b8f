"""The assignment register: who leads each agency, who keeps the movement going, and where nobody does."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kheo.kernel.actor import Actor
from kheo.orgs import access
from kheo.orgs.models import Post, Unit
from kheo.orgs.states import AGENCIES, Power

OFFICER = (Power.PLAN, Power.OVERSEE)  # either of them keeps a movement going


def assignments(by: Actor, *, on: date, every: bool = False) -> QuerySet[Unit]:
    """Return the agencies and communes *by* administers with ``leader`` and ``officer`` of a day.

    Without *every* only those that lack one of the two. Who leads may not be the officer too.
    """
    held = Post.objects.filter(since__lte=on, person__active=True).exclude(until__lte=on)
    leader = held.filter(unit=OuterRef("pk"), is_head=True)
    # JSON containment is not on SQLite; a power is a whole quoted word of the list.
    may = Q(*(Q(powers__icontains=f'"{power}"') for power in OFFICER), _connector=Q.OR)
    officer = held.filter(may, over=OuterRef("pk"), is_head=False, stands_for=None).order_by("pk")
    units = access.visible_units(by).filter(closed_on=None, kind__in=AGENCIES)
    if not every:
        units = units.filter(~Exists(leader) | ~Exists(officer))
    return units.annotate(
        leader=Subquery(leader.values("person__full_name")[:1]),
        leader_post=Subquery(leader.values("pk")[:1]),
        officer=Subquery(officer.values("person__full_name")[:1]),
        officer_post=Subquery(officer.values("pk")[:1]),
    )
