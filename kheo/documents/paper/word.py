"""Papers as Word files, for an office to edit."""

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.shared import Mm

from kheo.documents.paper import qrcode, wordfile
from kheo.documents.paper.description import Paper, Signatures, Signer
from kheo.documents.paper.layout import Sheet, laid, text_width
from kheo.documents.paper.ooxml import (
    Look,
    Xml,
    cell,
    element,
    framed,
    gap,
    grid,
    paragraph,
    parsed,
    row,
    rule,
    written,
)
from kheo.documents.paper.wordbody import blocks, signature, signatures

_WRITING_ROOM = 56  # points left for a hand-written signature
_QR_SIDE = 20  # mm


def docx(paper: Paper) -> bytes:
    """Return *paper* as a .docx file."""
    return docx_of((paper,))


def docx_of(papers: Sequence[Paper]) -> bytes:
    """Return all *papers* as one .docx, each a section that counts its pages from 1."""
    sheets = [laid(paper) for paper in papers]
    if not sheets:
        raise ValueError("Không có văn bản nào để xuất ra tệp Word.")
    first = sheets[0]
    document = wordfile.started(first.style, title=first.title, author=first.author, day=first.day)
    return put(document, [(sheet, drawn(document, sheet)) for sheet in sheets])


def put(document: WordDocument, leaves: Sequence[tuple[Sheet, Iterable[Xml]]]) -> bytes:
    """Return the file of *document* with *leaves* in it, each drawn in a section of its own."""
    section = document.element.body.sectPr
    parts: list[Xml] = []
    for number, (sheet, own) in enumerate(leaves, start=1):
        sized = wordfile.sized(deepcopy(section), sheet.style, landscape=sheet.landscape)
        parts += [*own, *([tail([written(sized)])] if number < len(leaves) else [tail([])])]
    last = leaves[-1][0]
    wordfile.sized(section, last.style, landscape=last.landscape)
    return filled(document, [*parts, written(section)])


def filled(document: WordDocument, parts: Iterable[Xml]) -> bytes:
    """Return the file of *document* with *parts* as its whole body."""
    body = element("body", None, parts)
    # Put in whole: to move a long table from one tree to another takes minutes.
    document.part._element = parsed(element("document", None, [body]))  # noqa: SLF001 no door
    return wordfile.packed(document)


def tail(inside: Iterable[Xml]) -> Xml:
    """Return the least paragraph Word accepts after a table, which may close a section."""
    spacing = element("spacing", {"before": "0", "after": "0", "line": "20", "lineRule": "exact"})
    return element("p", None, [element("pPr", None, [spacing, *inside])])


def drawn(document: WordDocument, sheet: Sheet) -> list[Xml]:
    return [
        *(_annex_head(sheet) if sheet.attached_to else [head(sheet)]),
        *title(sheet),
        *opening(sheet),
        *_ended(document, sheet),
    ]


def _ended(document: WordDocument, sheet: Sheet) -> list[Xml]:
    """Return the body, what closes it and the square code.

    A form ends with its signatures: with them the code stands in one row no page splits, since not
    every program keeps one table on the page of the next.
    """
    code = qr(document, sheet)
    if not code or sheet.signer or not isinstance(sheet.blocks[-1], Signatures):
        return [*blocks(sheet), *closing(sheet), *code]
    said = replace(sheet, blocks=sheet.blocks[:-1])
    signed = signatures(sheet, sheet.blocks[-1])
    whole = text_width(sheet)
    row_ = row([cell(whole, [*signed, *code, gap(1)])])
    return [*blocks(said, before=sheet.blocks[-1]), grid((whole,), [row_], ruled=False)]


def head(sheet: Sheet) -> Xml:
    """Return the issuer's side and the nation's side, in a table without borders."""
    s = sheet.style
    left, right = s.header_left, s.header_right
    if sheet.landscape:
        left, right = text_width(sheet) * 0.42, text_width(sheet) * 0.58
    issuing = [paragraph(sheet.issuer, Look(s.issuer, bold=True, align="center"))]
    if sheet.superior:
        issuing.insert(0, paragraph(sheet.superior, Look(s.issuer, align="center")))
    star = paragraph("*", Look(s.issuer, align="center"))
    issuing.append(star if s.line == "party" else rule(sheet.issuer_rule, left))
    nation = [paragraph(s.nation_text, Look(s.nation, bold=True, align="center"))]
    if s.motto_text:
        nation.append(paragraph(s.motto_text, Look(s.motto, bold=True, align="center")))
    nation.append(rule(sheet.motto_rule, right))
    centred = Look(s.number, align="center", before=4)
    numbering = [paragraph(sheet.number, centred)] if sheet.number else []
    if sheet.letter_about:
        numbering.append(paragraph(sheet.letter_about, Look(s.about, align="center")))
    numbering += [
        paragraph(mark, Look(s.number, bold=not number, align="center"))
        for number, mark in enumerate(sheet.marks)
    ]
    dated = Look(s.body, italic=True, align="center", before=4)
    place = paragraph(sheet.place_day, dated)
    rows = [
        row([cell(left, issuing), cell(right, nation)]),
        row([cell(left, numbering or [paragraph("", centred)]), cell(right, [place])]),
    ]
    return grid((left, right), rows, ruled=False)


def _annex_head(sheet: Sheet) -> list[Xml]:
    return [
        paragraph(mark, Look(sheet.style.body, bold=True, align="center")) for mark in sheet.marks
    ]


def title(sheet: Sheet) -> list[Xml]:
    s, room = sheet.style, text_width(sheet)
    centred = Look(s.subject, bold=True, align="center", keep=True)
    parts: list[Xml] = []
    if sheet.kind:
        top = 0 if sheet.attached_to else 8
        parts.append(
            paragraph(sheet.kind, Look(s.kind, bold=True, align="center", before=top, keep=True))
        )
    if sheet.about:
        parts.append(paragraph(sheet.about, centred))
    if sheet.attached_to:
        look = Look(s.body, italic=True, align="center", keep=True)
        parts.append(paragraph(f"({sheet.attached_to})", look))
    if parts:
        parts.append(rule(sheet.title_rule, room, after=6))
    return parts


def opening(sheet: Sheet, receivers: list[Xml] | None = None) -> list[Xml]:
    """Return authority, addressees (or *receivers* in their place) and bases, in this order."""
    s = sheet.style
    centred = Look(s.body, bold=True, align="center", before=6, after=6, keep=True)
    parts = [paragraph(sheet.authority, centred)] if sheet.authority else []
    parts += addressees(sheet) if receivers is None else receivers
    parts += bases(sheet)
    return [*parts, paragraph(sheet.enacting, centred)] if sheet.enacting else parts


def addressees(sheet: Sheet) -> list[Xml]:
    s, room = sheet.style, text_width(sheet)
    lines = sheet.addressees
    if not lines:
        return []
    if len(lines) == 1:
        look = Look(s.body, align="center", before=14, after=10)
        return [paragraph(f"Kính gửi: {lines[0]}", look)]
    label, side = room * 0.3, room * 0.7
    right = [paragraph(line, Look(s.body)) for line in ("", *lines)]
    left = [paragraph("Kính gửi:", Look(s.body, align="right"))]
    table = grid((label, side), [row([cell(label, left), cell(side, right)])], ruled=False)
    return [paragraph("", Look(6)), table, paragraph("", Look(8))]


def recipients(sheet: Sheet) -> list[Xml]:
    look = Look(sheet.style.recipients, keep=True)
    return [paragraph(line, look) for line in sheet.recipients]


def bases(sheet: Sheet) -> list[Xml]:
    s = sheet.style
    look = Look(
        s.body,
        italic=s.line == "state",
        align="justify",
        indent=s.indent,
        after=s.gap,
        leading=s.leading,
    )
    return [paragraph(line, look) for line in sheet.bases]


def closing(sheet: Sheet) -> list[Xml]:
    """Return recipients at the left and the signer at the right, in a row no page splits."""
    if not sheet.signer and not sheet.recipients:
        return []
    s, room = sheet.style, text_width(sheet)
    left, right = room * 0.5, room * 0.5
    sent: list[Xml] = []
    if sheet.recipients:
        party = s.line == "party"
        label = Look(
            s.recipients_label, bold=not party, italic=not party, underline=party, keep=True
        )
        sent = [paragraph("Nơi nhận:", label), *recipients(sheet)]
    signed = signature(sheet, sheet.signer or Signer(""), _WRITING_ROOM)
    cells = [
        cell(left, sent or [paragraph("", Look(s.recipients, keep=True))]),
        cell(right, signed),
    ]
    return [gap(4, keep=True), grid((left, right), [row(cells)], ruled=False)]


def qr(document: WordDocument, sheet: Sheet) -> list[Xml]:
    if not sheet.qr:
        return []
    image = io.BytesIO(qrcode.png(sheet.qr))
    picture = document.part.new_pic_inline(image, Mm(_QR_SIDE), Mm(_QR_SIDE))
    drawing = element("r", None, [element("drawing", None, [written(picture)])])
    note = [paragraph(sheet.qr_note, Look(10, italic=True))]
    room = text_width(sheet)
    cells = [cell(24, [framed([drawing], Look(10))]), cell(room - 24, note)]
    return [gap(4, keep=True), grid((24, room - 24), [row(cells)], ruled=False)]
