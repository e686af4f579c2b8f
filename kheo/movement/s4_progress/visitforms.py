"""What is typed about visits: what to draw, whom to give them to, what was seen."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.ui.controls import Pills, PillsMultiple
from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s4_progress.forms import FilesField
from kheo.movement.s4_progress.models import Visit
from kheo.movement.s4_progress.states import DRAWN_AT_ONCE, Conclusion
from kheo.orgs.choosing import UnitChoice
from kheo.orgs.models import Person, Unit

AGREED = (("yes", _("Khớp với ghi chép")), ("no", _("Chưa khớp với ghi chép")))


class DrawForm(Form):
    """What to draw from, and how many."""

    unit = UnitChoice(
        label=_("Trong phạm vi"), empty_label=None,
        help_text=_("Đơn vị này và mọi đơn vị bên dưới."),
    )  # fmt: skip
    subject = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Cả hai")), *Subject.choices], widget=Pills, required=False
    )
    wanted = WholeField(label=_("Số lượng cần kiểm tra"), low=1, high=DRAWN_AT_ONCE)
    seed = forms.CharField(
        label=_("Số gieo"), required=False, max_length=60,
        help_text=_(
            "Số do bên ngoài cho, như kết quả xổ số hay số gieo trước cuộc họp. Để trống thì máy tự sinh."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, UnitChoice):
            field.offer(units)


class AssignForm(Form):
    """Whom to give the chosen visits to."""

    people = forms.ModelMultipleChoiceField(
        label=_("Người kiểm tra"), queryset=Person.objects.none(), required=False,
        widget=PillsMultiple,
        help_text=_("Người ngoài đơn vị được kiểm tra. Người chọn đầu tiên là trưởng đoàn."),
    )  # fmt: skip
    codes = forms.CharField(
        label=_("Mã cán bộ khác"), required=False, max_length=300,
        help_text=_("Người không có tên ở trên: ghi mã, cách nhau bằng dấu phẩy."),
    )  # fmt: skip
    due_on = DateField(label=_("Kiểm tra xong trước ngày"), required=False, earliest=clock.today)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            known = list(people)
            # Asked again by key: a list cut to its first rows cannot be filtered.
            field.queryset = Person.objects.filter(pk__in=[p.pk for p in known])
            field.choices = [(p.pk, f"{p.full_name}, {p.unit}") for p in known]

    def coded(self) -> list[str]:
        return [code for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code]


class VisitForm(Form):
    """What was seen."""

    day = DateField(label=_("Ngày kiểm tra"), latest=clock.today)
    place = forms.CharField(label=_("Địa điểm"), required=False, max_length=300)
    present = forms.CharField(
        label=_("Đại diện đơn vị"), required=False, max_length=300,
        help_text=_("Ai đã tiếp đoàn, chức vụ."),
    )  # fmt: skip
    seen = forms.CharField(
        label=_("Tình hình thực tế"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )
    evidence = FilesField(
        label=_("Ảnh, tài liệu"), required=False,
        help_text=_("Ảnh, PDF, Word, Excel. Nhiều tệp một lần, mỗi ảnh không quá 50 MB, tệp khác 20 MB."),
    )  # fmt: skip
    agreed = forms.TypedChoiceField(
        label=_("So với ghi chép"), choices=AGREED, widget=Pills, coerce=lambda said: said == "yes",
        error_messages={"required": _("Chưa chọn: thực tế có khớp với ghi chép không.")},
    )  # fmt: skip
    conclusion = forms.TypedChoiceField(
        label=_("Kết luận"), choices=Conclusion.choices, widget=Pills, coerce=Conclusion,
        error_messages={"required": _("Chưa chọn kết luận.")},
    )  # fmt: skip
    to_mend = forms.CharField(
        label=_("Việc phải khắc phục"), widget=forms.Textarea(attrs={"rows": 2}), required=False,
        max_length=2000,
    )  # fmt: skip
    mend_by = DateField(label=_("Hạn khắc phục"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": clock.today()})
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "evidence"}

    def uploads(self) -> Sequence[Any]:
        files: Sequence[Any] = self.cleaned_data.get("evidence", [])
        return files


def chosen(visits: QuerySet[Visit], ids: Sequence[str]) -> list[Visit]:
    """Return those of *visits* whose keys were ticked."""
    return list(visits.filter(pk__in=[pk for pk in ids if pk.isdecimal()]).order_by("pk"))
