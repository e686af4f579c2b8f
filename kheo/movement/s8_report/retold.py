"""The figures of a year as they were told then, or mapped to the units of today."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.counts.taken import taken
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication.models import Adoption
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report import queries
from kheo.movement.s8_report.queries import SUMS, Figures
from kheo.movement.s8_report.shares import Share, leaves
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.reorganisation import heirs
from kheo.orgs.reorganisation.heirs import Ground
from kheo.orgs.reorganisation.reading import seats
from kheo.orgs.reorganisation.states import Told

type Step = tuple[str, str, str, int]  # made at a path, kept at a path, the figure, how many


def figures(round_: Round, path: str, told: str, *, brief: bool = False) -> Figures:
    """Return what ``queries.figures`` counts, every record under the unit of then or of today.

    Over the whole tree both ways come to the same: a record counts once, in one unit.
    """
    if told == Told.NOW:
        return _today(round_, path, brief=brief)
    found = queries.figures(round_, path, brief=brief)
    if told != Told.THEN:
        return found
    moved: Counter[str] = Counter()
    for made, kept, what, n in steps(round_):
        moved[what] += n * (made.startswith(path) - kept.startswith(path))
    both = {name: found.get(name, 0) + moved[name] for name in {*found, *moved}}
    return {name: n for name, n in both.items() if n or ":" not in name}


def _today(round_: Round, path: str, *, brief: bool) -> Figures:
    """Return the figures with those of units that closed, in whole or by the share given."""
    known = heirs.today()
    found = Counter(queries.figures(round_, known.whole(path), brief=brief))
    for old in known.in_part(path):
        rest = queries.figures(round_, Ground(old, alone=True), brief=brief)
        for name, n in rest.items():
            if name != "staff":  # of today, and so whole already
                found[name] += sum(m for at, m in known.spread(old, n) if at.startswith(path))
    return dict(found)


def shares(round_: Round, unit: Unit, units: Sequence[Unit], told: str) -> list[Share]:
    """Return what each of *units*, below *unit*, adds to its figures, then or today."""
    found = {one.path: Share(one) for one in units}

    def add(at: str, what: str, n: int) -> None:
        if share := next((found[p] for p in reversed(ancestors_of(at)) if p in found), None):
            share.counts[what] += n

    known = heirs.today() if told == Told.NOW else None
    where = known.wide(unit.path) if known else Ground(unit.path)
    for at, what, n in leaves(round_, where):
        for to, part in known.spread(at, n) if known else ((at, n),):
            add(to, what, part)
    if told == Told.THEN:
        for made, kept, what, n in steps(round_):
            add(made, what, n)
            add(kept, what, -n)
    return list(found.values())


def steps(round_: Round) -> Iterator[Step]:
    """Yield what reorganisations took along in a year, from where to where."""
    for made, kept, n in seats(round_.year):
        yield made, kept, "staff", n
    for one in taken(round_):
        for name, columns in SUMS.items():
            yield one.made, one.kept, name, sum(one.counts[column] for column in columns)
        for name, n in one.counts.items():
            if name.startswith("field:"):
                yield one.made, one.kept, name, n
    yield from _reviews(round_)
    yield from _cards(round_)


def _reviews(round_: Round) -> Iterator[Step]:
    rows = Review.objects.filter(round=round_, registration__sheet__made_in__isnull=False)
    for made, kept, state, subject, level, n in _grouped(
        rows, "registration__sheet__made_in__path", "path", "state", "table__subject", "level__name"
    ):
        yield made, kept, "reviewed", n
        yield made, kept, "declined", n * (state == ReviewState.DECLINED)
        if state == ReviewState.RECOGNISED:
            yield made, kept, "recognised", n
            yield made, kept, "recognised_models", n * (subject == Subject.MODEL)
            yield made, kept, f"level:{level}", n


def _cards(round_: Round) -> Iterator[Step]:
    rows = Adoption.objects.filter(
        FOLLOWS,
        Q(card__registration__sheet__made_in__isnull=False),
        card__registration__round=round_,
    )
    made_at = F("card__registration__sheet__made_in__path")
    cards = rows.order_by().values_list(made_at, "card__path")
    for made, kept, n, of in cards.annotate(n=Count("pk"), of=Count("card", distinct=True)):
        yield made, kept, "adoptions", n
        yield made, kept, "carried", of


def _grouped(rows: QuerySet[Any], *names: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.order_by().values_list(*names).annotate(n=Count("pk"))
    return found
