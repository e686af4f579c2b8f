"""Errors put into a Word file that was right, each with what must be found of it."""

import io
import unicodedata

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kheo.documents.paper.check.asked import Part, Trait

LINES = {  # parts by how their line begins, in a plan of the State
    Part.NATION: "CỘNG HÒA",
    Part.MOTTO: "Độc lập",
    Part.SUPERIOR: "ỦY BAN NHÂN DÂN",
    Part.ISSUER: "VĂN PHÒNG",
    Part.NUMBER: "Số:",
    Part.DAY: "Nam Sơn,",
    Part.KIND: "KẾ HOẠCH",
    Part.SUBJECT: "Thực hiện phong trào",
    Part.BASIS: "Căn cứ Luật",
    Part.HEADING: "I. MỤC",
    Part.BODY: "Các phòng lựa chọn",
    Part.ON_BEHALF: "KT.",
    Part.POST: "PHÓ CHÁNH",
    Part.SIGNER: "Vàng Thị Dợ",
    Part.SENT_LABEL: "Nơi nhận",
    Part.SENT: "- Như trên",
}
WORDS = (
    (Part.NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT  NAM"),
    (Part.MOTTO, "Độc lập-Tự do-Hạnh phúc"),
    (Part.NUMBER, "Số: 5/KH-VPUBND"),
    (Part.NUMBER, "Số: 05-KH/VPUBND"),
    (Part.DAY, "Nam Sơn, ngày 5 tháng 02 năm 2026"),
    (Part.DAY, "Nam Sơn, ngày 05 tháng 2 năm 2026"),
    (Part.DAY, "Nam Sơn, ngày 31 tháng 02 năm 2026"),
    (Part.BASIS, "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022."),
    (Part.ON_BEHALF, "K/T CHÁNH VĂN PHÒNG"),
    (Part.SIGNER, "TS. Vàng Thị Dợ"),
    (Part.SENT, "- Như trên"),
)
MARGINS = (
    ("top_margin", Mm(15), Trait.TOP),
    ("bottom_margin", Mm(30), Trait.BOTTOM),
    ("left_margin", Mm(25), Trait.LEFT),
    ("right_margin", Mm(10), Trait.RIGHT),
    ("page_width", Mm(216), Trait.WIDTH),
    ("page_height", Mm(279), Trait.HEIGHT),
)


def line_of(document, start):
    """Return the paragraph whose text begins with *start*, wherever it stands."""
    cells = (c for t in document.tables for r in t.rows for c in r.cells)
    lines = [*(p for cell in cells for p in cell.paragraphs), *document.paragraphs]
    return next(p for p in lines if p.text.startswith(start))


def changed(data, change):
    document = Document(io.BytesIO(data))
    change(document)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _type(start, **traits):
    def change(document):
        for run in line_of(document, start).runs:
            for name, value in traits.items():
                setattr(run.font, name, value)

    return change


def _flipped(start, name):
    def change(document):
        for run in line_of(document, start).runs:
            setattr(run.font, name, not getattr(run.font, name))

    return change


def _worded(start, words):
    def change(document):
        line_of(document, start).runs[0].text = words

    return change


def _coloured(start):
    def change(document):
        for run in line_of(document, start).runs:
            run.font.color.rgb = RGBColor(0x2E, 0x74, 0xB5)

    return change


def _set(start, **traits):
    def change(document):
        for name, value in traits.items():
            setattr(line_of(document, start).paragraph_format, name, value)

    return change


def _page(name, value):
    return lambda document: setattr(document.sections[0], name, value)


def _no_stroke(start):
    def change(document):
        p = line_of(document, start)._p
        for borders in list(p.getnext().iter(qn("w:pBdr"))):
            borders.getparent().remove(borders)

    return change


def _decomposed(document):
    line = line_of(document, LINES[Part.BODY])
    line.runs[0].text = unicodedata.normalize("NFD", line.text)


def _numbered_first(document):
    document.sections[0].different_first_page_header_footer = False


def _unnumbered(document):
    for p in document.sections[0].header.paragraphs:
        p._p.getparent().remove(p._p)
    document.sections[0].header.add_paragraph()


def _unended(document):
    run = line_of(document, "Trên đây").runs[0]
    run.text = run.text.removesuffix("/.")


def _without(start):
    def change(document):
        p = line_of(document, start)._p
        p.getparent().remove(p)

    return change


def _above(document):
    document.tables[0]._tbl.addprevious(line_of(document, LINES[Part.KIND])._p)


PLANTED = [
    *((_type(start, size=Pt(18)), part, Trait.SIZE) for part, start in LINES.items()),
    *((_type(start, name="Calibri"), Part.TEXT, Trait.FONT) for start in LINES.values()),
    *((_coloured(start), Part.TEXT, Trait.COLOUR) for start in LINES.values()),
    *(
        (_flipped(start, "bold"), part, Trait.BOLD)
        for part, start in LINES.items()
        if part is not Part.BODY
    ),
    *(
        (_flipped(start, "italic"), part, Trait.ITALIC)
        for part, start in LINES.items()
        if part is not Part.BODY
    ),
    *(
        (_set(start, alignment=WD_ALIGN_PARAGRAPH.RIGHT), part, Trait.ALIGN)
        for part, start in LINES.items()
        if part not in {Part.HEADING, Part.SENT, Part.SENT_LABEL}
    ),
    *((_worded(LINES[part], words), part, Trait.WORDS) for part, words in WORDS),
    *((_page(name, value), Part.SHEET, trait) for name, value, trait in MARGINS),
    *(
        (_no_stroke(LINES[part]), part, Trait.STROKE)
        for part in (Part.MOTTO, Part.ISSUER, Part.SUBJECT)
    ),
    *(
        (_without(LINES[part]), part, Trait.PRESENT)
        for part in (Part.MOTTO, Part.NUMBER, Part.DAY, Part.NATION)
    ),
    (_set(LINES[Part.BODY], first_line_indent=Mm(5)), Part.BODY, Trait.INDENT),
    (_set(LINES[Part.BODY], space_after=Pt(2)), Part.BODY, Trait.GAP),
    (_set(LINES[Part.BODY], line_spacing=2.0), Part.BODY, Trait.SPACING),
    (_set(LINES[Part.BODY], line_spacing=Pt(12)), Part.BODY, Trait.SPACING),
    (_worded(LINES[Part.KIND], "Kế hoạch"), Part.KIND, Trait.CAPITALS),
    (_decomposed, Part.TEXT, Trait.COMPOSED),
    (_numbered_first, Part.PAGE_NUMBER, Trait.FIRST_PAGE),
    (_unnumbered, Part.PAGE_NUMBER, Trait.PRESENT),
    (_unended, Part.END, Trait.WORDS),
    (_above, Part.HEAD, Trait.PLACE),
]
