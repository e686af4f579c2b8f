"""What administrators type when they invite people to their accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.orgs.access import may_keep_account
from kheo.orgs.directory import written
from kheo.orgs.models import Person


class InviteForm(Form):
    """An address for each who is invited; who has none is sent a letter."""

    def __init__(self, by: Actor, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        for key, person in self.people.items():
            self.fields[key] = forms.EmailField(
                label=written(person),
                help_text=person.unit.name,
                required=False,
                initial=_known(by, person),
                error_messages={"invalid": _("Địa chỉ chưa đúng. Cần dạng ten@tinh.gov.vn.")},
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
            )
        self.word()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        seen: dict[str, str] = {}
        for key, email in list(found.items()):  # an error takes its field away
            if email and email.casefold() in seen:
                self.add_error(key, gettext("Địa chỉ này đã ghi cho người khác ở trên."))
            seen[str(email).casefold()] = key
        return found

    def emails(self) -> dict[Person, str]:
        return {self.people[key]: self.cleaned_data[key] for key in self.people}

    def refuse(self, error: ValidationError) -> None:
        """Put what the action refused beside the person it is about."""
        for key, errors in getattr(error, "error_dict", {}).items():
            self.add_error(key if key in self.fields else None, errors)
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)


def _known(by: Actor, person: Person) -> str:
    """Return the address on the account, to whoever may write another there by their word alone."""
    return person.user.email if person.user and may_keep_account(by, person) else ""
