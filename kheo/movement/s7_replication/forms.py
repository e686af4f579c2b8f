"""What people fill in for a card and for following a model."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, Form
from kheo.kernel.ui.written import day
from kheo.movement.s3_registration import shaping
from kheo.movement.s3_registration.models import FormVersion, Registration
from kheo.movement.s4_progress.models import Note
from kheo.movement.s4_progress.states import Conclusion
from kheo.movement.s7_replication import checking, queries
from kheo.movement.s7_replication.models import Adoption, Card, Checkup
from kheo.orgs import tree


def _text(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=5000,
    )


class CardForm(Form):
    """What others need to know in order to do it too."""

    title = forms.CharField(label=_("Tên mô hình"), max_length=300)
    problem = _text(_("Vì sao làm"), _("Trước khi làm, bà con và cơ quan vướng ở đâu."))
    way = _text(_("Cách làm"), _("Từng việc một, mỗi việc một dòng."), rows=7)
    cost = _text(_("Kinh phí, công sức"), rows=2, required=False)
    result = _text(_("Kết quả"), _("Số liệu trước và sau khi làm."))
    conditions = _text(
        _("Muốn làm theo cần gì"), _("Người, máy móc, quy chế, thời gian chuẩn bị."), required=False
    )
    contact = forms.CharField(
        label=_("Liên hệ"),
        help_text=_("Bộ phận và số máy cơ quan; trang này ai cũng đọc được."),
        max_length=300,
    )


class AdoptForm(Form):
    """When a unit begins to follow a model, and what it does otherwise."""

    adopted_on = DateField(label=_("Làm theo từ ngày"))
    changed = _text(
        _("Làm khác đi những gì"), _("Điều chỉnh cho hợp với nơi mình."), required=False
    )
    learnt_from = forms.ModelChoiceField(
        Adoption.objects.none(),
        label=_("Học từ"),
        required=False,
        empty_label=_("Đơn vị có mô hình"),
    )

    def __init__(self, family: Sequence[Adoption], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Adoption.objects.filter(pk__in=[a.pk for a in family]).select_related(
            "unit__parent"
        )
        field = self.fields["learnt_from"]
        field.queryset = chosen  # type: ignore[attr-defined]  # a choice of rows
        field.label_from_instance = lambda adoption: tree.written(adoption.unit)  # type: ignore[attr-defined]  # as above
        if not family:
            del self.fields["learnt_from"]


class ReportForm(Form):
    result = _text(_("Kết quả"), _("Số liệu trước và sau khi làm theo."))


class StopForm(Form):
    note = _text(_("Lý do dừng"), _("Dừng khi không còn cần cũng là một kết quả."), rows=3)


class PeriodForm(Form):
    name = forms.CharField(
        label=_("Tên kỳ"), help_text=_("Ví dụ “6 tháng đầu năm 2027”."), max_length=120
    )
    due_on = DateField(label=_("Các đơn vị gửi trước ngày"), earliest=clock.today)


class CheckupForm(Form):
    """What a unit says of its model: the questions of its day, and what it proposes."""

    conclusion = forms.TypedChoiceField(
        label=_("Đề nghị của đơn vị"), choices=Conclusion.choices, widget=Pills, coerce=Conclusion,
        empty_value="",
    )  # fmt: skip

    def __init__(
        self, checkup: Checkup, version: FormVersion | None, *args: Any, draft: bool = False
    ) -> None:
        self.number = version.number if version else 0
        questions = checking.asked(version)
        initial = shaping.initial(questions, checkup.answers) | {"conclusion": checkup.conclusion}
        super().__init__(*args, initial=initial)
        last = self.fields.pop("conclusion")
        shaping.shape(self.fields, questions)
        self.fields["conclusion"] = last
        for field in self.fields.values():
            field.required = field.required and not draft
        self.word()

    def clean(self) -> dict[str, Any] | None:
        if str(self.data.get("form", self.number)) != str(self.number):
            raise ValidationError(
                gettext(
                    "Cơ quan phát động vừa sửa mẫu này trong lúc bạn đang viết nên chưa lưu. "
                    "Những gì bạn viết vẫn ở dưới; xem các ô mới rồi bấm lưu lần nữa."
                ),
                code="form",
            )
        return super().clean()

    def facts(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {"answers": shaping.given(found), "conclusion": found.get("conclusion") or ""}


class DecisionForm(Form):
    """What the unit above decides of a running model."""

    decision = forms.TypedChoiceField(
        label=_("Cấp trên quyết định"), choices=Conclusion.choices, widget=Pills, coerce=Conclusion,
        empty_value="",
    )  # fmt: skip
    note = forms.CharField(
        label=_("Lý do"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần khi dừng, hay khi khác đề nghị của đơn vị; đơn vị đọc được lời này."),
    )  # fmt: skip


def initial(registration: Registration) -> dict[str, str]:
    """Return a card prefilled from the registration and its latest notes, for a person to edit."""
    notes = Note.objects.filter(registration=registration).order_by("-day", "-pk")[:3]
    told = [f"{day(note.day)}: {note.text}" for note in notes]
    return {
        "title": registration.title,
        "problem": registration.topic.text if registration.topic else "",
        "way": registration.method,
        "result": "\n".join(part for part in (registration.target, *told) if part),
        "contact": registration.unit.name,
    }


def written(card: Card) -> dict[str, str]:
    return {part: getattr(card, part) for part in queries.PARTS}
