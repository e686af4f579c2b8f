"""What the style guide shows: invented places, in every state a component can have."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kheo.kernel.ui import charts
from kheo.kernel.ui.controls import Cards, CardsMultiple, Pills
from kheo.kernel.ui.forms import DateField, DecimalField, FileField, Form, WholeField
from kheo.kernel.ui.paging import Page

YEAR_START, YEAR_END = date(2027, 3, 23), date(2027, 12, 31)


class SampleForm(Form):
    name = forms.CharField(label=_("Tên mô hình"), help_text=_("Ngắn, dễ nhớ, không quá 60 chữ."))
    until = DateField(label=_("Ngày hoàn thành"), earliest=YEAR_START, latest=YEAR_END)
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=[("1", "Phòng Tổng hợp"), ("2", "Kho bạc")])
    how = forms.CharField(label=_("Cách làm"), widget=forms.Textarea, required=False)
    cost = DecimalField(label=_("Kinh phí"), low=0)
    people = WholeField(label=_("Số hộ tham gia"), required=False)
    subject = forms.ChoiceField(
        label=_("Đối tượng"),
        choices=[("group", _("Tập thể")), ("one", _("Cá nhân"))],
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(
        label=_("Chủ đề"),
        choices=[("1", _("Giữ gìn môi trường")), ("2", _("Tiết kiệm điện")), ("3", _("Khác"))],
        widget=Pills,
    )
    scope = forms.ChoiceField(
        label=_("Phạm vi"),
        choices=[("in", _("Trong cơ quan")), ("out", _("Ngoài cơ quan"))],
        widget=Cards(helps={"in": _("Phòng, ban, chi bộ"), "out": _("Thôn, bản, tổ dân phố")}),
    )
    criteria = forms.MultipleChoiceField(
        label=_("Hướng tới tiêu chí nào?"),
        choices=[("1", _("Nắm tình hình nhân dân")), ("2", _("Cách làm sáng tạo"))],
        widget=CardsMultiple(helps={"1": _("Phản ánh kịp thời"), "2": _("Giải pháp đúng")}),
        required=False,
    )
    pledge = forms.BooleanField(label=_("Cam kết thực hiện đúng nội dung đã ghi"))
    paper = FileField(
        label=_("Bản giấy đã ký"), endings=["pdf", "jpg"], required=False, help_text=_("PDF, ảnh")
    )


class SampleFilter(Form):
    words = forms.CharField(label=_("Tên đơn vị"))
    day = DateField(label=_("Ngày"), required=False)


TYPED = QueryDict(mutable=True)
TYPED.update(
    {
        "name": "Chuyến xe hồ sơ về bản",
        "until": "25/3/3013",
        "unit": "1",
        "how": "Hẹn trước, đi đúng giờ, nói tiếng của bà con.",
        "cost": "1,234.5",
        "subject": "group",
        "topic": "1",
        "scope": "in",
        "criteria": "2",
        "pledge": "on",
    }
)


def steps() -> list[SimpleNamespace]:
    """Return the eight steps: done, now, open, to come; on time, due and late."""
    rows: list[tuple[Any, str, Any, Any, str]] = [
        (_("Chỉ đạo"), "done", _("4 văn bản"), "", ""),
        (_("Kế hoạch"), "done", _("11/12 đơn vị"), _("1 trễ"), "late"),
        (_("Đăng ký"), "now", _("148/186 người"), _("Còn 2 ngày"), "due"),
        (_("Tiến độ"), "open", _("64 ghi chép"), "", ""),
        (_("Thẩm định"), "todo", _("Từ 01/10"), "", ""),
        (_("Khen thưởng"), "todo", _("Từ 15/11"), "", ""),
        (_("Nhân rộng"), "open", _("9 nơi"), _("Đúng hạn"), "ok"),
        (_("Báo cáo"), "open", _("2/4 báo cáo"), "", ""),
    ]
    names = ("name", "state", "count", "badge", "tone")
    return [
        SimpleNamespace(number=at, url="#stepper", icon="", **dict(zip(names, row, strict=True)))
        for at, row in enumerate(rows, start=1)
    ]


def guide() -> dict[str, Any]:
    """Return everything the guide page needs."""
    start = date(2027, 3, 8)
    now = [2, 11, 21, 28, 35, 56, 74, 88, 95, 112, 148]
    before = [0, 7, 14, 19, 25, 37, 58, 72, 80, 108, 139, 160, 172, 180, 184]
    bad = SampleForm(TYPED)
    bad.is_valid()
    return {
        "form": SampleForm(prefix="empty"),
        "bad": bad,
        "filter": SampleFilter(prefix="filter"),
        "steps": steps(),
        "page": Page(
            rows=list(range(50)),
            start=1,
            total=1_000_000,
            first_url="#table",
            previous_url="#table",
            next_url="#table",
            last_url="#table",
        ),
        "line": charts.line(
            [(start + timedelta(days=at), value) for at, value in enumerate(now)],
            before=[(start + timedelta(days=at), value) for at, value in enumerate(before)],
            label=_("Luỹ kế số người đã đăng ký theo ngày"),
            deadline=date(2027, 3, 25),
            end=date(2027, 3, 31),
            goal=186,
        ),
        "funnel": charts.funnel([(_("đăng ký"), 46), (_("công nhận"), 37), (_("nhân rộng"), 9)]),
        "bars": charts.bars(
            [(_("Văn hoá - xã hội"), 11), (_("Kinh tế"), 8), (_("Quốc phòng - an ninh"), 6)]
        ),
        "spark": charts.spark([95, 112, 127, 148, 160, 190, 230, 285, 331]),
        "errors": [
            (_("Ô E9"), _("Ngày hoàn thành là “25/3/3013”. Cần một ngày trong năm 2027.")),
            (_("Ô B14"), _("Không có đơn vị “Tổ Lễ tân”. Gần nhất: “Nhà khách tỉnh”.")),
        ],
        "days": [date(2027, 2, 22), date(2027, 3, 10), date(2027, 3, 25), date(2027, 10, 15)],
    }
