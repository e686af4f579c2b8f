import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from kheo.documents.paper.commendation import decision, summary_list
from kheo.documents.paper.letters import official_letter, year_plan
from kheo.documents.paper.registration import registration_form
from kheo.documents.paper.word import docx, docx_of
from tests.documents.paper import samples


def opened(*papers):
    return Document(io.BytesIO(docx_of(papers)))


def cell_of(document, table, row, column):
    return document.tables[table].rows[row].cells[column]


def looks(paragraph):
    """Return the text, size, bold and italic of a paragraph's first run."""
    run = paragraph.runs[0]
    return paragraph.text, run.font.size, bool(run.bold), bool(run.italic)


@pytest.fixture(scope="module")
def plan():
    return opened(year_plan(samples.plan()))


def test_paper_is_a4_with_the_margins_of_the_decree(plan):
    section = plan.sections[0]
    # Word counts in twentieths of a point: 1/20 pt is the closest a margin can be
    measured = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    asked = [Mm(n) for n in (210, 297, 20, 20, 30, 20)]
    assert [abs(a - b) <= Pt(0.05) for a, b in zip(measured, asked, strict=True)] == [True] * 6


def test_header_table_fills_the_text_without_borders(plan):
    table, section = plan.tables[0], plan.sections[0]
    widths = [column.width for column in table.columns]
    room = section.page_width - section.left_margin - section.right_margin
    assert [round(width / Cm(1), 1) for width in widths] == [6.3, 9.7]
    assert (table._tbl.tblPr.find(qn("w:tblInd")).get(qn("w:w")), sum(widths) <= room) == (
        "0",
        True,
    )
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {border.get(qn("w:val")) for border in borders} == {"nil"}


def test_nation_and_motto_are_bold_and_the_date_italic(plan):
    nation, motto, *_ = cell_of(plan, 0, 0, 1).paragraphs
    assert looks(nation) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Pt(13), True, False)
    assert looks(motto) == ("Độc lập - Tự do - Hạnh phúc", Pt(14), True, False)
    day = cell_of(plan, 0, 1, 1).paragraphs[0]
    assert looks(day) == ("Nam Sơn, ngày 05 tháng 02 năm 2026", Pt(14), False, True)


def test_superior_is_upright_the_issuer_bold_and_the_number_plain(plan):
    superior, issuer, *_ = cell_of(plan, 0, 0, 0).paragraphs
    assert looks(superior) == ("ỦY BAN NHÂN DÂN\nTỈNH NAM SƠN", Pt(13), False, False)
    assert looks(issuer) == ("VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH", Pt(13), True, False)
    number = cell_of(plan, 0, 1, 0).paragraphs[0]
    assert looks(number) == ("Số: 05/KH-VPUBND", Pt(13), False, False)


def test_title_is_centred_bold_and_bases_are_italic(plan):
    kind, about = [p for p in plan.paragraphs if p.runs][:2]
    assert looks(kind) == ("KẾ HOẠCH", Pt(14), True, False)
    assert kind.alignment == about.alignment == WD_ALIGN_PARAGRAPH.CENTER
    bases = [p for p in plan.paragraphs if p.text.startswith("Căn cứ")]
    assert [(p.text[-1], p.runs[0].italic) for p in bases] == [(";", True), (".", True)]


def test_body_is_justified_with_indent_and_gap(plan):
    closing = next(p for p in plan.paragraphs if p.text.endswith("./."))
    look = closing.paragraph_format
    assert closing.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert (round(look.first_line_indent / Cm(1), 2), look.space_after) == (1.0, Pt(6))


def test_signature_block_stays_whole_and_with_the_last_words(plan):
    closing = next(p for p in plan.paragraphs if p.text.endswith("./."))
    signs = plan.tables[-1]
    assert closing.paragraph_format.keep_with_next
    assert signs.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    right = [p.text for p in signs.rows[0].cells[1].paragraphs]
    assert right == ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Vàng Thị Dợ"]


def test_recipients_stand_at_the_left_in_their_sizes(plan):
    label, first, _, last = plan.tables[-1].rows[0].cells[0].paragraphs
    assert looks(label) == ("Nơi nhận:", Pt(12), True, True)
    assert looks(first) == ("- Như trên;", Pt(11), False, False)
    assert last.text == "- Lưu: VT, HCTC."


def test_head_of_a_table_repeats_on_every_page(plan):
    rows = plan.tables[1].rows
    repeats = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert repeats == [True] + [False] * 6


def test_page_number_stands_in_the_top_margin_from_the_second_page(plan):
    section = plan.sections[0]
    field = section.header._element.find(f".//{qn('w:fldSimple')}")
    assert section.different_first_page_header_footer
    assert field.get(qn("w:instr")) == "PAGE"
    assert [p.text for p in section.first_page_header.paragraphs] == [""]


def test_every_script_is_set_in_times_new_roman_in_vietnamese(plan):
    look = plan.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = look.find(qn("w:rFonts"))
    names = [fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert names == ["Times New Roman"] * 4
    assert look.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_nothing_is_in_any_colour_but_black(plan):
    with zipfile.ZipFile(io.BytesIO(docx(year_plan(samples.plan())))) as file:
        drawn = [file.read(f"word/{part}.xml").decode() for part in ("document", "styles")]
    colours = {c for xml in drawn for c in re.findall(r'(?:color w:val|w:color)="(\w+)"', xml)}
    assert colours == {"000000"}
    assert "themeColor" not in "".join(drawn)


def test_properties_name_the_paper_and_its_issuer(plan):
    properties = plan.core_properties
    assert properties.title == "Kế hoạch Thực hiện phong trào “Dân vận chính quyền khéo” năm 2026"
    assert (properties.author, properties.language) == ("Văn phòng Ủy ban nhân dân tỉnh", "vi-VN")


def test_the_same_paper_is_the_same_file():
    assert docx(year_plan(samples.plan())) == docx(year_plan(samples.plan()))


def test_an_official_letter_has_its_subject_under_its_number():
    letter = opened(official_letter(samples.letter()))
    number, about = cell_of(letter, 0, 1, 0).paragraphs
    assert number.text == "Số: 07/VPUBND-HCTC"
    said = "V/v đăng ký nội dung “Dân vận chính quyền khéo” năm\u00a02026"
    assert looks(about) == (said, Pt(13), False, False)


def test_both_copies_are_one_file_of_two_sections_each_with_its_own_mark():
    both = opened(*registration_form(samples.person_form()))
    heads = [table for table in both.tables if len(table.rows) == 2]
    marks = [[p.text for p in table.rows[1].cells[0].paragraphs] for table in heads]
    assert len(both.sections) == 2
    assert marks == [
        ["Bản số 1/2", "(lưu tại Chi bộ Phòng Kinh tế)"],
        ["Bản số 2/2", "(lưu tại Phòng Hành chính - Tổ chức)"],
    ]


def test_a_paper_with_a_code_shows_it_as_a_picture():
    copy, _ = registration_form(samples.person_form())
    picture = opened(copy).inline_shapes[0]
    assert (picture.width, picture.height) == (Mm(20), Mm(20))


def test_the_code_of_a_form_stands_with_its_signatures_in_one_row_no_page_splits():
    copy, _ = registration_form(samples.person_form())
    ends = opened(copy).tables[-1].rows[0]
    signs, code = ends.cells[0].tables
    assert ends._tr.trPr.find(qn("w:cantSplit")) is not None
    assert [p.text for p in signs.rows[0].cells[1].paragraphs][-1] == "Lò Thị Mẩy"
    assert len(code._tbl.findall(f".//{qn('w:drawing')}")) == 1


def test_the_room_above_signatures_is_no_higher_than_said():
    copy, _ = registration_form(samples.person_form())
    room = opened(copy).tables[-1].rows[0].cells[0].paragraphs[0]
    assert (room.text, room.paragraph_format.line_spacing) == ("", Pt(4))


def test_a_list_is_landscape_while_its_decision_is_not():
    order, listed = decision(samples.award())
    turned = opened(order, summary_list(samples.summary()), listed).sections
    assert [section.orientation for section in turned] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_no_paper_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="Không có văn bản nào"):
        docx_of(())
