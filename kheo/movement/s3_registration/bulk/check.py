"""What is wrong with rows entered for people, and what they would write."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.bulk import whom
from kheo.movement.s3_registration.bulk.reader import Errors, Reader
from kheo.movement.s3_registration.bulk.whom import Known
from kheo.orgs.models import Person

NAME = "full_name"  # the column of the person, where what is wrong is theirs


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as it came: for whom, and what the form will read; errors of its cells so far."""

    number: int
    person: Person
    values: dict[str, Any]
    errors: Errors


@dataclass(frozen=True, slots=True)
class Line:
    """One item that would be written."""

    number: int
    person: Person
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    number: int
    field: str
    words: str


@dataclass(slots=True)
class Checked:
    """Errors forbid writing, doubts ask for a tick; what hinders sending leaves drafts possible."""

    version: Any = None
    lines: list[Line] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    hinders: list[str] = field(default_factory=list)
    late: set[int] = field(default_factory=set)  # people whose closing day has passed
    known: Known = field(default_factory=Known)

    def error(self, number: int, name: str, words: str) -> None:
        self.errors.append(Fault(number, name, words))

    @property
    def people(self) -> dict[int, Person]:
        return {line.person.pk: line.person for line in self.lines}


def check(path: str, round_: Round, reader: Reader, rows: Sequence[Typed]) -> Checked:
    """Check rows for people at *path* and below against the form, the rules and one another."""
    known = whom.known(path, round_, {row.person.pk: row.person for row in rows}.values())
    found = Checked(version=reader.version, known=known)
    _let_write(rows, known, found)
    barred = {fault.number for fault in found.errors}
    for row in rows:
        facts, errors = reader.taken(row.values)
        errors = {**errors, **row.errors}
        for name, words in errors.items():
            found.error(row.number, name, " ".join(words))
        if not errors and row.number not in barred:
            found.lines.append(Line(row.number, row.person, facts))
    _doubles(found, known)
    _hinders(found, known, reader)
    return found


def _let_write(rows: Sequence[Typed], known: Known, found: Checked) -> None:
    """Find whom nothing can be entered for, and rows beyond what each may register."""
    counts: Counter[int] = Counter()
    for row in rows:
        person, contract = row.person, known.contracts[row.person.staff]
        counts[person.pk] += 1
        about = {"name": person.full_name, "high": f"{contract.maximum:02d}"}
        total = counts[person.pk] + known.standing(person)
        if person.pk in known.sent:
            words = _("%(name)s đã gửi bản đăng ký. Muốn thêm thì người ấy tự ghi thêm.")
        elif person.pk in known.free:
            words = _("%(name)s được miễn đăng ký năm nay.")
        elif person.pk not in known.asked:
            words = _("Năm nay không giao đăng ký cho đơn vị của %(name)s.")
        elif not contract.asks:
            words = _("Chỉ tiêu của năm không giao việc đăng ký này cho %(name)s.")
        elif total > contract.maximum:
            words = _(
                "%(name)s chỉ đăng ký nhiều nhất %(high)s nội dung, kể cả bản nháp đã có. Bỏ dòng này."
            )
        else:
            continue
        found.error(row.number, NAME, words % about)


def _doubles(found: Checked, known: Known) -> None:
    """Point out a title that stands twice for one person: in these rows, or with what is there."""
    first: dict[tuple[int, str], int] = {}
    for line in found.lines:
        key = (line.person.pk, fold(line.facts["title"])[:300])
        if key in first:
            words = _("Trùng với dòng %(row)s của cùng một người. Bỏ một dòng.")
            found.error(line.number, "title", words % {"row": first[key]})
        elif key[1] in known.titles.get(key[0], ()):
            words = _("%(name)s đã có một nội dung cùng tên trên bản đăng ký.")
            about = {"name": line.person.full_name}
            found.doubts.append(Fault(line.number, "title", words % about))
        first.setdefault(key, line.number)
    wrong = {fault.number for fault in found.errors}
    found.lines = [line for line in found.lines if line.number not in wrong]


def _hinders(found: Checked, known: Known, reader: Reader) -> None:
    """Say what hinders sending, and note whose closing day has passed."""
    counts = Counter(line.person.pk for line in found.lines)
    for person in found.people.values():
        contract = known.contracts[person.staff]
        about = {"name": person.full_name, "low": f"{contract.minimum:02d}"}
        if contract.lacking(counts[person.pk], instead=person.pk in known.instead):
            words = _("%(name)s mới có %(n)s nội dung, tối thiểu %(low)s.")
            found.hinders.append(words % {**about, "n": f"{counts[person.pk]:02d}"})
        if contract.due.over:
            found.late.add(person.pk)
    opens = {c.opens_later for c in known.contracts.values() if c.opens_later}
    if opens:
        words = _("Nhận bản đăng ký từ ngày %(day)s.")
        found.hinders.append(words % {"day": day(max(opens))})
    if reader.attached:
        words = _("Mẫu cần tệp kèm theo (%(what)s): người đăng ký tự đính kèm rồi gửi.")
        found.hinders.append(words % {"what": "; ".join(reader.attached)})
