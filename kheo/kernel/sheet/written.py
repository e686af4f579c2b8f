"""Write a table as an .xlsx file an office can print as it comes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.rows import Rows

FONT = "Times New Roman"
LONGEST_NAME = 31
A4 = 9
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_SHOWN = {Kind.TEXT: "General", Kind.NUMBER: "#,##0.##", Kind.DAY: "dd/mm/yyyy"}


def write(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    head: Sequence[str] = (),
    totals: Iterable[Sequence[Any]] = (),
) -> bytes:
    """Return an .xlsx file of one sheet named *title*.

    *head* lines stand above the header, *totals* rows below the last one. Every text is written
    as text: a cell that begins with "=", "+", "-" or "@" is never a formula. Rows may come from
    an iterator: they go to disk as they come and are not kept.
    """
    made = BytesIO()
    book = Workbook(made, {"constant_memory": True})
    try:
        sheet = book.add_worksheet(_name(title), worksheet_class=Rows)
        first = len(head) + 1 if head else 0
        _set_up(sheet, columns, first)
        _headline(book, sheet, head)
        _header(book, sheet, columns, first)
        last = _body(book, sheet, columns, rows, first + 1)
        sheet.autofilter(first, 0, max(last - 1, first), len(columns) - 1)
        _totals(book, sheet, columns, totals, last)
    finally:
        book.close()
    return made.getvalue()


def _name(title: str) -> str:
    return title.translate(_FORBIDDEN).strip(" '")[:LONGEST_NAME] or "Bảng"


def _set_up(sheet: Rows, columns: Sequence[Column], first: int) -> None:
    """Lay the sheet out for A4 turned sideways, one page wide, the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    sheet.freeze_panes(first + 1, 0)
    sheet.set_footer("&C&P/&N")
    for n, column in enumerate(columns):
        sheet.set_column(n, n, column.width)


def _style(book: Workbook, **look: Any) -> Format:
    return book.add_format({"font_name": FONT, "font_size": 11, **look})


def _headline(book: Workbook, sheet: Rows, head: Sequence[str]) -> None:
    for n, line in enumerate(head):
        style = _style(book) if n else _style(book, bold=True, font_size=13)
        sheet.line(n, sheet.cells([(Kind.TEXT, style)]), [line])


def _header(book: Workbook, sheet: Rows, columns: Sequence[Column], row: int) -> None:
    style = _style(
        book,
        bold=True,
        border=1,
        align="center",
        valign="vcenter",
        text_wrap=True,
        bg_color="#F1EEE9",
    )
    cells = sheet.cells([(Kind.TEXT, style)] * len(columns))
    sheet.line(row, cells, [column.title for column in columns])


def _body(
    book: Workbook,
    sheet: Rows,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    start: int,
) -> int:
    """Write *rows* and return the number of the row after the last."""
    styles = {
        kind: _style(book, border=1, valign="top", text_wrap=True, num_format=shown)
        for kind, shown in _SHOWN.items()
    }
    cells = sheet.cells([(column.kind, styles[column.kind]) for column in columns])
    at = start
    for row in rows:
        sheet.line(at, cells, row)
        at += 1
    return at


def _totals(
    book: Workbook,
    sheet: Rows,
    columns: Sequence[Column],
    totals: Iterable[Sequence[Any]],
    start: int,
) -> None:
    styles = {
        kind: _style(book, border=1, bold=True, num_format=shown) for kind, shown in _SHOWN.items()
    }
    for at, row in enumerate(totals, start):
        values = [*row, *[""] * (len(columns) - len(row))]
        kinds = [Kind.NUMBER if isinstance(v, int | Decimal) else Kind.TEXT for v in values]
        sheet.line(at, sheet.cells([(kind, styles[kind]) for kind in kinds]), values)
