"""Write the tallies of every round from its records, whatever its size."""

import datetime as dt
from collections.abc import Iterator

from kheo.kernel.actor import Actor
from kheo.movement.models import DayTally, Round, Tally
from kheo.orgs.models import Unit
from kheo.project.demo import actions, audit


def tally(*, by: Actor) -> None:
    """Write the tally of each unit and of each agency's days."""
    paths = dict(Unit.objects.values_list("pk", "path"))
    names = [f.name for f in Tally._meta.fields if f.name not in {"id", "round", "unit", "path"}]
    for round_id in Round.objects.values_list("pk", flat=True):
        # Whole lists: a connection that copies rows in can answer no question meanwhile.
        rows = list(_tallies(round_id, paths, names))
        actions.pour(Tally, ["round", "unit", "path", *names], rows, by=by)
        days = list(_days(round_id, paths))
        actions.pour(DayTally, ["round", "agency", "path", "day", "people"], days, by=by)


def _tallies(
    round_id: int, paths: dict[int, str], names: list[str]
) -> Iterator[tuple[object, ...]]:
    for unit_id, counts in sorted(audit.tallies(round_id).items()):
        yield (round_id, unit_id, paths[unit_id], *(counts.get(name, 0) for name in names))


def _days(round_id: int, paths: dict[int, str]) -> Iterator[tuple[object, ...]]:
    for (agency_id, day), people in sorted(audit.days(round_id).items()):
        yield (round_id, agency_id, paths[agency_id], _iso(day), people)


def _iso(day: dt.date) -> str:
    return day.isoformat()
