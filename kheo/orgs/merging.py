"""What is asked before two records of one person become one: which facts are right, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.written import day
from kheo.orgs.models import Person

LABELS = {
    "full_name": _("Họ và tên"),
    "staff": _("Đối tượng"),
    "sex": _("Giới tính"),
    "born": _("Ngày sinh"),
    "phone": _("Điện thoại"),
}


def said(person: Person, fact: str) -> str:
    """Return a fact of *person* in words."""
    if fact == "born":
        return day(person.born_on) if person.born_on else str(person.born_in)
    if fact in {"staff", "sex"}:
        return str(getattr(person, f"get_{fact}_display")())
    return str(getattr(person, fact))


class MergeForm(Form):
    """Of each fact in which the two differ, which one is right."""

    def __init__(self, kept: Person, gone: Person, *args: Any) -> None:
        super().__init__(*args)
        for fact, label in LABELS.items():
            first, second = said(kept, fact), said(gone, fact)
            if first != second:
                self.fields[fact] = forms.ChoiceField(
                    label=label,
                    choices=[("kept", first or _("để trống")), ("gone", second or _("để trống"))],
                    initial="kept" if first else "gone",
                    widget=Pills,
                )
        self.fields["note"] = forms.CharField(
            label=_("Căn cứ"),
            help_text=_("Vì sao biết là một người, ví dụ đã so căn cước."),
            max_length=300,
        )
        self.word()

    def found(self) -> dict[str, Any]:
        taken = [fact for fact in LABELS if self.cleaned_data.get(fact) == "gone"]
        return {"take": taken, "note": self.cleaned_data["note"]}
