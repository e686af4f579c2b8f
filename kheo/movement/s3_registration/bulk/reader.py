"""One row after another read by the form a person fills in: what it refuses, a row is refused for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kheo.kernel.sheet import cells
from kheo.kernel.text import fold
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.forms import OTHER, ItemForm
from kheo.movement.s3_registration.newest import newest_form

TWIN = "own_topic"  # typed where the topic is: one column for both
_SEPARATED = re.compile(r"[;\n]")
_NUMBERS = re.compile(r"[\d\s,;]+")

type Errors = dict[str, list[str]]


class Reader:
    """The form of a round, asked row by row."""

    def __init__(self, round_: Round) -> None:
        self.version = newest_form(round_, Subject.ITEM)
        self.form = ItemForm({}, round_=round_, version=self.version)
        fields = self.form.fields
        # No file fits into a row: it is attached by the person, and until then nothing is sent.
        given = [name for name, field in fields.items() if isinstance(field, forms.FileField)]
        self.attached = [str(fields.pop(name).label) for name in given if fields[name].required]
        for name in given:
            fields.pop(name, None)
        self._choices = {
            name: {fold(words): value for value, words in self.options(name)}
            for name, field in fields.items()
            if isinstance(field, forms.ChoiceField)
        }

    @property
    def number(self) -> int:
        return self.form.number

    @property
    def columns(self) -> dict[str, forms.Field]:
        """Return the fields in the order of the form, one for each column."""
        return {name: field for name, field in self.form.fields.items() if name != TWIN}

    def options(self, name: str) -> list[tuple[str, str]]:
        choices: Any = getattr(self.form.fields[name], "choices", ())
        return [(str(value), str(words)) for value, words in choices if value != ""]

    def taken(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], Errors]:
        """Return what a row says as the actions take it, or by field why it cannot be taken."""
        form = self.form
        form.data = values
        form.full_clean()
        if form.errors:
            return {}, {name: [str(e) for e in form.errors[name]] for name in form.errors}
        return form.facts(), {}

    def meant(self, name: str, cell: Any) -> tuple[dict[str, Any], str]:
        """Return what a cell of a sheet means for the form, and what is wrong with it, or ""."""
        if name == "topic":
            return self._topic(cells.text(cell)), ""
        if name == "criteria":
            return self._several(name, cell)
        if name in self._choices:
            return self._one(name, cells.text(cell))
        if isinstance(cell, float) and not cell.is_integer():
            return {name: str(cell).replace(".", ",")}, ""
        return {name: cells.text(cell)}, ""

    def _topic(self, words: str) -> dict[str, Any]:
        known = self._pick("topic", words)
        if known or not words:
            return {"topic": known}
        return {"topic": OTHER, TWIN: words}

    def _one(self, name: str, words: str) -> tuple[dict[str, Any], str]:
        known = self._pick(name, words)
        return {name: known}, "" if known or not words else self._wanted(name, words)

    def _several(self, name: str, cell: Any) -> tuple[dict[str, Any], str]:
        typed = cell if isinstance(cell, str) else cells.text(cell)
        # "1, 2" is two of them; a comma within words is part of the words.
        parts = _SEPARATED.split(typed.replace(",", ";") if _NUMBERS.fullmatch(typed) else typed)
        words = [part for part in map(cells.text, parts) if part]
        found = [self._pick(name, word) for word in words]
        lost = [word for word, known in zip(words, found, strict=True) if not known]
        return {name: [key for key in found if key]}, self._wanted(name, lost[0]) if lost else ""

    def _pick(self, name: str, words: str) -> str:
        """Return which choice is meant, by its words or by its number in the list."""
        keys = [key for key in self._choices[name].values() if key != OTHER]
        if words.isdecimal() and 0 < int(words[:4]) <= len(keys):
            return keys[int(words[:4]) - 1]
        return self._choices[name].get(fold(words), "")

    def _wanted(self, name: str, found: str) -> str:
        words = _("Đang ghi “%(found)s”. Cần một trong: %(wanted)s.")
        wanted = "; ".join(listed(text for _key, text in self.options(name)))
        return words % {"found": found[:60], "wanted": wanted}


def listed(texts: Iterable[str]) -> list[str]:
    """Return the choices with the numbers they may be written by."""
    return [f"{n}) {text}" for n, text in enumerate(texts, 1)]
