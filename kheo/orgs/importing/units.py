"""A sheet of units: what each row says, what is wrong with it, which units it would open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.sheet import cells
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.orgs.importing import register
from kheo.orgs.importing.fields import UNITS
from kheo.orgs.importing.findings import Findings
from kheo.orgs.importing.register import Place, Places
from kheo.orgs.importing.values import Progress, Reader
from kheo.orgs.states import UNIT_CODE, usual_line

OFTEN = 500
FACTS = ("kind", "line", "short_name", "symbol", "place", "is_focal")


@dataclass(slots=True)
class New:
    """A unit a sheet would open, under one of the register or under another of the sheet."""

    row: int
    name: str
    kind: str
    line: str  # none: as is usual of its kind and of the unit above
    code: str
    opened_on: date
    short_name: str
    symbol: str
    place: str
    is_focal: bool
    level: int | None = None
    level_since: date | None = None
    above: "Place | New | None" = None

    @property
    def written(self) -> str:
        return f"{self.name}, {self.above.name}" if self.above else self.name


@dataclass(slots=True)
class Units:
    """What a sheet would write: units, each after the one above it."""

    new: list[New] = field(default_factory=list)
    rows: int = 0
    same: int = 0  # units the register already holds, exactly so


class _Check:
    def __init__(self, by: Actor, columns: dict[str, int], findings: Findings) -> None:
        self.findings, self.columns = findings, columns
        self.read = Reader(UNITS, columns, findings)
        self.places: Places = register.places(by)
        self.facts = register.units_of(self.places)
        self.taken = register.unit_codes() - self.places.by_code.keys()
        self.levels = register.levels() if "level" in columns else {}
        self.root = next((p for p in self.places.all if p.path == by.reach), None)
        self.rows: list[tuple[New, str]] = []  # with what stands in the cell of the unit above
        self.by_code: dict[str, New] = {}
        self.by_name: dict[str, list[New]] = defaultdict(list)

    def row(self, number: int, row: list[Any]) -> None:
        read = self.read
        read.turn_to(number, row)
        opened_on = read.day("opened_on")
        if "opened_on" in self.columns and not cells.text(read.raw("opened_on")):
            read.missing("opened_on")
        if opened_on and opened_on > clock.today():
            words = _("Đang ghi %(day)s, ngày ấy chưa đến. Đến ngày ấy hãy ghi.")
            read.wrong("opened_on", words % {"day": day(opened_on)})
        new = New(
            row=number,
            name=read.text("name"),
            kind=read.choice("kind"),
            line=read.choice("line"),
            code=self._code(),
            opened_on=opened_on or clock.today(),  # a row without a day is wrong anyway
            short_name=read.text("short_name"),
            symbol=read.text("symbol"),
            place=read.text("place"),
            is_focal=read.yes("is_focal"),
        )
        new.level, since = self._level()
        new.level_since = since and max(since, new.opened_on)
        self.rows.append((new, cells.text(read.raw("parent"))))
        if new.name:
            self.by_name[fold(new.name)].append(new)

    def _level(self) -> tuple[int | None, date | None]:
        """Return the level a cell names, and since when there is one."""
        typed = self.read.text("level")
        key, _name, since = self.levels.get(fold(typed), (None, "", None))
        if typed and key is None:
            words = _("Không có cấp “%(typed)s”. Ghi một trong: %(names)s; hoặc để trống.")
            names = ", ".join(name for _key, name, _since in self.levels.values()) or "-"
            self.read.wrong("level", words % {"typed": typed[:60], "names": names})
        return key, since

    def _code(self) -> str:
        code = self.read.text("code").upper()
        if code and not UNIT_CODE.fullmatch(code):
            words = _(
                "Đang ghi “%(code)s”. Mã theo Quyết định 20/2020/QĐ-TTg có dạng H26 hoặc H26.3.12."
            )
            self.read.wrong("code", words % {"code": code})
            return ""
        if code in self.taken:
            self.read.wrong("code", _("Mã này đã cấp cho đơn vị ngoài phạm vi bạn quản trị."))
        if code in self.by_code:
            words = _("Mã này đã ghi ở dòng %(row)s. Mỗi đơn vị một mã.")
            self.read.wrong("code", words % {"row": self.by_code[code].row})
        return code

    def wrong(self, new: New, name: str, words: str) -> None:
        self.findings.error(new.row, self.columns.get(name), words)

    def find_above(self, new: New, typed: str) -> None:
        """Find the unit above: in the sheet by code, in the register, in the sheet by name."""
        if not typed:
            new.above = self.root
            return
        name, comma, above = typed.rpartition(",")
        found: list[New | Place] = []
        if coded := self.by_code.get(typed.upper()):
            found = [coded]
        elif in_register := self.places.meant(typed):
            found = list(in_register)
        else:
            found = list(self.by_name.get(fold(typed), ()))
            if not found and comma:
                found = [n for n in self.by_name.get(fold(name), ()) if self._under(n, above)]
        if len(found) != 1:
            words = _("Không có đơn vị “%(typed)s” trong tệp hay trong phạm vi bạn quản trị.")
            if found:
                words = _("Có nhiều đơn vị tên “%(typed)s”. Ghi mã của đơn vị cấp trên.")
            self.wrong(new, "parent", words % {"typed": typed[:80]})
            return
        new.above = found[0]

    def _under(self, new: New, above: str) -> bool:
        """Tell whether a row of the sheet names *above*, by name or by code, as the unit above."""
        typed = next(typed for one, typed in self.rows if one is new)
        coded = self.by_code.get(typed.upper())
        return fold(coded.name if coded else typed) == fold(above)


def check(
    rows: Iterable[tuple[int, list[Any]]],
    columns: dict[str, int],
    findings: Findings,
    progress: Progress,
    *,
    by: Actor,
) -> Units:
    """Return which units *rows* would open; everything wrong is in *findings*."""
    one = _Check(by, columns, findings)
    for number, row in rows:
        if any(cell != "" for cell in row):
            one.row(number, row)
            new = one.rows[-1][0]
            if new.code:
                one.by_code.setdefault(new.code, new)
        if number % OFTEN == 0:
            progress(number)
    for new, typed in one.rows:
        one.find_above(new, typed)
    found = Units(rows=len(one.rows))
    fresh = [new for new, _typed in one.rows if not _is_known(one, new, found)]
    found.new = _from_the_top(one, fresh)
    _check_neighbours(one, found.new)
    return found


def _is_known(one: _Check, new: New, found: Units) -> bool:
    """Tell whether the register holds *new* already; say where it differs."""
    place = one.places.by_code.get(new.code) if new.code else None
    if place is None and isinstance(new.above, Place):
        same = one.places.by_name.get(fold(f"{new.name}, {new.above.name}"), [])
        place = next(
            (p for p in same if p.closed_on is None and p.name.casefold() == new.name.casefold()),
            None,
        )
    if place is None:
        return False
    facts = one.facts[place.pk]
    here = {name: getattr(new, name) for name in FACTS}
    # A sheet that does not say denies nothing.
    here |= {"line": new.line or facts["line"], "level": new.level or facts["level"]}
    there = {name: facts[name] for name in (*FACTS, "level")}
    here |= {"name": new.name, "code": new.code, "opened_on": new.opened_on}
    here["parent"] = new.above.pk if isinstance(new.above, Place) else None
    there |= {"name": place.name, "code": place.code, "opened_on": place.opened_on}
    there["parent"] = facts["parent_id"]
    for name in (name for name, value in here.items() if value != there[name]):
        words = _("%(unit)s đã có trong sổ với thông tin khác. Sửa ở trang của đơn vị ấy.")
        one.wrong(new, name, words % {"unit": place.name})
    found.same += 1
    # Units of the sheet that stand below it stand below the one of the register.
    for other, _typed in one.rows:
        if other.above is new:
            other.above = place
    return True


def _from_the_top(one: _Check, fresh: list[New]) -> list[New]:
    """Return the units each after the one above it; those of a ring are wrong."""
    below: dict[int, list[New]] = defaultdict(list)
    for new in fresh:
        if isinstance(new.above, New):
            below[id(new.above)].append(new)
    ordered = [new for new in fresh if not isinstance(new.above, New)]
    for new in ordered:  # grows while it is walked
        above = one.facts[new.above.pk]["line"] if isinstance(new.above, Place) else ""
        new.line = new.line or usual_line(new.kind, above or getattr(new.above, "line", ""))
        ordered += below[id(new)]
    reached = {id(new) for new in ordered}
    for new in fresh:
        if id(new) not in reached:
            words = _("Đơn vị cấp trên của %(unit)s lại thuộc chính nó: vòng tròn. Sửa cấp trên.")
            one.wrong(new, "parent", words % {"unit": new.name})
    return ordered


def _check_neighbours(one: _Check, units: list[New]) -> None:
    """Check what depends on the unit above: days, names of one level, the focal office."""
    names = {
        (place.above_key, place.name.casefold()) for place in one.places.all if not place.closed_on
    }
    focal = {facts["parent_id"] for facts in one.facts.values() if facts["is_focal"]}
    for new in units:
        above = new.above
        if above is None:
            continue
        key = above.pk if isinstance(above, Place) else -above.row
        if isinstance(above, Place) and above.closed_on:
            words = _("%(unit)s đã đóng từ ngày %(day)s.")
            one.wrong(new, "parent", words % {"unit": above.name, "day": day(above.closed_on)})
        elif new.opened_on < above.opened_on:
            words = _("%(unit)s mở ngày %(day)s. Cần một ngày từ đó trở đi.")
            about = {"unit": above.name, "day": day(above.opened_on)}
            one.wrong(new, "opened_on", words % about)
        if (key, new.name.casefold()) in names:
            words = _("Đã có “%(name)s” ở cùng cấp. Kiểm tra lại, hoặc ghi tên khác.")
            one.wrong(new, "name", words % {"name": new.name})
        names.add((key, new.name.casefold()))
        if new.is_focal and key in focal:
            one.wrong(new, "is_focal", _("Đơn vị cấp trên đã có đầu mối. Mỗi cơ quan một đầu mối."))
        if new.is_focal:
            focal.add(key)
