"""The form by which the holder of a post hands it on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.ui.forms import DateField, Form
from kheo.orgs import directory, queries
from kheo.orgs.forms import KNOWN, MeantField, line, powers_field
from kheo.orgs.models import Post
from kheo.orgs.states import Power


class DelegateForm(Form):
    """To whom, for which days, what of it, and why."""

    since = DateField(label=_("Từ ngày"))
    last = DateField(label=_("Đến hết ngày"))
    why = line(_("Lý do"), length=300, help_text=_("Ví dụ: đi học, nghỉ phép, công tác."))

    def __init__(self, post: Post, *args: Any, **kwargs: Any) -> None:
        initial = {"powers": post.powers, "since": clock.today()}
        super().__init__(*args, initial=initial, **kwargs)
        near = queries.deputies(post)
        self.fields["person"] = MeantField(
            label=_("Người được uỷ quyền"),
            help_text=_("Họ tên hoặc mã cán bộ của người cùng đơn vị hoặc ở đơn vị cấp trên."),
            find=lambda typed: directory.among(near, typed),
            write=directory.written,
            widget=forms.TextInput(attrs={"list": "known"}),
            max_length=300,
        )
        held = [(p, label) for p, label in Power.choices if p in post.powers]
        self.fields["powers"] = powers_field(held)
        self.fields["powers"].required = True
        self.fields["powers"].error_messages["required"] = _("Chọn ít nhất một việc để uỷ quyền.")
        # Colleagues of the unit itself are offered; whoever sits above is typed.
        here = near.filter(unit=post.unit, user__isnull=False)[: KNOWN + 1]
        names = [directory.written(person) for person in here]
        self.known = names if len(names) <= KNOWN else []
        self.order_fields(["person", "since", "last", "why"])
