"""What people fill in to propose, to decide, to revoke."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.ui.forms import DateField, Form
from kheo.kernel.ui.written import day
from kheo.movement.s6_commendation import access, submitting
from kheo.movement.s6_commendation.exports import LONGEST_REASON, notation
from kheo.movement.s6_commendation.models import AwardForm, Case, Proposal
from kheo.movement.s6_commendation.states import Standing
from kheo.orgs.models import Post, Unit


class FormField(forms.ModelChoiceField):  # type: ignore[type-arg]  # always of AwardForm
    """A form of commendation, said with the unit that gives it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.unit})"


class ChooseForm(Form):
    """The form of commendation for the achievements ticked in the table."""

    form = FormField(AwardForm.objects.none(), label=_("Hình thức đề nghị"), empty_label=None)

    def __init__(self, path: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = access.forms_in_force(path)  # type: ignore[attr-defined]  # a choice of rows


class CaseForm(ChooseForm):
    """One line of the list."""

    achievement = forms.CharField(
        label=_("Tóm tắt thành tích"),
        help_text=_("Một đến ba dòng, có số liệu. Câu này in vào danh sách trích ngang."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_REASON,
    )


class NoteForm(Form):
    note = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(Form):
    """Who signs and when; the number is given at the moment of issue."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        help_text=_(
            "Để trống: máy lấy số tiếp theo trong sổ. Ghi số đã giữ, hoặc số đã lấy ở sổ khác."
        ),
        max_length=60,
        required=False,
    )
    signed_on = DateField(label=_("Ngày ký"))
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=200)
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    bases = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Mỗi dòng một căn cứ, in như ghi ở đây."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_bases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["bases"].splitlines() if line.strip()]


class RevokeForm(Form):
    revoked_on = DateField(label=_("Ngày thu hồi"))
    ground = forms.CharField(
        label=_("Căn cứ, lý do thu hồi"),
        help_text=_("Hiện trên trang tra cứu công khai và trong quyết định thu hồi."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class AwardFormForm(Form):
    name = forms.CharField(label=_("Tên hình thức"), max_length=200)
    source = forms.CharField(
        label=_("Văn bản quy định"),
        help_text=_("Ghi số, ngày, cơ quan ban hành; in vào phần căn cứ của quyết định."),
        max_length=300,
        required=False,
    )
    valid_from = DateField(label=_("Dùng từ ngày"))


class RegisterFilter(Form):
    """The filters of the register of honours, kept in the address: shown, never checked."""

    ten = forms.CharField(label=_("Tên người, tập thể"), max_length=100)
    nam = forms.ChoiceField(label=_("Năm"))
    hinh_thuc = forms.ChoiceField(label=_("Hình thức"))
    state = forms.ChoiceField(label=_("Hiệu lực"), choices=[("", _("Tất cả")), *Standing.choices])

    def __init__(self, found: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = dict.fromkeys(str(year) for year, _form in found)
        kinds = sorted({kind for _year, kind in found})
        every = ("", _("Tất cả"))
        self.fields["nam"].choices = [every, *((y, y) for y in years)]  # type: ignore[attr-defined]  # choices are data
        self.fields["hinh_thuc"].choices = [every, *((k, k) for k in kinds)]  # type: ignore[attr-defined]  # as above


def bases(made: Proposal, cases: Sequence[Case], unit: Unit) -> list[str]:
    """Return the bases a decision is prepared with; the signer's office edits them."""
    sources = dict.fromkeys(c.form.source for c in cases if c.form.source)
    asked = f"Xét đề nghị của {submitting.asking(made, unit)}"
    if made.numbered_on:
        asked += f" tại Tờ trình số {notation(made)} ngày {day(made.numbered_on)}"
    return [*(f"Căn cứ {source};" for source in sources), f"{asked}."]


def decide_initial(
    made: Proposal, cases: Sequence[Case], unit: Unit, head: Post | None
) -> dict[str, Any]:
    asks = submitting.signing(made, unit)
    if head and asks and asks.person_id == head.person_id:
        head = None  # who proposes does not sign the decision too
    return {
        "signed_on": clock.today(),
        "signer": head.person.full_name if head else "",
        "signer_post": head.title if head else "",
        "bases": "\n".join(bases(made, cases, unit)),
    }
