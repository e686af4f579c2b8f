"""Read a table from an .xlsx or .csv file, each row with its number in the file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError, CalamineSheet, load_workbook

from kheo.kernel.sheet import survey

ENDINGS = ("xlsx", "csv")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a file of Office before 2007, or one with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}

type Row = tuple[int, list[Any]]


class UnreadableError(Exception):
    """A file no table can be read from; ``code`` says why, ``found`` what was met."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found = found


@dataclass(slots=True)
class Opened:
    """A table: the rows from the first on, and what reading them alone would not tell."""

    sheet: str
    height: int
    formulas: list[str]
    merged: list[str]
    source: CalamineSheet | list[list[str]]
    others: list[tuple[str, int]] = field(default_factory=list)  # not read: name, last row

    def rows(self) -> Iterator[Row]:
        """Yield each row with its number; a cell stands in its own column, whatever is left of it."""
        if isinstance(self.source, list):
            yield from enumerate(self.source, 1)
            return
        blank = [""] * (self.source.start[1] if self.source.start else 0)
        for number, row in enumerate(self.source.iter_rows(), 1):
            yield number, [*blank, *row] if blank else row


def opened(data: bytes, name: str, *, most: int) -> Opened:
    """Open the first sheet shown, of at most *most* rows, or raise ``UnreadableError``."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if not data.strip():
        raise UnreadableError("empty")
    if ending in {"xlsm", "xltm", "xlsb", "xlam"}:
        raise UnreadableError("macros")
    if ending == "csv":
        return _csv(data, most)
    if data.startswith(_OLE):
        raise UnreadableError("password" if _ENCRYPTED in data else "old")
    if ending != "xlsx" or not data.startswith(b"PK"):
        raise UnreadableError("kind")
    return _xlsx(data, most)


def _xlsx(data: bytes, most: int) -> Opened:
    try:
        known = survey.surveyed(data, most=most)
    except survey.BrokenError as error:
        raise UnreadableError(str(error)) from error
    if known.last_row > most:
        raise UnreadableError("long", str(known.last_row))
    try:
        sheet = load_workbook(BytesIO(data)).get_sheet_by_name(known.sheet)
    except CalamineError as error:
        raise UnreadableError("broken") from error
    if sheet.end is None or not sheet.height:
        raise UnreadableError("empty")
    return Opened(known.sheet, sheet.end[0] + 1, known.formulas, known.merged, sheet, known.others)


def _csv(data: bytes, most: int) -> Opened:
    encoding = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        words = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("encoding") from error
    if "\0" in words:
        raise UnreadableError("kind")
    first = words.lstrip().partition("\n")[0]
    mark = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(StringIO(words), delimiter=mark, strict=True))
    except csv.Error as error:
        raise UnreadableError("broken") from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise UnreadableError("empty")
    if len(rows) > most:
        raise UnreadableError("long", str(len(rows)))
    return Opened("", len(rows), [], [], rows)
