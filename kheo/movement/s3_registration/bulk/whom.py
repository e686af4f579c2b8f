"""For whom items may be entered: who is asked this year and has sent nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import queries
from kheo.movement.s3_registration.contract.terms import Contract, contract_for_staff
from kheo.movement.s3_registration.counts.rules import exempt, unasked
from kheo.movement.s3_registration.models import STANDS, Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import ENDED, STOPPED
from kheo.orgs.models import Person

NEEDED = ("unit__parent", "cell")


def silent(path: str, round_: Round) -> QuerySet[Person]:
    """Return the people at *path* and below who are asked and have sent nothing."""
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    units = queries.addressed_units(path, round_).order_by()
    rows = Person.objects.filter(active=True, unit__in=units).exclude(Exists(sent))
    rows = rows.exclude(Exists(exempt(round_).filter(person=OuterRef("pk"))))
    return rows.exclude(pk__in=unasked(round_).values("pk")).select_related(*NEEDED)


def named(path: str, codes: Collection[str], names: Collection[str]) -> list[Person]:
    """Return the people at *path* and below with one of these codes, or of these folded names."""
    rows = Person.objects.filter(
        Q(code__in=codes) | Q(folded__in=names),
        active=True,
        unit__path__gte=path,
        unit__path__lt=f"{path[:-1]}/",
    )
    return list(rows.select_related(*NEEDED))


@dataclass(slots=True)
class Known:
    """What the year already holds of some people, read at once."""

    sent: set[int] = field(default_factory=set)
    free: dict[int, str] = field(default_factory=dict)  # exempt, and why
    instead: set[int] = field(default_factory=set)  # a model counts for some of their items
    asked: set[int] = field(default_factory=set)  # in a unit the year addresses
    titles: dict[int, set[str]] = field(default_factory=dict)  # folded
    places: dict[int, set[int]] = field(default_factory=dict)  # taken on the sheet
    stopped: dict[int, int] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)

    def standing(self, person: Person) -> int:
        return len(self.places.get(person.pk, ())) - self.stopped.get(person.pk, 0)


def known(path: str, round_: Round, people: Iterable[Person]) -> Known:
    """Return what the year holds of *people*, in as many statements for one as for a thousand."""
    people = list(people)
    keys = [person.pk for person in people]
    sent = Sheet.objects.filter(STANDS, round=round_, person__in=keys)
    free = exempt(round_).filter(person__in=keys).values_list("person", "reason")
    joined = Exemption.objects.filter(round=round_, person__in=keys, over=None).exclude(model=None)
    units = queries.addressed_units(path, round_).order_by()
    asked = Person.objects.filter(pk__in=keys, unit__in=units).order_by()
    found = Known(
        sent=set(sent.order_by().values_list("person", flat=True)),
        free=dict(free),
        instead=set(joined.order_by().values_list("person", flat=True)),
        asked=set(asked.values_list("pk", flat=True)),
        contracts={s: contract_for_staff(round_, s) for s in {p.staff for p in people}},
    )
    rows = Registration.objects.filter(round=round_, person__in=keys, sheet__closed_at=None)
    for person, ordinal, state, folded, standing in rows.order_by().values_list(
        "person", "ordinal", "state", "folded", "standing"
    ):
        found.places.setdefault(person, set()).add(ordinal)
        if state in ENDED:
            found.stopped[person] = found.stopped.get(person, 0) + 1
            continue
        found.titles.setdefault(person, set()).add(folded)
        found.stopped[person] = found.stopped.get(person, 0) + (standing == STOPPED)
    return found
