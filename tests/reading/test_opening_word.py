"""Word files: what stands on the paper, in the order it is read."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kheo.reading.opening import legacy, open_file
from tests.reading import made
from tests.reading.test_opening import to_tcvn3, to_vni

pytestmark = pytest.mark.usefixtures("unguarded")

HEADER_LINES = [
    "UBND TỈNH NAM SƠN",
    "SỞ DÂN VẬN MẪU",
    "Số: 12/SDV-VP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Nam Sơn, ngày 02 tháng 02 năm 2026",
]


def lines(build):
    text = open_file(made.word(build=build), "van-ban.docx").text
    return [line for line in text.split("\n") if line.strip()]


def test_the_head_is_read_column_by_column():
    assert lines(lambda document: made.table(document, made.HEAD)) == HEADER_LINES


def test_the_recipients_are_read_before_the_signature():
    rows = (("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC\n\nVừ A Mẫu"),)
    assert lines(lambda document: made.table(document, rows)) == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Vừ A Mẫu",
    ]  # fmt: skip


def test_a_table_of_data_is_read_row_by_row():
    rows = (("STT", "Việc", "Hạn"), ("1", "Nộp danh sách", "25/3/2026"))
    assert lines(lambda document: made.table(document, rows)) == [
        "STT | Việc | Hạn",
        "1 | Nộp danh sách | 25/3/2026",
    ]


def test_automatic_numbers_are_those_on_the_screen():
    def build(document):
        add = made.numbered(
            document,
            (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "•")),
        )
        for text, level in (
            ("MỤC ĐÍCH", 0), ("Làm rõ", 1), ("Làm đúng", 1), ("Nghe", 2), ("Nói", 2), ("Làm", 3),
            ("CÁCH LÀM", 0), ("Bắt đầu", 1),
        ):  # fmt: skip
            add(text, level)

    assert lines(build) == [
        "I. MỤC ĐÍCH", "1. Làm rõ", "2. Làm đúng", "a) Nghe", "b) Nói", "- Làm",
        "II. CÁCH LÀM", "1. Bắt đầu",
    ]  # fmt: skip


def test_numbers_of_several_levels_name_them_all():
    def build(document):
        add = made.numbered(document, (("decimal", "%1."), ("decimal", "%1.%2.")))
        for level in (0, 1, 1, 0, 1):
            add("Việc", level)

    assert lines(build) == ["1. Việc", "1.1. Việc", "1.2. Việc", "2. Việc", "2.1. Việc"]


def test_a_number_that_belongs_to_no_list_is_left_out():
    def build(document):
        made.numbered(document, (("decimal", "%1."),))("Việc", number=999)

    assert lines(build) == ["Việc"]


def test_a_style_numbers_its_paragraphs():
    assert lines(
        lambda document: [document.add_paragraph(t, style="List Number") for t in ("Một", "Hai")]
    ) == ["1. Một", "2. Hai"]


def test_headers_footers_and_page_numbers_are_left_out():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "BẢN NHÁP"
        document.sections[0].footer.paragraphs[0].text = "Trang 1"
        document.add_paragraph("Thân văn bản.")

    assert lines(build) == ["Thân văn bản."]


def test_a_text_box_is_read_once_and_struck_out_words_not_at_all():
    box = (
        f"<w:r {nsdecls('w')}><mc:AlternateContent"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    struck = f"<w:del {nsdecls('w')}><w:r><w:delText>bỏ</w:delText><w:t>bỏ</w:t></w:r></w:del>"
    hidden = f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    added = f"<w:ins {nsdecls('w')}><w:r><w:t> thêm</w:t></w:r></w:ins>"

    def build(document):
        paragraph = document.add_paragraph("Chữ")
        for part in (box, struck, hidden, added):
            paragraph._p.append(parse_xml(part))

    assert lines(build) == ["Chữ thêm", "HỎA TỐC"]


def test_a_tab_behind_a_typed_number_only_sets_the_text_in():
    assert lines(lambda document: document.add_paragraph("1.\tHọc tập")) == ["1. Học tập"]


@pytest.mark.parametrize(
    ("font", "encode"), ((".VnTime", to_tcvn3), ("VNI-Times", to_vni), (".VnTimeH", to_tcvn3))
)
def test_words_in_fonts_of_old_encodings_are_converted(font, encode):
    text = "các phòng được yêu cầu đăng ký"

    def build(document):
        document.add_paragraph("Bản chữ Unicode: dân vận khéo.")
        run = document.add_paragraph().add_run(encode(text).decode("cp1252"))
        run.font.name = font

    assert lines(build) == [
        "Bản chữ Unicode: dân vận khéo.",
        text.upper() if font.endswith("H") else text,
    ]


def test_a_unicode_text_in_an_old_font_is_left_as_it_is():
    assert legacy.in_font(".VnTime", "đăng ký") == "đăng ký"
    assert legacy.in_font("Arial", "Größe") == "Größe"
