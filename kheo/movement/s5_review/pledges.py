"""The pledges of a round: who has confirmed them, what was done against them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review import access
from kheo.movement.s5_review.models import Breach, Confirmation
from kheo.orgs.models import Person, Unit

UNITS = 500  # to choose from in a form, from the top; a person is named by their code


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many people and units within reach have confirmed, and whether I and my unit have."""

    mine: bool
    unit: bool
    people: int
    units: int
    staff: int


def pledges(round_: Round) -> QuerySet[Clause]:
    return Clause.objects.filter(movement=round_.movement_id, kind=ClauseKind.PLEDGE)


def confirmed(by: Actor, round_: Round) -> Confirmed:
    rows = Confirmation.objects.filter(round=round_)
    within = rows.filter(under(by.reach or by.unit_path))
    units = Q(person=None)
    return Confirmed(
        rows.filter(person=by.me).exists(),
        rows.filter(units, unit=by.unit_id).exists(),
        within.exclude(units).count(),
        within.filter(units).count(),
        Person.objects.filter(under(by.reach or by.unit_path, "unit__path"), active=True).count(),
    )


def breaches(by: Actor, round_: Round) -> QuerySet[Breach]:
    return access.visible_breaches(by).filter(round=round_)


def checked_units(by: Actor) -> QuerySet[Unit]:
    """Return the units whose breaches *by* may record: none for who checks nobody."""
    if not any(by.has(power) for power in access.CHECKING):
        return Unit.objects.none()
    highest = Unit.objects.open().under(by.reach).order_by("path").values("pk")[:UNITS]
    return Unit.objects.filter(pk__in=highest).order_by("path")


def person_of(by: Actor, code: str) -> Person | None:
    """Return the person of *code* within reach, with their unit."""
    rows = Person.objects.select_related("unit").filter(under(by.reach, "unit__path"))
    return rows.filter(code=code.strip()).first()


def at_review(by: Actor, round_: Round, registration: Registration) -> list[Breach]:
    """Return what stands against the person, or the unit, in the year under review."""
    rows = breaches(by, round_).filter(withdrawn_at=None)
    if registration.person_id:
        return list(rows.filter(person=registration.person_id))
    return list(rows.filter(unit=registration.unit_id))
