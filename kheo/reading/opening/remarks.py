"""The doubts of opening a file: about the file as a whole, pointing at no place in its text.

Every sentence here is said on the confirm page; the refusals of the other modules never are.
"""

from kheo.reading.facts import Doubt

_COMPARE = "Đối chiếu từng số, ngày và tên riêng với bản giấy."


def wrong_ending(ending: str, kind: str) -> Doubt:
    """Return the doubt of a file whose name ends in *ending* while its content is a *kind*."""
    return _remark(
        "wrong_ending",
        f"Tệp mang đuôi .{ending} nhưng nội dung là {kind}; đã đọc theo nội dung.",
        "Kiểm tra xem có nạp nhầm tệp không.",
    )


def converted(encoding: str) -> Doubt:
    """Return the doubt of a text that was converted from *encoding*, named to the officer."""
    return _remark(
        "converted_encoding",
        f"Văn bản dùng {encoding}, không phải Unicode; đã chuyển mã.",
        "Đối chiếu dấu và chữ hoa với bản gốc.",
    )


def without_chrome(count: int) -> Doubt:
    """Return the doubt of a page of the web that *count* blocks were left out of."""
    return _remark(
        "page_chrome",
        f"Đã bỏ {count} khối của trang web (thực đơn, liên kết, chân trang).",
        "Kiểm tra phần văn bản còn đủ đầu và cuối.",
    )


def recognised() -> Doubt:
    """Return the doubt of a text that a machine recognised from a picture."""
    return _remark(
        "ocr",
        "Văn bản được máy nhận dạng từ ảnh quét (OCR); chữ, số và dấu có thể sai.",
        _COMPARE,
    )


def unread(pages: tuple[int, ...], why: str) -> Doubt:
    """Return the doubt of *pages* (from 1) that are pictures nobody has read."""
    numbers = ", ".join(map(str, pages))
    return _remark("unread_pages", f"Trang {numbers} là ảnh quét, chưa đọc được: {why}.", _COMPARE)


def _remark(kind: str, message: str, suggestion: str) -> Doubt:
    return Doubt(kind, "", 0, 0, message, suggestion)
