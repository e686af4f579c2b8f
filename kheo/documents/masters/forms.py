"""What a clerk gives about a master."""

from django import forms
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import FileField, Form

MEGABYTES = 5


class MasterForm(Form):
    file = FileField(
        label=gettext_lazy("Mẫu đã sửa"),
        help_text=gettext_lazy("Tệp .docx, không quá 5 MB, không có mã lệnh và liên kết ra ngoài."),
        endings=("docx",),
        megabytes=MEGABYTES,
        allow_empty_file=True,  # the check itself says what is wrong with an empty file
    )


class ChoiceForm(forms.Form):
    """Which version to use; none is the shipped one."""

    master = forms.IntegerField(required=False)
