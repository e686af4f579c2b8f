"""Which papers an office may lay out itself, and the words it does it with, as they are told."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from kheo.documents.paper.master import words


class Kind(TextChoices):
    FORM = words.Kind.FORM.value, _("Bản đăng ký")
    CARD = words.Kind.CARD.value, _("Phiếu đăng ký mô hình")
    REVIEW = words.Kind.REVIEW.value, _("Phiếu rà soát mô hình đang thực hiện")
    TABLE = words.Kind.TABLE.value, _("Biểu tổng hợp đăng ký")
    VISIT = words.Kind.VISIT.value, _("Phiếu kiểm tra")
    LETTER = words.Kind.LETTER.value, _("Công văn")
    REMINDER = words.Kind.REMINDER.value, _("Công văn đôn đốc")
    PLAN = words.Kind.PLAN.value, _("Kế hoạch năm")
    PROPOSAL = words.Kind.PROPOSAL.value, _("Tờ trình khen thưởng")
    DECISION = words.Kind.DECISION.value, _("Quyết định khen thưởng")


WORDS: Mapping[str, StrPromise] = {
    "co_quan_cap_tren": _("Tên cơ quan cấp trên"),
    "co_quan_ban_hanh": _("Tên cơ quan ban hành"),
    "so_ky_hieu": _("Số và ký hiệu, cả chữ “Số:”"),
    "dia_danh_ngay": _("Địa danh, ngày tháng năm"),
    "ban_so": _("Bản số 1/2 hoặc 2/2"),
    "noi_luu": _("Nơi lưu của bản ấy"),
    "ten_loai": _("Tên loại văn bản"),
    "trich_yeu": _("Trích yếu; ở công văn có cả “V/v”"),
    "tham_quyen": _("Chức danh người quyết định"),
    "quyen_han_ky": _("Chữ trước chức vụ: TM., KT., TL."),
    "chuc_vu_ky": _("Chức vụ người ký"),
    "ho_ten_ky": _("Họ tên người ký"),
    "can_cu": _("Các căn cứ, mỗi căn cứ một đoạn"),
    "kinh_gui": _("Kính gửi, cả danh sách"),
    "noi_dung": _("Toàn bộ nội dung, bảng và chữ ký trong phiếu"),
    "noi_nhan": _("Danh sách nơi nhận"),
    "ma_vuong": _("Mã vuông để mở hồ sơ"),
}
