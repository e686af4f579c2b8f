"""What a person types about the years of a movement that is launched already."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.ui.forms import DateField, Form
from kheo.movement.s1_directive import queries
from kheo.movement.s1_directive.days import amended, odd_days
from kheo.movement.s1_directive.forms import on_transfer_field, refuse_far, text_field, year_field
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import MilestoneKind


class YearForm(Form):
    year = year_field(gettext_lazy("Năm"))

    def __init__(self, movement: Movement, data: Any = None) -> None:
        super().__init__(data, initial={"year": queries.next_year(movement)})


class TransfersForm(Form):
    """What becomes of registrations when people change their unit."""

    on_transfer = on_transfer_field()

    def __init__(self, round_: Round, data: Any = None) -> None:
        super().__init__(data, initial={"on_transfer": round_.on_transfer})


class AmendForm(Form):
    """The deadlines of an open year as they stand, to be moved with a reason."""

    reason = text_field(gettext_lazy("Lý do dời hạn"), rows=2)
    paper = text_field(gettext_lazy("Theo văn bản, nếu có"), required=False, size=200)
    anyway = forms.BooleanField(label=gettext_lazy("Vẫn dời hạn"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, round_: Round, data: Any = None) -> None:
        self.year = round_.year
        self.stands = {MilestoneKind(m.kind): m.due_on for m in round_.milestones.all()}
        self.odd: list[str] = []
        days = {f"due_{kind}": on for kind, on in self.stands.items()}
        super().__init__(data, initial=days | {"seen": amended(round_)})
        self.fields["paper"].help_text = _("Ví dụ: Công văn 31/UBND-NC ngày 12/11/2026.")
        wanted = _("Hạn đã giao thì chỉ dời sang ngày khác, không bỏ trống.")
        for kind, label in MilestoneKind.choices:
            self.fields[f"due_{kind}"] = DateField(
                label=label,
                required=kind in self.stands,
                help_text="",
                error_messages={"required": wanted},
            )

    @property
    def due_fields(self) -> list[forms.BoundField]:
        return [self[f"due_{kind}"] for kind in MilestoneKind.values]

    def renew(self, round_: Round) -> None:
        """Keep what was typed over days that somebody else has moved meanwhile."""
        typed = {name: self.data[name] for name in self.data}
        self.data = typed | {"seen": str(amended(round_))}

    @property
    def moved(self) -> dict[MilestoneKind, date]:
        """Return the days that are not as they stand."""
        days = {kind: self.cleaned_data.get(f"due_{kind}") for kind in MilestoneKind}
        return {kind: on for kind, on in days.items() if on and on != self.stands.get(kind)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_far(self, found, self.year)
        if not self.errors and not self.moved:
            raise ValidationError(_("Chưa đổi hạn nào. Ghi ngày mới vào hạn cần dời."))
        self.odd = odd_days(self.stands | self.moved, clock.today(), self.moved)
        if self.odd and not found.get("anyway"):
            asked = _("Sửa lại, hoặc đánh dấu “Vẫn dời hạn”.")
            self.add_error("anyway", " ".join([*self.odd, asked]))
        return found
