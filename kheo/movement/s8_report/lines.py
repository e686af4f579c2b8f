"""The lines of the report's figures, in the order of the form."""

from django.utils.translation import gettext_lazy

# Groups of figures in the order of the form; a key that ends with a colon stands for a list.
GROUPS = (
    (
        gettext_lazy("Đăng ký"),
        (
            ("staff", gettext_lazy("Người được yêu cầu đăng ký hoặc tự đăng ký")),
            ("people", gettext_lazy("Người đã đăng ký")),
            ("people_late", gettext_lazy("Người đăng ký trễ hạn")),
            ("people_minimum", gettext_lazy("Người đạt số nội dung tối thiểu")),
            ("people_target", gettext_lazy("Người đạt mức phấn đấu")),
            ("exempted", gettext_lazy("Người được miễn đăng ký")),
            ("substituted", gettext_lazy("Người có mô hình tính thay")),
            ("items", gettext_lazy("Nội dung cá nhân đã gửi")),
            ("items_accepted", gettext_lazy("Nội dung cá nhân được ghi nhận")),
            ("models", gettext_lazy("Mô hình đơn vị đã gửi")),
            ("units_minimum", gettext_lazy("Đơn vị đạt số mô hình tối thiểu")),
            ("units_target", gettext_lazy("Đơn vị đạt mức phấn đấu về mô hình")),
            ("models_accepted", gettext_lazy("Mô hình đơn vị được ghi nhận")),
        ),
    ),
    (gettext_lazy("Mô hình theo lĩnh vực"), (("field:", ""),)),
    (
        gettext_lazy("Thực hiện và bình xét"),
        (
            ("notes", gettext_lazy("Lượt ghi tiến độ")),
            ("trouble", gettext_lazy("Nội dung, mô hình đang gặp khó khăn")),
            ("stopped", gettext_lazy("Nội dung, mô hình đã dừng")),
            ("targets", gettext_lazy("Nội dung, mô hình có mục tiêu đo được")),
            ("targets_met", gettext_lazy("Trong đó đã đạt mục tiêu")),
            ("reviewed", gettext_lazy("Hồ sơ thẩm định")),
            ("recognised", gettext_lazy("Được công nhận")),
            ("level:", gettext_lazy("trong đó: %s")),
            ("declined", gettext_lazy("Không được công nhận")),
        ),
    ),
    (
        gettext_lazy("Khen thưởng và nhân rộng"),
        (
            ("award:", ""),
            ("carried", gettext_lazy("Mô hình được nơi khác làm theo")),
            ("adoptions", gettext_lazy("Lượt đơn vị làm theo")),
            ("learnt", gettext_lazy("Lượt học theo nơi khác trong năm")),
        ),
    ),
    (
        gettext_lazy("Bức xúc, nguyện vọng của dân"),
        (
            ("grievances", gettext_lazy("Ý kiến tiếp nhận trong năm")),
            ("grievances_solved", gettext_lazy("Ý kiến đã giải quyết")),
        ),
    ),
    (
        gettext_lazy("Kế hoạch và báo cáo"),
        (
            ("plans_due", gettext_lazy("Kế hoạch phải gửi")),
            ("plans", gettext_lazy("Kế hoạch đã gửi")),
            ("plans_late", gettext_lazy("trong đó: trễ hạn")),
            ("reports_due", gettext_lazy("Báo cáo đơn vị dưới phải gửi")),
            ("reports", gettext_lazy("Báo cáo đơn vị dưới đã gửi")),
            ("reports_late", gettext_lazy("trong đó: trễ hạn")),
        ),
    ),
)
HEARD = frozenset({"grievances", "grievances_solved"})  # reports sent before 2026-11 lack them
COLUMNS = {
    "staff": gettext_lazy("Nhân sự"),
    "people": gettext_lazy("Người đăng ký"),
    "items": gettext_lazy("Nội dung"),
    "models": gettext_lazy("Mô hình"),
    "recognised": gettext_lazy("Công nhận"),
    "awards": gettext_lazy("Khen thưởng"),
    "adoptions": gettext_lazy("Nơi làm theo"),
}
