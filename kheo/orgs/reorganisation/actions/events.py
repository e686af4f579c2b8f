"""A reorganisation is written down in one transaction, or not at all."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.orgs import actions, doors, tree
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.reorganisation import access, checks, preview, rooms
from kheo.orgs.reorganisation.actions import people
from kheo.orgs.reorganisation.models import Carried, Level, Reorganisation, Successor, UnitLevel
from kheo.orgs.reorganisation.moving import Moving
from kheo.orgs.reorganisation.routes import Outline, Route, Routes
from kheo.orgs.reorganisation.states import Sort

SHORT = timedelta(days=1)


@transaction.atomic
def reorganise(outline: Outline, *, by: Actor) -> Reorganisation:
    """Do what *outline* says, everything or nothing; everybody it touches is told."""
    # Of two that touch the same unit at once the second waits, and sees what the first left.
    touched = [*outline.sources, *filter(None, (outline.into, outline.parent))]
    list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in touched]))
    checks.check_outline(outline)
    _require(outline, by)
    routes = Routes(outline)
    found = routes.build()
    checks.check_days(outline, found)
    checks.check_names(routes.opened, [route.old for route in found])
    event = _written(outline, by=by)
    if outline.sort == Sort.RENAME:
        _rename(outline, event, by=by)
        return event
    moving = Moving(outline, found)
    moving.check_received()
    moving.beaten()
    _close(found, event, by=by)
    _open(routes.opened, by=by)
    _succeed(found, event)
    _levels(outline, found, event)
    places = people.carry(event, moving, by=by)
    load = rooms.Load(
        event=event,
        units={old: new for old, new in moving.to.items() if new is not None},
        people=places,
        unfinished=outline.unfinished,
        every=moving.to,
    )
    for room in rooms.rooms():
        room.carry(load, by=by)
    _tell(event, moving.people, places, by=by)
    return event


def _require(outline: Outline, by: Actor) -> None:
    closes = outline.sort != Sort.RENAME
    for unit in outline.sources:
        require(access.may_close if closes else access.may_touch, by, unit)
    others = [outline.into, outline.parent, *(part.into for part in outline.parts)]
    opens = [] if outline.into or not outline.name else [u.parent for u in outline.sources[:1]]
    for unit in filter(None, [*others, *opens]):
        require(access.may_touch, by, unit)


def _written(outline: Outline, *, by: Actor) -> Reorganisation:
    touched = [*outline.sources, *filter(None, (outline.into, outline.parent))]
    shared = set(ancestors_of(touched[0].path)).intersection(
        *(ancestors_of(unit.path) for unit in touched)
    )
    paper = outline.paper
    event = Reorganisation(
        sort=outline.sort,
        number=paper.number,
        issued_on=paper.issued_on,
        issuer=paper.issuer,
        effective_on=paper.effective_on,
        unit=Unit.objects.get(path=max(shared or {by.reach}, key=len)),
        words=preview.told(outline)[:300],
        renamed=outline.sources[0] if outline.sort == Sort.RENAME else None,
        written_at=clock.now(),
    )
    event.save(force_insert=True)
    trail.record("reorganisation.write", event, by=by, changes={"on": [None, paper.effective_on]})
    return event


def _rename(outline: Outline, event: Reorganisation, *, by: Actor) -> None:
    unit = outline.sources[0]
    actions.rename_unit(unit, by=by, name=outline.name, on=event.effective_on)
    last = unit.former_names.latest("until")
    row = Carried(reorganisation=event, what="name", key=unit.pk, before=last.pk, after=unit.pk)
    row.save(force_insert=True)


def _close(routes: Sequence[Route], event: Reorganisation, *, by: Actor) -> None:
    old = {route.old.pk: route.old for route in routes}
    Unit.objects.filter(pk__in=old).update(closed_on=event.effective_on)
    for unit in old.values():
        unit.closed_on = event.effective_on
        changes = {"closed_on": [None, event.effective_on]}
        trail.record("unit.close", unit, by=by, changes=changes, note=event.number)


def _open(opened: Sequence[Unit], *, by: Actor) -> None:
    for unit in opened:  # each after the one above it
        unit.parent = unit.parent  # its key came as it was saved
        unit.folded = fold(unit.name)
        unit.save(force_insert=True)
        trail.record("unit.open", unit, by=by, changes={"opened_on": [None, unit.opened_on]})


def _succeed(routes: Sequence[Route], event: Reorganisation) -> None:
    Successor.objects.bulk_create(
        Successor(
            reorganisation=event,
            old=route.old,
            new=route.new,
            is_main=route.is_main,
            opened=route.opened,
        )
        for route in routes
    )


def _levels(outline: Outline, routes: Sequence[Route], event: Reorganisation) -> None:
    """End the level of what closes, give it to what opens in its stead; end a level abolished."""
    on = event.effective_on
    held = {row.unit_id: row for row in UnitLevel.objects.filter(
        unit__in=[route.old.pk for route in routes], until=None
    )}  # fmt: skip
    for route in routes:
        row = held.get(route.old.pk)
        if row and route.opened and route.new is not None:
            UnitLevel.objects.get_or_create(
                unit=route.new, until=None, defaults={"level": row.level, "since": on}
            )
    lasting = {row.pk: row for row in held.values() if row.since < on}
    UnitLevel.objects.filter(pk__in=lasting).update(until=on)
    rows = [
        Carried(reorganisation=event, what="unit.level", key=row.pk, before=row.unit_id, after=0)
        for row in lasting.values()
    ]
    if outline.level and outline.level.until is None:
        level = outline.level
        if not UnitLevel.objects.filter(level=level, until=None).exists():
            Level.objects.filter(pk=level.pk).update(until=on - SHORT)
            rows.append(
                Carried(reorganisation=event, what="level", key=level.pk, before=0, after=0)
            )
    Carried.objects.bulk_create(rows)


def _tell(
    event: Reorganisation, carried: Sequence[Person], places: dict[int, Unit], *, by: Actor
) -> None:
    groups: dict[int, list[Person]] = {}
    for person in carried:
        groups.setdefault(places[person.pk].pk, []).append(person)
    units = {unit.pk: unit for unit in places.values()}
    for key, group in groups.items():
        text = _("Theo %(number)s, từ ngày %(day)s bạn làm việc ở %(unit)s.") % {
            "number": event.number,
            "day": day(event.effective_on),
            "unit": tree.written(units[key]),
        }
        doors.tell(group, text, reverse("desk"), by=by)
    staying = Person.objects.filter(unit__in=groups, active=True).exclude(
        pk__in=[person.pk for person in carried]
    )
    doors.tell(staying, f"{event.words} ({event.number}).", reverse("desk"), by=by)
