"""Rows of a page to type into: for each person as many as they must write, drawn by the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.bulk import whom
from kheo.movement.s3_registration.bulk.check import Checked, Typed, check
from kheo.movement.s3_registration.bulk.reader import TWIN, Errors, Reader
from kheo.orgs.models import Person, Unit

MOST = 3  # rows of one person; who registers more does so in a sheet
PEOPLE = 20  # on one page
WIDE = 6  # boxes beside one another, the longest among them, on 1280 pixels


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several that may be chosen."""

    name: str
    value: str
    text: str
    chosen: bool


@dataclass(slots=True)
class Cell:
    """One box of a row, drawn with what was typed, and what is wrong with it."""

    label: str
    html: SafeString
    errors: list[str]
    picks: list[Pick] = field(default_factory=list)  # where several may be chosen

    @property
    def called(self) -> str:
        """Return the label as it stands before a colon, where rows are cards."""
        return self.label.rstrip("?")

    @property
    def picked(self) -> str:
        """Return what is chosen, as the closed box says it."""
        return "; ".join(pick.text for pick in self.picks if pick.chosen)


@dataclass(slots=True)
class Row:
    number: int  # on the page, from 1: errors are named by it
    person: Person
    key: str
    values: dict[str, Any]
    cells: list[Cell] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # of the row itself
    doubts: list[str] = field(default_factory=list)


class Grid:
    """The rows of one page, what was typed into them, and what is wrong with that."""

    def __init__(
        self, round_: Round, unit: Unit, people: Sequence[Person], data: QueryDict
    ) -> None:
        self.round, self.unit, self.data = round_, unit, data
        self.reader = Reader(round_)
        self.contracts = whom.known(unit.path, round_, people).contracts
        self.rows: list[Row] = []
        for person in people:
            for n in range(max(1, min(self.contracts[person.staff].minimum, MOST))):
                key = f"p{person.pk}-{n}-"
                values = _values(key, data, self.reader.columns)
                self.rows.append(Row(len(self.rows) + 1, person, key, values))
        self.found = Checked()
        if data:
            self.found = check(unit.path, round_, self.reader, self._typed())

    @property
    def boxes(self) -> dict[str, forms.Field]:
        """Return what a row asks: all the form requires, and the topic; the rest is the person's."""
        fields = self.reader.columns
        return {name: one for name, one in fields.items() if one.required or name == "topic"}

    @property
    def long(self) -> bool:
        """Tell whether a row has more boxes than a screen is wide."""
        return len(self.boxes) > WIDE

    @property
    def late(self) -> bool:
        return any(contract.due.over for contract in self.contracts.values())

    def _typed(self) -> list[Typed]:
        """Return the rows something was typed into, as they are checked."""
        typed = []
        for row in self.rows:
            if any(row.values.values()):
                values = row.values | {"criteria": row.values.get("criteria", [])}
                typed.append(Typed(row.number, row.person, values, {}))
        return typed

    def refused(self) -> list[str]:
        """Say why nothing of the page is written as it is; nothing typed is lost."""
        if self.data.get("form", "") != str(self.reader.number):
            return [_("Cơ quan phát động vừa sửa mẫu. Xem các ô mới rồi bấm lại.")]
        if self.found.errors:
            return [_("Chưa ghi gì. Sửa các dòng báo lỗi rồi bấm lại."), *self._named()]
        if not self.found.lines:
            return [_("Chưa ghi dòng nào.")]
        if self.found.doubts and "double" not in self.data:
            return [_("Có dòng có thể trùng. Xem rồi đánh dấu “Tôi đã kiểm tra”.")]
        return []

    def draw(self) -> None:
        """Draw the boxes of each row; what is wrong stands with its box, or with its row."""
        faults: dict[int, Errors] = {}
        for fault in self.found.errors:
            name = "topic" if fault.field == TWIN else fault.field
            faults.setdefault(fault.number, {}).setdefault(name, []).append(fault.words)
        for fault in self.found.doubts:
            self.rows[fault.number - 1].doubts.append(fault.words)
        boxes = self.boxes
        several = {name: one for name, one in boxes.items() if _takes_several(one)}
        widgets = {
            name: _widget(self.reader, name, one)
            for name, one in boxes.items()
            if name not in several
        }
        for row in self.rows:
            wrong = faults.get(row.number, {})
            for name, one in boxes.items():
                label = str(one.label)
                if name in several:
                    picks = self._picks(row, name)
                    cell = Cell(label, SafeString(), wrong.pop(name, []), picks)
                    row.cells.append(cell)
                    continue
                attrs = _attrs(row.number, label, invalid=name in wrong)
                html = widgets[name].render(row.key + name, row.values.get(name, ""), attrs)
                row.cells.append(Cell(label, html, wrong.pop(name, [])))
            row.errors = [words for said in wrong.values() for words in said]

    def _picks(self, row: Row, name: str) -> list[Pick]:
        chosen = row.values.get(name, [])
        return [
            Pick(row.key + name, value, text, value in chosen)
            for value, text in self.reader.options(name)
            if value != "0"
        ]

    def _named(self) -> list[str]:
        """Return the errors in the order of the rows, each naming its row and its person."""
        words = _("Dòng %(n)s, %(name)s: %(what)s")
        labels = {name: str(one.label).rstrip("?") + ": " for name, one in self.boxes.items()}
        return [
            words
            % {
                "n": fault.number,
                "name": self.rows[fault.number - 1].person.full_name,
                "what": labels.get(fault.field, "") + fault.words,
            }
            for fault in sorted(self.found.errors, key=lambda fault: fault.number)
        ]


def _values(key: str, data: QueryDict, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in data:
        if name.startswith(key):
            field_ = fields.get(short := name.removeprefix(key))
            several = field_ is not None and _takes_several(field_)
            found[short] = data.getlist(name) if several else data.get(name, "").strip()
    return found


def _takes_several(one: forms.Field) -> bool:
    return isinstance(one, forms.MultipleChoiceField)


def _attrs(number: int, label: str, *, invalid: bool) -> dict[str, str]:
    attrs = {
        "class": "input",
        "aria-label": _("%(what)s, dòng %(n)s") % {"what": label, "n": number},
    }
    return attrs | ({"aria-invalid": "true"} if invalid else {})


def _widget(reader: Reader, name: str, one: forms.Field) -> forms.Widget:
    if options := [pair for pair in reader.options(name) if pair[0] != "0"]:
        return forms.Select(choices=[("", ""), *options])
    if isinstance(one.widget, forms.Textarea):
        return forms.Textarea(attrs={"rows": 2})
    return forms.TextInput(attrs={"data-width": one.widget.attrs.get("data-width", "")})
