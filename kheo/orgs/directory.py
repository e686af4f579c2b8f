"""People by name, code or phone; who may be written down twice."""

import re
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from kheo.kernel.actor import Actor
from kheo.kernel.text import fold, phone_key
from kheo.orgs import access
from kheo.orgs.models import Person

_PHONE = re.compile(r"[+\d][\d .\-]{5,}")
MEANT = 6  # people offered when it is not clear who is meant
WORDS = 8  # of a search that count
SEEN = 5  # who may be the same as somebody, on their page


def people(by: Actor, words: str = "", *, left: bool = False) -> QuerySet[Person]:
    """Return the people *by* administers with all of *words* in the name, or that code or phone."""
    rows = access.listed_people(by).filter(active=not left).select_related("unit__parent")
    typed = words.strip()
    if not typed:
        return rows
    if _PHONE.fullmatch(typed):
        # The keys first: else the whole list would be walked in the order of names.
        same = list(Person.objects.filter(phone=phone_key(typed)).values_list("pk", flat=True))
        return rows.filter(pk__in=same)
    coded = rows.filter(code__in={typed, typed.upper()})
    if coded.exists():
        return coded
    return rows.filter(*(Q(folded__contains=word) for word in fold(typed).split()[:WORDS]))


def doubles(person: Person) -> QuerySet[Person]:
    """Return who bears the name of *person* and was born the same day, or has the same phone.

    Of somebody whose day of birth is not known the year is compared. A record that was merged into
    another is nobody apart any more.
    """
    born = Q(born_in=person.born_in)
    if person.born_on:
        born &= Q(born_on=None) | Q(born_on=person.born_on)
    same = Q(born, folded=person.folded)
    if person.phone:
        same |= Q(phone=person.phone)
    rows = Person.objects.filter(same, merged_into=None).exclude(pk=person.pk)
    return rows.select_related("unit")


def doubles_seen(by: Actor, person: Person) -> list[Person]:
    """Return the first of the same whom *by* administers: others are nobody's business."""
    if person.merged_into_id:
        return []
    return list(doubles(person).filter(pk__in=access.listed_people(by))[:SEEN])


def merged_seen(by: Actor, person: Person) -> list[Person]:
    """Return the records that were merged into *person*, of those *by* sees."""
    return list(access.visible_people(by).filter(merged_into=person).order_by("code"))


def kept_seen(by: Actor, person: Person) -> Person | None:
    """Return the record *person* was merged into, if *by* sees it."""
    if person.merged_into_id is None:
        return None
    return access.visible_people(by).filter(pk=person.merged_into_id).first()


def pairs(by: Actor) -> QuerySet[Person]:
    """Return the people *by* administers of whom another active one may be the same."""
    others = access.listed_people(by).filter(active=True).exclude(pk=OuterRef("pk"))
    born = Q(born_on=OuterRef("born_on")) | Q(born_on=None, born_in=OuterRef("born_in"))
    known = others.filter(born, folded=OuterRef("folded"))
    unknown = others.filter(folded=OuterRef("folded"), born_in=OuterRef("born_in"))
    called = others.filter(phone=OuterRef("phone"))
    same = Q(Exists(known)) | Q(Exists(unknown), born_on=None) | Q(Exists(called), ~Q(phone=""))
    rows = access.listed_people(by).filter(same, active=True, alike=True)
    return rows.select_related("unit__parent")


def with_twins(by: Actor, people: Sequence[Person]) -> list[tuple[Person, list[Person]]]:
    """Return each of *people* with who may be the same, asked of names and of phones for all at once."""
    # Whoever is the same as one of them is marked too: of a common name there are thousands. In no
    # order, for SQLite would rather walk everybody in the order of names.
    rows = access.listed_people(by).filter(active=True, alike=True).select_related("unit")
    rows = rows.order_by()
    found = {one.pk: one for one in rows.filter(folded__in={one.folded for one in people})}
    if phones := {person.phone for person in people} - {""}:
        found |= {one.pk: one for one in rows.filter(phone__in=phones)}
    near = sorted(found.values(), key=lambda one: one.sort_key)
    return [(one, [two for two in near if two.pk != one.pk and alike(one, two)]) for one in people]


def alike(one: Person, two: Person) -> bool:
    """Tell whether two records may be of one person: name and birth agree, or the phone."""
    if one.phone and one.phone == two.phone:
        return True
    days = one.born_on is None or two.born_on is None or one.born_on == two.born_on
    return one.folded == two.folded and one.born_in == two.born_in and days


def written(person: Person) -> str:
    """Return how somebody is written where they are chosen: the code tells namesakes apart."""
    return f"{person.full_name} ({person.code})"


def meant(by: Actor, typed: str) -> list[Person]:
    """Return who of the people *by* administers is meant by a code or a name."""
    return among(access.listed_people(by).filter(active=True), typed)


def among(rows: QuerySet[Person], typed: str) -> list[Person]:
    """Return who of the people *rows* is meant by a code or a name."""
    code = re.search(r"\(([^()]+)\)\s*$", typed)
    coded = rows.filter(code__iexact=code[1] if code else typed.strip())
    return list(coded[:1]) or list(rows.filter(folded=fold(typed))[:MEANT])


def coded(code: str) -> Person | None:
    """Return who bears *code*, whatever its capitals."""
    return Person.objects.filter(code__iexact=code).select_related("unit", "user").first()
