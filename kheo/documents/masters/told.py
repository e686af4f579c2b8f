"""What is wrong with a master, in words: what was found, where, what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from kheo.documents.masters.states import WORDS
from kheo.documents.paper.master.checking import Fault, Problem

_SAID: dict[Fault, StrPromise] = {
    Fault.MACRO: gettext_lazy(
        "Tệp mang theo mã lệnh hoặc tệp nhúng (%(found)s). Mở bằng Word, bỏ phần ấy, lưu kiểu .docx."
    ),
    Fault.EXTERNAL: gettext_lazy(
        "Tệp có liên kết ra ngoài (%(found)s). Bỏ liên kết ấy trong Word rồi gửi lại."
    ),
    Fault.FETCHES: gettext_lazy(
        "Tệp có trường %(found)s lấy dữ liệu từ nơi khác. Bỏ trường ấy rồi gửi lại."
    ),
    Fault.ELSEWHERE: gettext_lazy(
        "Có từ trong ngoặc nhọn ở đầu trang, chân trang hoặc ghi chú (%(found)s). "
        "Chỉ đặt các từ ấy trong thân văn bản."
    ),
    Fault.SYNTAX: gettext_lazy(
        "“%(found)s” không đúng cách ghi. Ghi {{ từ }}, {{p từ }}, {% if từ %} … {% endif %}."
    ),
    Fault.UNKNOWN: gettext_lazy(
        "Không có từ “%(found)s” cho văn bản này. Xem danh sách từ và ghi đúng một từ ở đó."
    ),
    Fault.WHOLE: gettext_lazy(
        "“%(found)s” là cả đoạn: ghi {{p %(found)s }} một mình trên một dòng."
    ),
    Fault.INSIDE: gettext_lazy("“%(found)s” nằm trong dòng: ghi {{ %(found)s }}, bỏ chữ p."),
    Fault.MISSING: gettext_lazy("Thiếu từ “%(found)s” (%(meaning)s). Đặt lại từ ấy vào mẫu."),
    Fault.LONG: gettext_lazy(
        "Thân văn bản quá dài (%(found)s ký tự XML) so với một mẫu. Chỉ giữ phần khung rồi gửi lại."
    ),
    Fault.UNFILLABLE: gettext_lazy(
        "Điền thử không được (%(found)s). Xem các chỗ {% if %} đã có {% endif %} chưa, "
        "hoặc tải mẫu gốc rồi sửa lại."
    ),
}


def told(problem: Problem) -> str:
    """Return *problem* as a sentence, with its paragraph where it has one."""
    said = str(_SAID[problem.fault])
    for name, value in (("found", problem.found), ("meaning", WORDS.get(problem.found, ""))):
        said = said.replace(f"%({name})s", str(value))  # signs of per cent stand in it as they are
    if not problem.line:
        return said
    where = _("Đoạn %(n)s, gần “%(near)s”: ") % {"n": problem.line, "near": problem.near}
    return f"{where}{said}"
