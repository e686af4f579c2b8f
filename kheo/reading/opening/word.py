"""Word files (.docx): paragraphs with their automatic numbers, tables and text boxes, in order.

Headers, footers, page numbers, comments and deleted text are other parts or other elements and
are never asked for.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

from lxml import etree

from kheo.reading.opening import legacy
from kheo.reading.opening.frames import is_frame
from kheo.reading.opening.numbering import Numbers, W, value_of, whole
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.package import Package
from kheo.reading.opening.styles import Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TABLE_COLUMNS = 2
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Not part of the paper as it stands: what was struck out, codes of fields, and what Word writes
# a second time for older programs.
_SKIPPED = frozenset((
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{W}sdtPr",
    f"{_MC}Fallback",
))  # fmt: skip
_BOX = f"{W}txbxContent"
_CELL_MARK = " | "


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of a .docx; raises UnreadableError: not one, broken, made to harm."""
    package = Package(data, shown)
    reader = _Reader(Styles(package.part("styles")), Numbers(package.part("numbering")))
    body = package.document().find(f"{W}body")
    lines = list(reader.lines(body)) if body is not None else []
    return Opened("\n".join(lines))


class _Reader:
    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables inside *parent*, in reading order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        text = self._text(paragraph)
        mark = self._mark(paragraph) if text.strip() else ""
        yield f"{mark} {text.lstrip()}" if mark else text
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _mark(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        number = value_of(properties, f"{W}numPr/{W}numId")
        level = value_of(properties, f"{W}numPr/{W}ilvl")
        if not number:
            number, level = self._styles.numbering(value_of(properties, f"{W}pStyle"))
        return self._numbers.mark(number, whole(level, 0))

    def _text(self, paragraph: etree._Element) -> str:
        """Return the words of a paragraph, those in fonts of old encodings converted."""
        style = self._styles.font(value_of(paragraph, f"{W}pPr/{W}pStyle"))
        runs = ((self._styles.font_of_run(run, style), _said(run)) for run in _runs(paragraph))
        return "".join(
            legacy.in_font(font, "".join(text for _, text in group))
            for font, group in groupby(runs, key=lambda pair: pair[0])
        )

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [[list(self.lines(cell)) for cell in _cells(row)] for row in _rows(table)]
        widest = max(map(len, rows), default=0)
        whole_text = "\n".join(line for row in rows for cell in row for line in cell)
        if widest < _TABLE_COLUMNS:
            yield from (line for row in rows for cell in row for line in cell)
        elif widest == _TABLE_COLUMNS and is_frame(whole_text):
            for column in zip_longest(*rows, fillvalue=[]):
                yield from (line for cell in column for line in cell)
        else:
            yield from (_CELL_MARK.join(map(_on_one_line, row)) for row in rows)


def _on_one_line(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _descend(
    parent: etree._Element, wanted: str, barred: frozenset[str]
) -> Iterator[etree._Element]:
    """Yield the elements *wanted* inside *parent*, none that lies in another one or is *barred*."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in barred:
            yield from _descend(child, wanted, barred)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _descend(table, f"{W}tr", _SKIPPED | {f"{W}tc"})


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _descend(row, f"{W}tc", _SKIPPED)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    return _descend(paragraph, _BOX, _SKIPPED)


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    return _descend(paragraph, f"{W}r", _SKIPPED | {_BOX})


def _said(run: etree._Element) -> str:
    """Return the words of a run; hidden text is not said."""
    if run.find(f"{W}rPr/{W}vanish") is not None:
        return ""
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        else:
            parts.append(_SIGNS.get(child.tag, ""))
    return "".join(parts)
