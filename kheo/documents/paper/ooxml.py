"""Elements of a Word file, each from its measures in mm and points.

They are text until the whole body is parsed at once: as objects, the table of a province takes
three times as long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from kheo.documents.paper.description import Align

JUSTIFY: dict[Align, str] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "both",
}

_SINGLE = {"line": "240", "lineRule": "auto"}

type Xml = str  # one element, written out


@dataclass(frozen=True)
class Look:
    """How a paragraph stands; lengths in mm, type and gaps in points."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    leading: float = 0  # points from line to line; 0 is single spacing
    keep: bool = False
    level: int | None = None


def element(
    tag: str, attributes: dict[str, str] | None = None, children: Iterable[Xml] = ()
) -> Xml:
    """Return the element w:*tag*; attributes are in the same name space, their values ours."""
    own = "".join(f' w:{name}="{value}"' for name, value in (attributes or {}).items())
    return f"<w:{tag}{own}>{''.join(children)}</w:{tag}>"


def parsed(xml: Xml) -> BaseOxmlElement:
    """Return the one element that *xml* writes, for python-docx to hold."""
    head, rest = xml.split(">", 1)
    return parse_xml(f"{head} {nsdecls('w')}>{rest}")


def written(made: etree._Element) -> Xml:
    """Return what python-docx made as it is written, its name spaces declared on it."""
    return etree.tostring(made, encoding="unicode")


def twips(mm: float) -> str:
    return str(round(mm / 25.4 * 1440))


def points(pt: float) -> str:
    return str(round(pt * 20))


def run(text: str, look: Look, *, bold: bool | None = None) -> Xml:
    """Return a run of *text*, its line ends drawn as line breaks."""
    traits = [element("b")] if (look.bold if bold is None else bold) else []
    traits += [element("i")] if look.italic else []
    half = str(round(look.size * 2))
    traits += [element("sz", {"val": half}), element("szCs", {"val": half})]
    traits += [element("u", {"val": "single"})] if look.underline else []
    parts: list[Xml] = [element("rPr", None, traits)]
    for number, line in enumerate(text.split("\n")):
        if number:
            parts.append(element("br"))
        parts.append(f'<w:t xml:space="preserve">{escape(line)}</w:t>')
    return element("r", None, parts)


def paragraph(text: str, look: Look, lead: str = "") -> Xml:
    """Return a paragraph of *text*, after its *lead* in bold."""
    runs = [run(f"{lead} ", look, bold=True)] if lead else []
    return framed([*runs, run(text, look)], look)


def framed(runs: Iterable[Xml], look: Look, tabs: Sequence[Xml] = ()) -> Xml:
    """Return the paragraph that holds *runs*. The order of properties is the schema's."""
    traits = [element("keepNext"), element("keepLines")] if look.keep else []
    traits += tabs
    lines = {"line": points(look.leading), "lineRule": "exact"} if look.leading else _SINGLE
    gaps = {"before": points(look.before), "after": points(look.after)}
    traits.append(element("spacing", gaps | lines))
    if look.indent:
        traits.append(element("ind", {"firstLine": twips(look.indent)}))
    traits.append(element("jc", {"val": JUSTIFY[look.align]}))
    if look.level is not None:
        traits.append(element("outlineLvl", {"val": str(look.level)}))
    return element("p", None, [element("pPr", None, traits), *runs])


def gap(height: float, *, keep: bool = False) -> Xml:
    """Return *height* points of room; an empty line would be as high as its own letters."""
    traits = [element("keepNext")] if keep else []
    lines = {"before": "0", "after": "0", "line": points(height), "lineRule": "exact"}
    return element("p", None, [element("pPr", None, [*traits, element("spacing", lines)])])


def rule(width: float, room: float, *, after: float = 0) -> Xml:
    """Return a solid black line of *width* in the middle of *room*, both in mm.

    It stands clear of the line above: Vietnamese letters carry marks below as well.
    """
    side = twips(max(room - width, 0) / 2)
    top = element("top", {"val": "single", "sz": "6", "space": "1", "color": "000000"})
    traits = [
        element("keepNext"),
        element("pBdr", None, [top]),
        element(
            "spacing", {"before": "80", "after": points(after), "line": "40", "lineRule": "exact"}
        ),
        element("ind", {"left": side, "right": side}),
    ]
    return element("p", None, [element("pPr", None, traits)])


def dotted(label: str, look: Look, width: float) -> Xml:
    """Return *label* and a dotted line to write on, up to *width* mm."""
    lead = [run(f"{label}: ", look)] if label else []
    stop = element("tab", {"val": "right", "leader": "dot", "pos": twips(width)})
    tab = element("r", None, [element("tab")])
    return framed([*lead, tab], look, tabs=[element("tabs", None, [stop])])


def cell(width: float, content: Iterable[Xml], span: int = 1) -> Xml:
    traits = [element("tcW", {"w": twips(width), "type": "dxa"})]
    if span > 1:
        traits.append(element("gridSpan", {"val": str(span)}))
    return element("tc", None, [element("tcPr", None, traits), *content])


def row(cells: Iterable[Xml], *, repeats: bool = False) -> Xml:
    """Return a row no page may split; one that *repeats* heads the table on every page."""
    traits = [element("cantSplit")] + ([element("tblHeader")] if repeats else [])
    return element("tr", None, [element("trPr", None, traits), *cells])


def grid(
    widths: Sequence[float],
    rows: Iterable[Xml],
    *,
    ruled: bool,
) -> Xml:
    """Return a table of fixed column *widths* in mm, flush with the left margin."""
    line = "single" if ruled else "nil"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [
        element(s, {"val": line, "sz": "4", "space": "0", "color": "000000"})
        if ruled
        else element(s, {"val": line})
        for s in sides
    ]
    padding = "60" if ruled else "0"
    traits = [
        element("tblW", {"w": twips(sum(widths)), "type": "dxa"}),
        element("tblInd", {"w": "0", "type": "dxa"}),
        element("tblBorders", None, borders),
        element("tblLayout", {"type": "fixed"}),
        element(
            "tblCellMar",
            None,
            [element(s, {"w": padding, "type": "dxa"}) for s in ("left", "right")],
        ),
    ]
    columns = [element("gridCol", {"w": twips(w)}) for w in widths]
    return element(
        "tbl", None, [element("tblPr", None, traits), element("tblGrid", None, columns), *rows]
    )
