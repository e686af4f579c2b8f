"""Invented offices with the people a movement needs: one agency, one board, one province."""

import datetime as dt
from dataclasses import dataclass

from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Line, Power, Staff
from tests.factories import PostFactory, UnitFactory
from tests.scenarios.pages import User

LONG_AGO = dt.date(2005, 1, 1)
EVERY_POWER = [p for p in Power if p != Power.ADMINISTER]
HEAD = (Power.PLAN, Power.MODEL, Power.OVERSEE, Power.REPORT)


@dataclass
class Office:
    """The units by name, the people by role."""

    province: Unit
    agency: Unit
    division: Unit
    centre: Unit
    focal: Unit
    cell: Unit
    leader: User  # launches, commends, decides: the head of the agency
    clerk: User  # of the focal office: files, oversees, launches
    head: User  # of the division: plan, models, oversees
    centre_head: User
    member: User  # civil servant of the division, Party member
    worker: User  # staff of the division, not a member
    employee: User  # public employee of the centre, not a member
    secretary: User  # of the Party cell
    appraiser: User  # checks scores, sits in the council, proposes commendation

    @property
    def users(self) -> list[User]:
        return [value for value in vars(self).values() if isinstance(value, User)]


@dataclass
class Province:
    """A province that addresses its departments and its localities."""

    province: Unit
    department: Unit
    interior: Unit
    locality: Unit
    clerk: User  # launches for the province
    leader: User  # of the province: receives reports, decides
    director: User  # of the department
    deputy: User  # of the department, the leader it assigns
    supervisor: User  # of the department of the interior: urges and inspects
    chair: User  # of the locality
    officer: User  # of the locality, part time

    @property
    def users(self) -> list[User]:
        return [value for value in vars(self).values() if isinstance(value, User)]


def unit(path: str, name: str, kind: Kind, parent: Unit | None = None, **more) -> Unit:
    return UnitFactory(path=path, name=name, kind=kind, parent=parent, opened_on=LONG_AGO, **more)


def user(place: Unit, title: str, *powers: Power, over: Unit | None = None, **more) -> User:
    """Make somebody with an account; *more* are facts of the person, but for ``is_head``."""
    is_head = more.pop("is_head", False)
    post = PostFactory(
        unit=place, over=over or place, title=title, powers=list(powers), since=LONG_AGO,
        is_head=is_head, person__unit=place,
        **{f"person__{name}": value for name, value in more.items()},
    )  # fmt: skip
    Unit.objects.filter(pk=place.pk).update(staff=Person.objects.filter(unit=place).count())
    return User(post)


def build(
    agency_name: str = "Văn phòng UBND tỉnh Nam Sơn",
    symbol: str = "VPUBND",
    division_name: str = "Phòng Tổng hợp",
    centre_name: str = "Trung tâm Tin học",
    focal_name: str = "Phòng Hành chính - Tổ chức",
) -> Office:
    """Make an agency with a division, a centre, the division that files, and a Party cell."""
    province = unit("001.", "UBND tỉnh Nam Sơn", Kind.PROVINCE)
    agency = unit("001.001.", agency_name, Kind.AGENCY, province, symbol=symbol, place="Nam Sơn")
    division = unit("001.001.001.", division_name, Kind.DIVISION, agency)
    centre = unit("001.001.002.", centre_name, Kind.CENTRE, agency)
    focal = unit("001.001.003.", focal_name, Kind.DIVISION, agency, is_focal=True)
    cell = unit("900.", "Chi bộ 1", Kind.CELL, line=Line.PARTY)
    return Office(
        province, agency, division, centre, focal, cell,
        leader=user(
            agency, "Thủ trưởng", *EVERY_POWER,
            full_name="Đặng Văn Bình", staff=Staff.CADRE, is_head=True,
        ),
        clerk=user(
            focal, "Chuyên viên", Power.LAUNCH, Power.FILE, Power.OVERSEE, Power.PLAN, Power.REPORT,
            over=agency, full_name="Lò Thị Thanh",
        ),
        head=user(division, "Trưởng phòng", *HEAD, full_name="Nguyễn Hải Chung", is_head=True),
        centre_head=user(centre, "Giám đốc", *HEAD, full_name="Ma Văn Lâm", is_head=True),
        member=user(division, "Chuyên viên", full_name="Phạm Thế Dương", cell=cell),
        worker=user(division, "Nhân viên", full_name="Đỗ Gia Huy", staff=Staff.WORKER),
        employee=user(
            centre, "Kỹ thuật viên", full_name="Tòng Thị Én", staff=Staff.PUBLIC_EMPLOYEE
        ),
        secretary=user(cell, "Bí thư Chi bộ", Power.OVERSEE, full_name="Quàng Thị Giang"),
        appraiser=user(
            agency, "Phó thủ trưởng", Power.APPRAISE, Power.COUNCIL, Power.COMMEND,
            full_name="Trần Kim Dung",
        ),
    )  # fmt: skip


def build_board() -> Office:
    return build(
        agency_name="Ban Dân tộc tỉnh Nam Sơn", symbol="BDT", division_name="Phòng Chính sách",
        centre_name="Trung tâm Dịch vụ miền núi", focal_name="Văn phòng Ban",
    )  # fmt: skip


def build_province() -> Province:
    province = unit("001.", "UBND tỉnh Nam Sơn", Kind.PROVINCE, symbol="UBND", place="Nam Sơn")
    department = unit("001.001.", "Sở Tư pháp", Kind.AGENCY, province, symbol="STP")
    interior = unit("001.002.", "Sở Nội vụ", Kind.AGENCY, province, symbol="SNV")
    locality = unit("001.003.", "UBND xã Mường Nậm", Kind.COMMUNE, province)
    return Province(
        province, department, interior, locality,
        clerk=user(province, "Chuyên viên", Power.LAUNCH, full_name="Lò Thị Thanh"),
        leader=user(
            province, "Chủ tịch", Power.OVERSEE, Power.COUNCIL, Power.COMMEND, Power.REPORT,
            full_name="Đặng Văn Bình", is_head=True,
        ),
        director=user(
            department, "Giám đốc", *HEAD, full_name="Nguyễn Hải Chung", is_head=True
        ),
        deputy=user(department, "Phó Giám đốc", full_name="Trần Kim Dung"),
        supervisor=user(
            interior, "Trưởng phòng", Power.OVERSEE, Power.FILE, Power.REPORT,
            over=province, full_name="Hà Thu Giang",
        ),
        chair=user(locality, "Chủ tịch", *HEAD, full_name="Ma Văn Lâm", is_head=True),
        officer=user(locality, "Chuyên viên", full_name="Tòng Thị Én"),
    )  # fmt: skip
