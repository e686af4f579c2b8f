"""Visits as screens show them: the list of a year, one drawing, one visit, at the review."""

from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from kheo.kernel import clock, files
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access, drawing
from kheo.movement.s4_progress.models import Draw, Visit, Visitor
from kheo.movement.s4_progress.states import VisitState
from kheo.orgs.models import Person, Post, Unit

UNITS = 300  # to choose from, from the top
OFFERED = 60  # people a visit is offered to; others are named by their codes
_TEAM = Prefetch("team", Visitor.objects.select_related("person__unit"))


@dataclass(frozen=True, slots=True)
class Repeated:
    """A drawing done again from its own list and seed."""

    same: bool  # as what was written down
    whole: bool  # the list is the one that was kept
    script: str  # to do it elsewhere


def listed(by: Actor, round_: Round, *, state: str = "") -> QuerySet[Visit]:
    rows = access.visible_visits(by).filter(round=round_).prefetch_related(_TEAM)
    return rows.filter(state=state) if state in VisitState.values else rows


def counts(by: Actor, round_: Round) -> list[tuple[str, str, int]]:
    """Return each state with its words and how many visits *by* sees are in it."""
    rows = access.visible_visits(by).filter(round=round_).order_by().values_list("state")
    found = dict(rows.annotate(n=Count("pk")))
    return [(value, str(label), found.get(value, 0)) for value, label in VisitState.choices]


def draws(by: Actor, round_: Round) -> QuerySet[Draw]:
    visited = Count("visits", filter=Q(visits__state=VisitState.DONE))
    return (
        access.visible_draws(by).filter(round=round_).annotate(n=Count("visits"), visited=visited)
    )


def units(by: Actor) -> QuerySet[Unit]:
    """Return the units to draw from: those in reach, from the top."""
    highest = Unit.objects.open().under(by.reach).order_by("path").values("pk")[:UNITS]
    return Unit.objects.filter(pk__in=highest).order_by("path")


def drawable(round_: Round, path: str, subject: str) -> QuerySet[Registration]:
    """Return what may be drawn: accepted, and neither visited this year nor about to be."""
    visits = Visit.objects.filter(registration=OuterRef("pk")).exclude(state=VisitState.CANCELLED)
    rows = Registration.objects.filter(
        under(path, "sort_key"), ~Exists(visits), round=round_, state__in=access.UNDER_WAY
    )
    return rows.filter(subject=subject) if subject else rows


def repeat(draw: Draw) -> Repeated:
    """Draw once more from what was kept, and compare."""
    data = files.fetch(draw.file)
    found = drawing.drawn(drawing.read(data), draw.seed, draw.wanted)
    visits = draw.visits.order_by("place_drawn")
    written = list(visits.values_list("registration", flat=True))
    script = (
        f"while read ma; do echo $(printf '%s:%s' {quote(draw.seed)} $ma | sha256sum) $ma; "
        f"done < danh-sach.txt | sort | head -n {draw.wanted}"
    )
    return Repeated(found == written, files.digest(data) == draw.sha256, script)


def of_draw(by: Actor, draw: Draw) -> QuerySet[Visit]:
    rows = access.visible_visits(by).filter(draw=draw).prefetch_related(_TEAM)
    return rows.order_by("place_drawn")


def candidates(by: Actor) -> QuerySet[Person]:
    """Return the people in reach who follow or judge others: the first a visit is offered to."""
    today = clock.today()
    held = Post.objects.filter(under(by.reach, "over__path"), since__lte=today)
    held = held.exclude(until__lte=today)
    powers = Q()
    for power in access.CHECKING:  # a power is a whole quoted word of the list
        powers |= Q(powers__icontains=f'"{power}"')
    people = Person.objects.filter(pk__in=held.filter(powers).values("person"), active=True)
    return people.select_related("unit").order_by("name_key", "pk")[:OFFERED]


def coded(by: Actor, codes: Iterable[str]) -> QuerySet[Person]:
    """Return the people of *codes* whose unit *by* reaches."""
    rows = Person.objects.filter(under(by.reach, "unit__path"), code__in=list(codes), active=True)
    return rows.select_related("unit")


def team(visit: Visit) -> list[Visitor]:
    return list(visit.team.select_related("person__unit"))


def of_registration(by: Actor, registration: Registration) -> list[Visit]:
    """Return the visits of one registration that *by* may see, the latest first."""
    rows = access.visible_visits(by).filter(registration=registration)
    rows = rows.exclude(state=VisitState.CANCELLED).order_by("-pk")
    return list(rows.prefetch_related(_TEAM, "files"))


def recorded(by: Actor, registration: Registration) -> list[Visit]:
    """Return what visits to one registration found, for those who judge it."""
    return [v for v in of_registration(by, registration) if v.state == VisitState.DONE]
