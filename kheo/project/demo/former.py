"""What stood before the reorganisations of 2025: districts, communes that merged, two Party bodies.

The first finished year lies under the communes of that time; in the second the registrations were
made under them and went along on 1 July.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from kheo.kernel.text import fold, name_key
from kheo.movement.models import (
    Adoption,
    Award,
    Card,
    Copy,
    Movement,
    Plan,
    Registration,
    Review,
    Sheet,
)
from kheo.orgs.clusters.models import Cluster, Membership
from kheo.orgs.clusters.states import Part
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.reorganisation.models import Carried, Level, Reorganisation, Successor, UnitLevel
from kheo.orgs.reorganisation.states import Sort
from kheo.orgs.states import Kind, Line, Sex, Staff
from kheo.project.demo.country import FOUNDED, Country
from kheo.project.demo.store import MARK, Store, at

JULY, MARCH = dt.date(2025, 7, 1), dt.date(2025, 3, 1)
ISSUER = "UBND tỉnh Nam Sơn"
# Each district with its communes: the name of then, and which of today's goes on for it.
DISTRICTS = (
    ("UBND huyện Mường Than", (("Xã Nà Hỏi", 0), ("Xã Nà Pang", 0), ("Xã Tà Lèng", 1), ("Xã Mường Pén", 2))),
    ("UBND huyện Nậm Ngà", (("Xã Suối Bàng", 3), ("Xã Pu Lai", 3), ("Xã Huổi Lóng", 4), ("Xã Bản Giàng", 5))),
)  # fmt: skip
PARTY = (
    ("Ban Dân vận Tỉnh uỷ", "BDV", ("Vàng A Sử", "Lò Thị Ín")),
    ("Ban Tuyên giáo Tỉnh uỷ", "BTG", ("Giàng Mí Páo", "Tẩn Sử Mẩy")),
)
JOINED = "Ban Tuyên giáo và Dân vận Tỉnh uỷ"
LEVELS = (("Tỉnh", 2, None), ("Huyện", 3, dt.date(2025, 6, 30)), ("Xã", 4, None))
STARTED = dt.date(2016, 1, 1)  # the levels, by the law of that year


@dataclass
class Former:
    """The units of then, found by those of today."""

    land: Country
    districts: list[Unit] = field(default_factory=list)
    then: dict[int, list[Unit]] = field(default_factory=dict)  # the first is the main one
    abolished: list[tuple[Unit, Unit]] = field(default_factory=list)
    merged: list[tuple[Unit, Unit]] = field(default_factory=list)
    party: list[tuple[Unit, Unit]] = field(default_factory=list)
    committee: Unit = field(init=False)  # the provincial one, above both
    posts: list[tuple[Post, Post]] = field(default_factory=list)  # that ended, that goes on
    seats: list[tuple[Person, Unit]] = field(default_factory=list)

    def of(self, unit: Unit, person: Person | None = None) -> Unit:
        """Return where *person*, or the unit itself, was before July 2025."""
        units = self.then.get(unit.pk, [unit])
        return units[person.pk % len(units)] if person and not self._leads(person) else units[0]

    def _leads(self, person: Person) -> bool:
        return self.land.heads.get(person.unit_id) is person


def settle(land: Country) -> Former:
    """Add the units of then to the province, and the posts people held in them."""
    former = Former(land)
    communes = [unit for unit in land.agencies if unit.kind == Kind.COMMUNE]
    for number, (name, parts) in enumerate(DISTRICTS, 20):
        district = _closed(land, name, Kind.AGENCY, land.root, number, symbol="UBND")
        former.districts.append(district)
        for place, (old_name, at_) in enumerate(parts, 1):
            _commune(former, district, place, old_name, communes[at_])
    for person in land.people:
        if person.unit_id in former.then:
            _worked(former, person)
    _party(former)
    _levels(former, communes)
    return former


def _closed(land: Country, name: str, kind: Kind, parent: Unit, number: int, **more: Any) -> Unit:
    unit = land.unit(name, kind, parent, number, **more)
    unit.closed_on = JULY
    return unit


def _commune(former: Former, district: Unit, place: int, name: str, today: Unit) -> None:
    land = former.land
    parts = [u for u in land.units if u.parent is today]
    old = _closed(land, name, Kind.COMMUNE, district, place, symbol="UBND", short_name=name)
    olds = [old]
    for number, part in enumerate(parts, 1):
        olds.append(_closed(land, part.name, Kind.DIVISION, old, number, is_focal=part.is_focal))
    for now, then in zip([today, *parts], olds, strict=True):
        now.opened_on = JULY
        first = now.pk not in former.then
        former.then.setdefault(now.pk, []).append(then)
        (former.abolished if first else former.merged).append((then, now))


def _worked(former: Former, person: Person) -> None:
    """Let the first post have been held in the unit of then until July, and go on from there."""
    land, post = former.land, former.land.posts[person.pk]
    unit = former.of(person.unit, person)
    over = unit if post.over_id == post.unit_id else former.of(post.over)
    old = land.store.add(
        Post(
            person=person, unit=unit, over=over, title=post.title, powers=post.powers,
            is_head=post.is_head, since=FOUNDED, until=JULY,
        )
    )  # fmt: skip
    post.since = JULY
    former.posts.append((old, post))
    former.seats.append((person, unit))


def _party(former: Former) -> None:
    """Add the two Party bodies that became one on 1 March 2025, and who works there."""
    land, number = former.land, 0
    above = former.committee = land.unit(
        "Tỉnh uỷ Nam Sơn", Kind.COMMITTEE, None, 3, line=Line.PARTY, short_name="Tỉnh uỷ"
    )
    new = land.unit(JOINED, Kind.AGENCY, above, len(PARTY) + 1, line=Line.PARTY, symbol="BTGDVTU")
    new.opened_on = MARCH
    for place, (name, symbol, staff) in enumerate(PARTY, 1):
        old = land.unit(name, Kind.AGENCY, above, place, line=Line.PARTY, symbol=symbol)
        old.closed_on = MARCH
        former.party.append((old, new))
        for full in staff:
            number += 1
            _official(former, full, number, old, new)


def _official(former: Former, full: str, number: int, old: Unit, new: Unit) -> None:
    store = former.land.store
    person = store.add(
        Person(
            full_name=full, name_key=name_key(full), folded=fold(full), unit=new,
            code=f"{MARK}9{number:05d}", sex=Sex.MALE if number % 2 else Sex.FEMALE,
            staff=Staff.CADRE, born_in=1970 + number,
        )
    )  # fmt: skip
    new.staff += 1
    title = "Trưởng ban" if number == 3 else "Phó Trưởng ban"  # noqa: PLR2004 of the four
    head = number == 3  # noqa: PLR2004 of the four
    shared: dict[str, Any] = {"person": person, "title": title, "powers": []}
    before = store.add(Post(unit=old, over=old, since=FOUNDED, until=MARCH, is_head=head, **shared))
    after = store.add(Post(unit=new, over=new, since=MARCH, is_head=head, **shared))
    former.posts.append((before, after))
    former.seats.append((person, old))


def _levels(former: Former, communes: list[Unit]) -> None:
    store = former.land.store
    known = {
        name: Level.objects.get_or_create(
            name=name, defaults={"rank": rank, "since": STARTED, "until": until}
        )[0]
        for name, rank, until in LEVELS
    }
    then = [old for old, _new in former.abolished + former.merged if old.kind == Kind.COMMUNE]
    for name, units in (
        ("Tỉnh", [former.land.root]),
        ("Huyện", former.districts),
        ("Xã", [*communes, *then]),
    ):
        for unit in units:
            row = UnitLevel(
                unit=unit, level=known[name], since=unit.opened_on, until=unit.closed_on
            )
            store.add(row)


def retell(former: Former, store: Store, first: int) -> None:
    """Let the records of the first year lie under the units of then; note what July took along."""
    _reseat(former, store, first)
    movement = store.of(Movement)[0]
    events = _events(former, store)
    pairs = (
        (former.abolished, events[1]), (former.merged, events[2]), (former.party, events[0]),
    )  # fmt: skip
    of_unit: dict[int, Reorganisation] = {}
    for routes, event in pairs:
        for old, new in routes:
            of_unit[old.pk] = event
            store.add(
                Successor(
                    reorganisation=event, old=old, new=new,
                    opened=event is not events[2] and new.opened_on == event.effective_on,
                )
            )  # fmt: skip
            if old.kind == Kind.COMMUNE:
                _note(store, event, "scope", movement.pk, old, new)
    for district in former.districts:
        store.add(Successor(reorganisation=events[1], old=district, new=former.land.root))
    _ledger(former, store, of_unit)
    _clusters(former, store)


def _ledger(former: Former, store: Store, of_unit: dict[int, Reorganisation]) -> None:
    for person, old in former.seats:
        _note(store, of_unit[old.pk], "person", person.pk, old, person.unit)
    for before, after in former.posts:
        event = of_unit[before.unit_id]
        store.add(
            Carried(reorganisation=event, what="post", key=before.pk, before=0, after=after.pk)
        )
    for sheet in store.of(Sheet):
        if sheet.made_in is not None:
            made_in = sheet.made_in
            _note(store, of_unit[made_in.pk], "sheet", sheet.pk, made_in, sheet.unit)


def _note(store: Store, event: Reorganisation, what: str, key: int, old: Unit, new: Unit) -> None:
    store.add(Carried(reorganisation=event, what=what, key=key, before=old.pk, after=new.pk))


def _events(former: Former, store: Store) -> list[Reorganisation]:
    root, party = former.land.root, former.party[0][1].parent
    told = (
        (Sort.MERGE, "15-QĐ/TU", dt.date(2025, 2, 20), "Tỉnh uỷ Nam Sơn", MARCH, party,
         f"Nhập {PARTY[0][0]}, {PARTY[1][0]} thành {JOINED}"),
        (Sort.ABOLISH, "121/QĐ-UBND", dt.date(2025, 6, 20), ISSUER, JULY, root,
         "Bỏ cấp Huyện: UBND huyện Mường Than, UBND huyện Nậm Ngà"),
        (Sort.MERGE, "122/QĐ-UBND", dt.date(2025, 6, 20), ISSUER, JULY, root,
         "Nhập Xã Nà Pang, Xã Pu Lai vào Xã Nà Hỏi, Xã Suối Bàng"),
    )  # fmt: skip
    return [
        store.add(
            Reorganisation(
                sort=sort, number=number, issued_on=issued, issuer=issuer, effective_on=on,
                unit=unit, words=words, written_at=at(on, 8),
            )
        )
        for sort, number, issued, issuer, on, unit, words in told
    ]  # fmt: skip


def _reseat(former: Former, store: Store, first: int) -> None:
    for sheet in store.of(Sheet):
        _sheet(former, sheet, first)
    for row in (r for r in store.of(Registration) if r.round.year == first):
        row.sort_key = row.sheet.path + row.sort_key.removeprefix(row.unit.path)
        row.unit = row.sheet.unit
    for copy in (c for c in store.of(Copy) if c.sheet.round.year == first):
        copy.custodian = former.of(copy.custodian)
    for plan in (p for p in store.of(Plan) if p.sent_at and p.sent_at.date() < JULY):
        plan.unit = former.of(plan.unit)
        plan.path = plan.unit.path
    for adoption in (a for a in store.of(Adoption) if a.adopted_on < JULY):
        adoption.unit = former.of(adoption.unit)
        adoption.path = adoption.unit.path
    _follow(store)


def _sheet(former: Former, sheet: Sheet, first: int) -> None:
    old = former.of(sheet.unit, sheet.person)
    if sheet.round.year == first:
        sheet.unit, sheet.path = old, old.path
    elif sheet.round.year == JULY.year and old is not sheet.unit:
        sheet.made_in = old


def _follow(store: Store) -> None:
    """Let what carries the path of a registration carry the new one."""
    for review in store.of(Review):
        review.path = review.registration.unit.path
    for card in store.of(Card):
        card.path = card.registration.unit.path
    for award in store.of(Award):
        award.path = award.review.path


def _clusters(former: Former, store: Store) -> None:
    """Add the blocks of the departments and the cluster of the communes, in the years of today."""
    land = former.land
    kinds = (("Khối các sở", Kind.AGENCY, "block"), ("Cụm các xã", Kind.COMMUNE, "cluster"))
    for year in (JULY.year, JULY.year + 1):
        for name, kind, sort in kinds:
            one = store.add(Cluster(unit=land.root, year=year, sort=sort, name=name))
            units = [unit for unit in land.agencies if unit.kind == kind]
            for n, unit in enumerate(units):
                part = {0: Part.CHAIR, 1: Part.DEPUTY}.get(n, Part.MEMBER)
                store.add(Membership(cluster=one, unit=unit, year=year, part=part))
