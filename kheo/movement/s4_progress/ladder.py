"""The ladder of reminders: when each of its steps falls, what was sent, whom it reaches."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.kernel import clock, workdays
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s4_progress.models import Climb, Rung
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import ancestors_of

HOUR = 7  # nobody is reminded before the office opens
LATEST = 5  # working days after which a step that was missed is not taken any more
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One rung in one year: the day of rest is never the day it falls on."""

    rung: Rung
    due_on: date | None
    day: date | None
    climb: Climb | None = None

    @property
    def when(self) -> str:
        days = {"n": number(abs(self.rung.offset))}
        if not self.rung.offset:
            return _("đúng hạn")
        if self.rung.offset < 0:
            return _("trước hạn %(n)s ngày làm việc") % days
        return _("sau hạn %(n)s ngày làm việc") % days

    @property
    def missed(self) -> bool:
        """Tell whether its day has gone by without it, and will not come again."""
        past = self.day is not None and workdays.between(self.day, clock.today()) > LATEST
        return self.climb is None and (past or self.too_early)

    @property
    def too_early(self) -> bool:
        return self.day is not None and self.day < self.rung.since


def steps(round_: Round) -> list[Step]:
    """Return the steps of the ladder in one year by their days; those without a day last."""
    days = dict(round_.milestones.values_list("kind", "due_on"))
    climbs = {(c.rung_id, c.due_on): c for c in Climb.objects.filter(round=round_)}
    found = []
    for rung in Rung.objects.filter(movement=round_.movement_id, ended_on=None):
        due = days.get(rung.about)
        day = workdays.shift(due, rung.offset) if due else None
        found.append(Step(rung, due, day, climbs.get((rung.pk, due)) if due else None))
    return sorted(found, key=lambda s: (s.day or date.max, s.rung.about, s.rung.offset, s.rung.pk))


def due(round_: Round) -> list[Step]:
    """Return the steps to take today: of those missed only the last of each kind."""
    today = clock.today()
    last: dict[tuple[str, str], Step] = {}
    for step in steps(round_):
        if step.day is not None and step.day <= today:
            last[step.rung.about, step.rung.whom] = step
    return [step for step in last.values() if step.climb is None and not step.missed]


def open_rounds() -> QuerySet[Round]:
    """Return the running years whose movement has a ladder."""
    rungs = Rung.objects.filter(ended_on=None).values("movement")
    rows = Round.objects.filter(state=RoundState.OPEN, movement__in=rungs)
    return rows.select_related("movement").order_by("pk")


def is_time() -> bool:
    """Tell whether offices are open: a working day, past seven."""
    now = timezone.localtime(clock.now())
    return now.hour >= HOUR and workdays.is_workday(clock.today())


def sent(by: Actor, round_: Round) -> QuerySet[Climb]:
    """Return the steps taken in a year, with how many units within reach each was about."""
    within = Q(under(by.reach, "reminders__unit__path")) if by.reach else Q(pk__in=())
    rows = Climb.objects.filter(round=round_).select_related("rung")
    return rows.annotate(units=Count("reminders", filter=within))[:SHOWN]


def rungs(movement: Movement) -> QuerySet[Rung]:
    return Rung.objects.filter(movement=movement, ended_on=None)


def heads(units: Iterable[Unit], *, above: bool) -> dict[int, list[Unit]]:
    """Return by person the units each leads, or (*above*) those the nearest head above answers for."""
    units = list(units)
    paths = {p for unit in units for p in ancestors_of(unit.path)[-1 if not above else 0 :]}
    today = clock.today()
    posts = Post.objects.filter(is_head=True, since__lte=today, person__active=True)
    posts = posts.exclude(until__lte=today).filter(stands_for=None)
    rows = posts.values_list("unit__path", "person_id")
    leads = {path: person for path, person in rows if path in paths}
    found: dict[int, list[Unit]] = {}
    for unit in units:
        places = ancestors_of(unit.path)
        asked = reversed(places[:-1]) if above else places[-1:]
        person = next((leads[path] for path in asked if path in leads), None)
        if person is not None:
            found.setdefault(person, []).append(unit)
    return found


def stand_ins(people: Collection[int]) -> dict[int, list[int]]:
    """Return who does the work of those of *people* all of whose posts are stood in for today."""
    today = clock.today()
    held = Post.objects.filter(since__lte=today).exclude(until__lte=today)
    covered: dict[int, list[int]] = {}
    posts: set[int] = set()
    rows = held.filter(stands_for__person__in=people, person__active=True).order_by("pk")
    for post, away, person in rows.values_list("stands_for", "stands_for__person", "person"):
        covered.setdefault(away, []).append(person)
        posts.add(post or 0)  # never none: it was asked by its holder
    own = held.filter(person__in=list(covered), stands_for=None).exclude(pk__in=posts)
    present = set(own.values_list("person", flat=True))
    return {away: found for away, found in covered.items() if away not in present}


def named(people: Collection[int]) -> dict[int, Person]:
    return Person.objects.in_bulk(people)
