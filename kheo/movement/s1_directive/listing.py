"""A list a movement keeps, as its page shows it and takes what is typed and pressed there."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy

from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.movement.s1_directive import actions
from kheo.movement.s1_directive.models import Listed, Movement


class ListedForm(Form):
    """One name more."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)


def listed(kind: type[Listed], movement: Movement, used_by: str) -> QuerySet[Any]:
    """Return the names of a list in their order, each with how many it was given to (``used``)."""
    return kind._default_manager.filter(movement=movement).annotate(used=Count(used_by))


def added(kind: type[Listed], movement: Movement, form: ListedForm, *, by: Actor) -> bool:
    """Add the name on *form*; the words of a refusal stand there, with what was typed."""
    if not form.is_valid():
        return False
    try:
        actions.list_name(kind, movement, form.cleaned_data["name"], by=by)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def changed(row: Listed, asked: Mapping[str, str], *, by: Actor) -> str:
    """Do what a button of *row* asks for; return why not, or nothing."""
    try:
        if act := actions.LIST_ACTS.get(asked.get("act", "")):
            act(row, by=by)
        else:
            actions.rename_listed(row, asked.get("name", ""), by=by)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
