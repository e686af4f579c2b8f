"""PDF files with a text layer, and those without."""

import io
import random

import pypdf
import pytest

from kheo.reading.opening import UnreadableError, open_file
from tests.reading import made
from tests.reading.test_opening_word import HEADER_LINES

pytestmark = pytest.mark.usefixtures("unguarded")

PAPER_WITH_COLUMNS = r"""
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm))
#set text(font: "Tinos", size: 13pt)
#grid(columns: (42%, 58%), align: center, row-gutter: 0.6em,
  [UBND TỈNH NAM SƠN], text(size: 12pt)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*],
  [*SỞ DÂN VẬN MẪU*], [*Độc lập - Tự do - Hạnh phúc*],
  [Số: 12/SDV-VP], [_Nam Sơn, ngày 02 tháng 02 năm 2026_])
#v(1em)
#align(center)[Kính gửi: Các phòng, trung tâm]
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
Thực hiện Kế hoạch số 9/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Nam Sơn, Sở yêu cầu các phòng, trung tâm đăng ký nội dung thi đua trước ngày 25/3/2026.

1. Mỗi người đăng ký từ 01 đến 03 nội dung, viết rõ việc làm, người chịu trách nhiệm và thời gian hoàn thành của từng việc.

2. Gửi danh sách về Văn phòng Sở./.

#grid(columns: (50%, 50%), align: (left, center), row-gutter: 0.6em,
  [*Nơi nhận:*], [*GIÁM ĐỐC*], [\- Như trên;], [], [\- Lưu: VT.], [], [], [*Vừ A Mẫu*])
"""


def lines(data, name="van-ban.pdf"):
    return open_file(data, name).text.split("\n")[:-1]


def refusal(data, name="van-ban.pdf"):
    with pytest.raises(UnreadableError) as caught:
        open_file(data, name)
    return str(caught.value)


def test_columns_are_untangled_and_broken_lines_joined():
    assert lines(made.typeset(PAPER_WITH_COLUMNS)) == [
        *HEADER_LINES,
        "Kính gửi: Các phòng, trung tâm",
        (
            "Thực hiện Kế hoạch số 9/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Nam Sơn, Sở yêu"
            " cầu các phòng, trung tâm đăng ký nội dung thi đua trước ngày 25/3/2026."
        ),
        (
            "1. Mỗi người đăng ký từ 01 đến 03 nội dung, viết rõ việc làm, người chịu trách nhiệm và"
            " thời gian hoàn thành của từng việc."
        ),
        "2. Gửi danh sách về Văn phòng Sở./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
        "Vừ A Mẫu",
    ]


def test_page_numbers_and_running_heads_are_left_out_and_paragraphs_go_on_over_pages():
    words = [w for w in " ".join(made.paragraphs("002")).split() if w.isalpha() and w.islower()]
    mixed = [" ".join(random.Random(n).choices(words, k=90)) for n in range(60)]
    paragraphs = [f"{n}. {text} là xong." for n, text in enumerate(mixed)]
    data = made.pdf(paragraphs, header="[CÔNG BÁO NAM SƠN / Số 5]")
    with pypdf.PdfReader(io.BytesIO(data)) as reader:
        assert len(reader.pages) > 3

    assert lines(data) == paragraphs


def test_a_symbol_broken_behind_its_stroke_is_whole_again():
    paragraph = "Căn cứ các văn bản, " + "Nghị quyết số 1225-NQ/TW, " * 40 + "và các văn bản khác."
    assert lines(made.pdf([paragraph])) == [paragraph]


def test_a_pdf_with_a_password_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made.pdf(["Chữ"])))
    writer.encrypt("bí mật", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)

    assert refusal(stream.getvalue()) == (
        "Tệp “van-ban.pdf” là PDF có đặt mật khẩu nên không đọc được. "
        "Hãy mở bằng mật khẩu, in lại ra PDF không mật khẩu rồi nạp lần nữa."
    )


def test_too_many_pages_are_refused():
    assert refusal(made.pages(500)).startswith(
        "Tệp “van-ban.pdf” có 500 trang, vượt giới hạn 300 trang."
    )


def test_a_broken_pdf_is_refused():
    whole = made.pdf(["Chữ"])
    assert refusal(b"%PDF-1.7 nothing more").startswith("Tệp “van-ban.pdf” là PDF hỏng")
    assert refusal(whole[:200]).startswith("Tệp “van-ban.pdf” là PDF hỏng")


def test_a_pdf_of_empty_pages_has_no_words():
    assert "không có chữ nào" in refusal(made.pages(1))


def test_a_pdf_named_txt_is_read_with_a_doubt():
    opened = open_file(made.pdf(["Thân văn bản của tỉnh Nam Sơn."]), "van-ban.txt")
    assert opened.text == "Thân văn bản của tỉnh Nam Sơn.\n"
    assert [d.message for d in opened.doubts] == [
        "Tệp mang đuôi .txt nhưng nội dung là tệp PDF; đã đọc theo nội dung."
    ]
