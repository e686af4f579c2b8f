"""Papers printed by the thousand, held against the same papers each laid out by itself."""

from dataclasses import replace
from itertools import islice

import pypdfium2
import pytest

from kheo.documents.paper.copied import pdf_of_copies
from kheo.documents.paper.description import of_party
from kheo.documents.paper.letters import year_plan
from kheo.documents.paper.registration import registration_form
from kheo.documents.paper.scanned import pages_of
from kheo.documents.paper.typeset import pdf_of
from tests.documents.paper import samples

LONG = "Phòng Hành chính - Tổ chức, Quản trị, Tài vụ và Công nghệ thông tin của Văn phòng"


def words(data):
    """Return the words of each page, whatever order the file draws them in."""
    with pypdfium2.PdfDocument(data) as document:
        return [sorted(page.get_textpage().get_text_range().split()) for page in document]


def place(data, leaf, said):
    """Return where *said* begins on page *leaf*, the highest if several times, in points."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[leaf].get_textpage()
        search = text.search(said, match_case=True)
        found = iter(search.get_next, None)
        return max((text.get_charbox(at)[:2] for at, _length in found), key=lambda xy: xy[1])


def papers(people):
    pairs = [registration_form(form) for form in people]
    return [replace(copy, qr=f"{copy.qr}{n}") for n, pair in enumerate(pairs) for copy in pair]


@pytest.fixture(scope="module")
def printed():
    one, two = samples.person_form(2), samples.person_form(3, full_name="Giàng A Chớ")
    forms = papers([one, two, samples.unit_form()])
    return pdf_of_copies(forms), pdf_of(forms)


def test_every_page_says_what_it_says_when_laid_out_by_itself(printed):
    together, apart = printed
    assert words(together) == words(apart)


@pytest.mark.parametrize(
    ("leaf", "said"),
    (
        (0, "TỈNH NAM SƠN"),
        (0, "Bản số 1/2"),
        (0, "Nam Sơn, ngày"),
        (0, "BẢN ĐĂNG KÝ"),
        (0, "Họ và tên"),
        (1, "2"),
        (1, "Bản đăng ký gồm"),
        (1, "NGƯỜI ĐĂNG KÝ"),
        (1, "Mã bản đăng ký"),
        (2, "(lưu tại Phòng Hành chính"),
        (2, "Họ và tên"),
    ),
)
def test_words_stand_where_they_stand_when_laid_out_by_itself(printed, leaf, said):
    together, apart = (place(data, leaf, said) for data in printed)
    assert together == pytest.approx(apart, abs=0.1)


def test_code_of_each_copy_is_read_from_its_pages(printed):
    read = [page.codes for page in islice(pages_of(printed[0]), 4)]
    address = "https://kheo.example.vn/dk/DK26-00417"
    assert read == [(f"{address}/{copy}/0",) for copy in (1, 1, 2, 2)]


def test_copy_whose_head_is_longer_leaves_the_rest_of_both_where_it_is():
    data = pdf_of_copies(papers([samples.person_form(1, second_keeper=LONG)]))
    first, second = (
        n for n, page in enumerate(words(data)[:4]) if "ĐĂNG" in page and "1/2" in page
    )
    assert place(data, first, "BẢN ĐĂNG KÝ") == place(data, second, "BẢN ĐĂNG KÝ")


def test_papers_of_the_party_and_annexes_are_printed_together_too():
    party = [of_party(paper) for paper in papers([samples.person_form(1)])]
    annex = replace(year_plan(samples.plan()), attached_to="Kèm theo Quyết định")
    mixed = [*party, annex, replace(annex, landscape=True)]
    assert words(pdf_of_copies(mixed)) == words(pdf_of(mixed))


def test_no_paper_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="Không có văn bản nào"):
        pdf_of_copies(())
