"""What each unit adds to the figures of the unit above it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Count, F, Q, Sum, Value

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.models import Absence, Tally
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.models import Award
from kheo.movement.s6_commendation.states import Standing
from kheo.movement.s7_replication.models import Adoption
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report.queries import SUMS
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of


@dataclass(slots=True)
class Share:
    """What one unit below, with all below it, adds to the figures of the unit above."""

    unit: Unit
    own: bool = False  # of the unit above itself, not of one below
    counts: Counter[str] = field(default_factory=Counter)


COUNTED = ("staff", "people", "items", "models", "recognised", "awards", "adoptions")


def shares(round_: Round, units: Sequence[Unit]) -> list[Share]:
    """Return what each of *units* adds, in two statements over the range they span.

    *units* are sorted by path, none below another.
    """
    found = {unit.path: Share(unit) for unit in units}
    for at, what, n in leaves(round_, Span(units[0].path, units[-1].path)) if units else ():
        if share := next((found[p] for p in reversed(ancestors_of(at)) if p in found), None):
            share.counts[what] += n
    return list(found.values())


class Within(Protocol):
    """What tells which paths count."""

    def within(self, field: str = "path") -> Q: ...


@dataclass(frozen=True, slots=True)
class Span:
    """From the unit at a path to that at another, with what lies below it."""

    first: str
    last: str

    def within(self, field: str = "path") -> Q:
        return Q((f"{field}__gte", self.first), (f"{field}__lt", f"{self.last[:-1]}/"))


def leaves(round_: Round, where: Within) -> list[tuple[str, str, int]]:
    """Return (path, what, how many) of every unit there."""
    here, of_card = where.within(), where.within("card__path")
    found = []
    tallies = Tally.objects.filter(here, round=round_).order_by()
    names = ("people", "items", "models")
    for row in tallies.values("path", *{c for name in names for c in SUMS[name]}):
        found += [(row["path"], name, sum(row[c] for c in SUMS[name])) for name in names]
    reviews = Review.objects.filter(here, round=round_)
    awards = Award.objects.filter(here, state=Standing.VALID, case__proposal__round=round_)
    taken = Adoption.objects.filter(FOLLOWS, of_card, card__registration__round=round_)
    staff: Any = (Unit.objects.open().filter(here), "path", "staff", Sum("staff"))
    if round_.state != RoundState.OPEN:  # whom it asked in vain: who sent something is told above
        staff = (Absence.objects.filter(here, round=round_), "path", "staff", Count("pk"))
        found += [(at, "staff", n) for at, what, n in found if what == "people"]
    first_rows, *others = (
        rows.order_by().values(at=F(path), what=Value(what)).annotate(n=n)
        for rows, path, what, n in (
            staff,
            (reviews.filter(state=ReviewState.RECOGNISED), "path", "recognised", Count("pk")),
            (awards, "path", "awards", Count("pk")),
            (taken, "card__path", "adoptions", Count("pk")),
        )
    )
    rows = first_rows.union(*others, all=True).order_by()
    return [*found, *((row["at"], row["what"], row["n"]) for row in rows)]
