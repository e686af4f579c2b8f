"""Who owes the plan and the report of a year, where a reorganisation changed whom a movement asks.

One rule for every page: what was addressed owes it if it was open on the day it was due; of what
had closed by then, its successor. Read as of today, who goes on for them stands for them, once
for all that came into it. Whoever closed answers through who goes on, unless that one owes an
answer of its own. Only what a reorganisation touched is looked at: the rest owes for itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from kheo.kernel import clock, statements
from kheo.kernel.ui.rows import StepRow
from kheo.movement.s1_directive.models import Milestone, Movement, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import heirs
from kheo.orgs.reorganisation.heirs import Heirs
from kheo.orgs.reorganisation.models import Carried
from kheo.orgs.reorganisation.states import Told

KINDS = (MilestoneKind.PLAN, MilestoneKind.REPORT)
type Ledger = list[tuple[int, int, date]]  # before, after, from when


@dataclass(frozen=True, slots=True)
class Owing:
    """How who owes differs from whom the movement addresses now; keys of units with their paths."""

    added: Mapping[int, str] = field(default_factory=dict)
    removed: Mapping[int, str] = field(default_factory=dict)
    # Of who owes: the units whose answers count as theirs, themselves among them.
    answering: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    paths: Mapping[int, str] = field(default_factory=dict)  # of all named above

    def units(self, round_: Round) -> Q:
        """Return the condition that a unit owes it."""
        named = Q(pk__in=_scope(round_).values("unit")) & ~Q(pk__in=list(self.removed))
        return named | Q(pk__in=list(self.added))

    def best(self, rows: QuerySet[Any], rank: Sequence[str]) -> dict[int, Any]:
        """Return the answer furthest on in *rank* of each whose answer others may have given."""
        members = {pk for several in self.answering.values() for pk in several}
        made = {row.unit_id: row for row in rows.filter(unit__in=members)} if members else {}
        found = {
            owner: [made[pk] for pk in several if pk in made]
            for owner, several in self.answering.items()
        }
        return {
            owner: max(some, key=lambda row: rank.index(row.state))
            for owner, some in found.items()
            if some
        }

    def moved(
        self, round_: Round, answers: Mapping[str, QuerySet[Any]], what: str
    ) -> Iterator[Any]:
        """Yield path, name and how many more there are than addressed and answered there.

        *answers*: under each name the rows that count so; *what* names those who owe.
        """
        yield from ((path, what, 1) for path in self.added.values())
        yield from ((path, what, -1) for path in self.removed.values())
        members = {pk for several in self.answering.values() for pk in several}
        for name, rows in answers.items() if members else ():
            found = dict(rows.filter(round=round_, unit__in=members).values_list("unit", "path"))
            yield from ((path, name, -1) for path in found.values())
            for owner, several in self.answering.items():
                if found.keys() & set(several):
                    yield self.paths[owner], name, 1


NOBODY = Owing()


@dataclass(frozen=True, slots=True)
class _Touched:
    pk: int
    path: str
    opened_on: date
    closed_on: date | None
    named: bool

    def open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or self.closed_on > day)


def _scope(round_: Round) -> QuerySet[Any]:
    rows: QuerySet[Any] = Movement.scope.through.objects.filter(movement=round_.movement_id)
    return rows


def _ledger(round_: Round) -> QuerySet[Carried]:
    return Carried.objects.filter(what="scope", key=round_.movement_id)


def _touched(round_: Round) -> QuerySet[Unit]:
    """Return the units of a movement that opened in its year or after, closed, or came and went."""
    late = Q(closed_on__isnull=False) | Q(opened_on__gt=date(round_.year, 1, 1))
    went = _ledger(round_).order_by()
    return Unit.objects.filter(
        Q(late, pk__in=_scope(round_).values("unit"))
        | Q(pk__in=went.values("before"))
        | Q(pk__in=went.values("after"))
    )


def owing(round_: Round, told: str, found: "Found | None" = None) -> Mapping[str, Owing]:
    """Return for plans and reports who owes them; one statement where nothing was touched.

    *found* is what ``touched_by`` found, where it was asked before.
    """
    found = touched_by(round_) if found is None else found
    if not found:
        return dict.fromkeys(KINDS, NOBODY)
    known = heirs.today()
    ledger = list(
        _ledger(round_).values_list("before", "after", "reorganisation__effective_on").order_by()
    )
    return {
        kind: _owing(round_, found, ledger, known, kind, now=told != Told.THEN) for kind in KINDS
    }


@dataclass(frozen=True, slots=True)
class Found:
    """The units of a movement a reorganisation touched, and when the answers are due."""

    units: Mapping[str, _Touched]
    due: Mapping[str, date | None]

    def __bool__(self) -> bool:
        return bool(self.units)


def touched_by(round_: Round) -> Found:
    """Return what ``owing`` begins with: one statement, a second where something was touched."""
    (row,) = _begun(round_.year).found(round=round_.pk, movement=round_.movement_id)
    units = _read(_touched(round_), round_) if row.touched else []
    due: dict[str, date | None] = {kind: getattr(row, f"due_{kind}") for kind in KINDS}
    return Found({unit.path: unit for unit in units}, due)


@statements.written
def _begun(year: int) -> QuerySet[Round]:
    """Return a round of a year with the days its answers are due, and whether it was touched."""
    this = Round(pk=statements.number("round"), movement_id=statements.number("movement"))
    this.year = year
    milestones = Milestone.objects.filter(round=this.pk)
    days = {
        f"due_{kind}": Subquery(milestones.filter(kind=kind).values("due_on")) for kind in KINDS
    }
    rows = Round.objects.filter(pk=this.pk).order_by().only("pk")
    return rows.annotate(touched=Exists(_touched(this)), **days)


def touched_row(round_: Round, step: int) -> StepRow:
    """Return a row of the stepper, numbered *step*, if a reorganisation touched a movement."""
    rows = Round.objects.filter(pk=round_.pk).order_by().filter(Exists(_touched(round_)))
    step_ = Value(step, IntegerField())
    return rows.values(step=step_, done=Value(0), total=Value(0), late=Value(0))


def _read(units: QuerySet[Unit], round_: Round) -> list[_Touched]:
    names = ("pk", "path", "opened_on", "closed_on", "named")
    named = Exists(_scope(round_).filter(unit=OuterRef("pk")))
    return [_Touched(*row) for row in units.annotate(named=named).values_list(*names)]


def day_of(round_: Round, due: date | None) -> date:
    """Return the day that decides who owes something: when it was due, at the latest today."""
    return min(due or date(round_.year, 12, 31), clock.today())


def _owing(
    round_: Round, all_: Found, ledger: Ledger, known: Heirs, kind: str, *, now: bool
) -> Owing:
    found, day = all_.units, day_of(round_, all_.due[kind])
    then = _then(found, ledger, known, day)
    _answered_before(then, found, ledger, day, alone=kind == MilestoneKind.REPORT)
    groups = _groups(found, known, then)
    if now:
        groups = _together((known.last(path), several) for path, several in groups.items())
    units = _read(Unit.objects.filter(path__in=list(groups)), round_)
    owners = {u.path: u for u in units if (u.closed_on is None if now else u.open_on(day))}
    if now:  # nobody answers to themselves
        owners = {p: u for p, u in owners.items() if u.named or u.pk != round_.movement.unit_id}
    keys = {unit.path: unit.pk for unit in (*found.values(), *units)}
    answering = {
        unit.pk: tuple(sorted({keys[p] for p in groups[path] if p in keys}))
        for path, unit in owners.items()
    }
    gone = [u for u in found.values() if u.named and u.path not in owners]
    return Owing(
        added={unit.pk: unit.path for unit in owners.values() if not unit.named},
        removed={unit.pk: unit.path for unit in gone},
        answering={pk: several for pk, several in answering.items() if several != (pk,)},
        paths={pk: path for path, pk in keys.items()},
    )


def _then(
    found: Mapping[str, _Touched], ledger: Ledger, known: Heirs, day: date
) -> dict[str, set[str]]:
    """Return who owed it on *day*, each with those for whom it had gone on by then."""
    before, left, came = known.upto(day), set(), set()
    for old, new, on in ledger:
        if on > day:
            left.add(old)
            came.add(new)
    then: dict[str, set[str]] = {}
    for unit in found.values():
        addressed = (unit.named and unit.pk not in came) or unit.pk in left
        if addressed and unit.opened_on <= day:
            then.setdefault(before.last(unit.path), set()).add(unit.path)
    return then


def _answered_before(
    then: dict[str, set[str]],
    found: Mapping[str, _Touched],
    ledger: Ledger,
    day: date,
    *,
    alone: bool,
) -> None:
    """Let the answer of a unit that closed before it was due count for the one opened for it.

    That one is not asked for another. With *alone*, as of a report, only where it goes on for no
    other unit: who goes on for several reports of all that came into it.
    """
    by_key = {unit.pk: unit for unit in found.values()}
    came = Counter(new for _old, new, _on in ledger)
    for old, new, on in sorted(ledger, key=lambda row: row[2]):
        before, after = by_key.get(old), by_key.get(new)
        if before is None or after is None or after.path not in then or on > day:
            continue
        if after.opened_on == on and not (alone and came[new] > 1):
            then[after.path] |= {before.path, *then.get(before.path, ())}


def _groups(
    found: Mapping[str, _Touched], known: Heirs, then: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """Return with each who owes those whose answers count as theirs."""
    groups = {}
    for path, came in then.items():
        several, at = {path, *came}, path
        while (at := known.main.get(at, "")) and at in found and at not in then:
            several.add(at)
        groups[path] = several
    return groups


def _together(pairs: Iterable[tuple[str, set[str]]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for path, several in pairs:
        groups.setdefault(path, {path}).update(several)
    return groups
