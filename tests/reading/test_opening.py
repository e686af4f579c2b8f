"""Bytes in: what can be read, and the sentence for what cannot."""

import unicodedata

import pytest

from kheo.reading.opening import MAX_BYTES, UnreadableError, legacy, open_file
from kheo.reading.opening.limits import MAX_LETTERS
from kheo.reading.opening.opened import Opened
from tests.reading.places import PAPERS

TEXT = "Kính gửi: Các phòng, trung tâm của tỉnh Nam Sơn.\n"
VNI = (
    b"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i chu\xfb ngh\xf3a Vie\xe4t Nam\n"
    b"\xd1o\xe4c la\xe4p - T\xf6\xef do - Ha\xefnh phu\xf9c\n"
)


@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"))
def test_unicode_is_read_with_and_without_its_mark(encoding):
    assert open_file(TEXT.encode(encoding), "giay.txt") == Opened(TEXT)


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


def test_text_at_the_limit_is_read_and_one_letter_more_is_not():
    assert len(open_file(b"a" * MAX_LETTERS, "giay.txt").text) == MAX_LETTERS
    assert "có 1.000.001 chữ trên 1 dòng, vượt giới hạn 1.000.000 chữ" in refusal(
        b"a" * (MAX_LETTERS + 1)
    )


@pytest.mark.parametrize(
    ("head", "label"),
    (
        (b"GIF89a ", "ảnh GIF"),
        (b"MZ\x90\x00 ", "tệp chương trình Windows (.exe)"),
        (b"\x7fELF ", "tệp chương trình"),
        (b"Rar!\x1a\x07 ", "tệp nén RAR"),
        (b"7z\xbc\xaf\x27\x1c ", "tệp nén 7-Zip"),
        (b"\x1f\x8b\x08 ", "tệp nén GZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ", "tệp Office đời cũ không phải Word"),
    ),
)
def test_another_kind_of_file_is_called_by_its_kind(head, label):
    assert refusal(head + b"x" * 40).startswith(f"Tệp “giay.txt” là {label}")


def test_letters_that_only_look_like_the_mark_of_a_program_are_read():
    assert open_file(b"MZ: ma vung. BM: bieu mau.", "giay.txt").text == "MZ: ma vung. BM: bieu mau."


@pytest.mark.parametrize("data", (b"abc\x00def", b"\x01\x02\x03\x04\x05 abc"))
def test_binary_bytes_are_refused(data):
    assert "ký tự điều khiển" in refusal(data)


def test_bytes_that_are_no_word_file_are_not_to_be_saved_as_text():
    with pytest.raises(UnreadableError) as refused:
        open_file(b"\x01\x02\x03\x04\x05 abc" * 20, "giay.docx")

    said = str(refused.value)
    assert "Tên có đuôi .docx nhưng bên trong không phải tệp loại ấy" in said
    assert ".txt" not in said


def test_an_ending_that_lies_is_doubted_and_the_content_read():
    (doubt,) = open_file(TEXT.encode(), "giay.pdf").doubts
    assert (doubt.kind, doubt.message) == (
        "wrong_ending",
        "Tệp mang đuôi .pdf nhưng nội dung là văn bản thuần; đã đọc theo nội dung.",
    )


@pytest.mark.parametrize("name", ("giay.txt", "giay", ".txt", "../giay.TXT"))
def test_an_ending_that_fits_or_is_missing_is_not_doubted(name):
    assert open_file(TEXT.encode(), name) == Opened(TEXT)


@pytest.mark.parametrize("number", ("000", "001", "002"))
@pytest.mark.parametrize("encoding", ("TCVN3", "VNI", "CP1258"))
def test_whole_papers_in_old_encodings_are_converted_with_a_doubt(number, encoding):
    text = (PAPERS / f"{number}.txt").read_text()
    text = {"TCVN3": without_capitals, "VNI": plain_quotes, "CP1258": str}[encoding](text)

    opened = open_file(ENCODERS[encoding](text), "giay.txt")

    assert opened.text == text
    (doubt,) = opened.doubts
    assert doubt.kind == "converted_encoding"
    assert "đã chuyển mã" in doubt.message
    assert legacy.NAMES[encoding] in doubt.message


def test_a_few_words_in_an_old_encoding_are_enough():
    assert open_file(VNI, "giay.txt").text == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\n"
    )


@pytest.mark.parametrize("encoding", ("TCVN3", "VNI"))
def test_old_letters_kept_as_unicode_are_put_right(encoding):
    text = without_capitals((PAPERS / "002.txt").read_text())
    mistaken = ENCODERS[encoding](plain_quotes(text)).decode("cp1252")

    opened = open_file(mistaken.encode(), "giay.txt")

    assert opened.text == plain_quotes(text)
    assert [d.kind for d in opened.doubts] == ["converted_encoding"]


@pytest.mark.parametrize("number", ("000", "001", "002", "004", "life"))
def test_unicode_papers_are_never_converted(number):
    text = (PAPERS / f"{number}.txt").read_text()
    assert open_file(text.encode(), "giay.txt") == Opened(text)


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
    return "".join((table | PLAIN).get(c, c) for c in text).encode("cp1252")


def without_capitals(text):
    """Return *text* as TCVN3 can hold it: a capital with a tone is drawn by another font."""
    kept = set(PLAIN)
    return "".join(c if c.isascii() or c in kept else c.lower() for c in text)


def plain_quotes(text):
    return text.replace("“", '"').replace("”", '"').replace("…", "...").replace("\u2013", "-")


VNI_MARKS = dict(zip(
    ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302", "\u0302\u0301", "\u0302\u0300",
     "\u0302\u0309", "\u0302\u0303", "\u0302\u0323", "\u0306", "\u0306\u0301", "\u0306\u0300",
     "\u0306\u0309", "\u0306\u0303", "\u0306\u0323"),
    "ùøûõïâáàåãäêéèúüë", strict=True,
))  # fmt: skip
VNI_ONE = dict(zip("đơưíìỉĩịỵ", "ñôöíìæóòî", strict=True))
HORN = {"o\u031b": "ô", "u\u031b": "ö"}


def vni_letter(letter):
    small = letter.lower()
    if small in VNI_ONE:
        found = VNI_ONE[small]
    else:
        parts = unicodedata.normalize("NFD", small).replace("\u0323\u0302", "\u0302\u0323")
        parts = parts.replace("\u0323\u0306", "\u0306\u0323")
        base, marks = (parts[:2], parts[2:]) if parts[1:2] == "\u031b" else (parts[:1], parts[1:])
        found = HORN.get(base, base) + (VNI_MARKS[marks] if marks else "")
    return found.upper() if letter.isupper() else found


def to_vni(text):
    return "".join(c if c.isascii() else vni_letter(c) for c in text).encode("cp1252")


def to_cp1258(text):
    """Return *text* as Windows writes it: vowels with their marks whole, the tone behind."""
    tones = "\u0300\u0309\u0303\u0301\u0323"
    parts = []
    for letter in text:
        loose = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in loose if c not in tones))
        parts.append(base + "".join(c for c in loose if c in tones))
    return "".join(parts).encode("cp1258")


ENCODERS = {"TCVN3": to_tcvn3, "VNI": to_vni, "CP1258": to_cp1258}
