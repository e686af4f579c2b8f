"""What is typed about a session of study."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.models import OfficialDocument
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s4_progress.forms import FilesField
from kheo.outreach import queries
from kheo.outreach.actions import Held
from kheo.outreach.models import Format, Session
from kheo.outreach.states import MOST_PEOPLE


class _Papers(forms.ModelChoiceField):  # type: ignore[type-arg]  # always of OfficialDocument
    def label_from_instance(self, obj: OfficialDocument) -> str:
        return f"{obj}: {obj.subject}"[:120] if obj.number else obj.subject[:120]


class _Contents(forms.ModelChoiceField):  # type: ignore[type-arg]  # always of Clause
    def label_from_instance(self, obj: Clause) -> str:
        return f"{obj.mark} {obj.text}"[:100]


class SessionForm(Form):
    """One session: when, about what, on which paper, for how many, what came of it."""

    day = DateField(label=_("Ngày"))
    subject = forms.CharField(
        label=_("Chủ đề"), max_length=300,
        help_text=_("Ví dụ: Tư tưởng Hồ Chí Minh về công tác dân vận."),
    )  # fmt: skip
    format: forms.ModelChoiceField[Format] = forms.ModelChoiceField(
        label=_("Hình thức"), queryset=None, empty_label=None
    )
    people = WholeField(label=_("Số người dự"), low=1, high=MOST_PEOPLE)
    expected = WholeField(
        label=_("Trên tổng số"), low=1, high=MOST_PEOPLE, required=False,
        help_text=_("Số người phải dự, nếu có danh sách."),
    )  # fmt: skip
    led_by = forms.CharField(label=_("Người chủ trì, báo cáo viên"), max_length=200, required=False)
    document = _Papers(
        label=_("Văn bản đã vào sổ"), queryset=None, required=False,
        empty_label=_("Không có trong sổ"),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Văn bản khác"), max_length=300, required=False,
        help_text=_("Số, ký hiệu, tên của văn bản chưa vào sổ."),
    )  # fmt: skip
    content = _Contents(
        label=_("Thuộc nội dung"), queryset=None, required=False, empty_label=_("Chọn nội dung")
    )
    result = forms.CharField(
        label=_("Kết quả"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000,
        required=False, help_text=_("Đã thống nhất làm gì, ai làm, người dự nêu ý kiến gì."),
    )  # fmt: skip
    evidence = FilesField(
        label=_("Ảnh, danh sách, tài liệu"), required=False,
        help_text=_("Ảnh, PDF, Word, Excel. Nhiều tệp một lần, mỗi ảnh không quá 50 MB, tệp khác 20 MB."),
    )  # fmt: skip

    def __init__(
        self, round_: Round, *args: Any, by: Actor, session: Session | None = None, **kwargs: Any
    ) -> None:
        """Offer what *by* may choose for a session of *round_*; *session* is the one to correct."""
        kwargs.setdefault("initial", _initial(session))
        super().__init__(*args, **kwargs)
        day, first = self.fields["day"], date(round_.year, 1, 1)
        if isinstance(day, DateField):
            day.earliest, day.latest = first, min(date(round_.year, 12, 31), clock.today())
        known = queries.formats(round_, session.format_id if session else None)
        offers = {
            "document": queries.papers(by, session.document_id if session else None),
            "content": queries.contents(round_),
            "format": Format.objects.filter(pk__in=[each.pk for each in known]),
        }
        for name, rows in offers.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        if not known:
            del self.fields["format"]

    def held(self) -> Held:
        """Return what was typed as the action takes it."""
        apart = {"evidence", "reason"}
        return Held(**{name: v for name, v in self.cleaned_data.items() if name not in apart})

    def uploads(self) -> Sequence[Any]:
        files: Sequence[Any] = self.cleaned_data.get("evidence", [])
        return files


class CorrectForm(SessionForm):
    """The same, and why it is put right."""

    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(Form):
    """Why a session is taken back."""

    reason = forms.CharField(
        label=_("Lý do rút"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def _initial(session: Session | None) -> dict[str, Any]:
    if session is None:
        return {"day": clock.today()}
    plain = ("day", "subject", "people", "expected", "led_by", "paper", "result")
    related = ("format", "document", "content")
    kept = {name: getattr(session, name) for name in plain}
    return kept | {name: getattr(session, f"{name}_id") for name in related}
