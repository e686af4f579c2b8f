"""Who lags behind: units with people who sent nothing, and those people."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import queries
from kheo.movement.s3_registration.counts.rules import (
    exempt,
    let_off,
    number_of,
    short_sheets,
    unasked,
)
from kheo.movement.s3_registration.models import STANDS, Exemption, Sheet, Tally
from kheo.orgs.models import Person, Unit


def units_behind(path: str, round_: Round, *, every: bool = False) -> QuerySet[Unit]:
    """Return the units in reach with how many of their people have sent a sheet, and how many not.

    Counts come from the tallies. Without *every*, only units where somebody is missing.
    """
    tally = Tally.objects.filter(unit=OuterRef("pk"), round=round_)
    rows = (
        queries.addressed_units(path, round_)
        .filter(staff__gt=0)
        .select_related("parent")  # divisions of two communes share a name
        .annotate(sent=Coalesce(Subquery(tally.values("people")[:1]), 0))
    )
    free = let_off(round_, lambda person: Q((f"{person}unit", OuterRef("pk"))))
    rows = rows.annotate(free=free).annotate(behind=F("staff") - F("sent") - F("free"))
    few = short_sheets(round_, Subject.ITEM).filter(unit=OuterRef("pk")).values(n=number_of())
    rows = rows.annotate(few=Subquery(few))
    return rows if every else rows.filter(behind__gt=0)


def people_behind(unit: Unit, round_: Round) -> list[Person]:
    """Return the people of one unit without a sent sheet; ``heads`` tells who leads."""
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    rows = Person.objects.filter(unit=unit, active=True).exclude(Exists(sent))
    rows = rows.exclude(Exists(exempt(round_).filter(person=OuterRef("pk"))))
    rows = rows.exclude(pk__in=unasked(round_).filter(unit=unit).values("pk"))
    return list(
        rows.annotate(heads=Exists(queries.head_posts("pk"))).order_by("-heads", "name_key", "pk")
    )


def people_short(unit: Unit, round_: Round) -> list[Sheet]:
    """Return the sheets of one unit's people that have fewer items than the rule for each asks."""
    rows = short_sheets(round_, Subject.ITEM).filter(unit=unit).select_related("person")
    return list(rows.order_by("person__name_key", "pk"))


def people_exempt(unit: Unit, round_: Round) -> list[Exemption]:
    """Return who of one unit need not register, with the reason and who recorded it."""
    rows = exempt(round_).filter(person__unit=unit).select_related("person", "recorded_by")
    return list(rows.order_by("person__name_key", "pk"))
