"""What the trail's verbs and fields are called on a page: the words of the interface."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, ROUND_FLOW, MilestoneKind
from kheo.movement.s2_plan.states import FLOW as PLAN_FLOW
from kheo.movement.s3_registration.states import FLOW as REGISTRATION_FLOW
from kheo.movement.s4_progress.states import LIKE_FLOW
from kheo.movement.s5_review.states import FLOW as REVIEW_FLOW
from kheo.movement.s6_commendation.states import FLOW as PROPOSAL_FLOW
from kheo.movement.s6_commendation.states import STANDING_FLOW
from kheo.movement.s7_replication.states import CARD_FLOW, CHECKUP_FLOW
from kheo.movement.s8_report.states import FLOW as REPORT_FLOW
from kheo.movement.s8_report.states import Part

_FLOWS: Iterable[Flow] = (
    DIRECTIVE_FLOW, ROUND_FLOW, PLAN_FLOW, REGISTRATION_FLOW, REVIEW_FLOW, PROPOSAL_FLOW,
    STANDING_FLOW, CARD_FLOW, CHECKUP_FLOW, REPORT_FLOW, LIKE_FLOW,
)  # fmt: skip
VERBS: dict[str, Any] = {flow.verb(step): step.label for flow in _FLOWS for step in flow}
VERBS |= {
    "directive.read": _("Nạp văn bản để máy đọc"),
    "directive.ask": _("Nạp tệp cần nhận dạng, chờ máy đọc"),
    "directive.accept": _("Nhận điều máy đọc"),
    "directive.correct": _("Sửa điều máy đọc"),
    "directive.add": _("Thêm điều máy không đọc"),
    "directive.mend": _("Nhận chữ máy chữa"),
    "directive.mend_undo": _("Hoàn tác về chữ máy chữa"),
    "directive.unmend": _("Trả chữ về như trên giấy"),
    "directive.strike": _("Bỏ điều máy đọc"),
    "directive.undo": _("Xem lại từ đầu điều máy đọc"),
    "round.open": _("Mở năm"),
    "round.amend": _("Dời hạn"),
    "round.absent": _("Ghi người chưa đăng ký khi khép năm"),
    "round.transfers": _("Định việc khi chuyển đơn vị"),
    "round.rule": _("Định chỉ tiêu đăng ký"),
    "round.drop_rule": _("Bỏ chỉ tiêu riêng"),
    "sheet.follow": _("Theo người sang đơn vị mới"),
    "sheet.stay": _("Ở lại đơn vị cũ khi người chuyển đi"),
    "sheet.close": _("Khép lại khi người chuyển đi"),
    "sheet.reopen": _("Mở lại, việc chuyển ghi nhầm"),
    "round.acknowledge": _("Xác nhận đã đọc"),
    "plan.write": _("Sửa kế hoạch"),
    "plan.number": _("Lấy số kế hoạch"),
    "registration.draft": _("Lập bản nháp"),
    "registration.change": _("Sửa nội dung đăng ký"),
    "registration.enter": _("Nhập thay từ bản giấy"),
    "sheet.enter": _("Nhập thay từ bản giấy"),
    "registration.load": _("Nhập thay cho người đăng ký"),
    "sheet.withdraw": _("Rút lại bản được nhập thay"),
    "partner.invite": _("Mời đơn vị phối hợp"),
    "partner.ask": _("Xin tham gia mô hình"),
    "reorganisation.share": _("Chia số liệu cũ theo tỉ lệ"),
    "partner.carry": _("Đơn vị tiếp nối phối hợp thay"),
    "partner.carry_back": _("Trả lại đơn vị phối hợp cũ"),
    "registration.drop": _("Bỏ bản nháp"),
    "registration.absorb": _("Gộp nội dung khác vào đây"),
    "registration.part": _("Tách nội dung đã gộp ra"),
    "form.edit": _("Sửa mẫu đăng ký"),
    "exemption.record": _("Ghi miễn đăng ký"),
    "exemption.instead": _("Tính mô hình thay nội dung"),
    "exemption.end": _("Thôi miễn đăng ký"),
    "registration.note": _("Ghi tiến độ"),
    "registration.target": _("Đặt mục tiêu"),
    "registration.checkpoint": _("Đặt hoặc bỏ mốc"),
    "likeness.found": _("Máy thấy hai chỗ giống nhau"),
    "pledge.confirm": _("Xác nhận cam kết"),
    "pledge.breach": _("Ghi vi phạm cam kết"),
    "pledge.withdraw": _("Rút vi phạm đã ghi"),
    "review.start": _("Mở hồ sơ chấm điểm"),
    "review.points": _("Ghi điểm"),
    "proposal.open": _("Lập đề nghị"),
    "proposal.add": _("Thêm vào danh sách"),
    "proposal.edit": _("Sửa tóm tắt thành tích"),
    "proposal.remove": _("Bỏ khỏi danh sách"),
    "award.give": _("Trao tặng theo quyết định"),
    "checkup_period.open": _("Mở kỳ rà soát mô hình"),
    "checkup_period.drop": _("Bỏ kỳ rà soát mô hình"),
    "checkup.see": _("Đã xem bản rà soát mô hình"),
    "checkup.write": _("Viết bản rà soát mô hình"),
    "card.write": _("Sửa phiếu mô hình"),
    "report.begin": _("Lập báo cáo"),
    "report.write": _("Viết báo cáo"),
}

FIELDS: dict[str, Any] = {
    "state": _("Trạng thái"),
    "scored": _("Lập bảng điểm theo tiêu chí của văn bản"),
    "subjects": _("Lập bảng điểm theo tiêu chí của văn bản"),
    "on_transfer": _("Khi người đăng ký chuyển đơn vị"),
    "staff": _("Người được giao khi khép năm"),
    "rule": _("Chỉ tiêu"),
    "title": _("Tên"),
    "source": _("Vận dụng từ mô hình"),
    "subject": _("Đối tượng"),
    "unit": _("Đơn vị"),
    "person": _("Người đăng ký"),
    "round": _("Năm"),
    "ordinal": _("Thứ tự"),
    "late": _("Trễ hạn"),
    "number": _("Số"),
    "entry": _("Số trong sổ văn bản"),
    "notation": _("Ký hiệu"),
    "code": _("Mã"),
    "document": _("Văn bản"),
    # a directive and its year
    "doubts": _("Chỗ còn ngờ"),
    "confirmed_at": _("Xác nhận lúc"),
    "confirmed_by": _("Người xác nhận"),
    "movement": _("Phong trào"),
    "year": _("Năm"),
    "paper": _("Theo văn bản"),
    "opens_on": _("Ngày mở"),
    "closed_on": _("Ngày khép lại"),
    # a plan
    "received_at": _("Nhận lúc"),
    "received_by": _("Người nhận"),
    "leader": _("Lãnh đạo phụ trách"),
    "officer": _("Chuyên viên theo dõi"),
    "summary": _("Phần chung"),
    "tasks": _("Việc phải làm"),
    "sent_at": _("Gửi lúc"),
    "sent_by": _("Người trình"),
    # a registration and its notes
    "sheet": _("Bản đăng ký"),
    "duty": _("Nhiệm vụ được giao"),
    "topic": _("Chủ đề"),
    "own_topic": _("Chủ đề tự nêu"),
    "criteria": _("Tiêu chí"),
    "method": _("Cách làm"),
    "target": _("Mục tiêu"),
    "result": _("Kết quả"),
    "due_on": _("Hoàn thành trước"),
    "on_paper": _("Nhập thay từ bản giấy"),
    "conclusion": _("Đề nghị của đơn vị"),
    "field": _("Lĩnh vực"),
    "place": _("Địa bàn, đối tượng"),
    "forces": _("Lực lượng"),
    "resources": _("Nguồn lực"),
    "form_version": _("Mẫu đăng ký"),
    "form_version_id": _("Mẫu đăng ký"),
    "answers": _("Ô do đơn vị thêm"),
    "keeping": _("Duy trì, nhân rộng"),
    "submitted_at": _("Gửi lần đầu lúc"),
    "unfiled": _("Bản 2 chưa nhận"),
    "noted_on": _("Ngày ghi gần nhất"),
    "standing": _("Tình hình"),
    "checkpoint": _("Mốc"),
    "day": _("Ngày"),
    "files": _("Số tệp kèm theo"),
    # a review
    "registration": _("Đăng ký"),
    "table": _("Bảng điểm"),
    "self_points": _("Tổng điểm tự chấm"),
    "check_points": _("Tổng điểm thẩm định"),
    "points": _("Tổng điểm của hội đồng"),
    "level": _("Mức"),
    "opinion": _("Ý kiến theo biên bản"),
    "decided_on": _("Ngày họp"),
    "decided_by": _("Người ghi kết quả"),
    # a proposal and an award
    "numbered_on": _("Ngày lấy số"),
    "achievement": _("Tóm tắt thành tích"),
    "decision": _("Quyết định"),
    "case": _("Trường hợp đề nghị"),
    "review": _("Hồ sơ chấm điểm"),
    "given": _("Hình thức khen thưởng"),
    "form": _("Hình thức"),
    "serial": _("Số vào sổ"),
    "holder": _("Người, tập thể"),
    "holder_unit": _("Đơn vị khi được khen"),
    "reason": _("Lý do khen"),
    "revoked_on": _("Ngày thu hồi"),
    "revoked_by": _("Người thu hồi"),
    "revoked_number": _("Quyết định thu hồi số"),
    "ground": _("Căn cứ thu hồi"),
    # a card
    "problem": _("Vì sao làm"),
    "way": _("Cách làm"),
    "cost": _("Kinh phí, công sức"),
    "conditions": _("Muốn làm theo cần gì"),
    "contact": _("Liên hệ"),
    "published_on": _("Ngày công khai"),
    # a report
    "figures": _("Số liệu được chốt"),
    # where one word means two things
    "registration.result": _("Kết quả dự kiến"),
}
FIELDS |= {f"round.due_{kind.value}": kind.label for kind in MilestoneKind}
FIELDS |= {part.value: part.label for part in Part if part != Part.TASKS}
FIELDS |= {"report.tasks": Part.TASKS.label}
OTHER = _("Mục khác")
