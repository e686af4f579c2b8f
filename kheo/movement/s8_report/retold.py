"""The figures of a year as they were told then, or mapped to the units of today.

As then is as on the day reports were due, when each was told by the unit that owed its report: what
a reorganisation took along later is put back, what had closed by then is told by its successor. A
unit that closed before is read as on its last day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.owing import day_of
from kheo.movement.s1_directive.queries import due_on
from kheo.movement.s1_directive.states import MilestoneKind, RoundState, Subject
from kheo.movement.s3_registration.counts.taken import taken
from kheo.movement.s3_registration.models import Absence
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication.models import Adoption
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report import duties, queries
from kheo.movement.s8_report.queries import SUMS, Figures
from kheo.movement.s8_report.shares import Share, leaves
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of, name_at
from kheo.orgs.reorganisation import heirs, reading
from kheo.orgs.reorganisation.heirs import Ground, Heirs
from kheo.orgs.reorganisation.reading import seats
from kheo.orgs.reorganisation.states import Told

DAY = timedelta(days=1)
type Step = tuple[str, str, str, int]  # made at a path, kept at a path, the figure, how many


def figures(round_: Round, path: str, told: str, *, brief: bool = False) -> Figures:
    """Return what ``queries.figures`` counts, every record under the unit of then or of today.

    Over the whole tree both ways come to the same: a record counts once, in one unit.
    """
    if not told:
        return queries.figures(round_, path, brief=brief)
    known = _known(round_, told, path)
    found = _mapped(round_, path, known, brief=brief)
    owed = {} if brief else duties.figures(round_, path, told)
    if told == Told.NOW:
        return found | owed
    moved: Counter[str] = Counter()
    for made, kept, what, n in steps(round_, known):
        moved[what] += n * (made.startswith(path) - kept.startswith(path))
    both = {name: found.get(name, 0) + moved[name] for name in {*found, *moved}}
    return {name: n for name, n in both.items() if n or ":" not in name} | owed


def since(sent: Figures | None, round_: Round, path: str, told: str) -> Figures:
    """Return the figures to hold against those that were *sent*.

    What still comes to the same, counted as it was to be sent, has not changed: read as then or
    as of today it may differ all the same.
    """
    now = figures(round_, path, told)
    if sent is None or not told:
        return now
    again = queries.figures(round_, path)
    same = {key for key in {*now, *sent} if again.get(key, 0) == sent.get(key, 0)}
    return {key: n for key, n in now.items() if key not in same} | {
        key: n for key, n in sent.items() if key in same
    }


def notes(round_: Round, unit: Unit, told: str) -> list[str]:
    """Say what one must know to read the figures of *unit*: whose are shared, and who tells them.

    Of a unit that closed within the year and the one that goes on both pages hold the same figures.
    """
    said = reading.shared(unit.path, told)
    if told != Told.THEN or unit.closed_on is None:
        return said
    due = day_of(round_, due_on(round_, MilestoneKind.REPORT))
    if unit.closed_on > due:
        return said
    heir = heirs.today().upto(due).last(unit.path)
    if heir == unit.path:
        return said
    words = _(
        "Đơn vị đóng từ ngày %(day)s. Số liệu ở đây là của đơn vị đến ngày ấy; %(heir)s báo cáo cả "
        "năm %(year)s và đã tính số liệu này, không cộng hai trang với nhau."
    )
    facts = {"day": day(unit.closed_on), "heir": name_at(heir), "year": round_.year}
    return [*said, words % facts]


def _known(round_: Round, told: str, path: str) -> Heirs:
    known = heirs.today()
    if told == Told.NOW:
        return known
    due = day_of(round_, due_on(round_, MilestoneKind.REPORT))
    closed = known.closed.get(path, due + DAY)
    return known.upto(min(due, closed - DAY))


def _mapped(round_: Round, path: str, known: Heirs, *, brief: bool) -> Figures:
    """Return the figures with those of units that closed, in whole or by the share given."""
    found = Counter(queries.figures(round_, known.whole(path), brief=brief))
    for old in known.in_part(path):
        rest = queries.figures(round_, Ground(old, alone=True), brief=brief)
        for name, n in rest.items():
            # Of an open year they are of today, and so whole already.
            if name != "staff" or round_.state != RoundState.OPEN:
                found[name] += sum(m for at, m in known.spread(old, n) if at.startswith(path))
    return dict(found)


def shares(round_: Round, unit: Unit, units: Sequence[Unit], told: str) -> list[Share]:
    """Return what each of *units*, below *unit*, adds to its figures, then or today."""
    found = {one.path: Share(one) for one in units}

    def add(at: str, what: str, n: int) -> None:
        if share := next((found[p] for p in reversed(ancestors_of(at)) if p in found), None):
            share.counts[what] += n

    known = _known(round_, told, unit.path)
    for at, what, n in leaves(round_, known.wide(unit.path)):
        for to, part in known.spread(at, n):
            add(to, what, part)
    if told == Told.THEN:
        for made, kept, what, n in steps(round_, known):
            add(made, what, n)
            add(kept, what, -n)
    return list(found.values())


def steps(round_: Round, known: Heirs) -> Iterator[Step]:
    """Yield what reorganisations took along since the day of *known*, from where to where."""
    for made, kept, what, n in taken_along(round_):
        if (at := known.last(made)) != (to := known.last(kept)):
            yield at, to, what, n


def taken_along(round_: Round) -> Iterator[Step]:
    """Yield what reorganisations took along in a year, from where it was made to where it is."""
    if round_.state == RoundState.OPEN:
        yield from ((made, kept, "staff", n) for made, kept, n in seats(round_.year))
    else:
        absent = Absence.objects.filter(round=round_).values("person")
        until = round_.closed_on
        for made, kept, n in seats(round_.year, of=absent, until=until):
            yield made, kept, "staff", n
    for one in taken(round_):
        if round_.state != RoundState.OPEN:
            yield one.made, one.kept, "staff", one.counts["people"]
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
