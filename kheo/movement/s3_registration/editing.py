"""The page on which a focal office words a form: one block of inputs for each question."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.forms import Form, WholeField
from kheo.movement.s3_registration.checkupform import shipped_checkup
from kheo.movement.s3_registration.forms import FORMS
from kheo.movement.s3_registration.models import FormVersion
from kheo.movement.s3_registration.questions import (
    HEADINGS,
    LOCKED,
    LONG,
    MOST,
    SHORT,
    Kind,
    Question,
    is_added,
)
from kheo.movement.s3_registration.states import FormKind

BLANK = 2  # empty blocks below, to add questions in
_FOLLOWS = "own_topic"  # goes with the topic, is no question of its own
_CHOICES_AT_LEAST = 2


def shipped(subject: str) -> list[Question]:
    """Return the shipped form as questions, in Vietnamese whoever edits it."""
    with translation.override("vi"):
        if subject == FormKind.CHECKUP:
            return shipped_checkup()
        form = FORMS[subject]
        return [
            Question(
                key=name,
                kind=Kind.CORE,
                label=str(form.base_fields[name].label),
                help=str(form.base_fields[name].help_text),
                required=form.base_fields[name].required or _heading(subject, name),
            )
            for name in form.field_order or ()
            if name != _FOLLOWS
        ]


def _heading(subject: str, name: str) -> bool:
    return subject == FormKind.MODEL and name in HEADINGS


class QuestionForm(Form):
    """One question. Of a shipped one the kind is settled; a locked one stays and stays required."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=gettext_lazy("Câu hỏi, tên ô"), max_length=200, required=False)
    help = forms.CharField(label=gettext_lazy("Lời nhắc dưới ô"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=Kind.choices[1:], required=False, initial=Kind.SHORT
    )
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=40, required=False)
    choices = forms.CharField(
        label=gettext_lazy("Danh sách để chọn, mỗi dòng một mục"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    limit = WholeField(
        label=gettext_lazy("Nhiều nhất bao nhiêu chữ cái"), low=10, high=LONG, required=False
    )
    place = WholeField(label=gettext_lazy("Thứ tự"), low=1, high=99, required=False)
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc điền"), required=False)
    asked = forms.BooleanField(label=gettext_lazy("Có trên mẫu"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = str(self["key"].value() or "")
        self.core = bool(key) and not is_added(key)
        self.locked = key in LOCKED
        if key:
            label = self.fields["label"]
            label.required = True
            label.error_messages["required"] = _(
                "Ô này cần có tên. Muốn bỏ ô, thôi chọn “Có trên mẫu”."
            )
        settled = ["kind", "unit", "choices"] if self.core else []
        settled += ["required", "asked"] if self.locked else []
        if key in {"criteria", "due_on", "field", "topic"}:
            settled.append("limit")
        for name in settled:
            del self.fields[name]

    @property
    def wording(self) -> list[forms.BoundField]:
        return self._shown("label", "help", "choices")

    @property
    def settings(self) -> list[forms.BoundField]:
        return self._shown("kind", "unit", "limit", "place", "required", "asked")

    def _shown(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not found.get("label"):
            return found
        if found.get("kind") == Kind.CHOICE and len(_lines(found)) < _CHOICES_AT_LEAST:
            self.add_error("choices", _("Cần ít nhất hai mục để chọn, mỗi dòng một mục."))
        longest = LONG if found.get("kind") == Kind.LONG or found.get("key") == "method" else SHORT
        if (found.get("limit") or 0) > longest:
            words = _("Ô này chứa nhiều nhất %(n)s chữ cái.") % {"n": longest}
            self.add_error("limit", words)
        return found

    def question(self) -> Question | None:
        """Return what the block asks; None for an empty one or one taken off the form."""
        found = self.cleaned_data
        if not found.get("label") or not (self.locked or found.get("asked")):
            return None
        kind = Kind.CORE if self.core else found.get("kind") or Kind.SHORT
        return Question(
            key=found["key"],
            kind=kind,
            label=found["label"],
            help=found["help"],
            required=self.locked or found["required"],
            limit=found.get("limit") or 0,
            unit=found["unit"] if kind == Kind.NUMBER else "",
            choices=_lines(found) if kind == Kind.CHOICE else (),
        )


def _lines(found: dict[str, Any]) -> tuple[str, ...]:
    lines = (line.strip() for line in found.get("choices", "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


class Questions(forms.BaseFormSet[QuestionForm]):
    def clean(self) -> None:
        labels = [q.label.casefold() for q in self.questions()]
        if doubled := {label for label in labels if labels.count(label) > 1}:
            raise ValidationError(
                _("Hai ô trùng tên: %(names)s.") % {"names": ", ".join(sorted(doubled))}
            )

    @property
    def titled(self) -> list[tuple[str, QuestionForm]]:
        """Return each block under the name the question had when the page was drawn.

        The names of shipped questions are read in the reader's language; the boxes keep the form's.
        """
        return [
            (_(label) if (label := form.initial.get("label")) else _("Thêm ô mới"), form)
            for form in self.forms
        ]

    def questions(self) -> list[Question]:
        """Return what is asked, by the numbers given; what has none goes last, as it stands."""
        placed = [
            (form.cleaned_data.get("place") or 100, q)
            for form in self.forms
            if form.is_valid() and (q := form.question())
        ]
        return [q for _place, q in sorted(placed, key=lambda pair: pair[0])]


_Blocks = forms.formset_factory(
    QuestionForm, formset=Questions, extra=BLANK, max_num=MOST + 15, validate_max=True
)


def blocks(version: FormVersion | None, subject: str, data: Any = None) -> Questions:
    """Return the blocks of a form: what it asks, what it leaves out, room for more."""
    asked = list(version.questions) if version else []
    every = shipped(subject)
    asked = asked or every
    here = {q.key for q in asked}
    rows = [(q, True) for q in asked] + [(q, False) for q in every if q.key not in here]
    initial = [
        {
            "key": q.key, "label": q.label, "help": q.help, "kind": q.kind, "unit": q.unit,
            "choices": "\n".join(q.choices), "limit": q.limit or None, "place": n,
            "required": q.required, "asked": on,
        }
        for n, (q, on) in enumerate(rows, 1)
    ]  # fmt: skip
    made: Questions = _Blocks(data, initial=initial, prefix="q")  # type: ignore[assignment]  # the class given to the factory
    return made
