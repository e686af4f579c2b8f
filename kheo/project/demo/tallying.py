"""Write what is kept of every round beside its records, whatever its size: counts, who was missing."""

import datetime as dt
from collections.abc import Iterator

from kheo.kernel.actor import Actor
from kheo.movement.models import Absence, DayTally, Round, Tally
from kheo.movement.s1_directive.addressed import scope_figures
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.counts.counted import asked_silent
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried
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


def close(*, by: Actor) -> None:
    """Write of each closed year who was missing as it was closed, and where they worked then."""
    paths = dict(Unit.objects.values_list("pk", "path"))
    for round_ in Round.objects.filter(state=RoundState.CLOSED):
        later = Carried.objects.filter(
            what="person", reorganisation__effective_on__gt=round_.closed_on
        )
        # Of several that followed the first tells where somebody was on that day.
        back = dict(
            later.order_by("-reorganisation__effective_on", "-pk").values_list("key", "before")
        )
        silent = asked_silent(round_).values_list("pk", "unit")
        rows = [
            (round_.pk, person, seat, paths[seat])
            for person, unit in silent
            for seat in [back.get(person, unit)]
        ]
        actions.pour(Absence, ["round", "person", "unit", "path"], rows, by=by)
        actions.closed(round_, scope_figures(round_)["staff"], by=by)
