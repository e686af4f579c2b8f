"""Movements, rounds and what they ask, as screens and rules need them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from kheo.documents.models import Citation, ReferenceText
from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.kernel.ui.written import day as written_day
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.models import (
    Clause,
    Directive,
    Fact,
    Milestone,
    Movement,
    Quota,
    Repair,
    Round,
)
from kheo.movement.s1_directive.states import (
    ANSWERING,
    ClauseKind,
    DirectiveState,
    FactKind,
    MilestoneKind,
    RoundState,
    Verdict,
)
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Kind, Power

MOST_ROUNDS = 6  # as many as a desk can show

WAITING: dict[str, Wait] = {
    "directive.confirm": Wait(
        _("{n} văn bản chờ xác nhận bản đọc"), _("Xác nhận"), "directive:index", of_round=False
    ),
    "directive.retry": Wait(
        _("{n} văn bản máy chưa đọc được"), _("Xem lý do"), "directive:index", of_round=False
    ),
    "directive.open": Wait(
        _("{n} văn bản đã xác nhận, chờ phát động"),
        _("Phát động"),
        "directive:index",
        of_round=False,
    ),
}


@statements.records
def open_rounds(by: Actor) -> QuerySet[Round]:
    """Return the open rounds that concern *by*, newest first: addressed to their unit or within reach.

    A Party cell lies beside the units a movement names, and any may concern its members.
    """
    scope = Movement.scope.through.objects.filter(movement=OuterRef("movement")).order_by()
    paths = ancestors_of(by.unit_path) + ancestors_of(by.reach)
    mine = Q(unit__path__in=paths) | under(by.reach or by.unit_path, "unit__path")
    named = Exists(scope.filter(mine)) | ~Exists(scope)
    beside = Q() if by.unit_kind in (Kind.CELL, Kind.COMMITTEE) else named
    rounds = Round.objects.filter(beside, state=RoundState.OPEN)
    return rounds.select_related("movement__unit").order_by("-year", "-id")[:MOST_ROUNDS]


def current_round(by: Actor) -> Round | None:
    """Return the newest open round that concerns *by*, which the menu leads to."""
    return next(iter(open_rounds(by)), None)


def due_on(round_: Round, kind: MilestoneKind) -> date | None:
    """Return the day by which something is due in a round, or None where the paper names none."""
    return (
        Milestone.objects.filter(round=round_, kind=kind).values_list("due_on", flat=True).first()
    )


def clauses(round_: Round, kind: ClauseKind) -> list[Clause]:
    return list(Clause.objects.filter(movement=round_.movement_id, kind=kind))


def all_clauses(round_: Round) -> dict[str, list[Clause]]:
    """Return the clauses of a round's movement by kind, in one statement."""
    found: dict[str, list[Clause]] = {kind: [] for kind in ClauseKind.values}
    for clause in Clause.objects.filter(movement=round_.movement_id):
        found[clause.kind].append(clause)
    return found


def stepper_row(by: Actor, round_: Round) -> StepRow:  # noqa: ARG001 - the same for every stage
    """Return stage 1 as the stepper shows it: a round that exists has been launched."""
    rows = Round.objects.filter(pk=round_.pk).order_by()
    one, none = Value(1, IntegerField()), Value(0, IntegerField())
    return rows.values(step=one, done=one, total=one, late=none)


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:  # noqa: ARG001 - the same for every stage
    """Return the papers that wait for *by*; they come before any round."""
    if not by.has(Power.LAUNCH):
        return []
    rows = Directive.objects.filter(under(by.reach, "unit__path")).order_by()
    return [
        _waiting(rows.filter(state=DirectiveState.READ), "directive.confirm"),
        _waiting(rows.filter(state=DirectiveState.UNREAD), "directive.retry"),
        _waiting(rows.filter(state=DirectiveState.CONFIRMED), "directive.open"),
    ]


def _waiting(rows: QuerySet[Directive], what: str) -> WaitRow:
    named = rows.annotate(what=Value(what)).values("what")
    return named.annotate(n=Count("id")).values("what", "n")


def register(by: Actor, *, state: str = "", text: str = "") -> QuerySet[Directive]:
    """Return the papers for the list: by state, by words without their marks.

    ``ours`` tells those the actor may open to confirm; the others are only read.
    """
    ours = access.visible_to(by).filter(pk=OuterRef("pk"))
    rows = access.listed_to(by).annotate(ours=Exists(ours))
    if state in DirectiveState.values:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state=DirectiveState.REMOVED)
    for word in fold(text.replace("\0", "")).split():
        rows = rows.filter(folded__contains=word)
    return rows.select_related("document", "movement").defer("document__text", "doubts")


def counts(by: Actor) -> dict[str, int]:
    rows = access.listed_to(by).order_by().values_list("state").annotate(Count("id"))
    return dict.fromkeys(DirectiveState.values, 0) | dict(rows)


def facts_of(directive: Directive) -> list[Fact]:
    return list(Fact.objects.filter(directive=directive))


def fact_of(directive: Directive, key: int) -> Fact | None:
    return Fact.objects.filter(directive=directive, pk=key).first()


def repairs_of(directive: Directive) -> list[Repair]:
    return list(Repair.objects.filter(directive=directive).select_related("directive__document"))


def confirmed(directive: Directive, *kinds: str) -> list[Any]:
    """Return the values a person accepted or corrected, in the order of the paper."""
    rows = Fact.objects.filter(directive=directive, kind__in=kinds)
    rows = rows.filter(verdict__in=(Verdict.ACCEPTED, Verdict.CORRECTED))
    return list(rows.values_list("confirmed", flat=True))


def pending_doubts(facts: Iterable[Fact]) -> list[Fact]:
    """Return the doubtful facts nobody has answered: they keep a paper from being confirmed."""
    return [fact for fact in facts if fact.doubt and fact.verdict == Verdict.PENDING]


@dataclass(slots=True)
class Branch:
    """A unit that must answer, with those below it that must too."""

    unit: Unit
    staff: int
    below: list["Branch"]


def answering_units(path: str) -> QuerySet[Unit]:
    """Return the open units below *path* that must answer a movement."""
    return Unit.objects.open().under(path).filter(kind__in=ANSWERING).exclude(path=path)


def tree(path: str) -> list[Branch]:
    """Return the units below *path* as a tree, each with the staff of its whole branch."""
    roots: list[Branch] = []
    chain: list[Branch] = []
    for unit in answering_units(path).order_by("path"):
        while chain and not unit.path.startswith(chain[-1].unit.path):
            chain.pop()
        branch = Branch(unit, unit.staff, [])
        for above in chain:
            above.staff += unit.staff
        (chain[-1].below if chain else roots).append(branch)
        chain.append(branch)
    return roots


def planners(units: Sequence[Unit]) -> QuerySet[Person]:
    """Return the holders of the power to answer over exactly one of *units*, in one statement."""
    today = clock.today()
    posts = Post.objects.filter(over__in=units, since__lte=today, person__active=True)
    posts = posts.exclude(until__lte=today)
    # JSON containment is not on SQLite; a power is a whole quoted word of the list.
    return Person.objects.filter(
        pk__in=posts.filter(powers__icontains=f'"{Power.PLAN}"').values("person")
    )


def scope_of(round_: Round) -> QuerySet[Unit]:
    return Unit.objects.filter(addressed_by=round_.movement_id)


def parents_for(unit: Unit) -> QuerySet[Movement]:
    """Return the movements a new one of *unit* may answer: those of the units above it."""
    return Movement.objects.filter(unit__path__in=ancestors_of(unit.path)).select_related("unit")


@dataclass(frozen=True, slots=True)
class Cited:
    """A text a paper leans on, with what the register knows of its validity.

    ``held`` tells that the register holds the text itself and the reader may open it there.
    """

    citation: Citation
    known: ReferenceText | None
    held: bool = False

    def __str__(self) -> str:
        on = self.citation.issued_on
        return f"{self.citation}, {written_day(on)}" if on else str(self.citation)

    @property
    def replaced_by(self) -> str:
        return self.known.replaced_by if self.known else ""

    @property
    def expired_on(self) -> date | None:
        until = self.known.valid_until if self.known else None
        return until if until and until < clock.today() else None

    @property
    def doubtful(self) -> bool:
        return bool(self.replaced_by or self.expired_on)


def cited(by: Actor, directive: Directive) -> list[Cited]:
    """Return the texts a paper cites, with the register's word on each, in three statements."""
    citations = list(Citation.objects.filter(document=directive.document_id))
    numbers = {c.number for c in citations if c.number}
    known = {t.number: t for t in ReferenceText.objects.filter(number__in=numbers)}
    linked = [c.cited_id for c in citations if c.cited_id]
    papers = access.listed_to(by).filter(document__in=linked).order_by()
    held = set(papers.values_list("document_id", flat=True)) if linked else set()
    return [Cited(c, known.get(c.number), c.cited_id in held) for c in citations]


def receivers(directive: Directive) -> dict[str, list[str]]:
    """Return whom the paper speaks to and whom it is sent to, as confirmed."""
    rows = Fact.objects.filter(
        directive=directive, kind__in=(FactKind.ADDRESSEE, FactKind.RECIPIENT)
    ).exclude(verdict=Verdict.STRUCK)
    found: dict[str, list[str]] = {FactKind.ADDRESSEE: [], FactKind.RECIPIENT: []}
    for kind, value, confirmed_ in rows.values_list("kind", "value", "confirmed"):
        found[kind].append((confirmed_ or value)["name"])
    return found


def rounds_of(movement: Movement) -> list[Round]:
    return list(movement.rounds.order_by("year"))


def next_year(movement: Movement) -> int | None:
    """Return the first year of the stage not yet open after the latest, or None at its end."""
    latest = movement.rounds.order_by("-year").values_list("year", flat=True).first()
    year = movement.first_year if latest is None else latest + 1
    return year if year <= movement.last_year else None


def milestones_of(round_: Round) -> list[Milestone]:
    """Return the days of a year, each with what moved it since the launch."""
    return list(round_.milestones.prefetch_related("amendments"))


def quotas_of(round_: Round) -> list[Quota]:
    return list(round_.quotas.order_by("subject", "category"))


def units_of(by: Actor) -> QuerySet[Unit]:
    """Return the one unit for which *by* reads papers and launches, or none."""
    return Unit.objects.open().filter(path=by.reach)
