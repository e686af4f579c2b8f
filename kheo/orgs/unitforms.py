"""What is asked of a unit: its facts, its opening, another name, its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.text import nfc
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, Form
from kheo.orgs.actions import Facts
from kheo.orgs.forms import line
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Level
from kheo.orgs.states import Kind, Line


class UnitForm(Form):
    """What of a unit may be put right at any time."""

    short_name = line(_("Tên gọi tắt"), length=40, required=False)
    symbol = line(
        _("Chữ viết tắt trong số, ký hiệu văn bản"),
        length=40,
        required=False,
        help_text=_("Ví dụ SNV trong “12/BC-SNV”."),
    )
    place = line(
        _("Địa danh"), length=60, required=False, help_text=_("Đứng trước ngày tháng của văn bản.")
    )
    code = line(
        _("Mã định danh điện tử"),
        length=40,
        required=False,
        help_text=_("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H26.3.12."),
    )
    is_focal = forms.BooleanField(
        label=_("Là đầu mối của cơ quan"),
        required=False,
        help_text=_("Nơi lưu bản đăng ký thứ hai và đôn đốc các phòng."),
    )

    line = forms.ChoiceField(
        label=_("Hệ thống"),
        choices=Line.choices,
        widget=Pills,
        help_text=_("Định thể thức văn bản: của Nhà nước hay của Đảng."),
    )

    def facts(self) -> Facts:
        found = self.cleaned_data
        return Facts(
            short_name=nfc(found["short_name"]),
            symbol=nfc(found["symbol"]),
            place=nfc(found["place"]),
            code=found["code"].upper(),
            is_focal=found["is_focal"],
            line=found["line"],
        )


class OpenForm(UnitForm):
    """A new unit under another."""

    name = line(_("Tên đơn vị"), length=200, help_text=_("Tên đầy đủ như trong quyết định."))
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices, widget=Pills)
    on = DateField(label=_("Mở từ ngày"))
    level = forms.ModelChoiceField(
        label=_("Thuộc cấp"),
        queryset=Level.objects.filter(until=None),
        empty_label=_("Không thuộc cấp nào"),
        required=False,
        help_text=_("Cấp hành chính, nếu đơn vị là một cấp: xã, tỉnh."),
    )

    field_order = ("name", "kind", "line", "level", "on")


class RenameForm(Form):
    name = line(
        _("Tên mới"), length=200, help_text=_("Tên cũ vẫn tìm được và hiện cho những ngày của nó.")
    )
    on = DateField(label=_("Mang tên mới từ ngày"))


class CloseForm(Form):
    on = DateField(label=_("Đóng từ ngày"))
    note = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số, ngày của quyết định."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def facts_of(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in UnitForm.base_fields}
