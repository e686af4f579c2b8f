"""The master of each paper as it is shipped: the paper's own layout with words in place of the text."""

from dataclasses import replace

from docx.document import Document as WordDocument

from kheo.documents.paper import word, wordfile
from kheo.documents.paper.description import Paper, Signer, Text
from kheo.documents.paper.layout import Sheet, laid
from kheo.documents.paper.master.words import BODY
from kheo.documents.paper.ooxml import Look, Xml, paragraph
from kheo.documents.paper.wordbody import blocks


def shipped(sample: Paper) -> bytes:
    """Return the master of the paper that *sample* is one of, in the layout of its issuer."""
    sheet = laid(sample)
    marked = _marked(sheet)
    document = wordfile.started(sheet.style, title=sheet.kind, author=sheet.author, day=None)
    return word.put(document, [(marked, _parts(document, sheet, marked))])


def _parts(_document: WordDocument, sheet: Sheet, marked: Sheet) -> list[Xml]:
    line = Look(sheet.style.body)
    return [
        word.head(marked),
        *word.title(marked),
        *word.opening(marked, [_whole("kinh_gui", line)] if sheet.addressees else []),
        *blocks(marked),
        *word.closing(marked),
        *([_whole("ma_vuong", line)] if sheet.qr else []),
    ]


def _marked(sheet: Sheet) -> Sheet:
    """Return *sheet* with the word of each thing it says in its place."""

    def word_of(name: str, text: str) -> str:
        return f"{{{{ {name} }}}}" if text else ""

    signer = Signer("{{ chuc_vu_ky }}", "{{ ho_ten_ky }}", on_behalf="{{ quyen_han_ky }}")
    names = ("ban_so", "noi_luu")
    return replace(
        sheet,
        superior=word_of("co_quan_cap_tren", sheet.superior),
        issuer=word_of("co_quan_ban_hanh", sheet.issuer),
        number=word_of("so_ky_hieu", sheet.number),
        place_day=word_of("dia_danh_ngay", sheet.place_day),
        marks=[word_of(*pair) for pair in zip(names, sheet.marks, strict=False)],
        letter_about=word_of("trich_yeu", sheet.letter_about),
        kind=word_of("ten_loai", sheet.kind),
        about=word_of("trich_yeu", sheet.about),
        authority=word_of("tham_quyen", sheet.authority),
        bases=["{{p can_cu }}"] if sheet.bases else [],
        addressees=(),
        blocks=(Text(f"{{{{p {BODY} }}}}"),),
        recipients=["{{p noi_nhan }}"] if sheet.recipients else [],
        signer=signer if sheet.signer else None,
        qr="",
    )


def _whole(name: str, look: Look) -> Xml:
    return paragraph(f"{{{{p {name} }}}}", look)
