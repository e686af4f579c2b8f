"""The same description in the layout of the Party (Guide 05-HD/VPTW)."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kheo.documents.paper.description import Head, Signer, Text, of_party
from kheo.documents.paper.layout import laid
from kheo.documents.paper.letters import official_letter, year_plan
from kheo.documents.paper.page import html
from kheo.documents.paper.typeset import pdf
from kheo.documents.paper.word import docx
from kheo.documents.paper.wording import on_behalf
from tests.documents.paper import samples

HEAD = Head(
    "Đảng bộ Văn phòng",
    superior="Đảng ủy Ủy ban nhân dân tỉnh",
    place="Nam Sơn",
    day=samples.head().day,
    number=5,
    symbol="KH-ĐU",
)
SECRETARY = Signer("Phó Bí thư", "Vàng Thị Dợ", on_behalf="TM. Ban Chấp hành")


@pytest.fixture(scope="module")
def plan():
    return of_party(year_plan(replace(samples.plan(), head=HEAD, signer=SECRETARY)))


@pytest.fixture(scope="module")
def word(plan):
    return Document(io.BytesIO(docx(plan)))


def test_words_and_number_follow_the_grammar_of_the_party(plan):
    sheet = laid(plan)
    assert (sheet.number, sheet.signer.on_behalf) == ("Số 05-KH/ĐU", "T/M BAN CHẤP HÀNH")
    assert [line[:9] for line in sheet.bases] == ["- Căn cứ ", "- Căn cứ "]
    closing = [block for block in sheet.blocks if isinstance(block, Text)][-1]
    assert closing.text.endswith("Đảng bộ Văn phòng.")


@pytest.mark.parametrize(
    ("typed", "official"),
    (
        ("TM. Ban Thường vụ", "T/M Ban Thường vụ"),
        ("K/T Bí thư", "K/T Bí thư"),
        ("TL. Ban Thường vụ", "T/L Ban Thường vụ"),
        ("TUQ. Bí thư", "T/UQ Bí thư"),
    ),
)
def test_who_signs_for_another_says_so_with_a_slash(typed, official):
    assert on_behalf(typed, "party") == official


def test_head_names_the_party_over_a_line_and_a_star_stands_under_the_issuer(word):
    left, right = (cell.paragraphs for cell in word.tables[0].rows[0].cells)
    assert [p.text for p in left] == [
        "ĐẢNG ỦY\nỦY BAN NHÂN DÂN TỈNH",
        "ĐẢNG BỘ VĂN PHÒNG",
        "*",
    ]
    assert [p.text for p in right] == ["ĐẢNG CỘNG SẢN VIỆT NAM", ""]
    assert right[1]._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None


def test_body_stands_on_nineteen_points_with_a_right_margin_of_fifteen(word):
    closing = next(p for p in word.paragraphs if p.text.startswith("Trên đây"))
    assert closing.paragraph_format.line_spacing == Pt(19)
    assert abs(word.sections[0].right_margin - Mm(15)) < Pt(0.05)


def test_bases_are_upright_the_post_light_and_the_recipients_underlined(word):
    basis = next(p for p in word.paragraphs if p.text.startswith("- Căn cứ"))
    left, right = (cell.paragraphs for cell in word.tables[-1].rows[0].cells)
    assert not basis.runs[0].italic
    assert [(p.text, bool(p.runs[0].bold)) for p in right] == [
        ("T/M BAN CHẤP HÀNH", True),
        ("PHÓ BÍ THƯ", False),
        ("Vàng Thị Dợ", True),
    ]
    label = left[0].runs[0]
    assert (label.underline, bool(label.bold), bool(label.italic)) == (True, False, False)


def test_page_and_pdf_are_drawn_of_the_same_words(plan):
    drawn = html(plan)
    assert [drawn.count(words) for words in ('data-line="party"', "Độc lập", ">*<")] == [1, 0, 1]
    assert pdf(plan)[:5] == b"%PDF-"


def test_an_official_letter_of_the_party_carries_its_subject_under_its_number():
    letter = official_letter(replace(samples.letter(), head=replace(HEAD, symbol="CV-ĐU")))
    cell = Document(io.BytesIO(docx(of_party(letter)))).tables[0].rows[1].cells[0]
    assert [p.text[:12] for p in cell.paragraphs] == ["Số 05-CV/ĐU", "V/v đăng ký "]
