"""What is asked about a sheet: the file itself, and which column is what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel.sheet import cells, read
from kheo.kernel.text import nfc
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import FileField, Form
from kheo.orgs.importing.fields import FIELDS
from kheo.orgs.models import Import
from kheo.orgs.states import ImportKind

MEGABYTES = 40  # a sheet of 200,000 rows weighs about 15


class SheetForm(Form):
    kind = forms.ChoiceField(
        label=_("Trong tệp có gì"),
        choices=ImportKind.choices,
        widget=Pills,
        initial=ImportKind.PEOPLE,
    )
    file = FileField(
        label=_("Tệp Excel"),
        endings=read.ENDINGS,
        unsaid=("xlsm", "xls"),
        megabytes=MEGABYTES,
        help_text=_("Tệp .xlsx hoặc .csv (UTF-8), nhiều nhất 200.000 dòng. Chưa ghi gì vào sổ."),
    )

    def brought(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        kind = ImportKind(self.cleaned_data["kind"])
        return {"kind": kind, "name": nfc(file.name), "data": file.read()}


class ColumnsForm(Form):
    """For each field the column it is taken from, as guessed until somebody says otherwise."""

    def __init__(self, one: Import, *args: Any) -> None:
        super().__init__(*args)
        self.kind = one.kind
        titles = one.header.get("titles", [])
        columns = [
            (str(n), f"{cells.letters(n)}: {title}") for n, title in enumerate(titles) if title
        ]
        for field in FIELDS[one.kind]:
            self.fields[field.name] = forms.ChoiceField(
                label=field.title,
                choices=[("", _("Không có trong tệp")), *columns],
                required=False,
                initial=str(one.header.get("columns", {}).get(field.name, "")),
            )
        self.word()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for name, column in list(found.items()):  # an error takes its own out
            if column and column in seen:
                words = gettext("Cột này đã chọn cho “%(title)s”. Mỗi cột một lần.")
                title = self.fields[seen[column]].label
                self.add_error(name, ValidationError(words % {"title": title}))
            seen.setdefault(column, name)
        return found

    def chosen(self) -> dict[str, int]:
        return {name: int(column) for name, column in self.cleaned_data.items() if column}
