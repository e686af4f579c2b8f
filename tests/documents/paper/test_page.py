import re
from pathlib import Path

import kheo
from kheo.documents.paper.commendation import decision
from kheo.documents.paper.description import (
    Column,
    Field,
    Head,
    PageBreak,
    Paper,
    Signatures,
    Signer,
    Table,
    Text,
)
from kheo.documents.paper.letters import official_letter, reminder
from kheo.documents.paper.page import html
from kheo.documents.paper.registration import registration_form
from tests.documents.paper import samples

STYLE = Path(kheo.__file__).parent / "static" / "fonts" / "papers" / "paper.css"


def test_page_says_the_same_words_as_the_paper():
    page = html(official_letter(samples.letter()))
    assert '<p class="paper-nation">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>' in page
    assert '<p class="paper-number">Số: 07/VPUBND-HCTC</p>' in page
    assert page.count("./.") == 1


def test_what_was_typed_is_escaped_everywhere():
    evil = "<script>alert('x')</script>&"
    paper = Paper(
        Head(evil, evil, evil, symbol=evil, number=1),
        kind=evil,
        subject=evil,
        bases=(evil,),
        addressees=(evil, evil),
        body=(
            Text(evil),
            Field(evil, evil),
            Table((Column(evil), Column(evil)), ((evil, evil), (evil,)), (evil,), evil),
            Signatures(Signer(evil, evil, evil, evil), Signer(evil)),
        ),
        recipients=(evil,),
        signer=Signer(evil),
        qr=evil,
        qr_note=evil,
    )
    page = html(paper)
    assert "<script" not in page.lower()
    assert re.findall(r"&(?!amp;|lt;|gt;|#x27;|quot;)", page) == []


def test_page_holds_no_style_attribute():
    page = html(registration_form(samples.person_form())[0])
    assert "style=" not in page
    assert page.count("<svg") == 1


def test_annex_has_no_header_of_its_own():
    page = html(decision(samples.award())[1])
    assert "paper-head" not in page
    assert (
        "(Kèm theo Quyết định số 12/QĐ-VPUBND ngày 05 tháng 02 năm 2026 của Chánh Văn phòng" in page
    )


def test_group_headings_span_the_table():
    assert '<th colspan="3" scope="colgroup">Phòng Kinh tế (02 người)</th>' in html(
        reminder(samples.urging())
    )


def test_empty_field_is_a_line_to_write_on_and_a_break_a_break():
    page = html(Paper(Head("Sở Nội vụ"), body=(Field("Ngày nhận"), PageBreak())))
    assert 'Ngày nhận: <span class="paper-dots"></span>' in page
    assert '<hr class="paper-break">' in page


def test_every_class_of_a_page_is_in_the_style_sheet():
    styled = STYLE.read_text()
    papers = (
        *registration_form(samples.unit_form()),
        official_letter(samples.letter()),
        *decision(samples.award()),
    )
    plain = {"paper-qr-code", "paper-to-line"}
    used = {name for paper in papers for name in re.findall(r'class="([\w-]+)"', html(paper))}
    assert {name for name in used - plain if f".{name}" not in styled} == set()


def test_style_sheet_names_only_fonts_that_are_there():
    names = re.findall(r'url\("([^"]+)"\)', STYLE.read_text())
    assert [name for name in names if not (STYLE.parent / name).is_file()] == []
    assert len(names) == 8


def test_a_question_loses_its_mark_before_the_colon():
    page = html(Paper(Head("Sở Nội vụ"), body=(Field("Gắn với nhiệm vụ nào?", "Giảm nghèo"),)))
    assert "Gắn với nhiệm vụ nào: Giảm nghèo" in page
