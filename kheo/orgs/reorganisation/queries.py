"""Reorganisations and levels as the pages need them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import access
from kheo.orgs.reorganisation.models import Level, Reorganisation, Successor, UnitLevel

SHOWN = 40  # units a page names as the past and the future of one


def listed(by: Actor) -> QuerySet[Reorganisation]:
    """Return the reorganisations *by* may see, each with how many units it closed and opened."""
    closed = Count("successors__old", distinct=True)
    opened = Count("successors__new", distinct=True, filter=Q(successors__opened=True))
    return access.visible_to(by).annotate(closed=closed, opened=opened)


def successors(event: Reorganisation) -> QuerySet[Successor]:
    return event.successors.select_related("old__parent", "new__parent").order_by("old__path", "pk")


def taken_back(event: Reorganisation) -> Event | None:
    """Return the line of the trail that says who took an event back and why, if anybody did."""
    if event.undone_at is None:
        return None
    return trail.last_of("reorganisation.undo", [event]).get(event.pk)


def parts(event: Reorganisation) -> QuerySet[Successor]:
    """Return the successors of the unit a split closed, not of those that lay below it."""
    first = event.successors.filter(is_main=False).values("old")[:1]
    return event.successors.filter(old__in=first).select_related("new").order_by("pk")


def took(event: Reorganisation) -> dict[int, int]:
    """Return how many people each unit was given, by its key: what shares are begun with."""
    rows = event.carried.filter(what="person").order_by().values_list("after")
    return dict(rows.annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a unit comes from, who goes on for it, and the level it belongs to."""

    came: list[Successor]
    goes_on: list[Successor]
    level: Level | None


def of(unit: Unit, *, on: date) -> Lineage:
    """Return the lineage of a unit on a day, in two statements."""
    rows = Successor.objects.filter(Q(old=unit) | Q(new=unit))
    related = ("old__parent", "new__parent", "reorganisation")
    found = list(rows.select_related(*related).order_by("-is_main", "old__path", "pk")[:SHOWN])
    held = level_of(unit, on=on)
    return Lineage(
        came=[row for row in found if row.new_id == unit.pk],
        goes_on=[row for row in found if row.old_id == unit.pk],
        level=held.level if held else None,
    )


def levels(by: Actor) -> QuerySet[Level]:
    """Return the levels, each with how many open units *by* administers belong to it today."""
    here = Q(under(by.reach, "units__unit__path"), units__until=None, units__unit__closed_on=None)
    return Level.objects.annotate(n=Count("units", filter=here)).order_by("rank", "name")


def open_levels() -> list[tuple[int, str, date]]:
    """Return the levels that have not ended, the highest first: key, name, since when."""
    return list(Level.objects.filter(until=None).values_list("pk", "name", "since"))


def level_of(unit: Unit, *, on: date) -> UnitLevel | None:
    """Return the level a unit belongs to on a day."""
    rows = UnitLevel.objects.filter(unit=unit, since__lte=on).exclude(until__lte=on)
    return rows.select_related("level").first()
