"""Bytes in: what can be read, and the sentence for what cannot."""

import pytest

from kheo.reading.opening import MAX_BYTES, UnreadableError, open_file
from tests.reading.places import PAPERS

TEXT = "Kính gửi: Các phòng, trung tâm của tỉnh Nam Sơn.\n"
VNI = (
    b"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i chu\xfb ngh\xf3a Vie\xe4t Nam\n"
    b"\xd1o\xe4c la\xe4p - T\xf6\xef do - Ha\xefnh phu\xf9c\n"
)


@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"))
def test_unicode_is_read_with_and_without_its_mark(encoding):
    assert open_file(TEXT.encode(encoding), "giay.txt") == TEXT


def refusal(data, name="giay.txt"):
    with pytest.raises(UnreadableError) as caught:
        open_file(data, name)
    return str(caught.value)


def test_an_empty_file_is_told_from_one_with_only_blanks():
    assert refusal(b"") == "Tệp “giay.txt” rỗng (0 byte). Hãy kiểm tra lại tệp đã lưu."
    assert "chỉ có khoảng trắng" in refusal(" \r\n\t\u00a0\u200b\n".encode())
    assert "chỉ có khoảng trắng" in refusal(b"\xef\xbb\xbf")


def test_a_file_over_the_limit_is_refused_with_its_size_and_the_limit():
    assert "nặng 20,5 MB, vượt giới hạn 20 MB" in refusal(b"a" * (MAX_BYTES + 512 * 1024))


def test_a_file_at_the_limit_is_read():
    assert len(open_file(b"a" * MAX_BYTES, "giay.txt")) == MAX_BYTES


@pytest.mark.parametrize(
    ("head", "label"),
    (
        (b"%PDF-1.7 ", "tệp PDF"),
        (b"PK\x03\x04 ", "Word/Excel (.docx, .xlsx)"),
        (b"\xd0\xcf\x11\xe0 ", "Word/Excel đời cũ (.doc, .xls)"),
        (b"\x89PNG\r\n", "ảnh PNG"),
        (b"\xff\xd8\xff\xe0 ", "ảnh JPEG"),
        (b"MZ\x90\x00 ", "tệp chương trình Windows (.exe)"),
    ),
)
def test_another_kind_of_file_named_txt_is_called_by_its_kind(head, label):
    assert label in refusal(head + b"x" * 40)


@pytest.mark.parametrize("data", (b"abc\x00def", b"\x01\x02\x03\x04\x05 abc"))
def test_binary_bytes_are_refused(data):
    assert "ký tự điều khiển" in refusal(data)


def test_other_endings_are_asked_for_as_text():
    assert refusal(b"PK\x03\x04", "kehoach.docx").startswith(
        "Tệp “kehoach.docx” có đuôi .docx, hiện chưa đọc được"
    )


def test_tcvn3_is_named():
    data = to_tcvn3(
        "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nCăn cứ lời dặn, các phòng được yêu cầu"
    )
    assert data.startswith(b"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam")
    assert refusal(data) == (
        "Tệp “giay.txt” dùng bảng mã TCVN3 (phông .VnTime, ABC), không phải Unicode. "
        "Hãy chuyển mã và lưu lại bằng Unicode (UTF-8)."
    )


def test_vni_is_named():
    assert "bảng mã VNI" in refusal(VNI)


def test_whole_papers_in_tcvn3_are_named():
    text = (PAPERS / "002.txt").read_text()
    assert "TCVN3" in refusal(to_tcvn3(text))


@pytest.mark.parametrize(
    "text",
    ("Les élèves ont été reçus à l'école.", "Größe und Länge der Straße für Öl"),
)
def test_western_text_is_not_taken_for_vietnamese(text):
    message = refusal(text.encode("latin-1"))
    assert "không phải văn bản Unicode (UTF-8)" in message


def test_bytes_broken_in_the_middle_are_counted():
    assert "hỏng ở byte thứ 4" in refusal(b"abc\xff\xfe def")
    assert "hỏng ở byte" in refusal("Chữ".encode("utf-16") + b"\x00")


LOWER = {
    "a": "µ¶·\u00b8¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "\u00d7ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
TONED = {
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}  # fmt: skip
PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", map(chr, range(0xA1, 0xAF)), strict=True))


def to_tcvn3(text):
    table = {u: t for base, row in TONED.items() for u, t in zip(row, LOWER[base], strict=True)}
    table |= {upper.upper(): code for upper, code in table.items()} | PLAIN
    return "".join(table.get(c, c) for c in text).encode("latin-1", "ignore")
