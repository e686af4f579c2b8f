"""Write a table as an .xlsx file an office can print as it comes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kheo.kernel.sheet.columns import Column, Kind

FONT = "Times New Roman"
LONGEST_CELL = 32_767  # characters; Excel repairs a file that holds more
LONGEST_NAME = 31
A4 = 9
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# Characters XML 1.0 forbids: one of them and Excel refuses the whole file.
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of Excel has no zone

type Write = Callable[[int, int, Any, Format], object]


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
    an iterator: they are written to disk as they come, not kept.
    """
    made = BytesIO()
    # Strings stay where they are: no table of shared strings, no address made a link.
    book = Workbook(made, {"constant_memory": True, "strings_to_urls": False})
    try:
        sheet = book.add_worksheet(_name(title))
        first = len(head) + 1 if head else 0
        _set_up(sheet, columns, first)
        _headline(book, sheet, head)
        _header(book, sheet, columns, first)
        last = _body(book, sheet, columns, rows, first + 1)
        sheet.autofilter(first, 0, max(last, first + 1) - 1, len(columns) - 1)
        _totals(book, sheet, columns, totals, last)
    finally:
        book.close()
    return made.getvalue()


def _name(title: str) -> str:
    return title.translate(_FORBIDDEN).strip(" '")[:LONGEST_NAME] or "Bảng"


def _set_up(sheet: Worksheet, columns: Sequence[Column], first: int) -> None:
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


def _headline(book: Workbook, sheet: Worksheet, head: Sequence[str]) -> None:
    bold = book.add_format({"font_name": FONT, "font_size": 13, "bold": True})
    plain = book.add_format({"font_name": FONT, "font_size": 11})
    for n, line in enumerate(head):
        sheet.write_string(n, 0, text(line), plain if n else bold)


def _header(book: Workbook, sheet: Worksheet, columns: Sequence[Column], row: int) -> None:
    look = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
    style = _style(book, bg_color="#F1EEE9", **look)
    for n, column in enumerate(columns):
        sheet.write_string(row, n, str(column.title), style)


def _style(book: Workbook, **look: Any) -> Format:
    style: Format = book.add_format({"font_name": FONT, "font_size": 11, "border": 1, **look})
    return style


def _body(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    start: int,
) -> int:
    """Write *rows* and return the number of the row after the last."""
    styles = {
        Kind.TEXT: _style(book, valign="top", text_wrap=True),
        Kind.NUMBER: _style(book, valign="top", num_format="#,##0.##"),
        Kind.DAY: _style(book, valign="top", num_format="dd/mm/yyyy", align="center"),
    }
    plan = [(n, _writer(sheet, c.kind), styles[c.kind]) for n, c in enumerate(columns)]
    at = start
    for row in rows:
        for (n, put, style), value in zip(plan, row, strict=True):
            put(at, n, value, style)
        at += 1
    return at


def _totals(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    totals: Iterable[Sequence[Any]],
    start: int,
) -> None:
    styles = {
        Kind.TEXT: _style(book, bold=True),
        Kind.NUMBER: _style(book, bold=True, num_format="#,##0.##"),
        Kind.DAY: _style(book, bold=True, num_format="dd/mm/yyyy"),
    }
    for at, row in enumerate(totals, start):
        for n, (column, value) in enumerate(zip(columns, row, strict=False)):
            kind = Kind.NUMBER if isinstance(value, int | Decimal) else column.kind
            _writer(sheet, kind)(at, n, value, styles[kind])


def _writer(sheet: Worksheet, kind: Kind) -> Write:
    """Return what writes one cell of *kind*; anything else than a number or a day is text."""

    def put_text(row: int, n: int, value: Any, style: Format) -> None:
        if value is None or value == "":
            sheet.write_blank(row, n, None, style)
        else:
            sheet.write_string(row, n, text(value), style)

    def put_number(row: int, n: int, value: Any, style: Format) -> None:
        if isinstance(value, int | float | Decimal):
            sheet.write_number(row, n, value, style)
        else:
            put_text(row, n, value, style)

    def put_day(row: int, n: int, value: Any, style: Format) -> None:
        if isinstance(value, date):
            sheet.write_number(row, n, _serial(value), style)
        else:
            put_text(row, n, value, style)

    return {Kind.TEXT: put_text, Kind.NUMBER: put_number, Kind.DAY: put_day}[kind]


def _serial(day: date) -> float:
    """Return the number Excel keeps for *day*, which its cell shows as a day."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as above
    return (moment.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)


def text(value: Any) -> str:
    """Return *value* as a cell can hold it."""
    words = value if type(value) is str else str(value)
    if not words.isprintable():
        words = words.translate(_UNWRITABLE)
    return words[:LONGEST_CELL]


