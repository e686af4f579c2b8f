"""What a file is, by its content; the ending of its name decides nothing."""

import re
from enum import StrEnum
from pathlib import PurePath

from kheo.reading.facts import Doubt
from kheo.reading.opening import remarks
from kheo.reading.opening.refusal import UnreadableError


class Kind(StrEnum):
    """A format that is read; the value names it to the officer."""

    PLAIN = "văn bản thuần"
    WORD = "tệp Word (.docx)"
    PDF = "tệp PDF"
    WEB = "trang web (HTML)"
    RICH = "tệp RTF"
    OLD_WORD = "tệp Word đời cũ (.doc)"
    OPEN = "tệp OpenDocument (.odt)"
    IMAGE = "ảnh"


ENDINGS = {
    Kind.PLAIN: ("txt", "text"),
    Kind.WORD: ("docx",),
    Kind.PDF: ("pdf",),
    Kind.WEB: ("html", "htm"),
    Kind.RICH: ("rtf",),
    Kind.OLD_WORD: ("doc",),
    Kind.OPEN: ("odt",),
    Kind.IMAGE: ("png", "jpg", "jpeg", "tif", "tiff", "bmp"),
}
READABLE = tuple(ending for endings in ENDINGS.values() for ending in endings)
SEND_INSTEAD = "Hãy gửi chính văn bản, dạng .docx, .pdf hoặc .txt."
_SAMPLE = 4096
_PDF_JUNK = 1024  # readers of PDF accept this much before the mark
_MAGIC = (
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
)
_REFUSED = (
    (b"GIF8", "ảnh GIF"),
    (b"\x7fELF", "tệp chương trình"),
    (b"Rar!\x1a", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén GZIP"),
)
_BITMAP = re.compile(rb"BM.{4}\x00{4}", re.DOTALL)
_PROGRAM = re.compile(rb"MZ.{0,2}[\x00-\x08]", re.DOTALL)
_OPEN_MARK = b"mimetypeapplication/vnd.oasis.opendocument.text"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_BLANK_BEFORE = b" \t\r\n\f\xef\xbb\xbf\xff\xfe\x00"
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|table|br|span|h[1-6]|article)\b[^>]*>", re.IGNORECASE)


def kind_of(data: bytes, shown: str) -> Kind:
    """Return what *data* is; raises UnreadableError for what is known and cannot be read."""
    head = data[:_SAMPLE]
    if _BITMAP.match(head) or any(head.startswith(magic) for magic, _kind in _MAGIC):
        return Kind.IMAGE
    for magic, label in _REFUSED:
        if head.startswith(magic):
            raise _refusal(shown, label)
    if _PROGRAM.match(head):
        raise _refusal(shown, "tệp chương trình Windows (.exe)")
    if head.startswith(b"PK\x03\x04"):
        return Kind.OPEN if _OPEN_MARK in head[:128] else Kind.WORD
    if head.startswith(_COMPOUND):
        return _compound(data, shown)
    return _written(head, shown)


def _written(head: bytes, shown: str) -> Kind:
    """Return the kind of what begins like text."""
    if b"%PDF-" in head[:_PDF_JUNK]:
        return Kind.PDF
    start = head.lstrip(_BLANK_BEFORE)
    if start.startswith(b"{\\rtf"):
        return Kind.RICH
    plain = start.replace(b"\x00", b"")
    fragment = ending_of(shown) in ENDINGS[Kind.WEB] and _TAG.search(plain)
    return Kind.WEB if fragment or _PAGE.match(plain) else Kind.PLAIN


def _compound(data: bytes, shown: str) -> Kind:
    """Tell the files of Microsoft's old container apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(
            f"Tệp “{shown}” có đặt mật khẩu nên không đọc được. "
            "Hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi nạp lần nữa."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return Kind.OLD_WORD
    raise _refusal(shown, "tệp Office đời cũ không phải Word (.xls, .ppt, .msg)")


def _refusal(shown: str, label: str) -> UnreadableError:
    return UnreadableError(f"Tệp “{shown}” là {label}, không phải văn bản. {SEND_INSTEAD}")


def ending_of(shown: str) -> str:
    return PurePath(shown).suffix.lower().lstrip(".")


def ending_doubts(kind: Kind, shown: str) -> tuple[Doubt, ...]:
    """Return the doubt of a file whose name ends as another kind does."""
    ending = ending_of(shown)
    if not ending or ending in ENDINGS[kind]:
        return ()
    return (remarks.wrong_ending(ending, kind),)


def refuse_disguised(shown: str) -> None:
    """Raise UnreadableError for a picture named as a text: what it would yield is guessed letters."""
    ending = ending_of(shown)
    if ending in READABLE and ending not in ENDINGS[Kind.IMAGE]:
        raise UnreadableError(
            f"Tệp “{shown}” là ảnh, không phải văn bản như đuôi .{ending}. Nếu là ảnh chụp văn "
            "bản, hãy đặt lại đuôi .png hoặc .jpg rồi nạp lại; nếu không, hãy chọn đúng tệp."
        )
