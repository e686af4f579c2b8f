"""A master filled with papers: its words give way to what the papers say."""

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from html import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from kheo.documents.paper import word, wordfile
from kheo.documents.paper.description import Paper
from kheo.documents.paper.layout import Sheet, laid
from kheo.documents.paper.master.words import BLOCKS, BODY, values
from kheo.documents.paper.ooxml import Xml, element, parsed, written
from kheo.documents.paper.wordbody import blocks

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NOTHING = "nothing"  # target of the processing instruction where a word says nothing
_WHOLE = "whole"  # the same where whole paragraphs are to stand


class _Empty(Markup):
    """What a word that says nothing leaves behind, so that a line of it alone can be taken out."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def filled(master: bytes, papers: Sequence[Paper]) -> bytes:
    """Return *papers* as one .docx in the layout of *master*; annexes keep the shipped layout.

    Raises jinja2.TemplateError where a condition of the master is not closed.
    """
    template = DocxTemplate(io.BytesIO(master))
    template.render_init()
    document = template.get_docx()
    section = document.element.body.sectPr
    parts: list[Xml] = []
    for number, sheet in enumerate(map(laid, papers), start=1):
        own = deepcopy(section)
        if sheet.attached_to:
            parts += word.drawn(document, sheet)
            own = wordfile.sized(own, sheet.style, landscape=sheet.landscape)
        else:
            parts += _leaf(template, document, sheet)
            _count_anew(own)
        closing = written(own)
        parts += [closing] if number == len(papers) else [word.tail([closing])]
    return word.filled(document, parts)


@cache
def environment() -> SandboxedEnvironment:
    """Return what evaluates a master: no word beyond those given, nothing to call."""
    made = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def _leaf(template: DocxTemplate, document: WordDocument, sheet: Sheet) -> list[Xml]:
    """Return what stands in the body of the filled master, all but its section."""
    said = {name: _inline(text) for name, text in values(sheet).items()}
    drawn = _drawn(document, sheet)
    whole = {name: Markup(f"<?{_WHOLE} {name}?>") if drawn[name] else "" for name in BLOCKS}  # noqa: S704 our own names
    body = parse_xml(template.build_xml(said | whole, environment()))
    for mark in list(body.xpath(f"//processing-instruction('{_NOTHING}')")):
        _taken_out(mark)
    inside = [written(child) for child in body if child.tag != qn("w:sectPr")]
    return [_put(part, drawn) for part in inside]


def _inline(text: str) -> Markup:
    if not text:
        return _Empty(f"<?{_NOTHING} ?>")
    return Markup(_BREAK.join(escape(line) for line in text.split("\n")))  # noqa: S704 escaped here


def _drawn(document: WordDocument, sheet: Sheet) -> dict[str, list[Xml]]:
    return {
        "can_cu": word.bases(sheet),
        "kinh_gui": word.addressees(sheet),
        BODY: blocks(sheet),
        "noi_nhan": word.recipients(sheet),
        "ma_vuong": word.qr(document, sheet),
    }


def _put(part: Xml, drawn: dict[str, list[Xml]]) -> Xml:
    """Return *part* with whole paragraphs where they are to stand.

    As text, since a long table would be parsed several times over.
    """

    def whole(found: re.Match[str]) -> Xml:
        parts = drawn[found[1]]
        # A cell must end with a paragraph.
        return "".join([*parts, *([word.tail([])] if parts[-1].startswith("<w:tbl") else [])])

    return re.sub(rf"<\?{_WHOLE} (\w+)\?>", whole, part)


def _taken_out(mark: etree._ProcessingInstruction) -> None:
    """Take *mark* out, and its line where nothing else stands on it and a cell can do without."""
    line = mark.getparent()
    while line is not None and line.tag != qn("w:p"):
        line = line.getparent()
    text = mark.getparent()
    if text is not None:
        _unwrapped(mark, text)
    if line is None or "".join(t.text or "" for t in line.iter(qn("w:t"))).strip():
        return
    around = line.getparent()
    if around is not None and len(around.findall(qn("w:p"))) > 1:
        around.remove(line)


def _unwrapped(mark: etree._ProcessingInstruction, text: etree._Element) -> None:
    """Remove *mark* from *text* and keep what stands behind it."""
    before = mark.getprevious()
    if before is None:
        text.text = (text.text or "") + (mark.tail or "")
    else:
        before.tail = (before.tail or "") + (mark.tail or "")
    text.remove(mark)


def _count_anew(section: BaseOxmlElement) -> None:
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    pages = parsed(element("pgNumType", {"start": "1"}))
    anchors = [section.find(qn(tag)) for tag in ("w:cols", "w:titlePg", "w:docGrid")]
    anchor = next((found for found in anchors if found is not None), None)
    if anchor is None:
        section.append(pages)
    else:
        anchor.addprevious(pages)
