"""A Word file as measures: its leaves, and every line of text with how and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kheo.documents.paper.check.styles import Element, Styles, Type, W, number, value
from kheo.kernel.text import nfc
from kheo.reading.opening.kinds import SEND_INSTEAD, Kind, kind_of
from kheo.reading.opening.package import Package
from kheo.reading.opening.refusal import UnreadableError

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMU = 36000  # to the millimetre
_INSTEAD = "Hãy mở bằng Word, lưu thành tệp .docx rồi chọn lại."
_SKIPPED = ("del", "moveFrom")  # what a reader with revisions accepted does not see


def mm(twips: str | None) -> float:
    found = number(twips)
    return 0.0 if found is None else round(found / 1440 * 25.4, 1)


def pt(twips: str | None) -> float:
    found = number(twips)
    return 0.0 if found is None else found / 20


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    type: Type


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line stands in a table: which table of the part, row and column, from 0."""

    table: int
    row: int
    column: int
    width: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line drawn at a paragraph: its *length* in mm, or how far a border stands *inset*."""

    length: float | None = None
    inset: float = 0

    def within(self, room: float) -> float | None:
        """Return how long it is in a column of *room* mm; None where the file does not say."""
        return self.length if self.length is not None or not room else room - self.inset


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: lengths in mm, gaps in points, spacing in points where *exact*, else in lines."""

    place: int  # in the file, from 1
    text: str
    runs: tuple[Run, ...]
    align: str
    first: float
    before: float
    after: float
    spacing: float
    exact: bool
    cell: Cell | None
    stroke: Stroke | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A section: its sheet in mm, its lines, and what stands in the margin above the text."""

    width: float
    height: float
    margins: tuple[float, float, float, float]  # top, bottom, left, right
    first_differs: bool
    lines: tuple[Line, ...]
    numbers: tuple[Line, ...] = ()  # the lines of the header that carry the page's number
    numbers_below: bool = False
    first_numbered: bool = False
    breaks: int = 0  # pages ended by hand


def measured(data: bytes, shown: str) -> list[Leaf]:
    """Return the sections of the .docx *data*; raises UnreadableError in words for what is not one."""
    try:
        kind = kind_of(data, shown)
        package = Package(data, shown) if kind is Kind.WORD else None
    except UnreadableError as error:
        raise UnreadableError(str(error).replace(SEND_INSTEAD, _INSTEAD)) from error
    if package is None:
        raise UnreadableError(f"Tệp “{shown}” là {kind}, không phải tệp Word .docx. {_INSTEAD}")
    body = package.document().find(f"{W}body")
    if body is None:
        raise UnreadableError(f"Tệp “{shown}” không có nội dung. Hãy chọn lại tệp.")
    return _Reader(package).leaves(body)


@dataclass
class _Reader:
    package: Package
    styles: Styles = field(init=False)
    place: int = 0
    tables: int = 0

    def __post_init__(self) -> None:
        self.styles = Styles(self.package)

    def leaves(self, body: Element) -> list[Leaf]:
        found: list[Leaf] = []
        lines: list[Line] = []
        breaks = 0
        references: dict[tuple[str, str], str] = {}
        for element in body:
            lines += self._lines(element, None)
            breaks += len(element.findall(f".//{W}br[@{W}type='page']"))
            own = element if element.tag == f"{W}sectPr" else element.find(f"{W}pPr/{W}sectPr")
            if own is not None:
                found.append(replace(self._leaf(own, tuple(lines), references), breaks=breaks))
                lines, breaks, self.tables = [], 0, 0
        if lines or not found:  # Word always says the last sheet; other programs may not
            unsaid = etree.Element(f"{W}sectPr")
            found.append(replace(self._leaf(unsaid, tuple(lines), references), breaks=breaks))
        return found

    def _lines(self, element: Element, cell: Cell | None) -> Iterator[Line]:
        if element.tag == f"{W}p":
            self.place += 1
            yield self._line(element, cell)
        elif element.tag == f"{W}tbl":
            yield from self._table(element)
        elif element.tag == f"{W}sdt":
            for inside in element.findall(f"{W}sdtContent/*"):
                yield from self._lines(inside, cell)

    def _table(self, table: Element) -> Iterator[Line]:
        number_ = self.tables
        self.tables += 1
        for row, tr in enumerate(table.findall(f"{W}tr")):
            for column, tc in enumerate(tr.findall(f"{W}tc")):
                width = mm(value(tc.find(f"{W}tcPr"), "tcW", "w"))
                for inside in tc:
                    yield from self._lines(inside, Cell(number_, row, column, width))

    def _line(self, p: Element, cell: Cell | None) -> Line:
        own = p.find(f"{W}pPr")
        runs = tuple(self._runs(p, own))
        ask = self.styles.of_paragraph
        rule = ask(own, "spacing", "lineRule")
        spacing = number(ask(own, "spacing", "line"))
        exact = rule in {"exact", "atLeast"}
        return Line(
            place=self.place,
            text=nfc("".join(run.text for run in runs)).strip(),
            runs=runs,
            align={"both": "justify", "start": "left", "end": "right"}.get(
                found := ask(own, "jc") or "left", found
            ),
            first=mm(ask(own, "ind", "firstLine")),
            before=pt(ask(own, "spacing", "before")),
            after=pt(ask(own, "spacing", "after")),
            spacing=1 if spacing is None else spacing / (20 if exact else 240),
            exact=exact,
            cell=cell,
            stroke=_stroke(p, own),
        )

    def _runs(self, p: Element, own: Element | None) -> Iterator[Run]:
        for run in p.iter(f"{W}r"):
            if any(e.tag in {f"{W}{name}" for name in _SKIPPED} for e in run.iterancestors()):
                continue
            text = "".join(_letters(run))
            if text:
                yield Run(text, self.styles.type_of(run.find(f"{W}rPr"), own))

    def _leaf(
        self, section: Element, lines: tuple[Line, ...], inherited: dict[tuple[str, str], str]
    ) -> Leaf:
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        read: dict[str, str] = (
            {} if margin is None else {str(k): str(v) for k, v in margin.attrib.items()}
        )
        sides = ("top", "bottom", "left", "right")
        gutter = mm(read.get(f"{W}gutter"))
        top, bottom, left, right = (mm(read.get(f"{W}{side}")) for side in sides)
        for place in ("header", "footer"):
            for reference in section.findall(f"{W}{place}Reference"):
                kind = reference.get(f"{W}type", "default")
                inherited[place, kind] = reference.get(_REL, "")
        title = section.find(f"{W}titlePg")
        differs = title is not None and title.get(f"{W}val") not in {"0", "false", "off"}
        return Leaf(
            width=mm(None if size is None else size.get(f"{W}w")),
            height=mm(None if size is None else size.get(f"{W}h")),
            margins=(top, bottom, left + gutter, right),
            first_differs=differs,
            lines=lines,
            numbers=self._numbered(inherited.get(("header", "default"))),
            numbers_below=bool(self._numbered(inherited.get(("footer", "default")))),
            first_numbered=bool(self._numbered(inherited.get(("header", "first")))),
        )

    def _numbered(self, key: str | None) -> tuple[Line, ...]:
        target = self.package.links().get(key or "", "").removeprefix("/word/")
        root = self.package.part(target.removesuffix(".xml")) if target else None
        if root is None:
            return ()
        return tuple(self._line(p, None) for p in root.iter(f"{W}p") if _counts_pages(p))


def _counts_pages(p: Element) -> bool:
    simple = (e.get(f"{W}instr", "") for e in p.iter(f"{W}fldSimple"))
    spoken = (e.text or "" for e in p.iter(f"{W}instrText"))
    return any("PAGE" in words.split() for words in (*simple, *spoken))


def _letters(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}br" and child.get(f"{W}type") is None:
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"


def _stroke(p: Element, own: Element | None) -> Stroke | None:
    """Return the line that *p* carries, as a border or a shape."""
    extent = next(p.iter(f"{_WP}extent"), None)
    if extent is not None:
        return Stroke(length=(number(extent.get("cx")) or 0) / _EMU)
    if next(p.iter(f"{W}pict"), None) is not None:
        return Stroke()
    borders = None if own is None else own.find(f"{W}pBdr")
    if borders is None or not any(side.get(f"{W}val") not in {"nil", "none"} for side in borders):
        return None
    return Stroke(inset=mm(value(own, "ind", "left")) + mm(value(own, "ind", "right")))
