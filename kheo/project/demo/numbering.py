"""The office's numbering books: papers that went out and came in, one number held, one cancelled, one withdrawn."""

import datetime as dt
from itertools import pairwise

from kheo.documents.books import actions
from kheo.documents.books.actions import About
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.project.demo import charter

ALL = "Các phòng, trung tâm"
WITHDRAWN = "V/v lịch kiểm tra thực tế tháng 10"
REPLACED = "Lịch ghi sai ngày; đã gửi lại lịch đúng."
# month, day, kind, what it is called, its subject, to whom
SENT = (
    (1, 12, "CV", "Công văn", f"V/v thực hiện phong trào “{charter.MOVEMENT}”", ALL),
    (2, 27, "KH", "Kế hoạch", "Thực hiện phong trào “Dân vận khéo” trong Văn phòng", ALL),
    (3, 18, "CV", "Công văn", "V/v đôn đốc nộp bản đăng ký “Dân vận khéo”", ALL),
    (6, 30, "BC", "Báo cáo", "Sơ kết 6 tháng phong trào “Dân vận khéo”", "UBND tỉnh"),
    (10, 6, "CV", "Công văn", WITHDRAWN, ALL),
    (10, 8, "CV", "Công văn", f"{WITHDRAWN} (thay công văn trước)", ALL),
    (10, 14, "CV", "Công văn", "V/v chuẩn bị hồ sơ thẩm định, bình xét", ALL),
)
# arrived: month, day; on the paper: day of the same month; kind, symbol, subject, from whom
CAME = (
    (1, 7, 5, "Công văn", "16/UBND-TH", f"Phong trào “{charter.MOVEMENT}”", "UBND tỉnh"),
    (5, 21, 19, "Công văn", "88/SNV-TĐ", "V/v rà soát tiêu chí chấm điểm mô hình", "Sở Nội vụ"),
    (9, 9, 8, "Báo cáo", "31/BC-UBND", "Kết quả mô hình “Chuyến xe hồ sơ”", "UBND xã Nà Hỏi"),
)
HELD = "V/v báo cáo năm phong trào “Dân vận khéo”"
MISTAKEN = "V/v thay đổi thời gian họp Hội đồng bình xét"
WHY = "Cuộc họp giữ nguyên ngày, công văn không ban hành."


def number(office: Unit, year: int, *, by: Actor) -> None:
    """Fill the books of *office* for *year* as its clerk would have, up to today."""
    today = clock.today()
    taken = []
    for month, day, kind, name, subject, parties in SENT:
        on = dt.date(year, month, day)
        if on <= today:
            about = About(on=on, kind=name, subject=subject, parties=parties)
            taken.append(actions.take(office, kind, by=by, about=about))
    for wrong, right in pairwise(taken):
        if wrong.subject == WITHDRAWN:
            actions.withdraw(
                wrong, by=by, on=right.on or today, paper=right.symbol, reason=REPLACED
            )
    for month, arrived, day, name, symbol, subject, parties in CAME:
        came = dt.date(year, month, arrived)
        if came <= today:
            about = About(
                on=dt.date(year, month, day), kind=name, symbol=symbol, subject=subject,
                parties=parties,
            )  # fmt: skip
            actions.arrive(office, by=by, arrived_on=came, about=about)
    unused = About(on=today, kind="Công văn", subject=MISTAKEN, parties=ALL)
    actions.cancel(actions.reserve(office, "CV", by=by, about=unused), by=by, reason=WHY)
    held = About(on=today, kind="Công văn", subject=HELD, parties="UBND tỉnh")
    actions.reserve(office, "CV", by=by, about=held)
