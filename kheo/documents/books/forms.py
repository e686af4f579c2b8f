"""What a clerk types about numbers and registers."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.books.about import About
from kheo.documents.books.states import KINDS, OTHER, OUTSIDE, State
from kheo.documents.models import NumberBook
from kheo.kernel import clock
from kheo.kernel.ui.forms import DateField, Form
from kheo.kernel.ui.written import day

_EVERY = ("", _("Tất cả"))
OLDEST = date(1945, 9, 2)  # no paper of the State is older; a slip would open a book of its year


def _next_year_ends() -> date:
    return date(clock.today().year + 1, 12, 31)


def _text(label: Any, length: int, *, required: bool = True, **words: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, **words)


class PaperForm(Form):
    """What every line says of its paper."""

    on = DateField(label=_("Ngày văn bản"), earliest=OLDEST, latest=_next_year_ends)
    subject = _text(_("Trích yếu nội dung"), 500, widget=forms.Textarea(attrs={"rows": 2}))
    parties = _text(_("Nơi nhận"), 300, required=False)

    def about(self, **more: Any) -> About:
        asked = {f.name for f in fields(About)}
        known = {k: v for k, v in self.cleaned_data.items() if k in asked}
        return About(**(known | more))


class DoubtedForm(PaperForm):
    """What is asked only where something is odd: until then it is not there to be filled in."""

    misdated = forms.CharField(
        label=_("Lý do số và ngày không cùng thứ tự"), max_length=300, required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    shown: Mapping[str, type[forms.Widget]] = {
        "misdated": forms.Textarea, "next_year": forms.CheckboxInput,
    }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.shown:
            if self.data.get(name):
                self._show(name)

    def add_error(self, field: str | None, error: Any) -> None:
        if field in self.shown and field in self.fields:
            self._show(field)
        super().add_error(field, error)

    def _show(self, name: str) -> None:
        self.fields[name].widget = self.shown[name]()
        self.fields[name].required = True


class ReserveForm(DoubtedForm):
    """The next number; or one taken elsewhere, when it is typed."""

    next_year = forms.BooleanField(
        label=_("Mở sổ của năm sau"), required=False, widget=forms.HiddenInput
    )

    book = forms.ChoiceField(
        label=_("Loại văn bản"), choices=[(k, f"{name} ({k})") for k, name in KINDS], initial="CV"
    )
    symbol = _text(
        _("Số đã lấy nơi khác"), 60, required=False,
        help_text=_("Chỉ ghi khi số lấy ở sổ giấy hoặc phần mềm khác. Để trống: máy lấy số tiếp."),
    )  # fmt: skip

    field_order = ("book", "on", "misdated", "next_year", "subject", "parties", "symbol")


class IssueForm(DoubtedForm):
    """The paper a held number stands on."""

    field_order = ("on", "misdated", "subject", "parties")


class CancelForm(Form):
    reason = _text(_("Lý do huỷ"), 300, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(Form):
    on = DateField(label=_("Ngày thu hồi"), earliest=OLDEST, latest=clock.today)
    paper = _text(
        _("Văn bản thu hồi"), 60, required=False,
        help_text=_("Số, ký hiệu, ví dụ 12/QĐ-UBND. Để trống khi thu hồi không bằng văn bản."),
    )  # fmt: skip
    reason = _text(_("Lý do thu hồi"), 300, widget=forms.Textarea(attrs={"rows": 2}))


class ArrivalForm(PaperForm):
    """A paper that came in without a file here."""

    arrived_on = DateField(label=_("Ngày đến"), latest=clock.today)
    parties = _text(_("Tác giả"), 300, help_text=_("Cơ quan ban hành văn bản."))
    symbol = _text(_("Số, ký hiệu"), 60, required=False)
    kind = _text(_("Tên loại"), 60, widget=forms.TextInput(attrs={"list": "known"}))
    known = tuple(
        dict.fromkeys(name for _symbol, name in KINDS)
    )  # offered, since kinds are filtered by

    field_order = ("arrived_on", "parties", "symbol", "on", "kind", "subject")

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        on, came = found.get("on"), found.get("arrived_on")
        if on and came and on > came:
            words = _(
                "Đang ghi %(on)s, sau ngày đến %(came)s. Văn bản không đến trước ngày của nó."
            )
            self.add_error("on", words % {"on": day(on), "came": day(came)})
        return found


class RuleForm(Form):
    """How numbers are written."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"), required=False,
        choices=[("", _("Mọi loại")), *((k, f"{name} ({k})") for k, name in KINDS)],
    )  # fmt: skip
    pattern = _text(
        _("Cách ghi"), 60,
        help_text=_("Ví dụ {number}/{kind}-{unit}. {number} là số, {kind} chữ viết tắt tên loại, "
                    "{unit} chữ viết tắt cơ quan, {year} năm."),
    )  # fmt: skip
    since = DateField(label=_("Dùng từ ngày"))


class TermForm(Form):
    since = DateField(label=_("Từ ngày"), help_text=_("Ngày đại hội, ví dụ 15/8/2025."))
    until = DateField(label=_("Đến ngày"), help_text=_("Ngày đại hội tiếp theo, theo dự kiến."))


class RegisterFilter(Form):
    """The filters of a register, kept in the address: shown, never checked."""

    q = forms.CharField(label=_("Số, trích yếu, nơi nhận"), max_length=100)
    nam = forms.ChoiceField(label=_("Sổ"))
    loai = forms.ChoiceField(label=_("Loại"))
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[_EVERY, *State.choices, (OUTSIDE, _("Số lấy nơi khác"))]
    )

    def __init__(self, books: Sequence[NumberBook], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = {str(book.year): book.years for book in books}
        self._offer("nam", [_EVERY, *years.items()])
        self._offer("loai", [_EVERY, *self._kinds(books)])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # choices are data

    def _kinds(self, books: Sequence[NumberBook]) -> list[tuple[str, Any]]:
        names = dict(KINDS)
        return list({book.kind: names.get(book.kind, book.kind) for book in books}.items())


class ArrivalFilter(RegisterFilter):
    """The filters of what came in: one book for all kinds, and nothing is held or issued here."""

    q = forms.CharField(label=_("Số, trích yếu, tác giả"), max_length=100)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        choices=[_EVERY, (State.ISSUED, _("Đã vào sổ")), (State.CANCELLED, _("Đã huỷ"))],
    )

    def _kinds(self, books: Sequence[NumberBook]) -> list[tuple[str, Any]]:
        symbols = {name: symbol for symbol, name in reversed(KINDS)}  # two kinds bear one name
        kinds = [(symbols[name], name) for name in ArrivalForm.known]
        return [*kinds, (OTHER, _("Loại khác"))] if books else []
