"""Any size in bulk: the same province with as many more agencies as the people fill."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from django.db import transaction

from kheo.accounts.models import User
from kheo.documents.models import OfficialDocument
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.models import Directive, Registration, Sheet
from kheo.orgs import queries
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind
from kheo.project.demo import (
    actions,
    cast,
    country,
    honours,
    judging,
    opening,
    registering,
    reporting,
    small,
    spreading,
    tallying,
)
from kheo.project.demo.country import AGENCY_HEAD, HEAD, Country
from kheo.project.demo.crowd import Crowd, Items
from kheo.project.demo.registering import Year
from kheo.project.demo.store import Store, at

IN_UNIT = 60  # people, about
UNITS = 8  # below an agency
MODELS = 5_000  # at most, in the running year
FINISHED = 20  # the finished year is this many times smaller


@dataclass(frozen=True)
class Size:
    """How many people, and how many registrations of theirs and their units in the running year."""

    people: int
    registrations: int


@transaction.atomic
def load(size: Size, *, by: Actor, seed: int, today: dt.date) -> None:
    """Write a province of *size*; the same *seed* and *today* give the same data."""
    chance = Random(seed)  # noqa: S311 nothing secret is drawn
    store = Store()
    store.start_after(User, User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    land = country.settle(store, chance)
    cast.give_accounts(land)
    sizes = _grow(land, size.people)
    actions.keep(store, by=by)
    crowd = Crowd(land, chance)
    crowd.settle(sizes, by=by)
    leader = queries.actor_of(land.posts[land.heads[land.root.pk].pk])
    paper = small.read_letter(land.root, today.year - 1, by=leader)
    actions.opened(paper, at(dt.date(today.year - 1, 1, 5), 14), by=by)
    years = _tell_years(land, crowd, paper, size, today, by=by)
    actions.finish(by=by)  # before the sums: without it SQLite walks the wrong indexes
    tallying.tally(by=by)
    tallying.close(by=by)
    reporting.report(years, by=by)


def _grow(land: Country, people: int) -> dict[int, int]:
    """Add agencies of eight units until all *people* have room; return how many to add where."""
    room = people - len(land.people)
    units: list[Unit] = []
    while len(units) * IN_UNIT < room:
        units += _agency(land, len(land.agencies) + 1)
    room = people - len(land.people)  # their heads have come
    sizes = {unit.pk: room // len(units) for unit in units}
    for unit in units[: room % len(units)] if units else ():
        sizes[unit.pk] += 1
    for unit in units:
        unit.staff += sizes[unit.pk]
    return sizes


def _agency(land: Country, number: int) -> list[Unit]:
    name = f"Cơ quan số {number}"
    agency = land.unit(name, Kind.AGENCY, land.root, number, symbol=f"CQ{number}", short_name=name)
    land.agencies.append(agency)
    country.add_cell(land, agency, name)
    land.person(agency, "Thủ trưởng", AGENCY_HEAD, head=True)
    units = [agency]
    for n in range(1, UNITS + 1):
        part = f"Phòng số {n}" if n > 1 else "Văn phòng"
        units.append(land.unit(part, Kind.DIVISION, agency, n, is_focal=n == 1))
        land.person(units[-1], "Trưởng phòng", HEAD, head=True)
    return units


def _tell_years(
    land: Country, crowd: Crowd, paper: Directive, size: Size, today: dt.date, *, by: Actor
) -> list[Year]:
    store = land.store = Store()
    store.start_after(OfficialDocument, paper.document_id)
    years = [today.year - 1, today.year]
    head = land.heads[land.root.pk]
    opened = opening.open_movement(store, paper, head, land.scope(), years, today)
    offices = [unit for unit in land.units if unit.pk in land.heads and unit.line == "state"]
    told = []
    for round_ in opened.rounds:
        running = round_.year == today.year
        year = Year(store, crowd.chance, land, opened, round_, running, today, plain=True)
        registering.answer(year)
        chosen = offices[: MODELS if running else max(len(offices) // FINISHED, 1)]
        registering.register_models(year, chosen)
        for stage in (judging.work, judging.judge, honours.commend, spreading.spread):
            stage(year)
        told.append(year)
    small.tell_accounts(land, opened.rounds[-1], today)
    for registration in store.of(Registration):
        registration.folded = fold(registration.title)[:300]
    actions.keep(store, by=by)
    _items(crowd, opened, offices, size, by=by)
    return told


def _items(
    crowd: Crowd, opened: opening.Opened, offices: list[Unit], size: Size, *, by: Actor
) -> None:
    models = crowd.land.store.of(Registration)
    keys = {"sheet": len(crowd.land.store.of(Sheet)), "registration": len(models)}
    few = offices[: max(len(offices) // FINISHED, 1)]
    people = sum(len(crowd.members.get(unit.pk, ())) for unit in few)
    Items(crowd, opened, 0, keys).write(few, people, 2 * people, by=by)
    running = sum(model.round_id == opened.rounds[1].pk for model in models)
    everybody = sum(len(crowd.members.get(unit.pk, ())) for unit in offices)
    Items(crowd, opened, 1, keys).write(offices, everybody, size.registrations - running, by=by)
