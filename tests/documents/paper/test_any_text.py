"""Whatever people type, a paper comes out of it."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.documents.paper.certificate import certificate
from kheo.documents.paper.description import (
    Clause,
    Column,
    Field,
    Head,
    Heading,
    Paper,
    Signatures,
    Signer,
    Table,
    Text,
)
from kheo.documents.paper.page import html
from kheo.documents.paper.typeset import pdf
from kheo.documents.paper.word import docx
from kheo.documents.paper.wording import clean
from tests.documents.paper import samples

NASTY = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=30),
    st.text("#$*_[]<>@\\`~=-+/'\"{}()|&%^", max_size=40),
    st.text("x", min_size=100, max_size=400),
    st.sampled_from(
        (
            '#panic("x")',
            "#eval",
            "]#import",
            "// /* ",
            "\\u{1F600} 😀👩‍👩‍👧 🇻🇳",
            "Dâ\u0323n vâ\u0323n khe\u0301o",
            "\x00\x01\ufffe\ud800",
            "{{ x }} {% y %} ]]> <!-- ",
            "שלום עולם العربية 漢字",
        )
    ),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def papers(draw):
    def words():
        return draw(NASTY)

    person = Signer(words(), words(), words(), words())
    body = (
        Text(words()),
        Heading(words()),
        Clause(words(), words()),
        Field(words(), words()),
        Table(
            (Column(words()), Column(words(), 0.2)), ((words(), words()), (words(),)), (words(),)
        ),
        Signatures(person, person),
        Text(words(), draw(st.sampled_from(("left", "center", "right", "justify"))), bold=True),
    )
    return Paper(
        head=Head(words(), words(), words(), None, draw(st.none() | st.integers(0, 9999)), words()),
        kind=words(),
        subject=words(),
        authority=words(),
        bases=(words(), words()),
        enacting=words(),
        addressees=(words(),) * draw(st.integers(0, 2)),
        body=body,
        signer=person,
        recipients=(words(),),
        marks=(words(),),
        attached_to=draw(st.just("") | NASTY),
        landscape=draw(st.booleans()),
        qr=words(),
        qr_note=words(),
    )


@FEW
@given(papers())
def test_any_text_makes_a_pdf(paper):
    with pypdfium2.PdfDocument(pdf(paper)) as made:
        assert len(made) >= 1


@FEW
@given(papers())
def test_any_text_makes_a_word_file(paper):
    made = Document(io.BytesIO(docx(paper)))
    assert len(made.sections) == 1


@FEW
@given(papers())
def test_any_text_makes_a_page_without_foreign_markup(paper):
    page = html(paper)
    assert page.startswith('<article class="paper"')
    assert page.encode()


@FEW
@given(NASTY, NASTY)
def test_any_text_makes_a_certificate_of_one_page(holder, reason):
    award = samples.merit(holder=holder, reason=reason, detail=holder, address=reason)
    with pypdfium2.PdfDocument(certificate(award)) as made:
        assert len(made) == 1


@given(NASTY)
def test_clean_text_stays_clean(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("typed", ("#panic(1) *đậm* _nghiêng_ $x$ @nhãn <nhãn> \\u{41} [x]",))
def test_typst_markup_is_printed_as_typed(typed):
    paper = replace(Paper(Head("Sở Nội vụ")), body=(Text(typed),), ends=False)
    with pypdfium2.PdfDocument(pdf(paper)) as made:
        page = made[0]
        text = page.get_textpage()
        printed = text.get_text_range()
        text.close()
        page.close()
    assert typed in printed
