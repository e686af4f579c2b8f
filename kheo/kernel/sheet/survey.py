"""Look through an .xlsx before it is read: what no reader of values tells, and what would burst it."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import normpath
from typing import IO
from zipfile import BadZipFile, ZipFile

from lxml import etree

CHUNK = 1 << 20
SEEN = 300  # bytes looked at twice, lest a tag stands across two chunks
UNPACKED = 1 << 30  # bytes a file of the rows we take never reaches
KEPT = 50  # formulas of a column named by their cells
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f[ >/]')
_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9]+:[A-Z0-9]+)"')


@dataclass(slots=True)
class Survey:
    """One worksheet: its name, its last row with a value, formulas and merged ranges by cell."""

    sheet: str
    last_row: int = 0
    formulas: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    others: list[tuple[str, int]] = field(default_factory=list)  # shown too, with their last rows


class BrokenError(Exception):
    """Not a workbook, or one with macros or far too much in it; the code says which."""


def surveyed(data: bytes, *, most: int) -> Survey:
    """Return what is known of the first sheet shown; stop once it has more than *most* rows."""
    try:
        with ZipFile(BytesIO(data)) as book:
            names = set(book.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise BrokenError("macros")
            if sum(info.file_size for info in book.infolist()) > UNPACKED:
                raise BrokenError("huge")
            survey, *others = [_look_at(book, *sheet, most) for sheet in _shown(book)]
            survey.others = [(one.sheet, one.last_row) for one in others if one.last_row]
    except (BadZipFile, KeyError, EOFError, OSError, etree.XMLSyntaxError, RuntimeError) as error:
        raise BrokenError("broken") from error
    return survey


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _shown(book: ZipFile) -> list[tuple[str, str]]:
    """Return the worksheets one sees, in their order, each with its part of the file."""
    found = []
    targets = {
        link.get("Id"): str(link.get("Target"))
        for link in _parsed(book.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in _parsed(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        if sheet.get("state", "visible") == "visible" and "worksheets/" in target:
            part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
            found.append((str(sheet.get("name")), part))
    if not found:
        raise BrokenError("empty")
    return found


def _look_at(book: ZipFile, title: str, part: str, most: int) -> Survey:
    survey = Survey(title)
    with book.open(part) as stream:
        _look_through(stream, survey, most)
    return survey


def _look_through(stream: IO[bytes], survey: Survey, most: int) -> None:
    tail, opened = b"", 0
    formulas: dict[bytes, dict[str, None]] = {}  # by column: of each some are named
    while chunk := stream.read(CHUNK):
        seen = tail + chunk
        value = max(seen.rfind(b"<v>"), seen.rfind(b"<is>"))
        if value >= 0:
            survey.last_row = max(_last_opened(seen[:value]) or opened, survey.last_row)
        opened = _last_opened(seen) or opened
        if survey.last_row > most:
            break
        if b"<f" in seen:
            for column, row in _FORMULA.findall(seen):
                if len(known := formulas.setdefault(column, {})) < KEPT:
                    known[(column + row).decode()] = None
        if b"<mergeCell " in seen:
            survey.merged += [found.decode() for found in _MERGED.findall(seen)]
        tail = seen[-SEEN:]
    survey.formulas = [cell for known in formulas.values() for cell in known]
    survey.merged = list(dict.fromkeys(survey.merged))


def _last_opened(seen: bytes) -> int:
    """Return the number of the last row opened in *seen*, or 0."""
    at = seen.rfind(b"<row ")
    found = _ROW.match(seen, at) if at >= 0 else None
    return int(found[1]) if found else 0
