"""The sheet to download, filled with a unit's people and the form's columns; the same come back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kheo.kernel import files
from kheo.kernel.actor import Actor
from kheo.kernel.sheet import cells, written
from kheo.kernel.sheet.columns import Kind
from kheo.kernel.text import fold
from kheo.kernel.ui.forms import DateField
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.bulk import whom
from kheo.movement.s3_registration.bulk.check import NAME, Checked, Fault, Typed, check
from kheo.movement.s3_registration.bulk.reader import Reader, listed
from kheo.movement.s3_registration.models import Load
from kheo.movement.s3_registration.states import LoadState
from kheo.notices.sentence import SOURCE
from kheo.orgs.importing.checked import RefusedError, check_layout, opened, titled, unread
from kheo.orgs.importing.fields import PEOPLE, Field, Header, bare
from kheo.orgs.importing.findings import Findings
from kheo.orgs.models import Person
from kheo.orgs.naming import name_for

MOST = 5_000  # rows of one file
FIRST = 12  # of what would be written, shown before it is
UNWRITTEN = (LoadState.CHECKED, LoadState.REFUSED)
HEADER_WITHIN = 60  # rows: above it stands a line for each question, and an office adds some
_KNOWN = {one.name: one for one in PEOPLE}
WHO = tuple(replace(_KNOWN[name], needed=False) for name in ("code", NAME, "unit"))


def columns(reader: Reader) -> tuple[Field, ...]:
    """Return the columns: who, then what the form asks."""
    asked = [
        Field(
            name,
            one.label or name,
            _titles(one.label or name),
            _help(reader, name, str(one.help_text)),
            13 if isinstance(one, DateField) else 30,
            Kind.DAY if isinstance(one, DateField) else Kind.TEXT,
            needed=one.required,
        )
        for name, one in reader.columns.items()
    ]
    return (*WHO, *asked)


def _titles(label: object) -> tuple[str, ...]:
    """Return a header in every language: who fills in may read in another than who brings."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(bare(str(label)))
    return tuple(dict.fromkeys(found))


def _help(reader: Reader, name: str, words: str) -> str:
    options = [text for value, text in reader.options(name) if value != "0"]
    if not options:
        return words
    pick = "; ".join(listed(options))
    if name == "topic":
        return _("Ghi số hoặc lời của chủ đề, hoặc chủ đề khác bằng lời: %(pick)s.") % {
            "pick": pick
        }
    if name == "criteria":
        return _("Ghi số hoặc lời, nhiều tiêu chí cách nhau bằng dấu chấm phẩy: %(pick)s.") % {
            "pick": pick
        }
    return _("Ghi số hoặc lời: %(pick)s.") % {"pick": pick}


def template(by: Actor, round_: Round, path: str) -> bytes:
    """Return the sheet with a row for each item that each silent person at *path* must write."""
    reader = Reader(round_)
    fields = columns(reader)
    head = [
        _("Mẫu nhập nội dung đăng ký năm %(year)s: %(movement)s")
        % {"year": round_.year, "movement": round_.movement.name},
        _("Mẫu đăng ký số %(n)s. Mỗi dòng một nội dung; dòng không ghi gì thì bỏ qua.")
        % {"n": reader.number},
        *(f"{one.title}{' *' if one.needed else ''}: {one.help}" for one in fields),
    ]
    rows = whom.silent(path, round_).order_by("unit__path", "sort_key")[:MOST]
    filled = _filled(by, round_, list(rows), len(fields))
    return written.write(_("Nội dung đăng ký"), [one.column for one in fields], filled, head=head)


def _filled(by: Actor, round_: Round, people: Sequence[Person], width: int) -> Iterator[list[Any]]:
    known = whom.known(people[0].unit.path, round_, people).contracts if people else {}
    for person in people:
        blank = [""] * (width - len(WHO))
        for _n in range(max(1, known[person.staff].minimum)):
            yield [person.code, person.full_name, name_for(by, person.unit), *blank]


@dataclass(slots=True)
class Read:
    """A sheet come back: what it would write, and what was found, by the names of its cells."""

    checked: Checked
    findings: Findings
    rows: int = 0
    blank: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "blank": self.blank,
            "errors": self.findings.wrong,
            "doubts": self.findings.doubtful,
            "people": len(self.checked.people),
            "items": len(self.checked.lines),
            "late": len(self.checked.late),
        }

    @property
    def kept(self) -> dict[str, Any]:
        """Return what was found, in the language of whoever asked."""
        first = [
            [line.number, line.person.full_name, line.facts["title"]]
            for line in self.checked.lines[:FIRST]
        ]
        return {
            "language": get_language(),
            "errors": self.findings.errors,
            "doubts": self.findings.doubts,
            "notes": self.notes,
            "hinders": self.checked.hinders[:FIRST],
            "first": first,
        }


def why(error: RefusedError) -> dict[str, Any]:
    """Return the same of a sheet that cannot be read at all."""
    return {"language": get_language(), "why": str(error)}


def found_in(load: Load) -> dict[str, Any]:
    """Return what was found in a sheet, as kept; for a reader of another language it is read anew."""
    found: dict[str, Any] = load.findings
    kept_in = found.get("language", SOURCE)
    if not load.file or load.state not in UNWRITTEN or kept_in == get_language():
        return found
    try:
        return read(files.fetch(load.file), load.name, load.round, load.path).kept
    except RefusedError as error:
        return why(error)


@dataclass(slots=True)
class _Row:
    number: int
    row: list[Any]
    columns: dict[str, int] = field(default_factory=dict)

    def raw(self, name: str) -> Any:
        at = self.columns.get(name)
        return "" if at is None or at >= len(self.row) else self.row[at]

    def text(self, name: str) -> str:
        return cells.text(self.raw(name))


def read(data: bytes, name: str, round_: Round, path: str) -> Read:
    """Check a sheet of items for people at *path*; raise RefusedError where nothing can be read."""
    reader = Reader(round_)
    fields = columns(reader)
    table = opened(data, name, most=MOST)
    header = titled(fields, table, HEADER_WITHIN)
    findings = Findings()
    notes = unread(table) + _needed(fields, header, findings)
    check_layout(table, header, findings)
    asked = [name for name in reader.columns if name in header.columns]
    rows = [
        _Row(n, row, dict(header.columns))
        for n, row in islice(table.rows(), header.row, None)
        if any(cell not in {"", None} for cell in row)
    ]
    told = [row for row in rows if any(row.text(name) for name in asked)]
    if not told:
        raise RefusedError(_("Không dòng nào ghi nội dung. Điền vào mẫu, lưu, rồi đưa lên lại."))
    people, faults = _people(told, path)
    typed = [_typed(row, people[row.number], reader, asked) for row in told if row.number in people]
    found = check(path, round_, reader, typed)
    lacking = {one.name for one in fields if one.needed} - set(header.columns)
    for fault in sorted((*faults, *found.errors), key=lambda fault: fault.number):
        if fault.field not in lacking:  # said once, of the column
            findings.error(fault.number, _column(header, fault), fault.words)
    for fault in found.doubts:
        findings.doubt(fault.number, _column(header, fault), fault.words)
    notes += found.hinders[:20]
    return Read(found, findings, len(told), len(rows) - len(told), notes)


def _needed(fields: Sequence[Field], header: Header, findings: Findings) -> list[str]:
    """Tell of columns that are missing; return what is only told, of columns not used."""
    for one in fields:
        if one.needed and one.name not in header.columns:
            words = _("Thiếu cột “%(title)s” của mẫu hiện nay. Tải mẫu mới rồi chép sang.")
            findings.error(header.row, None, words % {"title": one.title})
    if not {"code", NAME} & set(header.columns):
        findings.error(header.row, None, _("Thiếu cột “Mã cán bộ” hoặc “Họ và tên”."))
    taken = set(header.columns.values())
    lost = [title for n, title in enumerate(header.titles) if title and n not in taken]
    if lost:
        words = _("Không dùng cột: %(titles)s.")
        return [words % {"titles": "; ".join(lost[:10])}]
    return []


def _column(header: Header, fault: Fault) -> int | None:
    name = "topic" if fault.field == "own_topic" else fault.field
    if name == NAME and NAME not in header.columns:
        name = "code"
    return header.columns.get(name)


def _typed(row: _Row, person: Person, reader: Reader, asked: Sequence[str]) -> Typed:
    values: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name in asked:
        meant, wrong = reader.meant(name, row.raw(name))
        values |= meant
        if wrong:
            errors[name] = [wrong]
    return Typed(row.number, person, values, errors)


def _people(rows: Sequence[_Row], path: str) -> tuple[dict[int, Person], list[Fault]]:
    """Return who each row is for, by its code or else its name; tell of those nobody is found for."""
    codes = {row.text("code") for row in rows} - {""}
    names = {fold(row.text(NAME)) for row in rows if not row.text("code")} - {""}
    known = whom.named(path, codes, names)
    by_code = {person.code: person for person in known}
    by_name: dict[str, list[Person]] = {}
    for person in known:
        by_name.setdefault(person.folded, []).append(person)
    found: dict[int, Person] = {}
    faults: list[Fault] = []
    for row in rows:
        who = _who(row, by_code, by_name)
        if isinstance(who, Person):
            found[row.number] = who
        else:
            faults.append(Fault(row.number, *who))
    return found, faults


def _who(
    row: _Row, by_code: dict[str, Person], by_name: dict[str, list[Person]]
) -> Person | tuple[str, str]:
    code, name = row.text("code"), row.text(NAME)
    if code:
        return _of_code(code, name, by_code.get(code))
    if not name:
        return NAME, _("Chưa ghi họ và tên hoặc mã cán bộ của người đăng ký.")
    same = by_name.get(fold(name), [])
    unit = fold(row.text("unit").partition(",")[0])
    if len(same) > 1 and unit:
        same = [person for person in same if person.unit.folded == unit] or same
    if len(same) == 1:
        return same[0]
    words = _("Có %(n)s người tên “%(name)s”. Ghi thêm mã cán bộ.")
    if not same:
        words = _("Không có ai tên “%(name)s” trong đơn vị bạn phụ trách.")
    return NAME, words % {"name": name[:60], "n": len(same)}


def _of_code(code: str, name: str, person: Person | None) -> Person | tuple[str, str]:
    if person is None:
        words = _("Không có ai mã “%(code)s” trong đơn vị bạn phụ trách.")
        return "code", words % {"code": code[:40]}
    if name and fold(name) != person.folded:
        words = _("Mã %(code)s là của %(right)s, ở đây ghi “%(name)s”. Sửa mã hoặc tên.")
        about = {"code": code, "right": person.full_name, "name": name[:60]}
        return NAME, words % about
    return person
