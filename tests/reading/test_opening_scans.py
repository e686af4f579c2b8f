"""Scanned papers: recognised where Tesseract knows Vietnamese, else a sentence says what to install."""

import io
import shutil

import pypdfium2
import pytest

from kheo.reading.draft import read_bytes
from kheo.reading.opening import UnreadableError, ocr, open_file, pdf
from tests.reading import made
from tests.reading.test_opening_pdf import PAPER_WITH_COLUMNS

pytestmark = pytest.mark.usefixtures("unguarded")

LINES = ["Kính gửi: Các phòng, trung tâm", "Gửi danh sách trước ngày 25/3/2026."]


@pytest.fixture(scope="module")
def scan():
    return made.scanned(made.typeset(PAPER_WITH_COLUMNS))


@pytest.fixture(scope="module")
def opened(scan):
    return open_file(scan, "van-ban.pdf")


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """Leave no program on the path, as on a machine where nothing was installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def english_only(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")


def picture(data):
    """Return the first page of the PDF *data* as a picture."""
    with pypdfium2.PdfDocument(data) as document:
        return ocr.picture_of(document[0], 200 / 72)


def test_tesseract_is_here_with_vietnamese():
    # .ci/run installs it; where it is missing the tests below must not pass for nothing.
    assert shutil.which("tesseract"), "apt-get install tesseract-ocr tesseract-ocr-vie"


def test_a_scan_is_recognised_with_its_columns_and_a_doubt(opened):
    lines = opened.text.split("\n")
    assert [d.kind for d in opened.doubts] == ["ocr"]
    assert lines.index("Độc lập - Tự do - Hạnh phúc") > lines.index("SỞ DÂN VẬN MẪU")
    assert "Kính gửi: Các phòng, trung tâm" in lines


def test_the_facts_of_a_scan_are_found_and_those_with_unsure_words_doubted(scan, opened):
    draft = read_bytes(scan, "van-ban.pdf")

    assert draft.head.date.value.isoformat() == "2026-02-02"
    assert [f.value.iso for f in draft.deadlines] == ["2026-03-25"]
    assert draft.doubts[0].kind == "ocr"
    touched = [
        fact
        for fact in draft.contents
        if any(start < fact.end and end > fact.start for start, end in opened.unsure)
    ]
    assert all(f.doubt for f in touched)


def test_only_the_scanned_pages_of_a_mixed_pdf_are_recognised():
    with (
        pypdfium2.PdfDocument(made.pdf(LINES)) as text,
        pypdfium2.PdfDocument(made.scanned(made.pdf(LINES))) as scanned,
    ):
        text.import_pages(scanned)
        mixed = made.saved(text)

    opened = open_file(mixed, "van-ban.pdf")

    assert opened.text.count("trước ngày 25/3/2026") == 2
    assert [d.kind for d in opened.doubts] == ["ocr"]


def test_a_picture_of_two_leaves_is_recognised():
    leaf, stream = picture(made.pdf(LINES)).crop((200, 100, 1400, 320)), io.BytesIO()
    leaf.save(stream, "TIFF", save_all=True, append_images=[leaf])

    assert ocr.text_of(stream.getvalue(), "anh.tif").text.count("25/3/2026") == 2


def test_without_tesseract_a_scan_says_what_to_install(scan, bare_machine):
    with pytest.raises(UnreadableError) as caught:
        open_file(scan, "van-ban.pdf")

    assert str(caught.value) == (
        "Tệp “van-ban.pdf” là bản quét (1 trang ảnh), không có lớp chữ; máy chủ chưa có Tesseract, "
        "nhờ quản trị cài gói tesseract-ocr và tesseract-ocr-vie. "
        "Hoặc nạp bản Word (.docx) hay PDF có lớp chữ của văn bản."
    )


def test_without_tesseract_a_picture_says_what_to_install(bare_machine):
    with pytest.raises(UnreadableError, match="là ảnh chụp, không có lớp chữ"):
        open_file(b"\x89PNG\r\n\x1a\n" + b"x" * 40, "anh.png")


def test_tesseract_without_vietnamese_says_what_to_install(scan, english_only):
    with pytest.raises(UnreadableError, match="chưa có tiếng Việt, nhờ quản trị cài gói"):
        open_file(scan, "van-ban.pdf")


def test_without_tesseract_the_text_pages_are_read_and_the_others_named(bare_machine):
    with (
        pypdfium2.PdfDocument(made.pdf(LINES)) as text,
        pypdfium2.PdfDocument(made.scanned(made.pdf(LINES))) as scanned,
    ):
        text.import_pages(scanned)
        mixed = made.saved(text)

    opened = open_file(mixed, "van-ban.pdf")

    assert opened.text.count("trước ngày 25/3/2026") == 1
    (doubt,) = opened.doubts
    assert doubt.message.startswith("Trang 2 là ảnh quét, chưa đọc được: máy chủ chưa có Tesseract")


def test_a_broken_picture_is_refused():
    with pytest.raises(UnreadableError, match="không đọc được ảnh"):
        open_file(b"\x89PNG\r\n\x1a\n" + b"x" * 40, "anh.png")


def test_a_page_that_claims_metres_is_drawn_coarser():
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(14_000, 14_000)
        assert page.get_width() * ocr.scale_of(page) < 4_500


def test_a_page_with_a_few_letters_over_a_picture_is_a_scan(scan):
    with pypdfium2.PdfDocument(scan) as document:
        assert pdf.is_scan(document[0], [])


def test_a_picture_named_as_a_text_is_refused_before_anybody_guesses_its_letters():
    with pytest.raises(UnreadableError, match=r"là ảnh, không phải văn bản như đuôi \.txt"):
        open_file(b"\x89PNG\r\n\x1a\n" + b"x" * 40, "png.txt")
