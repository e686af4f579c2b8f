"""The empty Word file every paper starts from, and the bytes it ends as."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.paper.description import Style
from kheo.documents.paper.ooxml import Look, Xml, element, framed, parsed, run, twips

_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "header"}
_LEVEL = 3  # a third of the time of the usual 6, a tenth more bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip file can say


@cache
def _blank(style: Style) -> bytes:
    """Return python-docx's empty file without its Letter paper, theme fonts and blue headings."""
    document = Document()
    styles = document.styles.element
    for old in list(styles.findall(qn("w:style"))):
        name = old.find(qn("w:name"))
        if name is None or name.get(qn("w:val")) not in _KEPT_STYLES:
            styles.remove(old)
    _set_defaults(styles, style)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    root = header.part.element
    for empty in list(root):
        root.remove(empty)
    root.append(parsed(_page_number(style)))
    document.sections[0].different_first_page_header_footer = True
    return packed(document)


def _set_defaults(styles: BaseOxmlElement, style: Style) -> None:
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), style.font)
    half = str(round(style.body * 2))
    look = [
        element("rFonts", names),
        element("color", {"val": "000000"}),
        element("sz", {"val": half}),
        element("szCs", {"val": half}),
        element("lang", {"val": "vi-VN", "eastAsia": "vi-VN", "bidi": "ar-SA"}),
    ]
    spacing = element("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"})
    defaults = element(
        "docDefaults",
        None,
        [
            element("rPrDefault", None, [element("rPr", None, look)]),
            element("pPrDefault", None, [element("pPr", None, [spacing])]),
        ],
    )
    old = styles.find(qn("w:docDefaults"))
    if old is not None:
        styles.remove(old)
    styles.insert(0, parsed(defaults))
    for own in styles.findall(qn("w:style")):
        for part in ("w:link", "w:rPr", "w:pPr"):
            traits = own.find(qn(part))
            if traits is not None:
                own.remove(traits)
    normal = next(s for s in styles.findall(qn("w:style")) if s.get(qn("w:default")) == "1")
    normal.append(parsed(element("rPr", None, [element("rFonts", names)])))


def _page_number(style: Style) -> Xml:
    look = Look(style.page_number, align="center")
    field = element("fldSimple", {"instr": "PAGE"}, [run("2", look)])
    return framed([field], look)


def started(style: Style, *, title: str, author: str, day: date | None) -> WordDocument:
    """Return an empty document with its properties; the same input gives the same properties."""
    document = Document(io.BytesIO(_blank(style)))
    moment = datetime(*(day or date(2000, 1, 1)).timetuple()[:3], tzinfo=UTC)
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = author[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.revision = 1
    return document


def sized(section: BaseOxmlElement, style: Style, *, landscape: bool) -> BaseOxmlElement:
    """Return *section* set to A4 with the margins of *style*, counting its pages from 1."""
    for tag in ("w:pgSz", "w:pgMar", "w:pgNumType"):
        old = section.find(qn(tag))
        if old is not None:
            section.remove(old)
    short, long = twips(210), twips(297)
    size = {"w": long, "h": short, "orient": "landscape"} if landscape else {"w": short, "h": long}
    margins = {
        "top": twips(style.top),
        "right": twips(style.right),
        "bottom": twips(style.bottom),
        "left": twips(style.left),
        "header": twips(style.top / 2),
        "footer": twips(style.bottom / 2),
        "gutter": "0",
    }
    traits = [
        element("pgSz", size),
        element("pgMar", margins),
        element("pgNumType", {"start": "1"}),
    ]
    anchors = [section.find(qn(tag)) for tag in ("w:cols", "w:titlePg", "w:docGrid")]
    anchor = next((found for found in anchors if found is not None), None)
    for trait in traits:
        if anchor is None:  # a file that another program wrote may have none of them
            section.append(parsed(trait))
        else:
            anchor.addprevious(parsed(trait))
    return section


def packed(document: WordDocument) -> bytes:
    """Return the file's bytes with a fixed time in it, so that the same paper is the same file."""
    package = document.part.package
    parts = list(package.iter_parts())
    for part in parts:
        part.before_marshal()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        # Its own writer packs every part a first time, to be unpacked and stamped with one day.
        writer = _Packer(target)
        made_by: Any = PackageWriter
        made_by._write_content_types_stream(writer, parts)  # noqa: SLF001 it has no door
        made_by._write_pkg_rels(writer, package.rels)  # noqa: SLF001 as above
        made_by._write_parts(writer, parts)  # noqa: SLF001 as above
    return made.getvalue()


@dataclass(frozen=True)
class _Packer:
    """What python-docx writes parts to."""

    target: zipfile.ZipFile

    def write(self, name: PackURI, blob: bytes) -> None:
        entry = zipfile.ZipInfo(name.membername, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.target.writestr(entry, blob, compresslevel=_LEVEL)
