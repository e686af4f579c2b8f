"""Reviews as screens show them: lists, counts, ranking, the score sheet of one case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration.access import in_cell
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import State as RegistrationState
from kheo.movement.s4_progress import access as s4
from kheo.movement.s4_progress.models import Note
from kheo.movement.s4_progress.queries import Entry
from kheo.movement.s5_review import access
from kheo.movement.s5_review.models import Level, Line, Review, Score, ScoringTable
from kheo.movement.s5_review.states import FLOW, Column, Leaf, State, changed_points, trimmed
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power

DECIDED = (State.RECOGNISED, State.DECLINED)
RANKED = 100  # the best of a list; the rest is a list by unit
STARTABLE = 20

WAITING: dict[str, Wait] = {
    what: Wait(title=title, act=act, url="review:index", milestone=MilestoneKind.REVIEW)
    for what, title, act in (
        ("review.score", gettext_lazy("{n} hồ sơ của bạn chờ tự chấm"), gettext_lazy("Tự chấm")),
        ("review.check", gettext_lazy("{n} hồ sơ chờ thẩm định"), gettext_lazy("Thẩm định")),
        ("review.decide", gettext_lazy("{n} hồ sơ chờ hội đồng"), gettext_lazy("Bình xét")),
    )
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says of one line, or of the whole sheet."""

    label: str
    points: Decimal | None
    before: Decimal | None = None
    score: Score | None = None

    @property
    def gap(self) -> Decimal | None:
        if self.points is None or self.before is None:
            return None
        return self.points - self.before


@dataclass(slots=True)
class Row:
    """One line of a score sheet, with its columns and, where it is being filled in, its boxes."""

    line: Line
    depth: int
    leaf: bool
    cells: list[Cell]
    boxes: list[Any] = field(default_factory=list)

    @property
    def changes(self) -> list[Score]:
        """Return the scores that carry a reason, for the line under the points."""
        return [c.score for c in self.cells if c.score and (c.score.reason or c.gap)]


def with_due(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Return *rows* with the day reviewing is due, ``review_due_on``."""
    due = Milestone.objects.filter(round=OuterRef("pk"), kind=MilestoneKind.REVIEW)
    return rows.annotate(review_due_on=Subquery(due.values("due_on")[:1]))


def for_list(by: Actor, round_: Round, *, state: str = "", subject: str = "") -> QuerySet[Review]:
    """Return the reviews of a round in the order of the registrations' list."""
    rows = access.visible_to(by).filter(round=round_)
    rows = rows.select_related("registration__unit__parent", "registration__person", "level")
    rows = rows.filter(state=state) if state in State.values else rows
    return rows.filter(registration__subject=subject) if subject in Subject.values else rows


def counts(by: Actor, round_: Round, *, subject: str = "") -> dict[str, int]:
    rows = for_list(by, round_, subject=subject).order_by().values_list("state")
    return dict.fromkeys(State.values, 0) | dict(rows.annotate(n=Count("pk")))


def startable(by: Actor, round_: Round) -> list[Registration]:
    """Return what *by* registered, was accepted, and has no review yet."""
    rows = Registration.objects.filter(
        s4.own(by), round=round_, state=RegistrationState.ACCEPTED, review=None
    )
    return list(rows.select_related("unit", "person")[:STARTABLE])


def ranking(by: Actor, round_: Round, *, subject: str, unit: int | None) -> list[Review]:
    """Return the best checked reviews: points, then the smaller correction, then the name."""
    rows = for_list(by, round_, subject=subject).exclude(state__in=(State.SELF, State.SCORED))
    if unit is not None:
        rows = rows.filter(registration__unit=unit)
    best = rows.annotate(
        best=Coalesce("points", "check_points"), gap=F("self_points") - F("check_points")
    )
    order = ("-best", "gap", "registration__person__name_key", "registration__unit__name", "pk")
    return list(best.order_by(*order)[:RANKED])


def by_level(by: Actor, round_: Round) -> list[tuple[str, int]]:
    """Return how many were recognised at each level, the commonest first."""
    rows = for_list(by, round_).filter(state=State.RECOGNISED).order_by()
    counted = rows.values_list("level__name").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "level__name"))


def leaves(table: ScoringTable | int) -> list[Leaf]:
    """Return the lines of a table that take points, in order."""
    above = Line.objects.filter(parent=OuterRef("pk"))
    rows = Line.objects.filter(~Exists(above), table=table)
    return [Leaf(line.pk, line.number, trimmed(line.most)) for line in rows]


def points(review: Review, column: Column) -> dict[int, Decimal]:
    rows = Score.objects.filter(review=review, column=column)
    return {line: trimmed(found) for line, found in rows.values_list("line_id", "points")}


def sheet(review: Review) -> list[Row]:
    """Return the score sheet of a case, sums on the lines that have lines below."""
    lines = list(Line.objects.filter(table=review.table_id).select_related("parent"))
    given = {(s.line_id, s.column): s for s in review.scores.select_related("by")}
    children: dict[int, list[int]] = {}
    for line in lines:
        if line.parent_id:
            children.setdefault(line.parent_id, []).append(line.pk)
    rows = []
    for line in lines:
        below = _leaves_below(line.pk, children)
        sums = [_sum(given, below, column) for column in Column]
        cells = [
            Cell(
                str(column.label), sums[n], sums[n - 1] if n else None, given.get((line.pk, column))
            )
            for n, column in enumerate(Column)
        ]
        rows.append(Row(line, line.number.count("."), line.pk not in children, cells))
    return rows


def _leaves_below(pk: int, children: Mapping[int, list[int]]) -> list[int]:
    if pk not in children:
        return [pk]
    return [leaf for child in children[pk] for leaf in _leaves_below(child, children)]


def _sum(
    given: Mapping[tuple[int, str], Score], keys: Iterable[int], column: Column
) -> Decimal | None:
    found = [given[key, column].points for key in keys if (key, column) in given]
    return sum(found, Decimal(0)) if found else None


def totals(review: Review) -> list[Cell]:
    """Return the sums of the three columns; a council that changed no line has the checked sum."""
    sums = [review.self_points, review.check_points, review.points]
    return [
        Cell(str(column.label), sums[n], sums[n - 1] if n else None)
        for n, column in enumerate(Column)
    ]


def history(review: Review) -> list[Entry]:
    """Return what was done with a case, newest first, with each change of points and its reason."""
    words = {FLOW.verb(step): str(step.label) for step in FLOW}
    words |= {"review.start": _("Mở hồ sơ chấm điểm"), "review.points": _("Ghi điểm")}
    return [
        Entry(
            day=clock.day_of(e.at),
            at=e.at,
            text=f"{words.get(e.verb, e.verb)}{changed_points(e.changes)}",
            who=", ".join(filter(None, (e.actor_name, e.capacity))),
            reason=e.note,
        )
        for e in trail.history_of(review)
    ]


def level_reached(review: Review, wanted: Level | None, total: Decimal) -> Level:
    """Return *wanted*, or the highest level *total* reaches; raise in words where it does not."""
    levels = list(Level.objects.filter(table=review.table_id))
    reached = [level for level in levels if level.least <= total]
    words = {"points": number(total)}
    if not reached:
        words["least"] = number(trimmed(min(level.least for level in levels)))
        raise ValidationError(
            _("%(points)s điểm chưa đạt mức thấp nhất (%(least)s): chỉ có thể không công nhận.")
            % words
        )
    if wanted is not None and wanted not in reached:
        words |= {"name": wanted.name, "least": number(trimmed(wanted.least))}
        sentence = _("Mức “%(name)s” cần %(least)s điểm, hồ sơ có %(points)s.")
        raise ValidationError({"level": sentence % words})
    return wanted or reached[0]


def evidence(review: Review) -> list[Note]:
    """Return the notes of the registration with their files, newest first: what the points rest on."""
    return list(review.registration.notes.select_related("by").prefetch_related("evidence")[:50])


def people_of(registration: Registration) -> list[Person]:
    """Return those to tell about a registration: the person, or who keeps the unit's models."""
    if registration.person:
        return [registration.person]
    return _holders(Power.MODEL, [registration.unit.path])


def holders_above(power: Power, review: Review) -> list[Person]:
    """Return who holds *power* over the review's unit: those of the nearest unit above that has any."""
    paths = ancestors_of(review.path)
    if review.registration.subject == Subject.MODEL and len(paths) > 1:
        paths = paths[:-1]
    return next((found for path in reversed(paths) if (found := _holders(power, [path]))), [])


def keepers_of(unit: Unit) -> list[Person]:
    """Return who keeps the scoring tables of *unit*: the nearest council, else who administers."""
    paths = ancestors_of(unit.path)[::-1]
    held = (
        _holders(power, [path]) for power in (Power.COUNCIL, Power.ADMINISTER) for path in paths
    )
    return next((found for found in held if found), [])


def _holders(power: Power, paths: list[str]) -> list[Person]:
    today = clock.today()
    posts = Post.objects.filter(over__path__in=paths, since__lte=today, person__active=True)
    # JSON containment is not on SQLite; a power is a whole quoted word of the list.
    posts = posts.exclude(until__lte=today).filter(powers__icontains=f'"{power}"')
    return [post.person for post in posts.select_related("person")]


def _count(rows: QuerySet[Any], key: str, figure: Any = None) -> Coalesce:
    counted = rows.order_by().values(key).annotate(n=figure or Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return the cases decided, all, and, past the day, open; a Party cell counts its members'."""
    members = Q(registration__person__cell=by.unit_id)
    where = members if in_cell(by) else under(by.reach or by.unit_path)
    cases = Review.objects.filter(where, round=round_)
    due = Milestone.objects.filter(
        round=round_, kind=MilestoneKind.REVIEW, due_on__lt=clock.today()
    )
    return (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .values(
            step=Value(5),
            done=_count(cases.filter(state__in=DECIDED), "round"),
            total=_count(cases, "round"),
            late=_count(cases.exclude(state__in=DECIDED).filter(Exists(due)), "round"),
        )
    )


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    """Return the cases that wait for *by*: to score one's own, to check, to decide."""
    cases = Review.objects.filter(round=round_)
    own = Registration.objects.filter(s4.own(by), round=round_)
    found = {"review.score": cases.filter(state=State.SELF, registration__in=own)}
    mine = Registration.objects.filter(round=round_, person=by.person_id)
    reached = cases.filter(under(by.reach)).exclude(registration__in=mine)
    if by.has(Power.APPRAISE):
        ours = {"table__subject": Subject.MODEL, "path__in": ancestors_of(by.unit_path)}
        theirs = reached.exclude(**ours)
        found["review.check"] = theirs.filter(state=State.SCORED)
    if by.has(Power.COUNCIL):
        found["review.decide"] = reached.filter(state=State.CHECKED)
    return [
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .values(what=Value(what), n=_count(rows, "round"))
        for what, rows in found.items()
    ]
