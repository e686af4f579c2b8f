"""The invented province: its offices, its people, who may do what, who can sign in."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from django.contrib.auth.hashers import make_password

from kheo.accounts.models import User
from kheo.kernel.text import fold, name_key
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Kind, Line, Power, Sex, Staff
from kheo.project.demo import names
from kheo.project.demo.store import MARK, Store

DISTINCT = 1000  # so many people get names that nobody else has
FOUNDED = dt.date(2020, 1, 1)
PASSWORD = "khéo-dùng-thử-2026"  # noqa: S105 printed by the command; opens invented data only

# Name, short name, whether it keeps the second copies, how many people.
OFFICE_UNITS = (
    ("Phòng Hành chính - Tổ chức", "HCTC", True, 7),
    ("Phòng Tổng hợp", "TH", False, 6),
    ("Phòng Kinh tế ngành", "KTN", False, 6),
    ("Phòng Khoa giáo - Văn xã", "KGVX", False, 5),
    ("Phòng Nội chính - Tiếp công dân", "NCTCD", False, 6),
    ("Phòng Quản trị - Tài vụ", "QTTV", False, 8),
)
CENTRES = (
    ("Trung tâm Phục vụ hành chính công", "TTPVHCC", 9),
    ("Trung tâm Thông tin điện tử", "TTTTĐT", 6),
)
DEPARTMENTS = (
    (
        "Sở Nội vụ",
        "SNV",
        ("Văn phòng Sở", "Phòng Thi đua - Khen thưởng", "Phòng Dân tộc - Tôn giáo"),
    ),
    (
        "Sở Nông nghiệp và Môi trường",
        "SNNMT",
        ("Văn phòng Sở", "Phòng Phát triển nông thôn", "Phòng Đất đai"),
    ),
    ("Sở Y tế", "SYT", ("Văn phòng Sở", "Phòng Nghiệp vụ y", "Phòng Dân số - Trẻ em")),
    ("Sở Tư pháp", "STP", ("Văn phòng Sở", "Phòng Phổ biến pháp luật", "Phòng Hành chính tư pháp")),
)
COMMUNES = ("Nà Hỏi", "Tà Lèng", "Mường Pén", "Suối Bàng", "Huổi Lóng", "Bản Giàng")
COMMUNE_UNITS = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hoá - Xã hội")

HEAD = (Power.PLAN, Power.MODEL, Power.OVERSEE, Power.REPORT)
AGENCY_HEAD = (*HEAD, Power.FILE, Power.COMMEND, Power.APPRAISE)


@dataclass
class Country:
    """What the years are told about: the tree and its people, easy to find by part."""

    store: Store
    chance: Random
    root: Unit = field(init=False)
    committee: Unit = field(init=False)
    units: list[Unit] = field(default_factory=list)
    agencies: list[Unit] = field(default_factory=list)
    office: list[Unit] = field(default_factory=list)  # the divisions and centres of the office
    cells: dict[str, Unit] = field(default_factory=dict)  # by path of the unit it is drawn from
    focal: dict[int, Unit] = field(default_factory=dict)  # who files second copies, by agency
    heads: dict[int, Person] = field(default_factory=dict)  # by unit
    people: list[Person] = field(default_factory=list)
    posts: dict[int, Post] = field(default_factory=dict)  # first post by person
    used: set[str] = field(default_factory=set)

    def scope(self) -> list[Unit]:
        """Return the units that must answer: agencies and communes, and the office's own parts."""
        return [*self.agencies, *self.office]

    def unit(self, name: str, kind: Kind, parent: Unit | None, number: int, **more: object) -> Unit:
        path = f"{parent.path if parent else ''}{number:03d}."
        made = self.store.add(
            Unit(
                name=name,
                kind=kind,
                parent=parent,
                path=path,
                folded=fold(name),
                opened_on=FOUNDED,
                place="Nam Sơn",
                **more,
            )
        )
        self.units.append(made)
        if made.is_focal and parent is not None:
            self.focal[parent.pk] = made
        return made

    def person(
        self,
        unit: Unit,
        title: str,
        powers: tuple[Power, ...] = (),
        *,
        head: bool = False,
        over: Unit | None = None,
    ) -> Person:
        """Add somebody with a first post in *unit*; half of them belong to its Party cell."""
        name = names.drawn(self.chance)
        while name.full in self.used and len(self.used) < DISTINCT:
            name = names.drawn(self.chance)
        self.used.add(name.full)
        member = head or self.chance.random() < 0.45  # noqa: PLR2004 with the heads, half of all
        person = self.store.add(
            Person(
                full_name=name.full,
                name_key=name_key(name.full),
                folded=fold(name.full),
                code=f"{MARK}{len(self.people) + 1:06d}",
                unit=unit,
                sex=Sex(name.sex),
                staff=self._staff(unit, title),
                born_in=self.chance.randint(1968, 2001),
                cell=self.cell_of(unit) if member else None,
            )
        )
        unit.staff += 1
        self.people.append(person)
        self.posts[person.pk] = self.post(person, unit, title, powers, head=head, over=over)
        if head:
            self.heads[unit.pk] = person
        return person

    def post(
        self,
        person: Person,
        unit: Unit,
        title: str,
        powers: tuple[Power, ...],
        *,
        head: bool = False,
        over: Unit | None = None,
    ) -> Post:
        return self.store.add(
            Post(
                person=person,
                unit=unit,
                over=over or unit,
                title=title,
                is_head=head,
                powers=[str(power) for power in powers],
                since=FOUNDED,
            )
        )

    def cell_of(self, unit: Unit) -> Unit | None:
        """Return the Party cell the unit's members belong to."""
        paths = [p for p in self.cells if unit.path.startswith(p)]
        return self.cells[max(paths, key=len)] if paths else None

    def _staff(self, unit: Unit, title: str) -> Staff:
        if title in {"Nhân viên lái xe", "Nhân viên phục vụ"}:
            return Staff.WORKER
        return Staff.PUBLIC_EMPLOYEE if unit.kind == Kind.CENTRE else Staff.CIVIL_SERVANT

    def account(self, username: str, person: Person) -> None:
        """Let *person* sign in; ``@kheo.invalid`` can never receive mail."""
        person.user = self.store.add(
            User(
                username=username,
                full_name=person.full_name,
                email=f"{username}@kheo.invalid",
                password=make_password(PASSWORD, salt=f"kheo{username}"),
                date_joined=dt.datetime(2024, 1, 2, tzinfo=dt.UTC),
            )
        )


def settle(store: Store, chance: Random) -> Country:
    """Return the province with its offices, Party cells and people."""
    land = Country(store, chance)
    land.root = land.unit(
        "Uỷ ban nhân dân tỉnh Nam Sơn",
        Kind.PROVINCE,
        None,
        1,
        symbol="UBND",
        short_name="UBND tỉnh",
    )
    land.committee = land.unit(
        "Đảng bộ các cơ quan tỉnh Nam Sơn",
        Kind.COMMITTEE,
        None,
        2,
        line=Line.PARTY,
        short_name="Đảng bộ cơ quan",
    )
    _office(land)
    for number, (name, symbol, parts) in enumerate(DEPARTMENTS, 2):
        _agency(land, name, Kind.AGENCY, symbol, number, parts)
    for number, name in enumerate(COMMUNES, 2 + len(DEPARTMENTS)):
        _agency(land, f"Xã {name}", Kind.COMMUNE, "UBND", number, COMMUNE_UNITS)
    return land


def add_cell(land: Country, unit: Unit, name: str) -> None:
    number = len(land.cells) + 1
    land.cells[unit.path] = land.unit(
        f"Chi bộ {name}", Kind.CELL, land.committee, number, line=Line.PARTY
    )


def _office(land: Country) -> None:
    office = land.unit(
        "Văn phòng UBND tỉnh Nam Sơn",
        Kind.AGENCY,
        land.root,
        1,
        symbol="VPUBND",
        short_name="Văn phòng UBND tỉnh",
    )
    land.agencies.append(office)
    add_cell(land, land.root, "Lãnh đạo tỉnh")
    add_cell(land, office, "Lãnh đạo Văn phòng")
    rows = [(n, s, Kind.DIVISION, focal, size) for n, s, focal, size in OFFICE_UNITS]
    rows += [(n, s, Kind.CENTRE, False, size) for n, s, size in CENTRES]
    for number, (name, symbol, kind, focal, _size) in enumerate(rows, 1):
        unit = land.unit(
            name, kind, office, number, symbol=symbol, short_name=symbol, is_focal=focal
        )
        land.office.append(unit)
        add_cell(land, unit, name)
    land.person(land.root, "Phó Chủ tịch", tuple(Power), head=True)
    land.person(office, "Chánh Văn phòng", (*AGENCY_HEAD, Power.LAUNCH), head=True)
    land.person(office, "Phó Chánh Văn phòng", (Power.OVERSEE, Power.COUNCIL))
    for unit, (*_rest, size) in zip(land.office, rows, strict=True):
        title = "Giám đốc" if unit.kind == Kind.CENTRE else "Trưởng phòng"
        land.person(unit, title, HEAD, head=True)
        for n in range(1, size):
            worker = unit.symbol == "QTTV" and n > size - 3
            land.person(unit, "Nhân viên lái xe" if worker else "Chuyên viên")


def _agency(
    land: Country, name: str, kind: Kind, symbol: str, number: int, parts: tuple[str, ...]
) -> None:
    agency = land.unit(name, kind, land.root, number, symbol=symbol, short_name=name)
    land.agencies.append(agency)
    add_cell(land, agency, name)
    units = [
        land.unit(part, Kind.DIVISION, agency, n, is_focal=n == 1)
        for n, part in enumerate(parts, 1)
    ]
    leader = "Chủ tịch UBND xã" if kind == Kind.COMMUNE else "Giám đốc Sở"
    land.person(agency, leader, AGENCY_HEAD, head=True)
    for unit in units:
        title = "Chánh Văn phòng" if unit.is_focal else "Trưởng phòng"
        land.person(unit, title, (Power.OVERSEE, Power.MODEL), head=True)
        for _n in range(land.chance.choice((2, 2, 3))):
            land.person(unit, "Chuyên viên")
