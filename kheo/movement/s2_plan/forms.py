"""What a unit types into its yearly plan."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.text import nfc
from kheo.kernel.ui.forms import DateField, Form
from kheo.movement.s1_directive.models import Clause, Movement, Round
from kheo.movement.s2_plan import categories, queries
from kheo.movement.s2_plan.actions import Task
from kheo.movement.s2_plan.models import Category, Plan
from kheo.orgs.models import Person

SPARE = 3  # empty rows under the tasks already there
MOST = 40
_NOBODY = gettext_lazy("Chưa phân công")


class PlanForm(Form):
    """Who leads, who keeps it going, and the plan's general part."""

    leader: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=gettext_lazy("Lãnh đạo phụ trách"),
        queryset=None,
        required=False,
        empty_label=_NOBODY,
    )
    officer: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=gettext_lazy("Chuyên viên theo dõi"),
        queryset=None,
        required=False,
        empty_label=_NOBODY,
    )
    summary = forms.CharField(
        label=gettext_lazy("Mục đích, yêu cầu, cách làm"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, plan: Plan, data: Any = None) -> None:
        initial = {"leader": plan.leader_id, "officer": plan.officer_id, "summary": plan.summary}
        super().__init__(data, initial=initial)
        people = queries.staff_of(plan.unit)
        for name in ("leader", "officer"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people

    def clean_summary(self) -> str:
        return nfc(self.cleaned_data["summary"]).strip()


class TaskForm(Form):
    """One row of the plan: a task, tied to a content of the movement (002-07, 004-12)."""

    text = forms.CharField(label=gettext_lazy("Làm gì"), required=False, max_length=500)
    content: forms.ModelChoiceField[Clause] = forms.ModelChoiceField(
        label=gettext_lazy("Thuộc nội dung"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Chọn nội dung"),
    )
    category: forms.ModelChoiceField[Category] = forms.ModelChoiceField(
        label=gettext_lazy("Nhóm việc"), queryset=None, required=False,
        empty_label=gettext_lazy("Chọn nhóm việc"),
    )  # fmt: skip
    responsible = forms.CharField(label=gettext_lazy("Người làm"), required=False, max_length=200)
    due_on = DateField(label=gettext_lazy("Xong trước ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("text") and any(
            found.get(n) for n in ("content", "category", "responsible", "due_on")
        ):
            self.add_error("text", _("Chưa ghi việc gì."))
        return found


class Tasks:
    """The rows of the plan's table: those kept, and a few empty ones."""

    def __init__(self, plan: Plan, round_: Round, data: Any = None) -> None:
        kept = queries.tasks_of(plan)
        contents = queries.contents(round_)
        known_categories = categories.offered(round_, kept)
        choices = [
            ("", _("Chọn nội dung")),
            *((c.pk, f"{c.mark} {shorten(c.text, 80, placeholder=' …')}") for c in contents),
        ]
        known = {str(c.pk): c for c in contents}
        count = _count(data) if data is not None else min(len(kept) + SPARE, MOST)
        self.contents = known
        self.forms = []
        for n in range(count):
            task = kept[n] if n < len(kept) else None
            form = TaskForm(data, prefix=f"t{n}", initial=_initial(task))
            _within(form, round_.movement)
            field = form.fields["content"]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = contents
                field.widget.choices = choices
            _categorised(form, known_categories)
            self.forms.append(form)

    @property
    def count(self) -> int:
        return len(self.forms)

    @property
    def titled(self) -> list[tuple[str, TaskForm]]:
        """Return each row with what it is called."""
        return [(_("Việc %(n)s") % {"n": n}, form) for n, form in enumerate(self.forms, 1)]

    def is_valid(self) -> bool:
        return not any([form.errors for form in self.forms])  # noqa: C419 - each, so that all errors show

    def tasks(self) -> list[Task]:
        return [
            Task(
                text=nfc(form.cleaned_data["text"]).strip(),
                content=form.cleaned_data["content"],
                category=form.cleaned_data.get("category"),
                responsible=nfc(form.cleaned_data["responsible"]).strip(),
                due_on=form.cleaned_data["due_on"],
            )
            for form in self.forms
            if form.cleaned_data["text"]
        ]


def _within(form: TaskForm, movement: Movement) -> None:
    """Take only days in the years of the movement: a slip of a digit is a thousand years away."""
    due_on = form.fields["due_on"]
    if isinstance(due_on, DateField):
        due_on.earliest = date(movement.first_year, 1, 1)
        due_on.latest = date(movement.last_year, 12, 31)


def _categorised(form: TaskForm, known: Sequence[Category]) -> None:
    """Offer the categories; a movement without any asks for none."""
    field = form.fields["category"]
    if not known:
        del form.fields["category"]
    elif isinstance(field, forms.ModelChoiceField):
        field.queryset = Category.objects.filter(pk__in=[c.pk for c in known])
        field.widget.choices = [("", _("Chọn nhóm việc")), *((c.pk, c.name) for c in known)]


def _initial(task: Any) -> dict[str, Any]:
    if task is None:
        return {}
    return {
        "text": task.text,
        "content": task.content_id,
        "category": task.category_id,
        "responsible": task.responsible,
        "due_on": task.due_on,
    }


def _count(data: Any) -> int:
    """Return how many rows the page had; what a stranger sends instead is bounded."""
    text = data.get("rows", "")
    return min(int(text), MOST) if text.isdecimal() and text.isascii() else 0


class RecallForm(Form):
    note = forms.CharField(
        label=gettext_lazy("Lý do rút về"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
