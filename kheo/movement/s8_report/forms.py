"""What is typed into a report and when it is given back."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.text import nfc
from kheo.kernel.ui.forms import Form
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import Part

HELPS = {
    Part.DIRECTION: gettext_lazy("Văn bản đã ban hành, phân công, kiểm tra, tuyên truyền."),
    Part.RESULTS: gettext_lazy("Việc nổi bật, cách làm hay. Bảng số liệu tự kèm theo."),
    Part.LIMITS: gettext_lazy("Việc chưa làm được, vì sao."),
    Part.TASKS: gettext_lazy("Việc của năm tới, kiến nghị với cấp trên."),
}
LONGEST = 20_000
MISSING = gettext_lazy("Chưa viết phần này. Viết ngắn cũng được, nhưng không để trống.")


class ReportForm(Form):
    """The four parts, in the order of the form: all are needed to send, none to keep a draft."""

    use_required_attribute = False

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={part.value: getattr(report, part.value) for part in Part})
        for part in Part:
            self.fields[part.value] = forms.CharField(
                label=part.label,
                help_text=HELPS[part],
                required=data is None or "send" in data,
                error_messages={"required": MISSING},
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 7}),
            )

    def parts(self, told: QuerySet[Report]) -> dict[str, str]:
        """Return the four parts, with what was picked from one of the reports *told* below.

        The button ``pick`` says "part:key": so that picking needs no script and loses nothing.
        """
        parts = {part.value: nfc(self.cleaned_data[part.value]).strip() for part in Part}
        name, _colon, key = self.data.get("pick", "").partition(":")
        report = told.filter(pk=key).first() if name in parts and key.isdigit() else None
        if report is not None:
            parts[name] = f"{parts[name]}\n{report.unit}: {getattr(report, name)}".strip()
        return parts


class ReturnForm(Form):
    """Why a report is given back."""

    note = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        help_text=gettext_lazy("Nơi lập báo cáo sẽ đọc đúng câu này."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecallForm(ReturnForm):
    """Why a report is taken back by who sent it."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["note"].label = _("Lý do rút về")
        self.fields["note"].help_text = _("Nơi nhận đọc được câu này ở lịch sử báo cáo.")
