"""The name of a unit: as it was on a day, and as one reader can tell it from others."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kheo.kernel.actor import Actor
from kheo.orgs.models import FormerName, Unit


def name_on(on: date) -> Coalesce:
    """Return the name of the unit of a row as it was on a day, to be selected with it."""
    former = FormerName.objects.filter(unit=OuterRef("pk"), since__lte=on, until__gt=on)
    return Coalesce(Subquery(former.values("name")[:1]), F("name"))


def names_on(units: Iterable[Unit], on: date | None) -> dict[int, str]:
    """Return how each of *units* was called on a day, by its key; without a day as it is called."""
    found = {unit.pk: unit.name for unit in units}
    if on is not None:
        former = FormerName.objects.filter(unit__in=found, since__lte=on, until__gt=on)
        found |= dict(former.order_by().values_list("unit", "name"))
    return found


def put_on(units: Iterable[Unit], on: date) -> None:
    """Write into each of *units*, which are to be shown, the name it bore on a day."""
    shown = list(units)
    names = names_on(shown, on)
    for unit in shown:
        unit.name = names[unit.pk]


def heading(unit: Unit, on: date | None) -> tuple[str, str]:
    """Return the names that head a paper of *unit* of a day: its own, and that of the one above."""
    names = names_on(filter(None, (unit, unit.parent)), on)
    return names[unit.pk], names[unit.parent_id] if unit.parent_id else ""


def above(path: str) -> str:
    """Return the path of the unit that the one at *path* lies in."""
    return path[: path.rstrip(".").rfind(".") + 1]


def needs_place(by: Actor, path: str) -> bool:
    """Tell whether *by* reaches several agencies, each with a division of that name perhaps.

    What lies in the very unit that *by* serves needs no place: there no two bear one name.
    """
    holder = above(path)
    return by.reaches(holder) and holder != by.reach


def name_for(by: Actor, unit: Unit) -> str:
    """Return the name of *unit*, with that of the unit it lies in where *by* cannot know which."""
    if not needs_place(by, unit.path):
        return unit.name
    return named(by, unit.path, unit.name, unit.parent.name if unit.parent else "")


def named(by: Actor, path: str, name: str, parent: str | None) -> str:
    """Return the same from plain values."""
    return f"{name}, {parent}" if parent and needs_place(by, path) else name
