"""What is typed about a grievance: what was heard, and what is done about it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.citizens import access
from kheo.citizens.models import Grievance
from kheo.citizens.states import DENUNCIATION, NOT_HERE, PEOPLE_MOST, Heard, Kind
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.controls import Cards, Pills
from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.movement.models import Registration
from kheo.orgs.models import Person

_LATER = _("Hạn cũ đã qua thì việc này vẫn tính là trễ.")


def _text(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _solving() -> Any:
    return forms.ModelChoiceField(
        label=_("Mô hình, nội dung đăng ký giải quyết việc này"), required=False,
        queryset=Registration.objects.none(), empty_label=_("Không gắn"),
    )  # fmt: skip


def _offer(form: Form, rows: QuerySet[Registration]) -> None:
    """Let one of *rows* be chosen; without any there is nothing to ask."""
    field = form.fields["registration"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
        field.label_from_instance = lambda row: row.title  # type: ignore[method-assign,assignment]  # how Django lets one word it
        if not rows.exists():
            del form.fields["registration"]


class GrievanceForm(Form):
    """What was heard: the matter, never the name of who spoke."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[*Kind.choices, (DENUNCIATION, _("Tố cáo"))],
        widget=Cards(
            helps={
                Kind.GRIEVANCE: _("Việc làm dân không hài lòng, cần giải quyết."),
                Kind.WISH: _("Điều dân mong muốn, đúng quy định, làm được."),
                DENUNCIATION: _("Không nhận ở đây: theo đường riêng của Luật Tố cáo."),
            }
        ),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Bức xúc, nguyện vọng về việc gì"), max_length=200,
        help_text=_("Một câu. Không ghi tên, địa chỉ, số điện thoại của người nêu ý kiến."),
    )  # fmt: skip
    text = _text(
        _("Nội dung cụ thể"),
        _(
            "Việc xảy ra thế nào, dân đề nghị gì. Tố cáo và khiếu nại không ghi ở đây: hướng dẫn người dân "
            "gửi nơi tiếp công dân của cơ quan có thẩm quyền."
        ),
        required=False,
    )
    place = forms.CharField(
        label=_("Ở đâu"), max_length=200, help_text=_("Thôn, bản, tổ dân phố hoặc nơi xảy ra.")
    )
    heard = forms.ChoiceField(label=_("Nghe được qua"), choices=Heard.choices, widget=Pills)
    heard_on = DateField(label=_("Ngày tiếp nhận"), latest=clock.today)
    people = WholeField(label=_("Số người liên quan"), low=1, high=PEOPLE_MOST)
    due_on = DateField(label=_("Hạn giải quyết"))
    registration = _solving()

    def __init__(
        self, rows: QuerySet[Registration], data: Any = None, grievance: Grievance | None = None
    ) -> None:
        if grievance is None:
            initial: dict[str, Any] = {"key": uuid4().hex, "heard_on": clock.today(), "people": 1}
        else:
            names = [name for name in type(self).base_fields if name != "key"]
            initial = {name: getattr(grievance, name) for name in names}
        super().__init__(data, initial=initial)
        _offer(self, rows)

    def clean_kind(self) -> str:
        if (kind := str(self.cleaned_data["kind"])) == DENUNCIATION:
            raise ValidationError(NOT_HERE)
        return kind

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class AssignForm(Form):
    handler: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Người giải quyết"), queryset=None, empty_label=_("Chọn người")
    )
    due_on = DateField(label=_("Hạn giải quyết"), help_text=_LATER)

    def __init__(self, by: Actor, grievance: Grievance, data: Any = None) -> None:  # noqa: ARG002 - every form of a step is made alike
        initial = {"handler": grievance.handler_id, "due_on": grievance.due_on}
        super().__init__(data, initial=initial)
        field = self.fields["handler"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = access.handlers(grievance.unit)


class SolveForm(Form):
    outcome = _text(_("Đã làm gì"), _("Việc đã làm, kết quả dân thấy được, số liệu nếu có."))
    solved_on = DateField(label=_("Ngày giải quyết xong"), latest=clock.today)
    registration = _solving()

    def __init__(self, by: Actor, grievance: Grievance, data: Any = None) -> None:
        known = {"solved_on": clock.today(), "registration": grievance.registration_id}
        super().__init__(data, initial=known)
        _offer(self, access.solving(by, grievance.unit, grievance.round))


class _Step(Form):
    """A form of a step that asks nothing about the grievance."""

    def __init__(self, by: Actor, grievance: Grievance, data: Any = None) -> None:  # noqa: ARG002 - as above
        days = {name: clock.today() for name in ("answered_on", "passed_on")}
        super().__init__(data, initial=days)


class AnswerForm(_Step):
    answered_how = forms.CharField(
        label=_("Trả lời dân bằng cách nào"), max_length=500,
        help_text=_("Ví dụ: trả lời tại cuộc họp bản; gửi văn bản số 12/UBND."),
    )  # fmt: skip
    answered_on = DateField(label=_("Ngày trả lời"), latest=clock.today)


class PassOnForm(_Step):
    passed_to = forms.CharField(label=_("Chuyển cho cơ quan nào"), max_length=200)
    passed_number = forms.CharField(
        label=_("Số văn bản chuyển"), max_length=60, required=False,
        help_text=_("Để trống nếu bàn giao không có văn bản."),
    )  # fmt: skip
    passed_on = DateField(label=_("Ngày chuyển"), latest=clock.today)


class AgainForm(_Step):
    """Why it has to be solved again, and until when."""

    note = _text(_("Lý do"), rows=3)
    due_on = DateField(label=_("Hạn mới"), earliest=clock.today)


class DropForm(_Step):
    note = _text(
        _("Lý do"),
        _("Mọi lời đã ghi bị xoá, chỉ còn mã và lý do này: đừng chép lại nội dung ở đây."),
        rows=3,
    )


FORMS: dict[str, Any] = {
    "assign": AssignForm,
    "solve": SolveForm,
    "answer": AnswerForm,
    "pass_on": PassOnForm,
    "reopen": AgainForm,
    "take_back": AgainForm,
    "drop": DropForm,
}
