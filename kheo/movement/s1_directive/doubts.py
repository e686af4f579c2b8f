"""The reader's sentences in the language of whoever reads the page.

The reader is pure: it writes its doubts in Vietnamese, and so they are kept. Each sentence has
one shape here, with its parts named; in another language the shape is translated and filled.
A test holds the shapes to what the reader says.
"""

import re

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

SHAPES = (
    _("Văn bản không có số (chỉ có ký hiệu %(symbol)s)."),
    _("Văn bản không có số."),
    _("Bổ sung số, ký hiệu."),
    _("Văn bản không có dòng địa danh, ngày tháng."),
    _("Bổ sung ngày ban hành."),
    _("Không đọc được cơ quan ban hành."),
    _("Văn bản không có trích yếu."),
    _("Văn bản không có “Nơi nhận”."),
    _("Không thấy người ký hoặc chức danh ký ở cuối văn bản."),
    _("Phát động nhưng không nêu chỉ tiêu, số lượng đăng ký."),
    _("Phát động nhưng không nêu thời hạn."),
    _("Lặp từ “%(words)s”."),
    _("Có lẽ chỉ là “%(word)s”."),
    _("Dấu đóng ngoặc kép dùng thay dấu mở, dính liền chữ trước."),
    _("Đoạn này thiếu dấu ngoặc kép mở."),
    _("Đoạn này thiếu dấu ngoặc kép đóng."),
    _("Có %(n)s dòng của trang web hoặc máy quét lẫn vào văn bản; đã bỏ qua."),
    _("Gọi là “%(type)s” nhưng ký hiệu %(number)s là của loại khác."),
    _("Ký hiệu %(number)s sai cách viết."),
    _("Dẫn lại chính văn bản nhưng để trống số."),
    _("Văn bản được dẫn có ngày sau ngày ban hành."),
    _("Thời hạn đã qua trước ngày ban hành."),
    _("Thời gian bắt đầu trước ngày ban hành."),
    _("Có chữ Kirin hoặc Hy Lạp giống chữ Latinh; tìm kiếm sẽ không thấy."),
    _("Có chữ viết bằng dấu rời (Unicode tổ hợp)."),
    _("Hai cột của văn bản nằm chung một dòng; đã tách ra, cần xem lại đầu và cuối."),
    _("Mục %(number)s đánh số hai lần."),
    _(
        "Nghi mất chữ ở %(count)s chỗ (ví dụ “%(sample)s”): phông chữ khi xuất tệp có lẽ đã rơi mất dấu hoặc chữ."
    ),
    _("Đối chiếu bản gốc; chỗ này chưa được đọc lại."),
    _("Văn bản mất chữ ở %(count)s chỗ; “%(found)s” được đọc là “%(right)s”."),
    _("Máy quét đọc sai chữ ở %(count)s chỗ; “%(found)s” có lẽ là “%(right)s”."),
    _("Đối chiếu với bản gốc."),
    _("Chưa chắc chắn, cần đối chiếu với bản gốc."),
    _("Thuộc tính của tệp Word lẫn vào văn bản; đã bỏ qua."),
    _("Có lẽ là ngày %(day)s; cần người duyệt xác nhận."),
    _("Năm %(year)s trong “%(written)s” không thể có."),
    _("Năm %(year)s trong “%(written)s” quá xa các năm nêu trong văn bản."),
    _("Ngày “%(written)s” không có trong lịch."),
    _("“%(month)s” không có trong lịch."),
    _(
        "“%(low)s” và khoảng “từ %(a)s đến %(b)s” mâu thuẫn nhau: chưa rõ %(b)s là mức tối đa hay mức phấn đấu."
    ),
    _("Khoảng “từ %(a)s đến %(b)s” ngược: số đầu lớn hơn số cuối."),
    _("Tối thiểu %(a)s, phấn đấu %(b)s %(unit)s."),
    _("“%(code)s” báo %(count)s điều nhưng chỉ đọc được %(read)s điều."),
    _("Ngày ban hành %(day)s chưa đến."),
    _("Văn bản không ghi loại; có “Kính gửi” nên đọc là công văn."),
    _("Đây là bài đăng trên trang tin, không phải bản văn bản chính thức."),
    _("Ngày %(day)s của văn bản %(number)s không có thật."),
    _("Văn bản %(number)s được dẫn với hai ngày khác nhau: %(a)s và %(b)s."),
    _("Văn bản nói lập %(total)s bản nhưng nơi giữ nêu %(read)s bản."),
    _("Văn bản nêu hai giai đoạn khác nhau: “%(a)s” và “%(b)s”."),
    _("Cần xác định giai đoạn đúng trước khi phát hành."),
    _("Tệp mang đuôi .%(ending)s nhưng nội dung là %(kind)s; đã đọc theo nội dung."),
    _("Kiểm tra xem có nạp nhầm tệp không."),
    _("Văn bản dùng %(encoding)s, không phải Unicode; đã chuyển mã."),
    _("Đối chiếu dấu và chữ hoa với bản gốc."),
    _("Đã bỏ %(n)s khối của trang web (thực đơn, liên kết, chân trang)."),
    _("Kiểm tra phần văn bản còn đủ đầu và cuối."),
    _("Văn bản được máy nhận dạng từ ảnh quét (OCR); chữ, số và dấu có thể sai."),
    _("Đối chiếu từng số, ngày và tên riêng với bản giấy."),
    _("Trang %(pages)s là ảnh quét, chưa đọc được: %(why)s."),
    _("Máy nhận dạng chữ chưa chắc: %(words)s."),
    _("Đối chiếu bản giấy."),
    _("Văn bản dừng giữa chừng: không có nơi nhận, không có người ký."),
    _("Tìm bản đầy đủ."),
    _("Đối chiếu ngày của văn bản được dẫn."),
    _("Ngày có hiệu lực %(day)s đứng trước ngày ban hành."),
    _("Ngày %(day)s là %(right)s, không phải %(said)s."),
    _("Sửa thành %(right)s, hoặc sửa ngày."),
    _("Số %(number)s ghi năm %(year)s nhưng ngày là %(day)s."),
    _("Đối chiếu số hoặc ngày."),
    _("“%(a)s” nằm ngoài “%(b)s” của mục chứa nó."),
    _("Đối chiếu hai khoảng thời gian."),
    _("Có biểu mẫu để trống ở cuối văn bản; phần này không được đọc thành nội dung."),
    _("Đối chiếu tên loại với bản gốc."),
    _("Có lẽ là %(number)s."),
    _("Điền số %(number)s."),
    _("Văn bản mang số %(number)s nhưng phần kèm theo ghi %(said)s."),
    _("Thống nhất một số: %(number)s."),
    _("%(name)s có thể đã hết hiệu lực sau ngày %(day)s, cần kiểm tra lại."),
    _("%(name)s hết hiệu lực sau ngày %(day)s."),
    _("Kiểm tra rồi dẫn %(name)s, nếu đúng."),
    _("Dẫn %(name)s."),
    _("%(name)s có thể không còn sau ngày %(day)s, cần kiểm tra lại."),
    _("%(name)s không còn sau ngày %(day)s."),
    _("Kiểm tra rồi thay bằng %(name)s, nếu đúng."),
    _("Thay bằng %(name)s."),
)
_PART = re.compile(r"%\\\((\w+)\\\)s")


def _pattern(shape: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.+?)"

    return re.compile(_PART.sub(part, re.escape(shape)), re.DOTALL)


_PATTERNS = tuple((shape, _pattern(shape)) for shape in SHAPES)


def shape_of(sentence: str) -> tuple[str, dict[str, str]]:
    """Return the shape of a sentence of the reader and its parts, or "" and no parts."""
    for shape, pattern in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            return shape, found.groupdict()
    return "", {}


def said(sentence: str) -> str:
    """Return the sentence in the language now spoken; as it is where no shape is its own."""
    if not sentence or (get_language() or "vi").startswith("vi"):
        return sentence
    shape, parts = shape_of(sentence)
    return gettext(shape) % parts if shape else sentence
