"""What is asked about many items at once: the sheet, and how it is to be written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.sheet import read
from kheo.kernel.text import nfc
from kheo.kernel.ui.forms import FileField, Form

MEGABYTES = 10  # 5,000 rows weigh about one


class FileForm(Form):
    file = FileField(
        label=_("Tệp Excel đã điền"),
        endings=read.ENDINGS,
        unsaid=("xlsm", "xls"),
        megabytes=MEGABYTES,
        help_text=_("Tệp .xlsx hoặc .csv (UTF-8), nhiều nhất 5.000 dòng. Chưa ghi gì vào sổ."),
    )

    def brought(self) -> tuple[str, bytes]:
        file = self.cleaned_data["file"]
        return nfc(file.name), file.read()


class LateForm(Form):
    """The reason that sending after the deadline needs."""

    reason = forms.CharField(
        label=_("Lý do nộp muộn"),
        help_text=_("Ghi khi gửi thay người đã quá hạn; bản của họ được đánh dấu nộp muộn."),
        max_length=300,
        required=False,
    )
