"""Recount what is kept beside the records, and tell where it differs from them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from kheo.kernel.text import name_key
from kheo.movement.models import Copy, DayTally, Note, Registration, Round, Sheet, Tally
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import STANDS, sort_key
from kheo.movement.s3_registration.states import State
from kheo.notices.models import Notice
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import AGENCIES

PREFIX = {Subject.ITEM: "items", Subject.MODEL: "models"}
type Counts = dict[int, dict[str, int]]


def tallies(round_id: int) -> Counts:
    """Return what each unit's tally of a round must hold, counted from the records."""
    found: Counts = defaultdict(dict)
    for rows in _counts(round_id):
        for row in rows:
            unit_id = row.pop("unit_id")
            found[unit_id] |= {name: n for name, n in row.items() if n}
    return found


def _counts(round_id: int) -> Iterator[QuerySet[Any, dict[str, Any]]]:
    sheets = Sheet.objects.filter(STANDS, round=round_id, person__isnull=False)
    late = Count("pk", filter=Q(late=True))
    yield _by_unit(sheets, "unit", people=Count("pk"), people_late=late)
    copies = Copy.objects.filter(sheet__round=round_id, number=2, received_on=None)
    yield _by_unit(copies, "sheet__unit", copies_awaited=Count("pk"))
    wheres = {str(state): Q(state=state) for state in State}
    wheres |= {"late": Q(late=True), "unfiled": Q(unfiled=True)}
    rows = Registration.objects.filter(round=round_id)
    for subject, prefix in PREFIX.items():
        counts = {f"{prefix}_{name}": Count("pk", filter=q) for name, q in wheres.items()}
        yield _by_unit(rows.filter(subject=subject), "unit", **counts)
    notes = Note.objects.filter(registration__round=round_id)
    yield _by_unit(notes, "registration__unit", notes=Count("pk"))


def _by_unit(rows: QuerySet[Any], unit: str, **counts: Count) -> QuerySet[Any, dict[str, Any]]:
    named = {} if unit == "unit" else {"unit_id": F(unit)}
    made = rows.order_by().values(*(() if named else ("unit_id",)), **named).annotate(**counts)
    return cast("QuerySet[Any, dict[str, Any]]", made)


def days(round_id: int) -> dict[tuple[int, dt.date], int]:
    """Return how many people of each agency first submitted on each day."""
    above = agencies()
    rows = (
        Sheet.objects.filter(round=round_id, person__isnull=False, submitted_at__isnull=False)
        .order_by()
        .values_list("unit", TruncDate("submitted_at"))
        .annotate(n=Count("pk"))
    )
    found: Counter[tuple[int, dt.date]] = Counter()
    for unit_id, day, n in rows:
        found[above[unit_id], day] += n
    return dict(found)


def agencies() -> dict[int, int]:
    """Return the agency each unit belongs to, as ``orgs.queries.agency_of`` finds it."""
    rows = list(Unit.objects.order_by("path").values_list("path", "pk", "kind"))
    by_path = {path: (pk, kind) for path, pk, kind in rows}
    return {pk: _agency(path, by_path) for path, pk, _kind in rows}


def _agency(path: str, units: Mapping[str, tuple[int, str]]) -> int:
    here = path
    while units[here][1] not in AGENCIES:
        above = here[: here.rstrip(".").rfind(".") + 1]
        if not above:
            break
        here = above
    return units[here][0]


def faults() -> list[str]:
    """Return a line for every kept figure that its records do not bear out."""
    found: list[str] = []
    for round_id in Round.objects.values_list("pk", flat=True):
        found += _tally_faults(round_id)
        found += _day_faults(round_id)
    return [*found, *_staff_faults(), *_unread_faults(), *_key_faults(), *_note_faults()]


def _tally_faults(round_id: int) -> Iterator[str]:
    counted = tallies(round_id)
    names = [f.name for f in Tally._meta.fields if f.name not in {"id", "round", "unit", "path"}]
    kept = {t.unit_id: t for t in Tally.objects.filter(round=round_id).select_related("unit")}
    for unit_id in {*counted, *kept}:
        tally = kept.get(unit_id)
        for name in names:
            has, must = getattr(tally, name, 0), counted.get(unit_id, {}).get(name, 0)
            if has != must:
                yield f"tally of unit {unit_id} in round {round_id}: {name} is {has}, not {must}"
        if tally is not None and tally.path != tally.unit.path:
            yield f"tally {tally.pk}: path is {tally.path}, not {tally.unit.path}"


def _day_faults(round_id: int) -> Iterator[str]:
    counted = days(round_id)
    kept = {(t.agency_id, t.day): t.people for t in DayTally.objects.filter(round=round_id)}
    for key in {*counted, *kept}:
        if counted.get(key, 0) != kept.get(key, 0):
            yield f"day tally {key}: {kept.get(key, 0)}, not {counted.get(key, 0)}"


def _staff_faults() -> Iterator[str]:
    active = Count("people", filter=Q(people__active=True))
    for key, staff, n in Unit.objects.annotate(n=active).order_by().values_list("pk", "staff", "n"):
        if staff != n:
            yield f"unit {key}: staff is {staff}, not {n}"


def _unread_faults() -> Iterator[str]:
    rows = (
        Notice.objects.filter(read_at=None).order_by().values_list("person").annotate(Count("pk"))
    )
    waiting = dict(rows)
    for pk, unread in Person.objects.values_list("pk", "unread").iterator():
        if unread != waiting.get(pk, 0):
            yield f"person {pk}: unread is {unread}, not {waiting.get(pk, 0)}"


def _key_faults() -> Iterator[str]:
    for key, name in Person.objects.values_list("name_key", "full_name").iterator():
        if key != name_key(name):
            yield f"person {name}: name_key is {key}"
    rows = Registration.objects.values_list(
        "sort_key", "unit__path", "person__name_key", "sheet_id", "ordinal"
    ).order_by()
    for key, path, name, sheet_id, ordinal in rows.iterator():
        if key != sort_key(path, name or "", sheet_id, ordinal):
            yield f"registration of sheet {sheet_id}: sort_key is {key}"


def _note_faults() -> Iterator[str]:
    latest = Registration.objects.annotate(latest=Max("notes__day")).order_by()
    for row in latest.values_list("pk", "noted_on", "latest").iterator():
        if row[1] != row[2]:
            yield f"registration {row[0]}: noted_on is {row[1]}, not {row[2]}"
