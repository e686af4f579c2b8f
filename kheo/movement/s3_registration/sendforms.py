"""What is asked of whoever sends: a late sheet, a letter of reminding."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.ui.forms import DateField, Form


class LetterForm(Form):
    """The new day a letter of reminding names."""

    until = DateField(
        label=gettext_lazy("Hạn mới ghi trong công văn"), required=False, earliest=clock.today
    )


class SendForm(Form):
    """The tick and the reason that a sending after the deadline needs."""

    late = forms.BooleanField(label=gettext_lazy("Tôi nộp muộn"), required=False)
    reason = forms.CharField(  # shown only where it is needed; asked for together with the tick
        label=gettext_lazy("Lý do nộp muộn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = _("Ghi lý do nộp muộn.")

    def full_clean(self) -> None:
        ticked = self.is_bound and bool(self["late"].data)
        required, self.fields["reason"].required = self.fields["reason"].required, ticked
        super().full_clean()
        self.fields["reason"].required = required

    def late_reason(self) -> str:
        return str(self.cleaned_data["reason"]) if self.cleaned_data["late"] else ""
