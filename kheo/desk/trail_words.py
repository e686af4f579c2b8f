"""What every verb of the trail is called where it is told whole: beside a record's own history."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.desk.history_words import VERBS as HISTORY
from kheo.documents.books.states import FLOW as BOOK_FLOW
from kheo.kernel.workflow.flow import Flow
from kheo.movement.s3_registration.states import PARTNER_FLOW, SCAN_FLOW
from kheo.movement.s4_progress.states import OWED, VISIT_FLOW
from kheo.movement.s7_replication.states import ADOPTION_FLOW
from kheo.orgs import past
from kheo.orgs.states import IMPORT_FLOW

_FLOWS: Iterable[Flow] = (
    BOOK_FLOW, SCAN_FLOW, PARTNER_FLOW, VISIT_FLOW, ADOPTION_FLOW, IMPORT_FLOW,
)  # fmt: skip
# Told as any other change: that it is of a Party cell is for few to know (requirement 000-17).
UNSAID = frozenset({"person.cell"})
VERBS: dict[str, Any] = {flow.verb(step): step.label for flow in _FLOWS for step in flow}
VERBS |= {
    "account.activate": _("Kích hoạt tài khoản"),
    "account.close": _("Khoá tài khoản"),
    "account.email": _("Ghi địa chỉ thư điện tử"),
    "account.factors": _("Bỏ xác thực hai bước"),
    "account.invite": _("Mời dùng tài khoản"),
    "account.join": _("Nối với nơi xác thực"),
    "account.lock": _("Khoá đăng nhập vì sai nhiều lần"),
    "account.open": _("Mở tài khoản"),
    "account.print": _("In thư mời"),
    "account.reopen": _("Mở lại tài khoản"),
    "account.revoke": _("Thu hồi lời mời"),
    "account.sign_out": _("Đăng xuất mọi nơi"),
    "account.unlock": _("Mở khoá đăng nhập"),
    "adoption.start": _("Bắt đầu làm theo"),
    "award_form.add": _("Thêm hình thức khen thưởng"),
    "award_form.end": _("Thôi dùng hình thức khen thưởng"),
    "cluster.change": _("Sửa cụm, khối"),
    "cluster.set_up": _("Lập cụm, khối"),
    "copy.receive": _("Ghi sổ nhận bản giấy"),
    "copy.reopen": _("Chờ nhận lại bản giấy"),
    "decision.issue": _("Ban hành quyết định"),
    "document.correct": _("Sửa thông tin văn bản"),
    "document.fill": _("Bổ sung thông tin văn bản"),
    "document.register": _("Vào sổ văn bản"),
    "ladder.climb": _("Gửi một bước nhắc"),
    "ladder.end": _("Thôi một bước nhắc"),
    "ladder.set": _("Đặt thang nhắc"),
    "level.end": _("Kết thúc cấp hành chính"),
    "level.open": _("Thêm cấp hành chính"),
    "list.add": _("Thêm tên vào danh mục"),
    "list.drop": _("Xoá tên khỏi danh mục"),
    "list.end": _("Thôi dùng tên trong danh mục"),
    "list.move": _("Xếp lại danh mục"),
    "list.rename": _("Đổi tên trong danh mục"),
    "list.resume": _("Dùng lại tên trong danh mục"),
    "master.add": _("Thêm mẫu văn bản"),
    "master.choose": _("Chọn mẫu văn bản"),
    "movement.launch": _("Phát động phong trào"),
    "number.attach": _("Gắn tệp vào số văn bản"),
    "number.skip": _("Ghi số lấy nơi khác"),
    "number.take": _("Lấy số văn bản"),
    "number_book.open": _("Mở sổ số"),
    "person.carry": _("Chuyển theo sắp xếp tổ chức"),
    "person.carry_back": _("Trở về khi huỷ sắp xếp"),
    "person.vouch": _("Ghi thư điện tử để mời"),
    "reminder.members": _("Chi bộ đôn đốc đảng viên"),
    "reorganisation.undo": _("Huỷ lần sắp xếp"),
    "reorganisation.write": _("Ghi việc sắp xếp"),
    "scan.send": _("Gửi tệp quét"),
    "scan_page.turn": _("Xoay trang quét"),
    "scoring_table.ask": _("Đề nghị lập bảng điểm"),
    "scoring_table.create": _("Lập bảng điểm"),
    "scoring_table.end": _("Thôi dùng bảng điểm"),
    "sheet.carry": _("Chuyển theo sắp xếp tổ chức"),
    "sheet.carry_back": _("Trở về khi huỷ sắp xếp"),
    "sheet.send": _("Gửi bản đăng ký"),
    "sheet.supplement": _("Gửi bản đăng ký bổ sung"),
    "symbol_rule.set": _("Đặt cách ghi số"),
    "term.set": _("Đặt nhiệm kỳ"),
    "unit.level": _("Ghi cấp của đơn vị"),
    "unit.reopen": _("Mở lại đơn vị"),
    "unit.unname": _("Lấy lại tên cũ"),
    "unit.withdraw": _("Rút đơn vị mở mới"),
    "visit.draw": _("Bốc thăm kiểm tra"),
    "visit.plan": _("Lập cuộc kiểm tra"),
}
VERBS |= {f"reminder.{kind}": _("Đôn đốc") for kind in OWED}
VERBS = past.VERBS | VERBS | HISTORY
