"""The people who can sign in to the invented province, each in the posts the work needs."""

from typing import NamedTuple

from kheo.kernel.text import fold, name_key
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Kind, Line, Power, Sex, Staff
from kheo.project.demo.country import AGENCY_HEAD, Country
from kheo.project.demo.store import MARK


class Account(NamedTuple):
    username: str
    does: str  # said by the command to who tries it out


WITHOUT_OFFICER = 2  # agencies, for the register to name
ACCOUNTS = (
    Account("canbo", "Chuyên viên, đảng viên: đăng ký và ghi tiến độ nội dung của mình"),
    Account("vanthu", "Văn thư Văn phòng: lưu bản số 2, đôn đốc, nạp văn bản"),
    Account("phutrach", "Cán bộ phụ trách phong trào của Văn phòng: kế hoạch, theo dõi, báo cáo"),
    Account("truongphong", "Trưởng phòng: ghi nhận đăng ký, mô hình, kế hoạch của phòng"),
    Account("bithu", "Bí thư chi bộ: giữ bản số 1 của đảng viên"),
    Account("thamdinh", "Cán bộ thẩm định: chấm điểm, trình khen thưởng"),
    Account("hoidong", "Thành viên hội đồng tỉnh: bình xét, công nhận"),
    Account("lanhdao", "Lãnh đạo tỉnh: phát động, quyết định khen thưởng, nhận báo cáo"),
    Account("xa", "Chủ tịch UBND xã: việc của một xã từ kế hoạch đến báo cáo"),
    Account("quantri", "Quản trị phía chính quyền: cơ cấu đơn vị, tài khoản"),
    Account("tinhuy", "Quản trị phía Đảng: đơn vị, người và tài khoản của Tỉnh uỷ, đảng bộ"),
)


def give_accounts(land: Country) -> None:
    """Give people a way to sign in and, where needed, a second post."""
    hctc, th, *_rest = land.office
    office = land.agencies[0]
    clerks = _staff(land, hctc)
    for username, person in (
        ("canbo", _member(land, th)),
        ("vanthu", clerks[0]),
        ("phutrach", clerks[1]),
        ("truongphong", land.heads[th.pk]),
        ("bithu", land.heads[hctc.pk]),
        ("thamdinh", _staff(land, office)[0]),
        ("hoidong", land.heads[land.agencies[1].pk]),
        ("lanhdao", land.heads[land.root.pk]),
        ("xa", land.heads[land.agencies[5].pk]),
        ("quantri", clerks[2]),
    ):
        land.account(username, person)
        person.unread = 1  # the notice that waits for each account
    _change(land, clerks[0], "Văn thư", office, Power.FILE, Power.LAUNCH)
    _change(land, clerks[1], "Cán bộ phụ trách phong trào", office, *AGENCY_HEAD)
    _change(land, clerks[2], "Quản trị hệ thống", land.root, Power.ADMINISTER)
    appraiser = _staff(land, office)[0]
    _change(
        land,
        appraiser,
        "Phó Chánh Văn phòng, Tổ trưởng Tổ thẩm định",
        land.root,
        Power.APPRAISE,
        Power.OVERSEE,
        Power.COMMEND,
    )
    council = land.heads[land.agencies[1].pk]
    land.post(council, land.root, "Thành viên Hội đồng bình xét tỉnh", (Power.COUNCIL,))
    for cell in land.cells.values():
        secretary = next(p for p in land.people if p.is_party_member and p.cell_id == cell.pk)
        land.post(secretary, cell, "Bí thư chi bộ", (Power.FILE, Power.OVERSEE))
        land.heads[cell.pk] = secretary


def give_officers(land: Country) -> None:
    """Let most agencies have who keeps the movement going beside their own work: two still lack one."""
    for agency in land.agencies[1:-WITHOUT_OFFICER]:
        focal = next(unit for unit in land.units if unit.parent is agency and unit.is_focal)
        post = land.post(
            _staff(land, focal)[0], agency, "Cán bộ phụ trách phong trào", (Power.PLAN,)
        )
        post.since = agency.opened_on


def give_party_side(land: Country, committee: Unit) -> None:
    """Let somebody of the provincial committee administer the Party's trees: both, in two posts."""
    number = max(int(u.path.split(".")[1]) for u in land.units if u.parent is committee)
    office = land.unit(
        "Văn phòng Tỉnh uỷ", Kind.AGENCY, committee, number + 1, line=Line.PARTY, symbol="VPTU"
    )
    full = "Quàng Thị Hặc"
    person = land.store.add(
        Person(
            full_name=full, name_key=name_key(full), folded=fold(full), unit=office,
            code=f"{MARK}900100", sex=Sex.FEMALE, staff=Staff.CADRE, born_in=1984,
        )
    )  # fmt: skip
    office.staff += 1
    titles = ((committee, "Quản trị hệ thống"), (land.committee, "Quản trị Đảng bộ các cơ quan"))
    for over, title in titles:
        land.post(person, office, title, (Power.ADMINISTER,), over=over)
    land.account("tinhuy", person)


def _staff(land: Country, unit: Unit) -> list[Person]:
    return [p for p in land.people if p.unit_id == unit.pk and land.heads[unit.pk] is not p]


def _member(land: Country, unit: Unit) -> Person:
    """Return an ordinary Party member of *unit*; the first colleague joins if there is none."""
    staff = _staff(land, unit)
    found = next((p for p in staff if p.is_party_member), staff[0])
    found.cell = land.cell_of(unit)
    return found


def _change(land: Country, person: Person, title: str, over: Unit, *powers: Power) -> Post:
    post = land.posts[person.pk]
    post.title, post.over, post.powers = title, over, [str(power) for power in powers]
    return post
