"""What a person sets down of one rule of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.movement.s1_directive.models import Quota
from kheo.movement.s1_directive.states import BASIS, CATEGORIES, Subject

MOST = 20  # items or models one registers: a figure beyond it is a slip
PARTS = ("minimum", "target", "maximum", "opens_on", "closes_on", "instead", "basis")


class RuleForm(Form):
    category = forms.ChoiceField(label=gettext_lazy("Áp dụng cho"))
    minimum = WholeField(label=gettext_lazy("Tối thiểu"), high=MOST)
    target = WholeField(label=gettext_lazy("Phấn đấu"), high=MOST)
    maximum = WholeField(
        label=gettext_lazy("Tối đa"),
        help_text=gettext_lazy("Ghi cả ba số là 0 nếu đối tượng này không phải đăng ký."),
        high=MOST,
    )
    opens_on = DateField(
        label=gettext_lazy("Nhận từ ngày"),
        help_text=gettext_lazy("Bỏ trống: nhận ngay từ khi phát động."),
        required=False,
    )
    closes_on = DateField(
        label=gettext_lazy("Nhận đến ngày"),
        help_text=gettext_lazy("Bỏ trống: theo hạn nộp bản đăng ký của năm."),
        required=False,
    )
    instead = WholeField(
        label=gettext_lazy("Tham gia một mô hình của đơn vị thì tính thay mấy nội dung?"),
        help_text=gettext_lazy("Ghi 0 nếu không tính thay."),
        high=MOST,
        initial=0,
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Lời của văn bản chỉ đạo, hoặc điểm, khoản, số văn bản."),
        max_length=BASIS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=gettext_lazy("Lý do đổi chỉ tiêu"),
        help_text=gettext_lazy("Cần ghi khi đã có người đăng ký; lý do được lưu lại."),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        subject: Subject,
        quota: Quota | None,
        taken: set[str],
        data: Any = None,
        *,
        registered: bool,
    ) -> None:
        initial = {name: getattr(quota, name) for name in PARTS} if quota else None
        super().__init__(data, initial=initial)
        category = self.fields["category"]
        if quota:
            del self.fields["category"]
        elif isinstance(category, forms.ChoiceField):
            free = [kind for kind in CATEGORIES[subject] if kind.value not in taken]
            category.choices = [(kind.value, kind.label) for kind in free]
            category.error_messages["required"] = _("Chọn đối tượng có chỉ tiêu riêng.")
        self.fields["note"].required = registered
        self.fields["note"].error_messages["required"] = _(
            "Đã có người đăng ký. Ghi lý do đổi chỉ tiêu; lý do được lưu lại."
        )
        if subject != Subject.ITEM:
            del self.fields["instead"]

    def parts(self) -> dict[str, Any]:
        """Return what the rule says, without whom it is for and why it changed."""
        return {name: value for name in PARTS if (value := self.cleaned_data.get(name)) is not None}
