"""Who lags behind: units with people who sent nothing, and those people."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kheo.kernel.access import under
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import queries
from kheo.movement.s3_registration.counts.rules import (
    exempt,
    let_off,
    number_of,
    short_sheets,
    unasked,
)
from kheo.movement.s3_registration.counts.stopped import stopped_at, stopped_short
from kheo.movement.s3_registration.models import STANDS, Absence, Exemption, Sheet, Tally
from kheo.orgs.models import Person, Unit

SILENT, STOPPED, EVERY = "chua-nop", "da-dung", "tat-ca"  # ways to look at the units


def units_behind(path: str, round_: Round, *, which: str = "") -> QuerySet[Unit]:
    """Return the units in reach with how many of their people have sent a sheet, and how many not.

    Counts come from the tallies. Only units where somebody is missing or owes again, unless
    *which* asks for those of one kind alone, or for every unit.
    """
    tally = Tally.objects.filter(unit=OuterRef("pk"), round=round_)
    sent = Coalesce(Subquery(tally.values("people")[:1]), 0)
    ended = round_.state != RoundState.OPEN
    rows = _closed(path, round_, sent) if ended else _open(path, round_, sent)
    rows = rows.select_related("parent")  # divisions of two communes share a name
    few = short_sheets(round_, Subject.ITEM).filter(unit=OuterRef("pk")).values(n=number_of())
    here = under(path, "sort_key")
    rows = rows.annotate(stopped=stopped_at("pk", round_, here))
    rows = rows.annotate(few=Subquery(few) - F("stopped"))
    again = Q(pk__in=stopped_short(round_, here).values("unit"))
    silent = Q(behind__gt=0)
    ways = {EVERY: Q(), STOPPED: again, SILENT: silent}
    return rows.filter(ways.get(which, silent | again))


def _open(path: str, round_: Round, sent: Coalesce) -> QuerySet[Unit]:
    free = let_off(round_, lambda person: Q((f"{person}unit", OuterRef("pk"))))
    rows = queries.addressed_units(path, round_).filter(staff__gt=0).annotate(sent=sent, free=free)
    return rows.annotate(total=F("staff"), behind=F("staff") - F("sent") - F("free"))


def _closed(path: str, round_: Round, sent: Coalesce) -> QuerySet[Unit]:
    """Return the units that had people as the year was closed, with what is kept of that day."""
    absent = Absence.objects.filter(unit=OuterRef("pk"), round=round_).order_by()
    rows = Unit.objects.under(path).annotate(
        sent=sent, free=Value(0), behind=Subquery(absent.values(n=number_of()))
    )
    return rows.annotate(total=F("sent") + F("behind")).filter(total__gt=0)


def people_behind(unit: Unit, round_: Round) -> list[Person]:
    """Return the people of one unit without a sent sheet; ``heads`` tells who leads."""
    if round_.state == RoundState.OPEN:
        sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
        rows = Person.objects.filter(unit=unit, active=True).exclude(Exists(sent))
        rows = rows.exclude(Exists(exempt(round_).filter(person=OuterRef("pk"))))
        rows = rows.exclude(pk__in=unasked(round_).filter(unit=unit).values("pk"))
    else:
        absent = Absence.objects.filter(unit=unit, round=round_)
        rows = Person.objects.filter(pk__in=absent.values("person"))
    return list(
        rows.annotate(heads=Exists(queries.head_posts("pk"))).order_by("-heads", "name_key", "pk")
    )


def people_short(unit: Unit, round_: Round) -> list[Sheet]:
    """Return the sheets of one unit's people that have fewer items than the rule for each asks.

    Those that lack since something stopped are told apart.
    """
    rows = short_sheets(round_, Subject.ITEM).filter(unit=unit).select_related("person")
    rows = rows.exclude(pk__in=stopped_short(round_, Q(unit=unit)).values("pk"))
    return list(rows.order_by("person__name_key", "pk"))


def people_stopped(unit: Unit, round_: Round) -> list[Sheet]:
    """Return the sheets of one unit's people who owe again since what they registered stopped."""
    rows = stopped_short(round_, Q(unit=unit)).select_related("person")
    return list(rows.order_by("person__name_key", "pk"))


def people_exempt(unit: Unit, round_: Round) -> list[Exemption]:
    """Return who of one unit need not register, with the reason and who recorded it."""
    rows = exempt(round_).filter(person__unit=unit).select_related("person", "recorded_by")
    return list(rows.order_by("person__name_key", "pk"))
