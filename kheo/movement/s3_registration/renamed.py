"""Where registrations were made, under the name the unit bore: for lists read as then."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kheo.movement.s3_registration.models import Sheet
from kheo.orgs import naming
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.states import Told


def units(rows: Iterable[Any], year: int) -> dict[int, Unit]:
    """Return by the key of its sheet the unit each of *rows* was made in, named as its year ended."""
    at = {row.sheet_id: row.unit_id for row in rows}
    made = Sheet.objects.filter(pk__in=at, made_in__isnull=False).order_by()
    at |= dict(made.values_list("pk", "made_in"))
    found = Unit.objects.select_related("parent").in_bulk(set(at.values()))
    every = (*found.values(), *(unit.parent for unit in found.values() if unit.parent))
    naming.put_on(every, date(year, 12, 31))
    return {sheet: found[key] for sheet, key in at.items()}


def as_told(rows: Sequence[Any], told: str, year: int) -> Sequence[Any]:
    """Return *rows* of a list with their units as they are to be read."""
    if told != Told.THEN or not rows:
        return rows
    found = units(rows, year)
    return [_in(row, found[row.sheet_id]) for row in rows]


def _in(row: Any, unit: Unit) -> Any:
    above = unit.parent.name if unit.parent else None
    return row._replace(unit__name=unit.name, unit__path=unit.path, unit__parent__name=above)
