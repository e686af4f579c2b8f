"""Open the file of an import and check it: the same for the preview and right before writing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.kernel.sheet import cells, read
from kheo.kernel.ui.written import number
from kheo.orgs.importing import fields, people, units
from kheo.orgs.importing.fields import Header
from kheo.orgs.importing.findings import Findings
from kheo.orgs.importing.units import Units
from kheo.orgs.importing.values import Progress
from kheo.orgs.importing.would import People
from kheo.orgs.states import ImportKind

MOST = 200_000  # rows of one file


class RefusedError(Exception):
    """A file nothing can be checked in; its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file, and what it would write."""

    header: Header
    height: int
    findings: Findings
    would: People | Units
    unread: list[str]  # in words

    @property
    def counts(self) -> dict[str, int]:
        counts = {
            "rows": self.would.rows,
            "same": self.would.same,
            "errors": self.findings.wrong,
            "doubts": self.findings.doubtful,
        }
        if isinstance(self.would, People):
            people = {"people": len(self.would.who), "posts": len(self.would.posts)}
            return {**counts, **people, "postless": self.would.postless}
        lines = Counter(new.line for new in self.would.new)
        return {**counts, "units": len(self.would.new), **lines}


def opened(data: bytes, name: str, *, most: int) -> read.Opened:
    """Open the table of a file of at most *most* rows; raise RefusedError, in words."""
    try:
        return read.opened(data, name, most=most)
    except read.UnreadableError as error:
        raise RefusedError(_why(error, most)) from error


def titled(
    known: Sequence[fields.Field], table: read.Opened, within: int = fields.HEADERS_WITHIN
) -> Header:
    """Return where the header of *table* stands and what it means; raise RefusedError, in words."""
    if header := fields.guess(known, table.rows(), within):
        return header
    words = _(
        "Không thấy dòng tiêu đề nào quen trong %(rows)s dòng đầu. Dùng mẫu, hoặc giữ tên cột của mẫu."
    )
    raise RefusedError(words % {"rows": within})


def _why(error: read.UnreadableError, most: int) -> str:
    words = {
        "empty": _("Tệp không có dòng nào. Chọn tệp khác."),
        "macros": _("Tệp có macro (.xlsm). Lưu lại thành “Excel Workbook (.xlsx)” rồi chọn lại."),
        "password": _("Tệp có mật khẩu. Bỏ mật khẩu trong Excel rồi chọn lại."),
        "old": _("Tệp Excel kiểu cũ (.xls). Lưu lại thành “Excel Workbook (.xlsx)” rồi chọn lại."),
        "kind": _("Đây không phải tệp Excel (.xlsx) hay .csv. Chọn tệp khác."),
        "encoding": _("Tệp .csv không ghi bằng UTF-8. Lưu lại thành “CSV UTF-8” rồi chọn lại."),
        "huge": _("Tệp bung ra quá lớn. Chép riêng bảng cần nhập sang tệp mới."),
        "broken": _("Tệp hỏng, không đọc được. Mở bằng Excel, lưu lại rồi chọn lại."),
        "long": _("Tệp có hơn %(most)s dòng (đã đếm đến dòng %(found)s). Chia thành nhiều tệp."),
    }
    about = {"most": number(most), "found": number(int(error.found or 0))}
    return words[error.code] % about if error.code == "long" else words[error.code]


def check(
    data: bytes,
    name: str,
    kind: str,
    *,
    by: Actor,
    columns: dict[str, int] | None = None,
    progress: Progress = lambda _done: None,
    begin: Progress = lambda _total: None,
) -> Checked:
    """Check a file for *by*, its columns as guessed or as chosen; raise where nothing can be."""
    table = opened(data, name, most=MOST)
    begin(table.height)
    header = titled(fields.FIELDS[kind], table)
    if columns is not None:
        header = Header(header.row, header.titles, columns)
    findings = Findings()
    _check_columns(header, kind, findings)
    check_layout(table, header, findings)
    checker: Any = people.check if kind == ImportKind.PEOPLE else units.check
    below = islice(table.rows(), header.row, None)
    would = checker(below, dict(header.columns), findings, progress, by=by)
    if not would.rows:
        raise RefusedError(_("Dưới dòng tiêu đề không có dòng nào. Chọn tệp khác."))
    return Checked(header, table.height, findings, would, unread(table))


def unread(table: read.Opened) -> list[str]:
    """Say of each further worksheet that nobody read it."""
    words = _(
        "Chỉ đọc trang đầu, “%(sheet)s”. Trang “%(other)s” có %(rows)s dòng chưa đọc: chép sang trang "
        "đầu, hoặc lưu thành tệp riêng rồi đưa lên."
    )
    return [
        words % {"sheet": table.sheet, "other": other, "rows": number(rows)}
        for other, rows in table.others
    ]


def _check_columns(header: Header, kind: str, findings: Findings) -> None:
    """Tell of columns that are needed and missing."""
    for field in fields.FIELDS[kind]:
        if field.needed and field.name not in header.columns:
            words = _("Thiếu cột “%(title)s”. Thêm cột, hoặc chọn cột nào là nó ở dưới.")
            findings.error(header.row, None, words % {"title": field.title})
    if kind == ImportKind.PEOPLE and not {"unit", "unit_code"} & set(header.columns):
        findings.error(header.row, None, _("Thiếu cột “Đơn vị” hoặc “Mã đơn vị”."))


def check_layout(table: read.Opened, header: Header, findings: Findings) -> None:
    """Tell of merged cells and of formulas.

    What a formula comes to is what Excel last wrote beside it, if it did: nobody has seen it.
    Formulas in columns that are not read are nobody's business.
    """
    for merged in table.merged:
        row, column = cells.place(merged.partition(":")[2])
        if row > header.row and column < len(header.titles):
            words = _("Các ô %(cells)s đang gộp. Bỏ gộp và ghi từng ô.")
            findings.error(*cells.place(merged.partition(":")[0]), words % {"cells": merged})
    read_from = set(header.columns.values())
    for cell in table.formulas:
        row, column = cells.place(cell)
        if row > header.row and column in read_from:
            words = _(
                "Ô này là công thức. Chép cột ấy, dán lại “chỉ giá trị”, lưu rồi đưa lên lại."
            )
            findings.error(row, column, words)
