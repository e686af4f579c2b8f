"""The body of a paper as Word elements."""

from collections.abc import Sequence
from dataclasses import replace

from kheo.documents.paper.description import (
    Block,
    Clause,
    Column,
    Field,
    Heading,
    PageBreak,
    Signatures,
    Signer,
    Table,
    Text,
)
from kheo.documents.paper.layout import Sheet, text_width
from kheo.documents.paper.ooxml import (
    Look,
    Xml,
    cell,
    dotted,
    element,
    framed,
    gap,
    grid,
    paragraph,
    row,
)

_WRITING_ROOM = 34
_SHORT = 8  # rows of a closing table that goes whole to the page of the signature


def blocks(sheet: Sheet, *, before: Signatures | None = None) -> list[Xml]:
    """Return the body; its last words stay on the page of the signature, or of those drawn after it."""
    parts: list[Xml] = []
    final = len(sheet.blocks) - 1
    following = [*sheet.blocks[1:], before]
    for number, (block, after) in enumerate(zip(sheet.blocks, following, strict=True)):
        signs_next = isinstance(after, Signatures)
        closes = number == final and sheet.signer is not None
        parts += _drawn(sheet, block, keep=signs_next or closes)
    return parts


def _drawn(sheet: Sheet, block: Block, *, keep: bool) -> list[Xml]:
    match block:
        case Table():
            return _table(sheet, block, keep=keep and len(block.rows) <= _SHORT)
        case Signatures():
            return signatures(sheet, block)
        case PageBreak():
            turn = element("r", None, [element("br", {"type": "page"})])
            return [framed([turn], Look(1))]
        case _:
            return [_line(sheet, block, keep=keep)]


def _line(sheet: Sheet, block: Text | Heading | Clause | Field, *, keep: bool) -> Xml:
    s = sheet.style
    body = Look(s.body, align="justify", indent=s.indent, after=s.gap, leading=s.leading, keep=keep)
    match block:
        case Text():
            indent = s.indent if block.align == "justify" else 0
            look = replace(body, bold=block.bold, italic=block.italic, align=block.align)
            return paragraph(block.text, replace(look, indent=indent))
        case Heading():
            heading = replace(body, bold=True, keep=True, level=block.level - 1)
            return paragraph(block.text, heading)
        case Clause():
            return paragraph(block.text, body, block.number)
        case Field(value=""):
            look = replace(body, align="left")
            return dotted(block.label, look, text_width(sheet))
        case Field():
            return paragraph(f"{block.label}: {block.value}", body)


def _table(sheet: Sheet, table: Table, *, keep: bool) -> list[Xml]:
    s = sheet.style
    share = text_width(sheet) / (sum(c.width for c in table.columns) or 1)
    widths = [c.width * share for c in table.columns]
    head = Look(s.table, bold=True, align="center", before=2, after=2, keep=True)
    titles = [
        cell(w, [paragraph(c.title, head)]) for w, c in zip(widths, table.columns, strict=True)
    ]
    rows = [row(titles, repeats=True)]
    rows += [
        _row(line, table.columns, widths, Look(s.table, before=2, after=2, keep=keep))
        for line in table.rows
    ]
    if table.total:
        bold = Look(s.table, bold=True, before=2, after=2, keep=keep)
        rows.append(_row(table.total, table.columns, widths, bold))
    caption = Look(s.body, italic=True, align="center", after=4, keep=True)
    parts = [paragraph(table.caption, caption)] if table.caption else []
    return [*parts, grid(widths, rows, ruled=True), paragraph("", Look(s.gap, keep=keep))]


def _row(
    texts: Sequence[str], columns: Sequence[Column], widths: Sequence[float], look: Look
) -> Xml:
    if len(texts) == 1 and len(columns) > 1:
        bold = Look(look.size, bold=True, before=look.before, after=look.after, keep=True)
        return row([cell(sum(widths), [paragraph(texts[0], bold)], span=len(columns))])
    padded = [*texts, *[""] * len(columns)]
    cells = []
    for text, column, width in zip(padded, columns, widths, strict=False):
        own = replace(look, align=column.align)
        cells.append(cell(width, [paragraph(text, own)]))
    return row(cells)


def signatures(sheet: Sheet, block: Signatures) -> list[Xml]:
    """Return the two signatures side by side."""
    half = text_width(sheet) / 2
    cells = [
        cell(half, signature(sheet, side, _WRITING_ROOM)) for side in (block.left, block.right)
    ]
    return [gap(4, keep=True), grid((half, half), [row(cells)], ruled=False)]


def signature(sheet: Sheet, signer: Signer, writing_room: float) -> list[Xml]:
    """Return the signer's words, *writing_room* points to sign in, and the name.

    They stay on the page of the square code, if there is one.
    """
    size = sheet.style.body
    centred = Look(size, bold=True, align="center", keep=True)
    post = centred if sheet.style.line == "state" else replace(centred, bold=False)
    worded = ((signer.on_behalf, centred), (signer.post, post))
    parts = [paragraph(line, look) for line, look in worded if line]
    if signer.note:
        parts.append(paragraph(signer.note, Look(size - 1, italic=True, align="center", keep=True)))
    named = Look(size, bold=True, align="center", before=writing_room, keep=bool(sheet.qr))
    return [*parts, paragraph(signer.name, named)]
