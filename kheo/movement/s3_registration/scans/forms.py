"""What a person sends to be taken apart: a pile of scanned sheets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import FileField, Form


class Scans(forms.FileInput):
    """A place for several files at once."""

    allow_multiple_selected = True


class ScansField(FileField):
    """Scanned files, several at once; what they hold is seen when they are taken apart."""

    widget = Scans

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(ScansField, self).clean(one, initial) for one in sent or [None]]


class ScansForm(Form):
    scans = ScansField(
        label=gettext_lazy("Tệp quét"),
        help_text=gettext_lazy(
            "PDF, JPEG, PNG, WebP hoặc TIFF, mỗi tệp không quá 60 MB, 300 trang. Chọn được nhiều tệp."
        ),
        endings=("pdf", "jpg", "jpeg", "png", "webp", "tif", "tiff"),
        megabytes=60,
        widget=Scans(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff"}),
    )
