import pypdfium2
import pytest

from kheo.documents.paper.commendation import decision, proposal, summary_list
from kheo.documents.paper.consolidated import consolidated_table
from kheo.documents.paper.description import Head, Paper, Signer, Text
from kheo.documents.paper.letters import official_letter, reminder, year_plan
from kheo.documents.paper.registration import registration_form
from kheo.documents.paper.typeset import breakable, pdf, pdf_of
from kheo.documents.paper.yearreport import year_report
from tests.documents.paper import samples

MM = 72 / 25.4


def pages(data):
    """Return the lines of text on each page."""
    with pypdfium2.PdfDocument(data) as document:
        found = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.append(text.get_text_range().replace("\u00a0", " ").splitlines())
            text.close()
            page.close()
    return found


def sizes(data):
    with pypdfium2.PdfDocument(data) as document:
        return [
            tuple(round(side / MM) for side in document.get_page_size(n))
            for n in range(len(document))
        ]


def lefts(data, page, words):
    """Return left edge and width in mm of *words* on *page*."""
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[page]
        text = sheet.get_textpage()
        search = text.search(words)
        index, count = search.get_next()
        boxes = [text.get_charbox(i) for i in range(index, index + count)]
        search.close()
        text.close()
        sheet.close()
    return min(b[0] for b in boxes) / MM, (max(b[2] for b in boxes) - min(b[0] for b in boxes)) / MM


def test_nation_stands_on_one_line_inside_the_paper():
    first = pages(pdf(year_plan(samples.plan())))[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in [line.strip() for line in first]
    left, width = lefts(pdf(year_plan(samples.plan())), 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert left + width <= 195


def test_long_paper_numbers_its_pages_from_the_second():
    body = (Text("Một đoạn văn dài. " * 60),) * 8
    leaves = pages(pdf(Paper(samples.head("KH-VPUBND", 5), kind="Kế hoạch", body=body)))
    assert leaves[0][0].strip() != "1"
    assert [leaf[0].strip() for leaf in leaves[1:]] == [str(n) for n in range(2, len(leaves) + 1)]


def test_each_paper_of_one_document_counts_its_own_pages():
    long = Paper(samples.head("KH-VPUBND", 5), kind="Kế hoạch", body=(Text("Dài. " * 150),) * 5)
    leaves = pages(pdf_of((long, long)))
    half = len(leaves) // 2
    assert leaves[:half] == leaves[half:]
    assert leaves[half + 1][0].strip() == "2"


def test_both_copies_of_a_registration_say_where_they_are_kept():
    text = " ".join(
        line for leaf in pages(pdf_of(registration_form(samples.person_form(1)))) for line in leaf
    )
    assert [
        text.count(words) for words in ("Bản số 1/2", "Bản số 2/2", "BẢN ĐĂNG KÝ", "Lò Thị Mẩy")
    ] == [1, 1, 2, 4]
    assert text.count("(lưu tại Chi bộ Phòng Kinh tế)") == 1
    assert text.count("(lưu tại Phòng Hành chính - Tổ chức)") == 1


def test_copy_of_one_item_is_one_page():
    assert len(pages(pdf_of(registration_form(samples.person_form(1))))) == 2


@pytest.mark.parametrize(
    ("paper", "size"),
    (
        (official_letter(samples.letter()), (210, 297)),
        (year_plan(samples.plan()), (210, 297)),
        (reminder(samples.urging()), (210, 297)),
        (proposal(samples.proposal_case()), (210, 297)),
        (decision(samples.award())[1], (210, 297)),
        (year_report(samples.report()), (210, 297)),
        (consolidated_table(samples.consolidated()), (297, 210)),
        (summary_list(samples.summary()), (297, 210)),
    ),
    ids=["letter", "plan", "reminder", "proposal", "list", "report", "consolidated", "summary"],
)
def test_every_page_is_a4(paper, size):
    assert set(sizes(pdf(paper))) == {size}


@pytest.mark.parametrize("words", range(20, 40))
def test_signature_is_never_alone_on_a_page(words):
    body = (Text("Một câu vừa đủ dài để đầy một dòng trên trang giấy khổ A4."),) * words
    signer = Signer("Chánh Văn phòng", "Lường Văn Pản")
    last = pages(pdf(Paper(samples.head("KH", 1), kind="Kế hoạch", body=body, signer=signer)))[-1]
    lines = "\n".join(last)
    assert ("./." in lines, "CHÁNH VĂN PHÒNG" in lines, "Lường Văn Pản" in lines) == (True,) * 3


@pytest.mark.parametrize("words", range(22, 34))
def test_square_code_is_never_alone_on_a_page(words):
    body = (Text("Một câu vừa đủ dài để đầy một dòng trên trang giấy khổ A4."),) * words
    signer = Signer("Chánh Văn phòng", "Lường Văn Pản")
    paper = Paper(
        samples.head("KH", 1), "Kế hoạch", body=body, signer=signer, qr="x", qr_note="Mã: 7"
    )
    last = "\n".join(pages(pdf(paper))[-1])
    assert ("./." in last, "Lường Văn Pản" in last, "Mã: 7" in last) == (True,) * 3


def test_table_head_repeats_on_every_page_of_a_long_table():
    leaves = pages(pdf(consolidated_table(samples.consolidated(60))))
    headed = ["Ghi chú" in "\n".join(leaf) for leaf in leaves]
    assert headed.count(True) >= 5


def test_the_same_paper_is_the_same_file():
    assert pdf(year_plan(samples.plan())) == pdf(year_plan(samples.plan()))


def test_long_words_get_places_to_break_and_short_ones_none():
    assert breakable("nghiêng " * 5) == "nghiêng " * 5
    assert breakable("x" * 25) == "\u200b".join(("x" * 10, "x" * 10, "x" * 5))


def test_long_word_stays_inside_the_margins():
    data = pdf(Paper(Head("Sở Nội vụ"), kind="Báo cáo", body=(Text("W" * 400),)))
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        right = max(text.get_charbox(i)[2] for i in range(text.count_chars()))
        text.close()
        page.close()
    # The nation's side reaches furthest: 22.5 + 172.5 mm
    assert right / MM <= 195.5


def test_no_paper_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="Không có văn bản nào"):
        pdf_of(())
