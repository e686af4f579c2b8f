"""The pledges of a round: who has confirmed them, what was done against them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review import access
from kheo.movement.s5_review.models import Breach, Confirmation
from kheo.orgs import directory
from kheo.orgs.models import Person, Unit

UNITS = 500  # to choose from in a form, from the top; a person is named


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


def people(by: Actor) -> QuerySet[Person]:
    """Return the people against whom *by* may record something: none for who checks nobody."""
    rows = Person.objects.select_related("unit").order_by("sort_key")
    if not any(by.has(power) for power in access.CHECKING):
        return rows.none()
    return rows.filter(under(by.reach, "unit__path")).exclude(pk=by.me)


def meant(by: Actor, typed: str) -> list[Person]:
    """Return who is meant by a code or a whole name; several share a name."""
    return directory.among(people(by), typed)


def why_none(by: Actor, typed: str) -> str:
    """Say that nobody is called so, and who has all the words that were typed in their name."""
    words = fold(typed).split()[: directory.WORDS]
    near = people(by).filter(*(Q(folded__contains=word) for word in words)) if words else ()
    if found := [directory.written(one) for one in near[: directory.MEANT]]:
        said = _(
            "Không có ai tên đúng là “%(typed)s”. Có thể là: %(found)s. Chép lại một trong số đó."
        )
        return said % {"typed": typed, "found": "; ".join(found)}
    said = _("Không có ai mang tên hoặc mã “%(typed)s” trong phạm vi bạn theo dõi. Xem lại.")
    return said % {"typed": typed}


def at_review(by: Actor, round_: Round, registration: Registration) -> list[Breach]:
    """Return what stands against the person, or the unit, in the year under review."""
    rows = breaches(by, round_).filter(withdrawn_at=None)
    if registration.person_id:
        return list(rows.filter(person=registration.person_id))
    return list(rows.filter(unit=registration.unit_id))
