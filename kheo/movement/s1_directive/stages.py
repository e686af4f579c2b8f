"""The stage of a movement where its paper names it in several ways: a person says which."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kheo.kernel.ui.forms import Form
from kheo.movement.s1_directive.days import odd_days
from kheo.movement.s1_directive.states import MilestoneKind

OTHER_STAGE = "other"


def field(named_years: Sequence[tuple[int, int]]) -> forms.ChoiceField:
    """Ask which of the stages with *named_years* is meant, or whether another one is."""
    named = [(f"{first}-{last}", f"{first}-{last}") for first, last in named_years]
    return forms.ChoiceField(
        label=_("Văn bản nêu các giai đoạn khác nhau. Phong trào theo giai đoạn nào?"),
        help_text=_("Chọn một giai đoạn thì không cần điền “Từ năm”, “Đến năm”."),
        widget=forms.RadioSelect,
        choices=[*named, (OTHER_STAGE, _("Giai đoạn khác, điền năm bên dưới"))],
        error_messages={"required": _("Chọn giai đoạn của phong trào.")},
    )


def odd(found: Mapping[str, Any], today: date) -> list[str]:
    """Return in words what is odd about the years and days *found*, which a person may mean all the same."""
    due = {k: on for k in MilestoneKind if (on := found.get(f"due_{k}"))}
    last = found.get("last_year")
    over = isinstance(last, int) and last < today.year
    said = [_("Giai đoạn đến năm %(year)s đã qua.") % {"year": last}] if over else []
    return [*said, *odd_days(due, today)]


def clean(form: Form, found: dict[str, Any]) -> None:
    """Take the years of the stage chosen; those of another stage must be typed."""
    stage = found.get("stage")
    if stage and stage != OTHER_STAGE:
        found["first_year"], found["last_year"] = map(int, stage.split("-"))
    elif stage:
        for name in ("first_year", "last_year"):
            if not found.get(name) and name not in form.errors:
                form.add_error(name, _("Điền năm của giai đoạn khác."))
