"""What the wizard asks: the decision, the units, and where everything goes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel.actor import Actor
from kheo.kernel.text import nfc
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.orgs import directory, tree
from kheo.orgs.forms import known_units, line, unit_field
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.heirs import WHOLE
from kheo.orgs.reorganisation.models import Level, Successor
from kheo.orgs.reorganisation.moving import Meeting
from kheo.orgs.reorganisation.routes import Outline, Paper, Part, of_level
from kheo.orgs.reorganisation.states import Below, Open, Sort

HEAD = "head_"
CHOOSE = _("Chọn một cấp")
TAKES = {  # beside the decision and the units
    Sort.MERGE: ("sources", "into", "name", "parent", "below", "unfinished"),
    Sort.SPLIT: ("sources", "parts", "unfinished"),
    Sort.RENAME: ("sources", "name"),
    Sort.MOVE: ("sources", "parent", "unfinished"),
    Sort.DISSOLVE: ("sources", "into", "below", "unfinished"),
    Sort.ABOLISH: ("level", "into", "unfinished"),
}


class UnitsField(forms.CharField):
    """Several units, one a line, by name or code."""

    def __init__(self, by: Actor, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=8000, **kwargs)
        self.by = by

    def clean(self, value: Any) -> Any:
        lines = [nfc(one).strip() for one in (super().clean(value) or "").splitlines()]
        found = [_meant(self.by, typed) for typed in lines if typed]
        if len({unit.pk for unit in found}) < len(found):
            raise ValidationError(gettext("Có đơn vị ghi hai lần. Mỗi dòng một đơn vị."))
        return found


def _meant(by: Actor, typed: str) -> Unit:
    found = tree.open_meant(by, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(tree.why_none(by, typed))
    words = gettext("“%(typed)s” có thể là: %(found)s. Chép lại một trong số đó.")
    names = "; ".join(tree.written(one) for one in found)
    raise ValidationError(words % {"typed": typed, "found": names})


class OutlineForm(Form):
    """One reorganisation of a sort; fields another sort needs are left out."""

    number = line(_("Số quyết định"), length=60)
    issued_on = DateField(label=_("Ngày ký"))
    issuer = line(_("Cơ quan ban hành"), length=200)
    effective_on = DateField(label=_("Có hiệu lực từ ngày"))
    level = forms.ModelChoiceField(
        label=_("Bỏ cấp"),
        queryset=Level.objects.all(),
        empty_label=CHOOSE,
        help_text=_("Mọi đơn vị đang hoạt động của cấp ấy trong phạm vi quản trị của bạn."),
    )
    name = line(
        _("Tên mới"),
        length=200,
        required=False,
        help_text=_("Tên đầy đủ như trong quyết định. Nhập vào đơn vị sẵn có thì để trống."),
    )
    below = forms.ChoiceField(
        label=_("Đơn vị bên dưới"), choices=Below.choices, initial=Below.JOIN, widget=Pills
    )
    unfinished = forms.ChoiceField(
        label=_("Đăng ký của năm đang mở"), choices=Open.choices, initial=Open.GO, widget=Pills
    )
    parts = forms.CharField(
        label=_("Tách thành"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
        help_text=_(
            "Mỗi dòng một đơn vị: tên; sau dấu hai chấm ghi tên phòng hoặc mã cán bộ về đó, cách "
            "nhau bằng dấu chấm phẩy. Dòng đầu nhận phần còn lại và số liệu cũ."
        ),
    )

    def __init__(self, sort: Sort, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort, self.by = sort, by
        self.fields["sources"] = UnitsField(
            by, label=_("Đơn vị"), help_text=_("Mỗi dòng một đơn vị, ghi tên hoặc mã.")
        )
        self.fields["into"] = unit_field(by, _("Đơn vị nhận"), required=False)
        self.fields["parent"] = unit_field(by, _("Đơn vị cấp trên"), required=sort == Sort.MOVE)
        self.fields["name"].required = sort == Sort.RENAME
        for field in set(self.fields) - {"number", "issued_on", "issuer", "effective_on"}:
            if field not in TAKES[sort]:
                del self.fields[field]
        self.order_fields(
            ["sources", "level", "into", "name", "parent", "parts", "below", "unfinished"]
        )
        self.known = known_units(tree.open_to(by))

    def meet(self, meetings: Iterable[Meeting]) -> None:
        """Ask who leads where two heads meet."""
        for meeting in meetings:
            choices = [
                (str(p.pk), f"{p.person}, {p.title}, {tree.written(p.unit)}") for p in meeting.posts
            ]
            self.fields[_head(meeting)] = forms.ChoiceField(
                label=gettext("Ai đứng đầu %s") % meeting.unit,
                choices=choices,
                widget=Pills,
            )

    def outline(self) -> Outline:
        found = self.cleaned_data
        sources = found.get("sources") or []
        if self.sort == Sort.ABOLISH:
            sources = of_level(found["level"], tree.open_to(self.by).order_by("path"))
        return Outline(
            sort=self.sort,
            paper=Paper(**{n: found[n] for n in ("number", "issued_on", "issuer", "effective_on")}),
            sources=sources,
            into=found.get("into"),
            name=found.get("name", ""),
            parent=found.get("parent"),
            level=found.get("level"),
            parts=self._parts(sources[0]) if found.get("parts") and sources else (),
            below=found.get("below") or Below.JOIN,
            unfinished=found.get("unfinished") or Open.GO,
            heads=frozenset(
                int(value)
                for name, value in self.data.items()
                if name.startswith(HEAD) and str(value).isdecimal()
            ),
        )

    def _parts(self, source: Unit) -> list[Part]:
        lines = [one.strip() for one in nfc(self.cleaned_data["parts"]).splitlines()]
        return [self._part(source, one) for one in lines if one]

    def _part(self, source: Unit, text: str) -> Part:
        name, _colon, rest = text.partition(":")
        below, people = set(), set()
        for typed in filter(None, (one.strip() for one in rest.split(";"))):
            units = tree.meant(tree.open_to(self.by).filter(parent=source), typed)
            persons = directory.meant(self.by, typed)
            if len(units) == 1:
                below.add(units[0].pk)
            elif len(persons) == 1:
                people.add(persons[0].pk)
            else:
                words = gettext("Không rõ “%(typed)s” là phòng nào hay ai ở %(unit)s.")
                raise ValidationError({"parts": words % {"typed": typed, "unit": source}})
        same = tree.meant(tree.open_to(self.by), name)
        exact = len(same) == 1 and same[0].pk != source.pk and same[0].name == name.strip()
        return Part(
            into=same[0] if exact else None,
            name="" if exact else name.strip(),
            below=frozenset(below),
            people=frozenset(people),
        )


def _head(meeting: Meeting) -> str:
    return f"{HEAD}{meeting.unit.path.replace('.', '_')}"


class SharesForm(Form):
    """The part of the past each successor of a split is given, in hundredths."""

    def __init__(self, parts: Iterable[Successor], took: Mapping[int, int], data: Any) -> None:
        super().__init__(data)
        for part in parts:
            words = gettext("đã nhận %(n)s người") % {"n": took.get(part.new_id or 0, 0)}
            self.fields[_share(part)] = WholeField(
                label=str(part.new), help_text=words, high=WHOLE, initial=part.share or 0
            )
        self.keys = {_share(part): part.pk for part in parts}

    def shares(self) -> dict[int, int]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


def _share(part: Successor) -> str:
    return f"share_{part.pk}"


class UndoForm(Form):
    note = line(_("Vì sao huỷ"), length=300)


class LevelForm(Form):
    """A level of government that begins."""

    name = line(_("Tên cấp"), length=60)
    rank = forms.IntegerField(
        label=_("Bậc"), min_value=1, max_value=20, help_text=_("1 là cao nhất.")
    )
    since = DateField(label=_("Từ ngày"))


class LevelEndForm(Form):
    until = DateField(label=_("Đến hết ngày"))


class UnitLevelForm(Form):
    level = forms.ModelChoiceField(
        label=_("Thuộc cấp"), queryset=Level.objects.all(), empty_label=CHOOSE
    )
    on = DateField(label=_("Từ ngày"))
