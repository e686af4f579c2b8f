import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.documents.paper.check.asked import Part, Trait
from kheo.documents.paper.check.checking import report
from kheo.documents.paper.description import of_party
from kheo.documents.paper.letters import year_plan
from kheo.documents.paper.word import docx, docx_of
from kheo.reading.opening.refusal import UnreadableError
from tests.documents.paper import samples, shipped
from tests.documents.paper.check.planted import PLANTED, changed

LONG = replace(samples.plan(tasks=30), contents=samples.plan().contents * 4)
PLAN = docx(year_plan(LONG))


def told(data):
    """Return the part and trait of every deviation in a file."""
    return {(deviation.part, deviation.trait) for deviation in report(data, "x.docx").deviations}


@pytest.mark.parametrize("name", shipped.STATE)
def test_every_shipped_paper_of_the_state_is_as_the_decree_asks(name):
    papers = shipped.STATE[name]
    checked = report(docx_of(papers), "x.docx")
    assert (checked.side, checked.leaves, checked.deviations) == ("state", len(papers), ())


@pytest.mark.parametrize("name", shipped.PARTY)
def test_every_shipped_paper_of_the_party_is_as_the_guide_asks(name):
    papers = shipped.PARTY[name]
    checked = report(docx_of(papers), "x.docx")
    assert (checked.side, checked.leaves, checked.deviations) == ("party", len(papers), ())


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PLANTED))
def test_any_single_deviation_is_found(planted):
    change, part, trait = planted
    assert (part, trait) in told(changed(PLAN, change))


def test_a_deviation_says_what_was_found_where_what_is_asked_and_by_which_article():
    change = next(c for c, part, trait in PLANTED if (part, trait) == (Part.SHEET, Trait.LEFT))
    (deviation,) = report(changed(PLAN, change), "x.docx").deviations
    assert (deviation.trait, deviation.found, deviation.expected, deviation.line) == (
        Trait.LEFT,
        25.0,
        (30, 35),
        0,
    )
    assert deviation.article == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I"


def test_the_grammar_of_the_state_is_found_in_a_paper_of_the_party():
    paper = shipped.PARTY["plan"][0]
    spoilt = replace(paper, style=replace(paper.style, end_mark="./.", leading=0, right=20))
    assert told(docx(spoilt)) == {
        (Part.END, Trait.WORDS),
        (Part.BODY, Trait.SPACING),
        (Part.SHEET, Trait.RIGHT),
    }


def test_a_paper_in_the_party_layout_is_not_measured_by_the_decree():
    assert report(docx(of_party(year_plan(LONG))), "x.docx").side == "party"


def test_the_same_deviation_of_many_lines_is_told_once_with_how_often():
    paper = year_plan(LONG)
    thin = replace(paper, style=replace(paper.style, gap=2))
    (deviation,) = report(docx(thin), "x.docx").deviations
    assert (deviation.trait, deviation.found, deviation.times > 3) == (Trait.GAP, 2.0, True)


@pytest.mark.parametrize("data", (b"", b"%PDF-1.7", b"PK\x03\x04 nothing", b"MZ\x00\x00"))
def test_what_is_no_word_file_is_refused_in_words(data):
    with pytest.raises(UnreadableError, match=r"Tệp “x\.docx”"):
        report(data, "x.docx")


def test_an_empty_word_file_lacks_the_name_of_the_nation(tmp_path):
    path = tmp_path / "empty.docx"
    with zipfile.ZipFile(path, "w") as packed:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body/></w:document>'
        )
    first = report(path.read_bytes(), "empty.docx").deviations[0]
    assert (first.part, first.trait) == (Part.NATION, Trait.PRESENT)


def test_a_number_typed_without_a_table_and_a_colon_is_no_kind_of_paper():
    typed = Document()
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                  "Số 5/KH-UBND", "Nam Sơn, ngày 05 tháng 02 năm 2026", "KẾ HOẠCH"):  # fmt: skip
        typed.add_paragraph(words)
    made = io.BytesIO()
    typed.save(made)

    found = report(made.getvalue(), "x.docx").deviations

    assert {d.near for d in found if d.part == Part.KIND} == {"KẾ HOẠCH"}
    assert [(d.found, d.expected) for d in found if (d.part, d.trait) == (Part.NUMBER, Trait.WORDS)] == [
        ("Số 5/KH-UBND", "Số: 05/KH-VPUBND")
    ]  # fmt: skip
