"""The columns of a sheet of people and of one of units, and which column is meant by a header."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from kheo.kernel.sheet import cells
from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.text import fold
from kheo.orgs.states import ImportKind

FILES: dict[str, str] = {
    ImportKind.PEOPLE: "nguoi",
    ImportKind.UNITS: "don-vi",
}  # names of files, in addresses too
HEADERS_WITHIN = 20  # rows among which the header is looked for


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its title, the other headers it is known by, folded, and what to write in it."""

    name: str
    title: StrOrPromise
    also: tuple[str, ...]
    help: StrOrPromise
    width: float = 16
    kind: Kind = Kind.TEXT
    needed: bool = False

    @property
    def column(self) -> Column:
        return Column(self.title, self.width, self.kind)


PEOPLE = (
    Field(
        "full_name", _("Họ và tên"), ("ho ten", "ho va ten", "ho ten can bo", "ten can bo", "full name"),
        _("Họ, chữ đệm, tên; không quá 200 ký tự."), 28, needed=True,
    ),
    Field(
        "code", _("Mã cán bộ"),
        ("ma can bo", "ma cb", "ma nhan vien", "ma nv", "ma so", "so hieu", "so hieu cong chuc", "so hieu cbccvc", "code", "staff code"),
        _("Không trùng với ai. Một người nhiều chức vụ: mỗi chức vụ một dòng, cùng mã."), 14, needed=True,
    ),
    Field(
        "unit_code", _("Mã đơn vị"), ("ma don vi", "ma dinh danh don vi", "ma dinh danh", "ma phong", "unit code"),
        _("Mã định danh điện tử; có mã thì không cần tên đơn vị."), 14,
    ),
    Field(
        "unit", _("Đơn vị"), ("don vi", "ten don vi", "don vi cong tac", "phong ban", "phong", "noi cong tac", "unit"),
        _("Tên đơn vị; trùng tên thì ghi thêm đơn vị cấp trên sau dấu phẩy."), 34,
    ),
    Field(
        "title", _("Chức vụ"), ("chuc vu", "chuc danh", "vi tri viec lam", "post", "title"),
        _("Dòng đầu của một người là chức vụ chính, đang giữ."), 22,
    ),
    Field(
        "since", _("Từ ngày"), ("tu ngay", "ngay bat dau", "ngay giu chuc vu", "bat dau", "since", "from"),
        _("Ngày bắt đầu giữ chức vụ."), 13, Kind.DAY,
    ),
    Field(
        "until", _("Đến ngày"), ("den ngay", "ngay ket thuc", "ngay thoi", "ket thuc", "until", "up to"),
        _("Ngày thôi giữ chức vụ; để trống nếu còn giữ."), 13, Kind.DAY,
    ),
    Field(
        "is_head", _("Đứng đầu"), ("dung dau", "la nguoi dung dau", "nguoi dung dau", "thu truong", "head"),
        _("Ghi x nếu là người đứng đầu đơn vị."), 10,
    ),
    Field(
        "staff", _("Đối tượng"), ("doi tuong", "loai can bo", "phan loai", "nhom", "staff", "category"),
        _("Cán bộ, công chức, viên chức hoặc người lao động."), 16, needed=True,
    ),
    Field("sex", _("Giới tính"), ("gioi tinh", "nam nu", "phai", "sex"), _("Nam hoặc nữ."), 10, needed=True),
    Field(
        "born_on", _("Ngày sinh"), ("ngay sinh", "ngay thang nam sinh", "sinh ngay", "date of birth"),
        _("Ngày/tháng/năm; chỉ biết năm thì ghi năm."), 13, Kind.DAY,
    ),
    Field("born_in", _("Năm sinh"), ("nam sinh", "year of birth"), _("Cần khi không ghi ngày sinh."), 10),
    Field(
        "phone", _("Điện thoại"), ("dien thoai", "so dien thoai", "sdt", "dt", "di dong", "phone"),
        _("Bắt đầu bằng 0, từ 9 đến 11 chữ số."), 15,
    ),
    Field(
        "cell", _("Chi bộ"), ("chi bo", "sinh hoat chi bo", "chi bo sinh hoat", "cell", "party cell"),
        _("Chỉ đầu mối lưu hồ sơ ghi được; để trống nếu không phải đảng viên."), 28,
    ),
)  # fmt: skip

UNITS = (
    Field(
        "name", _("Tên đơn vị"), ("ten don vi", "don vi", "ten", "ten co quan", "name", "name of the unit"),
        _("Tên đầy đủ như trong quyết định; không quá 200 ký tự."), 40, needed=True,
    ),
    Field(
        "kind", _("Loại"), ("loai", "loai don vi", "loai hinh", "kind"),
        _("Sở, ban, ngành, văn phòng; phòng; trung tâm; xã, phường, đặc khu; đảng bộ; chi bộ."), 24, needed=True,
    ),
    Field(
        "line", _("Hệ thống"), ("he thong", "khoi", "thuoc he thong", "he thong to chuc", "line", "system"),
        _("Chính quyền; Đảng; hoặc Mặt trận, đoàn thể. Để trống thì như đơn vị cấp trên, đảng bộ và chi bộ thì là Đảng."), 22,
    ),
    Field(
        "code", _("Mã định danh"), ("ma dinh danh", "ma don vi", "ma", "ma dinh danh dien tu", "code", "identifier"),
        _("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H26.3.12."), 16,
    ),
    Field(
        "parent", _("Đơn vị cấp trên"),
        ("don vi cap tren", "cap tren", "truc thuoc", "ma cap tren", "ma don vi cap tren", "thuoc don vi", "parent", "unit above"),
        _("Mã hoặc tên; để trống thì ngay dưới đơn vị bạn quản trị."), 34,
    ),
    Field(
        "opened_on", _("Mở từ ngày"), ("mo tu ngay", "ngay thanh lap", "ngay mo", "thanh lap", "tu ngay", "opened", "opens on"),
        _("Ngày quyết định thành lập có hiệu lực."), 13, Kind.DAY, needed=True,
    ),
    Field("short_name", _("Tên gọi tắt"), ("ten goi tat", "ten tat", "short name"), _("Không bắt buộc."), 16),
    Field(
        "symbol", _("Chữ viết tắt"), ("chu viet tat", "viet tat", "ky hieu", "chu viet tat trong so ky hieu van ban", "symbol"),
        _("Trong số, ký hiệu văn bản, ví dụ SNV."), 14,
    ),
    Field("place", _("Địa danh"), ("dia danh", "dia phuong", "place"), _("Đứng trước ngày tháng của văn bản."), 18),
    Field("is_focal", _("Đầu mối"), ("dau moi", "la dau moi", "focal", "focal office"), _("Ghi x nếu là đầu mối của cơ quan."), 10),
    Field(
        "level", _("Thuộc cấp"), ("thuoc cap", "cap", "cap hanh chinh", "cap chinh quyen", "level", "level of government", "belongs to the level"),
        _("Cấp hành chính, nếu đơn vị là một cấp: xã, tỉnh. Để trống nếu không."), 14,
    ),
)  # fmt: skip

FIELDS: dict[str, tuple[Field, ...]] = {ImportKind.PEOPLE: PEOPLE, ImportKind.UNITS: UNITS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, what it says, and which column each field was found in."""

    row: int
    titles: Sequence[str]
    columns: Mapping[str, int]


def guess(
    fields: Sequence[Field], rows: Iterable[tuple[int, list[Any]]], within: int = HEADERS_WITHIN
) -> Header | None:
    """Return the row that names most fields, and which column it means by each; None where none."""
    best: Header | None = None
    for number, row in islice(rows, within):
        titles = [cells.text(cell) for cell in row]
        columns = _meant(fields, titles)
        if len(columns) > (len(best.columns) if best else 1):
            best = Header(number, titles, columns)
    return best


def _meant(fields: Sequence[Field], titles: Sequence[str]) -> dict[str, int]:
    """Return the column of each field: by its own title, by a synonym, by how the header begins."""
    folded = [bare(title) for title in titles]
    found: dict[str, int] = {}
    for names in (lambda f: (bare(str(f.title)),), lambda f: f.also):
        for field in fields:
            taken = set(found.values())
            free = [n for n, title in enumerate(folded) if title in names(field) and n not in taken]
            if free and field.name not in found:
                found[field.name] = free[0]
    return found | _begun(fields, folded, found)


def _begun(
    fields: Sequence[Field], folded: Sequence[str], found: Mapping[str, int]
) -> dict[str, int]:
    """Return the columns of needed fields whose header says more: "Họ và tên cán bộ, công chức"."""
    more: dict[str, int] = {}
    for field in fields:
        names = [f"{name} " for name in (bare(str(field.title)), *field.also) if " " in name]
        taken = {*found.values(), *more.values()}
        free = [
            n for n, title in enumerate(folded) if title.startswith(tuple(names)) and n not in taken
        ]
        if field.needed and free and field.name not in found:
            more[field.name] = free[0]
    return more


def bare(title: str) -> str:
    """Return a header folded, without what stands in brackets and without marks such as * and :."""
    plain = fold(title.partition("(")[0])
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
