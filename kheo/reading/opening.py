"""The first step: bytes and a file name → text, or one clear sentence why not."""

from pathlib import PurePath

from kheo.reading.legacy import legacy_encoding

MAX_BYTES = 20 * 1024 * 1024
_MB = 1024 * 1024
_MAGIC = (
    (b"%PDF", "tệp PDF"),
    (b"PK\x03\x04", "tệp nén ZIP hoặc tệp Word/Excel (.docx, .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "tệp Word/Excel đời cũ (.doc, .xls)"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"MZ", "tệp chương trình Windows (.exe)"),
    (b"\x7fELF", "tệp chương trình"),
    (b"Rar!", "tệp nén RAR"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"{\\rtf", "tệp RTF"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAVE_AGAIN = "Hãy mở bằng phần mềm soạn thảo và lưu lại dạng văn bản thuần .txt, Unicode (UTF-8)."
_LEGACY_NAMES = {
    "TCVN3": "bảng mã TCVN3 (phông .VnTime, ABC)",
    "VNI": "bảng mã VNI (phông VNI-Times)",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a")) + b"\x7f"
_CONTROL_SHARE = 0.01
_SAMPLE = 4096


class UnreadableError(ValueError):
    """The file cannot be read; `str(error)` is a Vietnamese sentence for the officer."""


def open_text(data: bytes, name: str) -> str:
    """Return the text of *data*, as UTF-8 (with or without BOM) or UTF-16.

    *name* is the file's name, for its ending and for the messages (source: the first line of
    every scenario of requirements 000 to 004: a paper comes in as a file).
    Raises UnreadableError: empty, too large, another kind of file, binary, TCVN3, VNI, broken.
    """
    shown = PurePath(name).name or "văn bản"
    _refuse_size(data, shown)
    _refuse_kind(data, shown)
    text = _decode(data, shown)
    if not text.strip(" \t\r\n\f\v\ufeff\u200b\xa0"):
        raise UnreadableError(f"Tệp “{shown}” chỉ có khoảng trắng, không có chữ nào để đọc.")
    return text


def _refuse_size(data: bytes, shown: str) -> None:
    if not data:
        raise UnreadableError(f"Tệp “{shown}” rỗng (0 byte). Hãy kiểm tra lại tệp đã lưu.")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / _MB:.1f}".replace(".", ",")
        raise UnreadableError(
            f"Tệp “{shown}” nặng {size} MB, vượt giới hạn {MAX_BYTES // _MB} MB. "
            "Hãy tách bớt phần phụ lục hoặc chỉ gửi phần văn bản."
        )


def _refuse_kind(data: bytes, shown: str) -> None:
    ending = PurePath(shown).suffix.lower()
    if ending not in {".txt", ".text", ""}:
        raise UnreadableError(
            f"Tệp “{shown}” có đuôi {ending}, hiện chưa đọc được loại tệp này "
            f"(Word, PDF sẽ có sau). {_SAVE_AGAIN}"
        )
    for magic, label in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(
                f"Tệp “{shown}” mang đuôi văn bản nhưng thực chất là {label}. {_SAVE_AGAIN}"
            )


def _decode(data: bytes, shown: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding, shown)
    wide = _wide_encoding(data)
    if wide:
        return _decode_as(data, wide, shown)
    _refuse_binary(data, shown)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        legacy = legacy_encoding(data)
        if legacy:
            raise UnreadableError(
                f"Tệp “{shown}” dùng {_LEGACY_NAMES[legacy]}, không phải Unicode. "
                "Hãy chuyển mã và lưu lại bằng Unicode (UTF-8)."
            ) from None
        raise UnreadableError(
            f"Tệp “{shown}” không phải văn bản Unicode (UTF-8): hỏng ở byte thứ {error.start + 1}. "
            f"{_SAVE_AGAIN}"
        ) from None


def _decode_as(data: bytes, encoding: str, shown: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"Tệp “{shown}” khai là {encoding.upper()} nhưng hỏng ở byte thứ {error.start + 1}. "
            f"{_SAVE_AGAIN}"
        ) from None
    _refuse_binary(text.encode("utf-8", "replace"), shown)
    return text


def _wide_encoding(data: bytes) -> str:
    """Return the UTF-16 order of a file without BOM: its blanks show which byte is the zero."""
    sample = data[:_SAMPLE]
    little, big = sample.count(b" \x00"), sample.count(b"\x00 ")
    zeros = sample.count(0)
    if len(data) % 2 or not zeros or max(little, big) < zeros / 20:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _refuse_binary(data: bytes, shown: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\x00" in data or controls > len(data) * _CONTROL_SHARE:
        raise UnreadableError(
            f"Tệp “{shown}” không phải văn bản: có {controls} ký tự điều khiển "
            f"(dữ liệu nhị phân). {_SAVE_AGAIN}"
        )
