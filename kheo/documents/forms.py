"""What a person gives about papers of their own."""

from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import FileField, Form
from kheo.reading.opening.limits import MAX_BYTES, MB


class CheckForm(Form):
    file = FileField(
        label=gettext_lazy("Tệp Word của văn bản"),
        help_text=gettext_lazy("Tệp .docx, không quá 20 MB. Tệp chỉ được đo, không được lưu lại."),
        endings=("docx",),
        megabytes=MAX_BYTES // MB,
        allow_empty_file=True,  # the measuring itself says what is wrong with an empty file
    )
