"""The values of single cells: each is read, or refused in words."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from kheo.kernel.sheet import cells
from kheo.kernel.text import fold, phone_key
from kheo.orgs.importing.fields import Field
from kheo.orgs.importing.findings import Findings
from kheo.orgs.spelling import why_no_name
from kheo.orgs.states import Kind, Line, Sex, Staff

LENGTHS = {"full_name": 200, "name": 200, "title": 200, "code": 40, "short_name": 40, "symbol": 40, "place": 60}  # fmt: skip
BORN = (1930, 2020)
_NUMBER = re.compile(r"0\d{8,10}")
_YES = {"x", "co", "dung", "yes", "true", "1", "v"}
_NO = {"", "khong", "no", "false", "0", "-"}
STAFF = {
    "can bo": Staff.CADRE, "cb": Staff.CADRE, "cadre": Staff.CADRE,
    "cong chuc": Staff.CIVIL_SERVANT, "cc": Staff.CIVIL_SERVANT, "civil servant": Staff.CIVIL_SERVANT,
    "vien chuc": Staff.PUBLIC_EMPLOYEE, "vc": Staff.PUBLIC_EMPLOYEE,
    "public employee": Staff.PUBLIC_EMPLOYEE, "nguoi lao dong": Staff.WORKER,
    "nld": Staff.WORKER, "lao dong": Staff.WORKER, "worker": Staff.WORKER,
}  # fmt: skip
SEX = {"nam": Sex.MALE, "male": Sex.MALE, "nu": Sex.FEMALE, "female": Sex.FEMALE}
KINDS = {
    "tinh": Kind.PROVINCE, "thanh pho": Kind.PROVINCE, "so": Kind.AGENCY, "ban": Kind.AGENCY,
    "nganh": Kind.AGENCY, "van phong": Kind.AGENCY, "co quan": Kind.AGENCY, "phong": Kind.DIVISION,
    "trung tam": Kind.CENTRE, "don vi su nghiep": Kind.CENTRE, "xa": Kind.COMMUNE,
    "phuong": Kind.COMMUNE, "dac khu": Kind.COMMUNE, "province or city": Kind.PROVINCE,
    "department, board, sector agency, office": Kind.AGENCY, "division": Kind.DIVISION,
    "subordinate centre": Kind.CENTRE, "commune, ward, special zone": Kind.COMMUNE,
    "party committee": Kind.COMMITTEE, "party cell": Kind.CELL,
}  # fmt: skip
LINES = {
    "nha nuoc": Line.STATE, "chinh quyen": Line.STATE, "khoi chinh quyen": Line.STATE,
    "dang": Line.PARTY, "khoi dang": Line.PARTY, "dang cong san viet nam": Line.PARTY, "party": Line.PARTY,
    "mat tran": Line.FRONT, "doan the": Line.FRONT, "mttq": Line.FRONT, "mat tran to quoc": Line.FRONT,
    "mat tran va doan the": Line.FRONT, "mat tran to quoc va doan the": Line.FRONT,
    "to chuc chinh tri - xa hoi": Line.FRONT, "government": Line.STATE,
    "fatherland front and mass organisations": Line.FRONT,
}  # fmt: skip
CHOICES: dict[str, tuple[type[TextChoices], dict[str, Any]]] = {
    "staff": (Staff, STAFF),
    "sex": (Sex, SEX),
    "kind": (Kind, KINDS),
    "line": (Line, LINES),
}

folded = lru_cache(65_536)(fold)
_day = lru_cache(16_384)(cells.day)
_phone = phone_key


class Reader:
    """Reads the cells of one row after another; what cannot be read is found with its cell."""

    def __init__(
        self, fields: tuple[Field, ...], columns: dict[str, int], findings: Findings
    ) -> None:
        self.fields = {field.name: field for field in fields}
        self.columns = columns
        self.findings = findings
        self.number = 0
        self.row: list[Any] = []
        self.sound = True
        self.choices = {
            name: {folded(str(label)): value for value, label in kind.choices} | synonyms
            for name, (kind, synonyms) in CHOICES.items()
        }

    def turn_to(self, number: int, row: list[Any]) -> None:
        self.number, self.row, self.sound = number, row, True

    def wrong(self, name: str, words: str) -> None:
        self.sound = False
        self.findings.error(self.number, self.columns.get(name), words)

    def raw(self, name: str) -> Any:
        column = self.columns.get(name)
        return "" if column is None or column >= len(self.row) else self.row[column]

    def text(self, name: str) -> str:
        """Return a text; one that is needed or too long is wrong."""
        found = cells.text(self.raw(name))
        if not found:
            if self.fields[name].needed and name in self.columns:
                self.missing(name)  # a column that is not there is told of once, at the header
            self.sound &= not self.fields[name].needed
            return ""
        if len(found) > LENGTHS.get(name, 400):
            words = _("%(title)s dài %(length)s ký tự, chỉ được %(most)s. Rút gọn lại.")
            about = {"title": self.fields[name].title, "length": len(found)}
            self.wrong(name, words % {**about, "most": LENGTHS.get(name, 400)})
            return ""
        if "\0" in found or not found.isprintable():
            self.wrong(name, _("Có ký tự không in được. Gõ lại ô này."))
            return ""
        if name == "full_name" and (why := why_no_name(found)):
            self.wrong(name, why)
            return ""
        return found

    def missing(self, name: str) -> None:
        self.wrong(name, _("Chưa ghi %(title)s.") % {"title": self._lower(name)})

    def day(self, name: str) -> date | None:
        """Return a day; a cell with anything else in it is wrong."""
        raw = self.raw(name)
        if raw in {"", None}:
            return None
        found = raw if type(raw) is date else _day(raw)
        if found is None:
            words = _("Đang ghi “%(found)s”. Cần ngày/tháng/năm, ví dụ 25/3/2027.")
            self.wrong(name, words % {"found": _short(cells.text(raw))})
        return found

    def choice(self, name: str) -> str:
        """Return which of the choices a cell means."""
        choices, raw = self.choices[name], self.raw(name)
        if type(raw) is str and raw in choices:
            return str(choices[raw])
        typed = self.text(name)
        if not typed:
            return ""
        found = choices.get(folded(typed))
        if found is None:
            words = _("Đang ghi “%(found)s”. Cần một trong: %(wanted)s.")
            wanted = "; ".join(str(label) for label in CHOICES[name][0].labels)
            self.wrong(name, words % {"found": _short(typed), "wanted": wanted})
            return ""
        choices[typed] = found
        return str(found)

    def yes(self, name: str) -> bool:
        raw = self.raw(name)
        if raw == "":
            return False
        typed = folded(cells.text(raw))
        if typed not in _YES | _NO:
            words = _("Đang ghi “%(found)s”. Ghi x, hoặc để trống.")
            self.wrong(name, words % {"found": _short(typed)})
        return typed in _YES

    def phone(self) -> str:
        typed = cells.text(self.raw("phone"))
        if not typed:
            return ""
        number = typed if typed.isdecimal() and typed[0] == "0" else _phone(typed)
        if len(number) == 9 and isinstance(self.raw("phone"), int | float):  # noqa: PLR2004 digits
            number = f"0{number}"  # Excel took the number for an amount and dropped its 0
        if not _NUMBER.fullmatch(number):
            words = _("Đang ghi “%(found)s”. Cần số bắt đầu bằng 0, từ 9 đến 11 chữ số.")
            self.wrong("phone", words % {"found": _short(typed)})
            return ""
        return number

    def born(self) -> tuple[int, date | None]:
        """Return the year of birth and the day, where the sheet has it."""
        raw = self.raw("born_on")
        typed = "" if type(raw) is date else cells.text(raw)
        name, on, year = "born_on", None, 0
        if typed.isdecimal():
            year = int(typed[:6])
        elif on := self.day("born_on"):
            year = on.year
        elif not typed:
            name, typed = "born_in", cells.text(self.raw("born_in"))
            year = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 6 else 0  # noqa: PLR2004 a year
            if not typed:
                self.missing("born_on" if "born_on" in self.columns else "born_in")
                return 0, None
        else:
            return 0, None
        other = cells.text(self.raw("born_in")) if name == "born_on" else ""
        if not BORN[0] <= year <= BORN[1]:
            words = _("Đang ghi “%(found)s”. Cần một năm từ %(low)s đến %(high)s.")
            about = {"found": _short(typed or str(year)), "low": BORN[0], "high": BORN[1]}
            self.wrong(name, words % about)
        elif other and other != str(year):
            words = _("Năm sinh ghi %(year)s, ngày sinh ghi năm %(day)s. Sửa cho khớp nhau.")
            self.wrong("born_in", words % {"year": _short(other), "day": year})
        return year, on

    def _lower(self, name: str) -> str:
        title = str(self.fields[name].title)
        return title[:1].lower() + title[1:]


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"  # noqa: PLR2004 what fits in a line


type Progress = Callable[[int], None]
