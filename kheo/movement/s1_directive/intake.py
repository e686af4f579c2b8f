"""What a person types to bring a paper in, or to take it off the list."""

from django import forms
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import FileField, Form
from kheo.reading.opening.kinds import READABLE
from kheo.reading.opening.limits import MAX_BYTES, MB


class UploadForm(Form):
    file = FileField(
        label=gettext_lazy("Văn bản phát động"),
        help_text=gettext_lazy(
            "Tệp Word, PDF, trang web, văn bản thuần hoặc ảnh quét, không quá 20 MB. Ảnh quét và"
            " tệp Word đời cũ được đọc sau khi nạp, mất từ vài giây đến vài phút."
        ),
        endings=READABLE,
        megabytes=MAX_BYTES // MB,
        allow_empty_file=True,  # the reader itself says what is wrong with an empty file
    )


class RemoveForm(Form):
    note = forms.CharField(
        label=gettext_lazy("Lý do bỏ văn bản này"),
        help_text=gettext_lazy("Ví dụ: nạp nhầm tệp. Lý do được ghi lại cùng tên người bỏ."),
        max_length=300,
    )
