"""What a form field is drawn as: plain input, cards, pills, one box to tick, a place for files."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise


class Cards(forms.RadioSelect):
    """One choice of few, each on its card, with a line of help where *helps* has one."""

    kind = "cards"

    def __init__(
        self, *args: Any, helps: dict[str, StrOrPromise] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helps = helps or {}


class CardsMultiple(forms.CheckboxSelectMultiple):
    """Several choices of few, each on its card."""

    kind = "cards"

    def __init__(
        self, *args: Any, helps: dict[str, StrOrPromise] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helps = helps or {}


class Pills(forms.RadioSelect):
    """One choice of many short ones."""

    kind = "pills"


class PillsMultiple(forms.CheckboxSelectMultiple):
    """Several choices of many short ones."""

    kind = "pills"


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    type: str
    name: str
    value: str
    text: str
    help: str
    checked: bool


def kind(field: BoundField) -> str:
    """Return one of hidden, cards, pills, choices, tick, drop, input."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return str(getattr(widget, "kind", "choices"))
    for kinds, name in (
        (forms.HiddenInput, "hidden"),
        (forms.CheckboxInput, "tick"),
        (forms.FileInput, "drop"),
    ):
        if isinstance(widget, kinds):
            return name
    return "input"


def options(field: BoundField) -> list[Option]:
    helps = getattr(field.field.widget, "helps", {})
    return [
        Option(
            id=str(part.data["attrs"].get("id", "")),
            type=str(part.data["type"]),
            name=str(part.data["name"]),
            value=str(part.data["value"]),
            text=str(part.data["label"]),
            help=str(helps.get(str(part.data["value"]), "")),
            checked=bool(part.data["selected"]),
        )
        for part in field.subwidgets
        if str(part.data["value"]) or not isinstance(field.field.widget, forms.RadioSelect)
    ]


def control(field: BoundField) -> SafeString:
    """Render the bare control; Django itself ties it to its help and its error.

    Placeholders are left out: they vanish when one types, and help_text stays.
    """
    widget = field.field.widget
    css = widget.attrs.get("class", "")
    if kind(field) == "input":
        css = f"{css} input".strip()
    attrs: dict[str, Any] = {"placeholder": False}
    if css:
        attrs["class"] = css
    return field.as_widget(attrs=attrs)
