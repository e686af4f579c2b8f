"""What administrators type about units, people, posts and powers."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.text import nfc, phone_key
from kheo.kernel.ui.controls import CardsMultiple, Pills
from kheo.kernel.ui.forms import DateField, Form, YearField
from kheo.orgs import directory, tree
from kheo.orgs.actions import Identity, Place
from kheo.orgs.models import Post, Unit
from kheo.orgs.spelling import why_no_name
from kheo.orgs.states import DOES, Power, Sex, Staff

KNOWN = 300  # names a browser may offer while one types


def line(label: Any, *, length: int, help_text: Any = "", required: bool = True) -> forms.CharField:
    """Return a field of one line; what is typed is stored composed."""
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MeantField[M](forms.CharField):
    """A unit or a person, typed by name or code; which one is meant is asked, never guessed."""

    def __init__(
        self,
        *,
        find: Callable[[str], list[M]],
        write: Callable[[M], str],
        why_none: Callable[[str], str] = tree.not_found,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.find, self.write, self.why_none = find, write, why_none
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        typed = nfc(super().clean(value) or "")
        if not typed:
            return None
        found = self.find(typed)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(self.why_none(typed))
        words = gettext("“%(typed)s” có thể là: %(found)s. Chép lại một trong số đó.")
        names = "; ".join(self.write(one) for one in found)
        raise ValidationError(words % {"typed": typed, "found": names})


def unit_field(by: Actor, label: Any, units: Any = None, **kwargs: Any) -> MeantField[Unit]:
    return MeantField(
        label=label,
        help_text=_("Tên hoặc mã; trùng tên thì ghi thêm đơn vị cấp trên sau dấu phẩy."),
        find=lambda typed: (
            tree.open_meant(by, typed) if units is None else tree.meant(units, typed)
        ),
        write=tree.written,
        why_none=lambda typed: tree.why_none(by, typed),
        widget=forms.TextInput(attrs={"list": "known"}),
        max_length=400,
        **kwargs,
    )


def known_units(units: Any) -> list[str]:
    """Return the names to offer while one types, unless there are too many."""
    names = [tree.written(unit) for unit in units[: KNOWN + 1]]
    return names if len(names) <= KNOWN else []


class IdentityForm(Form):
    """Who somebody is."""

    full_name = line(_("Họ và tên"), length=200)
    code = line(
        _("Mã cán bộ"), length=40, help_text=_("Không trùng với ai, ví dụ số hiệu công chức.")
    )
    staff = forms.ChoiceField(label=_("Đối tượng"), choices=Staff.choices, widget=Pills)
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices, widget=Pills)
    born_in = YearField(label=_("Năm sinh"), low=1930, high=2020)
    born_on = DateField(label=_("Ngày sinh"), required=False)
    phone = line(_("Điện thoại"), length=30, required=False)
    double = forms.BooleanField(
        label=_("Tôi đã kiểm tra, đây là người khác"),
        required=False,
        help_text=_("Chỉ cần khi hệ thống báo có thể trùng."),
    )

    def clean_full_name(self) -> str:
        name = " ".join(nfc(self.cleaned_data["full_name"]).split())
        if why := why_no_name(name):
            raise ValidationError(why)
        return name

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        number = phone_key(typed)
        if typed and not re.fullmatch(r"0\d{8,10}", number):
            words = gettext("Đang ghi “%(typed)s”. Cần số bắt đầu bằng 0, từ 9 đến 11 chữ số.")
            raise ValidationError(words % {"typed": typed})
        return number

    def who(self) -> Identity:
        found = self.cleaned_data
        return Identity(
            full_name=found["full_name"],
            code=nfc(found["code"]),
            staff=found["staff"],
            sex=found["sex"],
            born_in=found["born_in"],
            born_on=found["born_on"],
            phone=found["phone"],
        )


class PostForm(Form):
    """A post and its days."""

    title = line(_("Chức vụ"), length=200)
    since = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Kết thúc từ ngày"), required=False)
    is_head = forms.BooleanField(label=_("Là người đứng đầu đơn vị"), required=False)

    def place(self) -> Place:
        found = self.cleaned_data
        return Place(
            title=" ".join(nfc(found["title"]).split()),
            since=found["since"],
            until=found.get("until"),
            is_head=found.get("is_head", False),
        )


class AddForm(IdentityForm, PostForm):
    """Somebody new with a first post, which lasts until it is ended."""

    until = None  # type: ignore[assignment]  # how Django leaves out a field of a base
    field_order = ("full_name", "code", "title", "since", "is_head", "staff", "sex")


class GiveForm(PostForm):
    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field(by, _("Ở đơn vị"))
        self.known = known_units(tree.open_to(by))
        self.order_fields(["title", "unit"])


class TransferForm(Form):
    title = line(_("Chức vụ ở đơn vị mới"), length=200)
    on = DateField(label=_("Chuyển từ ngày"))
    note = line(_("Căn cứ"), length=300, help_text=_("Số, ngày của quyết định."), required=False)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = unit_field(by, _("Chuyển đến đơn vị"))
        self.known = known_units(tree.open_to(by))
        self.order_fields(["to"])


class RejoinForm(TransferForm):
    title = line(_("Chức vụ"), length=200)
    on = DateField(label=_("Làm việc lại từ ngày"))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        self.fields["to"].label = _("Ở đơn vị")


class LeaveForm(Form):
    on = DateField(label=_("Nghỉ từ ngày"))
    note = line(_("Căn cứ"), length=300, help_text=_("Số, ngày của quyết định."))


class TakeBackForm(Form):
    note = line(_("Vì sao lấy lại"), length=300)
    # Which one the page showed: a second press must not take back the one before it.
    transfer = forms.CharField(required=False, widget=forms.HiddenInput)


class EndForm(Form):
    on = DateField(label=_("Kết thúc từ ngày"))


class CellForm(Form):
    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"] = unit_field(by, _("Sinh hoạt ở chi bộ"), tree.cells(), required=False)
        self.known = known_units(tree.cells())


def powers_field(choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Được làm gì"),
        choices=choices,
        required=False,
        widget=CardsMultiple(helps={str(power): words for power, words in DOES.items()}),
    )


class PowersForm(Form):
    powers = powers_field(Power.choices)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["over"] = unit_field(by, _("Đối với đơn vị này và mọi đơn vị bên dưới"))
        self.known = known_units(tree.open_to(by))


class StandInForm(Form):
    """Who does the work of a post for a while, and what of it."""

    since = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Đến hết ngày"))

    def __init__(self, post: Post, by: Actor, *args: Any, **kwargs: Any) -> None:
        initial = {"powers": post.powers, "since": clock.today()}
        super().__init__(*args, initial=initial, **kwargs)
        self.post = post
        self.fields["person"] = MeantField(
            label=_("Người làm thay"),
            help_text=_("Họ tên hoặc mã cán bộ."),
            find=lambda typed: directory.meant(by, typed),
            write=directory.written,
            max_length=300,
        )
        held = [(p, label) for p, label in Power.choices if p in post.powers]
        self.fields["powers"] = powers_field(held)
        self.order_fields(["person"])

    def place(self) -> Place:
        found = self.cleaned_data
        for_whom = {"name": self.post.person, "title": self.post.title}
        title = gettext("Làm thay %(name)s, %(title)s") % for_whom
        return Place(
            title=title[:200], since=found["since"], until=found["until"] + timedelta(days=1)
        )
