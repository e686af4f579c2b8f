"""What the list of reports holds: of the unit its address names, else those right below one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kheo.kernel.actor import Actor
from kheo.kernel.ui.paging import address
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s8_report import duties
from kheo.orgs import naming
from kheo.orgs.models import Unit
from kheo.orgs.queries import reached
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told


def told(params: QueryDict, round_: Round, unit: Unit) -> str:
    """Return how to read the figures of a unit a reorganisation touched; of another, nothing."""
    return reading.way(params, unit.path, closed=round_.state != RoundState.OPEN)


@dataclass(frozen=True, slots=True)
class Listing:
    """Whose reports are listed, how they are read, and who owes them so."""

    unit: Unit
    chosen: Unit | None  # as the address names it: then all at it and below
    told: str
    owed: duties.Reports
    near: Q | None

    @property
    def units(self) -> QuerySet[Any]:
        return self.owed.within(self.unit) if self.chosen else self.owed.below(self.unit)

    def standings(self) -> dict[str, int]:
        """Return how they stand, and how all below do."""
        every = self.owed.within(self.unit) if self.chosen else self.owed.under(self.unit)
        return duties.standings(every, self.near)


def listing(by: Actor, round_: Round, seat: Unit, params: QueryDict) -> Listing:
    """Read what the address asks of the list; a unit out of reach is nothing."""
    chosen = reached(by, params.get("don-vi", ""))
    unit = chosen or seat
    way = told(params, round_, unit)
    owed = duties.reports(round_, way)
    return Listing(unit, chosen, way, owed, None if chosen else owed.right_below(unit))


def put_in(rows: Sequence[Any], asked: Listing, round_: Round) -> None:
    """Write into each of *rows* what another sent for it, and as then the name it bore."""
    asked.owed.put_in(rows)
    if asked.told == Told.THEN:
        naming.put_on(rows, date(round_.year, 12, 31))


def without_unit(params: QueryDict) -> str:
    """Return the address of the list without the unit it was asked for."""
    return address(params, **{"don-vi": "", "sau": "", "truoc": "", "cuoi": ""})
