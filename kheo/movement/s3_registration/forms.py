"""What a person types: an item, a model, a sending, a search of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.controls import Cards, CardsMultiple, Pills
from kheo.kernel.ui.forms import DateField, Form
from kheo.kernel.ui.paging import AFTER, BEFORE, LAST, address
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind, RoundState, Subject
from kheo.movement.s3_registration import shaping
from kheo.movement.s3_registration.models import FormVersion, Registration
from kheo.movement.s3_registration.queries import Wanted
from kheo.movement.s3_registration.states import TABS, Field
from kheo.orgs.queries import reached
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told

OTHER = "0"  # a topic in one's own words (requirement 000-15: the list is open)


def _text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 0) -> Any:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    length = None if rows > 3 else 300  # noqa: PLR2004 - the long texts have the tall boxes
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=length, widget=widget
    )


class WritingForm(Form):
    """What items and models share: criteria in full, a day within the round."""

    due_on = DateField(label=gettext_lazy("Hoàn thành trước ngày"))
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Hướng tới tiêu chí nào?"),
        help_text=gettext_lazy("Chọn ít nhất một. Đây là căn cứ bình xét cuối năm."),
        widget=CardsMultiple,
    )

    def __init__(
        self,
        *args: Any,
        round_: Round,
        registration: Registration | None = None,
        version: FormVersion | None = None,
        **kwargs: Any,
    ) -> None:
        self.version, self.questions = version, version.questions if version else ()
        if registration:
            kwargs["initial"] = self.initial_of(registration)
            kwargs["initial"] |= shaping.initial(self.questions, registration.answers)
        super().__init__(*args, **kwargs)
        self.clauses: dict[str, Clause] = {}
        self._offer("criteria", clauses(round_, ClauseKind.CRITERION))
        due_on = self.fields["due_on"]
        if isinstance(due_on, DateField):
            due_on.earliest, due_on.latest = round_.opens_on, date(round_.year, 12, 31)

    def _shape(self) -> None:
        if self.questions:
            shaping.shape(self.fields, self.questions)
            self.word()

    @property
    def number(self) -> int:
        """Return the version of the form, as the page carries it; 0 is the shipped one."""
        return self.version.number if self.version else 0

    @property
    def filled_on(self) -> int | None:
        """Return the version of the form that was on the screen when this was sent."""
        found = str(self.data.get("form", ""))
        return int(found) if found.isdecimal() else None

    def clean(self) -> dict[str, Any] | None:
        if self.filled_on not in (None, self.number):
            raise ValidationError(
                _(
                    "Cơ quan phát động vừa sửa mẫu này trong lúc bạn đang viết nên chưa lưu. "
                    "Những gì bạn viết vẫn ở dưới; xem các ô mới rồi bấm lưu lần nữa."
                ),
                code="form",
            )
        return super().clean()

    def _offer(self, name: str, offered: Sequence[Clause], *more: tuple[str, Any]) -> None:
        """Offer clauses of the movement in a field; without any, leave the field out."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*((str(c.pk), c.text) for c in offered), *more]
        if not offered:
            del self.fields[name]
        self.clauses |= {str(c.pk): c for c in offered}

    @staticmethod
    def initial_of(registration: Registration) -> dict[str, Any]:
        names = [f.name for f in Registration._meta.concrete_fields if not f.is_relation]
        found = {name: getattr(registration, name) for name in names}
        topic = str(registration.topic_id or (OTHER if registration.own_topic else ""))
        return found | {
            "topic": topic,
            "criteria": [str(c.pk) for c in registration.criteria.all()],
        }

    def others(self, registration: Registration) -> list[tuple[Any, str]]:
        """Return the label and the saved words of each field that *registration* has otherwise."""
        saved = self.initial_of(registration)
        saved |= shaping.initial(self.questions, registration.answers)
        return [
            (field.label, shaping.said(field, saved.get(name)))
            for name, field in self.fields.items()
            if shaping.differs(field, saved.get(name), self[name].data)
        ]

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        facts: dict[str, Any] = dict(self.cleaned_data)
        facts["topic"] = self.clauses.get(facts.get("topic", ""))
        facts["criteria"] = [self.clauses[pk] for pk in facts.get("criteria", ())]
        facts["answers"] = shaping.given(facts)
        if facts["topic"]:
            facts["own_topic"] = ""
        return facts


class ItemForm(WritingForm):
    title = _text(
        gettext_lazy("Việc cụ thể sẽ làm"),
        gettext_lazy("Một câu: làm gì, với ai, ở đâu. Ví dụ: “Hẹn người dân theo khung giờ”."),
        required=True,
        rows=3,
    )
    duty = _text(gettext_lazy("Gắn với nhiệm vụ nào được giao?"), required=True)
    topic = forms.ChoiceField(label=gettext_lazy("Chủ đề"), required=False, widget=Pills)
    own_topic = _text(
        gettext_lazy("Chủ đề khác"), gettext_lazy("Ghi khi việc không thuộc chủ đề gợi ý nào.")
    )
    method = _text(gettext_lazy("Cách làm"), rows=4)
    target = _text(
        gettext_lazy("Mục tiêu"),
        gettext_lazy("Muốn đạt điều gì; đo được thì ghi con số."),
        required=True,
    )
    result = _text(gettext_lazy("Kết quả dự kiến"))

    field_order = (
        "title", "duty", "topic", "own_topic", "criteria", "method", "target", "result", "due_on",
    )  # fmt: skip

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, round_=round_, **kwargs)
        topics = clauses(round_, ClauseKind.TOPIC)
        self._offer("topic", topics, (OTHER, _("Chủ đề khác")))
        if not topics:
            shaping.without_topics(self.fields, kwargs.get("registration"))
        self.fields["duty"].widget.attrs["list"] = "duties"
        self._shape()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("topic") == OTHER and not found.get("own_topic"):
            self.add_error("own_topic", _("Đã chọn chủ đề khác. Ghi chủ đề đó bằng lời của bạn."))
        return found


class UnitModelForm(WritingForm):
    title = _text(gettext_lazy("Tên mô hình"), gettext_lazy("Ngắn, dễ nhớ."), required=True, rows=2)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), choices=Field.choices, widget=Cards)
    duty = _text(gettext_lazy("Thực trạng, lý do lựa chọn"), rows=3)
    responsible = _text(
        gettext_lazy("Người phụ trách"), gettext_lazy("Họ tên, chức vụ người chịu trách nhiệm.")
    )
    target = _text(gettext_lazy("Mục tiêu"), required=True)
    method = _text(gettext_lazy("Nội dung, cách làm"), required=True, rows=5)
    place = _text(gettext_lazy("Địa bàn, đối tượng thụ hưởng"), required=True)
    forces = _text(
        gettext_lazy("Lực lượng tham gia"), gettext_lazy("Ai chủ trì, ai phối hợp."), required=True
    )
    resources = _text(
        gettext_lazy("Nguồn lực"),
        gettext_lazy("Kinh phí, vật chất, ngày công, xã hội hoá. Không tốn kém thì ghi như vậy."),
    )
    schedule = _text(
        gettext_lazy("Thời gian"), gettext_lazy("Bắt đầu khi nào, các mốc, ngày đánh giá."), rows=2
    )
    result = _text(gettext_lazy("Sản phẩm, kết quả kiểm chứng được"))
    keeping = _text(gettext_lazy("Khả năng duy trì, nhân rộng"))

    field_order = (
        "title", "field", "duty", "target", "criteria", "method", "place", "responsible", "forces",
        "resources", "schedule", "due_on", "result", "keeping",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].widget.attrs["list"] = "people"
        self._shape()
        shaping.ask_at_sending(self.fields, self.questions)


FORMS: Mapping[str, type[WritingForm]] = {Subject.ITEM: ItemForm, Subject.MODEL: UnitModelForm}


class ReceiptForm(Form):
    on = DateField(label=gettext_lazy("Ngày nhận"), required=False, latest=clock.today)


def wanted(by: Actor, params: QueryDict, tab: str = "") -> Wanted:
    """Read what the address asks of the list; a unit out of reach, or a word unknown, is nothing."""
    asked = tab or params.get("xem", "")
    unit = reached(by, params.get("don-vi", ""))
    words = params.get("tim", "").strip()[:100] if unit else ""
    return Wanted(
        subject=Subject.MODEL if params.get("loai") == Subject.MODEL else Subject.ITEM,
        tab=asked if asked in TABS else "all",
        unit=unit,
        words=words,
    )


def told(asked: Wanted, by: Actor, round_: Round, params: QueryDict) -> Wanted:
    """Read how to count over reorganisations, where one touched the unit and *by* sees both sides."""
    if asked.unit is None or not reading.touched(asked.unit.path):
        return asked
    way = reading.asked(params, closed=round_.state != RoundState.OPEN)
    if not all(map(by.reaches, reading.ground(asked.unit.path, Told.NOW).added)):
        return asked
    return replace(asked, told=way)


def tabs(params: QueryDict, asked: Wanted, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the views of the list, each with its address, which keeps the other filters."""
    words = {
        "all": _("Tất cả"), "submitted": _("Chờ ghi nhận"), "returned": pgettext("state", "Trả lại"),
        "unfiled": _("Nội dung chưa nhận bản 2"), "late": _("Nộp muộn"), "draft": _("Bản nháp của tôi"),
    }  # fmt: skip
    if asked.subject == Subject.ITEM:
        words["heads"] = _("Người đứng đầu")
    return [
        {
            "text": text,
            "count": counts.get(f"{asked.subject}s_{tab}"),
            "url": filtered(params, xem="" if tab == "all" else tab),
            "current": tab == asked.tab,
        }
        for tab, text in words.items()
    ]


def links(params: QueryDict, asked: Wanted) -> dict[str, Any]:
    """Return where the list leads besides its views: to the other subject, back to all units."""
    return {
        "query": params.urlencode(),
        "on_items": asked.subject == Subject.ITEM,
        "on_models": asked.subject == Subject.MODEL,
        "items_url": filtered(params, loai="", xem=""),
        "models_url": filtered(params, loai="model", xem=""),
        "off_url": filtered(params, **{"don-vi": "", "tim": ""}),
    }


def filtered(params: QueryDict, **changes: str) -> str:
    """Return the address of the list with *changes*, from its first page."""
    return address(params, **{AFTER: "", BEFORE: "", LAST: ""}, **changes)


LONG_KEY = 19


def ticked(params: QueryDict) -> list[int]:
    # No key has nineteen digits: a longer number is no row, and no database takes it.
    return [int(pk) for pk in params.getlist("row") if pk.isdecimal() and len(pk) < LONG_KEY][:200]
