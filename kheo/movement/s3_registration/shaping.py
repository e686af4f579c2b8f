"""A writing form shaped by what an office asks: fields reworded, put in order, added."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from kheo.kernel import files
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, DecimalField, FileField
from kheo.kernel.ui.written import day
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.questions import (
    HEADINGS,
    LONG,
    SHORT,
    Attached,
    Kind,
    Question,
    is_added,
)

FEW = 6  # choices that stand open as pills
# How the files that may be attached begin, whatever their names say.
_BEGINNINGS = {
    "pdf": (b"%PDF-",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
}


def shape(fields: dict[str, forms.Field], questions: Sequence[Question]) -> None:
    """Make of *fields*, the shipped ones, what *questions* ask, in their order."""
    shipped = dict(fields)
    fields.clear()
    for q in questions:
        if q.added:
            fields[q.key] = _made(q)
        elif q.key in shipped:  # criteria of a movement that has none are left out
            fields[q.key] = _worded(shipped[q.key], q)
        if q.key == "topic" and "own_topic" in shipped:
            fields["own_topic"] = shipped["own_topic"]


def ask_at_sending(fields: Mapping[str, forms.Field], questions: Sequence[Question]) -> None:
    """Let a draft be saved without a heading the paper cannot go without: it is asked at sending."""
    asked = {q.key for q in questions if q.required} if questions else HEADINGS.keys()
    for name in HEADINGS:
        if name in fields and name in asked:
            fields[name].required = False
            fields[name].at_sending = True  # type: ignore[attr-defined]  # read by the template


def without_topics(fields: dict[str, forms.Field], written: Registration | None) -> None:
    """Ask for no other topic where none is suggested; one that somebody had named keeps its box."""
    if not (written and written.own_topic):
        del fields["own_topic"]
        return
    fields["own_topic"].label, fields["own_topic"].help_text = _("Chủ đề"), ""


def _worded(field: forms.Field, q: Question) -> forms.Field:
    field.label, field.help_text, field.required = q.label, q.help, q.required
    if q.limit and isinstance(field, forms.CharField):
        field.validators = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
        field.validators.append(MaxLengthValidator(q.limit))
    return field


def _made(q: Question) -> forms.Field:
    common: dict[str, Any] = {"label": q.label, "required": q.required}
    if q.help:
        common["help_text"] = q.help
    makers: Mapping[str, Callable[[], forms.Field]] = {
        Kind.SHORT: lambda: forms.CharField(max_length=q.limit or SHORT, **common),
        Kind.LONG: lambda: forms.CharField(
            max_length=q.limit or LONG, widget=forms.Textarea(attrs={"rows": 4}), **common
        ),
        Kind.NUMBER: lambda: DecimalField(**common | {"help_text": _with_unit(q)}),
        Kind.DATE: lambda: DateField(**common),
        Kind.CHOICE: lambda: _choice(q, common),
        Kind.FILE: lambda: FileField(endings=tuple(_BEGINNINGS), validators=[_content], **common),
    }
    return makers[q.kind]()


def _with_unit(q: Question) -> str:
    unit = _("Đơn vị tính: %(unit)s.") % {"unit": q.unit} if q.unit else ""
    return " ".join(filter(None, (q.help, unit)))


def _choice(q: Question, common: Mapping[str, Any]) -> forms.Field:
    choices = [(choice, choice) for choice in q.choices]
    if len(choices) > FEW:
        return forms.ChoiceField(choices=[("", ""), *choices], **common)
    return forms.ChoiceField(choices=choices, widget=Pills, **common)


def _content(file: "UploadedFile[Any]") -> None:
    """Refuse a file whose content is not what its name says."""
    name = str(file.name)
    begins = _BEGINNINGS.get(name.rpartition(".")[2].lower(), ())
    start = file.read(16)
    file.seek(0)
    if not start.startswith(begins):
        words = _(
            "Tệp “%(name)s” không đúng là loại mà đuôi tên ghi. Mở tệp kiểm tra rồi chọn lại."
        )
        raise ValidationError(words % {"name": name})


def initial(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored *answers* as the fields show them."""
    found: dict[str, Any] = {}
    for q in questions:
        value = answers.get(q.key)
        if value in (None, "") or not q.added:
            continue
        if q.kind == Kind.NUMBER:
            value = Decimal(value)
        elif q.kind == Kind.DATE:
            value = date.fromisoformat(value)
        found[q.key] = value
    return found


def given(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed into added fields as it is stored."""
    return {key: _plain(value) for key, value in cleaned.items() if is_added(key)}


def differs(field: forms.Field, saved: Any, sent: Any) -> bool:
    """Tell whether what was *sent* is another thing than what is *saved*; of a file by its bytes."""
    if isinstance(sent, UploadedFile) and saved:
        sent.seek(0)
        return not str(saved["file"]).endswith(files.digest(sent.read()))
    return field.has_changed(saved, sent)


def _plain(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        return Attached(str(value.name)[-200:], value.read())
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else value


def left_over(
    data: Mapping[str, Any], fields: Mapping[str, forms.Field], before: Sequence[Question]
) -> list[tuple[str, str]]:
    """Return what was typed under the questions *before* that *fields* have no place for."""
    rows = []
    for q in before:
        typed = data.get(q.key, "")
        field = fields.get(q.key)
        choices = getattr(field, "choices", None) if q.added else None
        fits = field is not None and (choices is None or typed in {value for value, _c in choices})
        if typed and not fits:
            rows.append((q.label, str(typed)))
    return rows


def said(field: forms.Field, value: Any) -> str:
    """Return a saved value as a reader knows it: the words of a choice, a day, a dash for nothing."""
    choices: Any = getattr(field, "choices", ())
    words = dict(choices)
    values = value if isinstance(value, list) else [value]
    values = [v["name"] if isinstance(v, dict) else v for v in values]
    told = [day(v) if isinstance(v, date) else str(words.get(v, v)) for v in values if v]
    return "; ".join(told) or "\u2013"
