"""Plain text: UTF-8, UTF-16 and, converted with a doubt, TCVN3, VNI and Windows 1258."""

from kheo.reading.opening import legacy, remarks
from kheo.reading.opening.kinds import ENDINGS, READABLE, Kind, ending_of
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAVE_AGAIN = "Hãy mở bằng phần mềm soạn thảo và lưu lại dạng văn bản thuần .txt, Unicode (UTF-8)."
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a")) + b"\x7f"
_CONTROL_SHARE = 0.01
_SAMPLE = 4096


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of *data*; raises UnreadableError: binary, broken, of no known encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Opened(_decode_as(data, encoding, shown))
    wide = _wide_encoding(data)
    if wide:
        return Opened(_decode_as(data, wide, shown))
    _refuse_binary(data, shown)
    try:
        return Opened(data.decode())
    except UnicodeDecodeError as error:
        return _converted(data, shown, error.start)


def _converted(data: bytes, shown: str, at: int) -> Opened:
    encoding, text = legacy.decoded(data)
    if not encoding:
        raise UnreadableError(
            f"Tệp “{shown}” không phải văn bản Unicode (UTF-8): hỏng ở byte thứ {at + 1}. "
            f"{_again(shown)}"
        )
    return Opened(text, (remarks.converted(legacy.NAMES[encoding]),))


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


def _again(shown: str) -> str:
    """Return what to do about bytes that are no text, by what the name promised."""
    ending = ending_of(shown)
    if ending in READABLE and ending not in ENDINGS[Kind.PLAIN]:
        return (
            f"Tên có đuôi .{ending} nhưng bên trong không phải tệp loại ấy: tệp hỏng khi chép hoặc "
            "tải, hoặc bị đổi đuôi. Hãy xin lại tệp từ nơi gửi, mở thử được rồi nạp lại."
        )
    return _SAVE_AGAIN


def _refuse_binary(data: bytes, shown: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\x00" in data or controls > len(data) * _CONTROL_SHARE:
        raise UnreadableError(
            f"Tệp “{shown}” không phải văn bản: có {controls} ký tự điều khiển "
            f"(dữ liệu nhị phân). {_again(shown)}"
        )
