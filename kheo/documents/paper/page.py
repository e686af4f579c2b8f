"""Papers as fragments of HTML, to read on a screen and to print from a browser.

No style attribute stands in them, so a strict content security policy holds; the measures are in
static/fonts/papers/paper.css.
"""

from collections.abc import Iterable, Sequence
from html import escape

from kheo.documents.paper import qrcode
from kheo.documents.paper.description import (
    Block,
    Clause,
    Column,
    Field,
    Heading,
    PageBreak,
    Paper,
    Signatures,
    Signer,
    Table,
    Text,
)
from kheo.documents.paper.layout import Sheet, laid


def html(paper: Paper) -> str:
    """Return *paper* as one article element, every word escaped."""
    sheet = laid(paper)
    inside = [
        "" if sheet.attached_to else _head(sheet),
        _title(sheet),
        _opening(sheet),
        *(_block(block) for block in sheet.blocks),
        _closing(sheet),
        _qr(sheet),
    ]
    traits = f'data-turn="{"landscape" if sheet.landscape else "portrait"}" data-line="{sheet.style.line}"'
    return f'<article class="paper" lang="vi" {traits}>{"".join(inside)}</article>'


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _p(name: str, text: str) -> str:
    return f'<p class="paper-{name}">{_words(text)}</p>' if text else ""


def _each(name: str, lines: Iterable[str]) -> str:
    return "".join(_p(name, line) for line in lines)


def _head(sheet: Sheet) -> str:
    star = "*" if sheet.style.line == "party" else ""
    issuing = _p("superior", sheet.superior) + _p("issuer", sheet.issuer) + _p("star", star)
    nation = _p("nation", sheet.style.nation_text) + _p("motto", sheet.style.motto_text)
    numbering = (_p("number", sheet.number) + _p("letter-about", sheet.letter_about)) + _each(
        "mark", sheet.marks
    )
    return (
        f'<header class="paper-head"><div>{issuing}</div><div>{nation}</div>'
        f"<div>{numbering}</div><div>{_p('day', sheet.place_day)}</div></header>"
    )


def _title(sheet: Sheet) -> str:
    marks = _each("mark", sheet.marks) if sheet.attached_to else ""
    attached = _p("attached", f"({sheet.attached_to})") if sheet.attached_to else ""
    if not (marks or sheet.kind or sheet.about or attached):
        return ""
    kind = f'<h2 class="paper-kind">{_words(sheet.kind)}</h2>' if sheet.kind else ""
    return f'<div class="paper-title">{marks}{kind}{_p("about", sheet.about)}{attached}</div>'


def _opening(sheet: Sheet) -> str:
    parts = _p("centred", sheet.authority)
    if len(sheet.addressees) == 1:
        parts += _p("to", f"Kính gửi: {sheet.addressees[0]}")
    elif sheet.addressees:
        parts += f'<div class="paper-to-many"><p>Kính gửi:</p><div>{_each("to-line", sheet.addressees)}</div></div>'
    return parts + _each("basis", sheet.bases) + _p("centred", sheet.enacting)


def _block(block: Block) -> str:
    match block:
        case Table():
            made = _table(block)
        case Signatures():
            made = (
                f'<div class="paper-signs">{_signature(block.left)}{_signature(block.right)}</div>'
            )
        case PageBreak():
            made = '<hr class="paper-break">'
        case _:
            made = _line(block)
    return made


def _line(block: Text | Heading | Clause | Field) -> str:
    match block:
        case Text():
            traits = "".join(f" data-{n}" for n in ("bold", "italic") if getattr(block, n))
            words = _words(block.text)
            made = f'<p class="paper-text" data-align="{block.align}"{traits}>{words}</p>'
        case Heading():
            level = min(block.level + 2, 6)
            made = f'<h{level} class="paper-heading">{_words(block.text)}</h{level}>'
        case Clause():
            made = f'<p class="paper-text"><b>{_words(block.number)}</b> {_words(block.text)}</p>'
        case _:
            filled = _words(block.value) or '<span class="paper-dots"></span>'
            label = f"{_words(block.label)}: " if block.label else ""
            made = f'<p class="paper-field">{label}{filled}</p>'
    return made


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{_words(c.title)}</th>' for c in table.columns)
    rows = "".join(_row(line, table.columns) for line in table.rows)
    caption = f"<caption>{_words(table.caption)}</caption>" if table.caption else ""
    total = f"<tfoot>{_row(table.total, table.columns)}</tfoot>" if table.total else ""
    return (
        f'<table class="paper-table">{caption}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody>{total}</table>"
    )


def _row(texts: Sequence[str], columns: Sequence[Column]) -> str:
    if len(texts) == 1 and len(columns) > 1:
        return f'<tr><th colspan="{len(columns)}" scope="colgroup">{_words(texts[0])}</th></tr>'
    padded = [*texts, *[""] * len(columns)]
    cells = "".join(
        f'<td data-align="{column.align}">{_words(text)}</td>'
        for text, column in zip(padded, columns, strict=False)
    )
    return f"<tr>{cells}</tr>"


def _signature(signer: Signer) -> str:
    lines = _p("behalf", signer.on_behalf) + _p("post", signer.post) + _p("sign-note", signer.note)
    return f'<div>{lines}<p class="paper-signer">{_words(signer.name)}</p></div>'


def _closing(sheet: Sheet) -> str:
    if not sheet.signer and not sheet.recipients:
        return ""
    sent = (
        f'<p class="paper-sent-label">Nơi nhận:</p>{_each("sent", sheet.recipients)}'
        if sheet.recipients
        else ""
    )
    signed = _signature(sheet.signer) if sheet.signer else "<div></div>"
    return (
        f'<footer class="paper-signs"><div class="paper-recipients">{sent}</div>{signed}</footer>'
    )


def _qr(sheet: Sheet) -> str:
    if not sheet.qr:
        return ""
    return f'<div class="paper-qr">{qrcode.svg(sheet.qr)}{_p("qr-note", sheet.qr_note)}</div>'
