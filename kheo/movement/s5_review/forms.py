"""What is typed into a score sheet, a council's decision and a scoring table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, DecimalField, Form
from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.models import Clause, Movement
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review.models import Level, ScoringTable
from kheo.movement.s5_review.offering import PaperTable
from kheo.movement.s5_review.pledges import meant, people, why_none
from kheo.movement.s5_review.states import LINE, Leaf, LevelDraft, LineDraft, Mark, trimmed
from kheo.orgs import tree
from kheo.orgs.choosing import UnitChoice
from kheo.orgs.directory import written
from kheo.orgs.forms import KNOWN, MeantField
from kheo.orgs.models import Unit


class ScoreForm(Form):
    """Two boxes for each line that takes points: the points, and why they differ."""

    def __init__(
        self, *args: Any, lines: Sequence[Leaf], before: Mapping[int, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            words = {"number": line.number}
            points = DecimalField(
                label=gettext("Điểm dòng %(number)s") % words,
                low=0,
                high=line.most,
                initial=before.get(line.key),
                error_messages={"required": gettext("Dòng %(number)s chưa có điểm.") % words},
            )
            reason = forms.CharField(
                label=gettext("Lý do dòng %(number)s") % words, required=False, max_length=1000
            )
            self.fields[f"points_{line.key}"] = points
            self.fields[f"reason_{line.key}"] = reason

    def boxes(self, key: int, *, reasons: bool) -> list[forms.BoundField]:
        names = [f"points_{key}", f"reason_{key}"] if reasons else [f"points_{key}"]
        return [self[name] for name in names if name in self.fields]

    def marks(self) -> dict[int, Mark]:
        data = self.cleaned_data
        return {
            line.key: Mark(data[f"points_{line.key}"], data[f"reason_{line.key}"])
            for line in self.lines
        }


class LevelField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A level with the points it takes beside its name."""

    def label_from_instance(self, obj: Any) -> str:
        words = {"name": obj.name, "least": number(trimmed(obj.least))}
        return gettext("%(name)s, từ %(least)s điểm") % words


class DecisionForm(ScoreForm):
    """The council's points with its opinion, day and level."""

    opinion = forms.CharField(
        label=_("Ý kiến của hội đồng"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("Theo biên bản họp; ghi số và ngày của biên bản."),
    )
    decided_on = DateField(label=_("Ngày họp"), latest=clock.today)
    level = LevelField(
        label=_("Mức công nhận"),
        queryset=Level.objects.none(),
        required=False,
        empty_label=_("Mức cao nhất mà điểm đạt được"),
    )
    note = forms.CharField(
        label=_("Lý do không công nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    def __init__(self, *args: Any, levels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = levels

    @property
    def last(self) -> list[forms.BoundField]:
        return [self[name] for name in ("opinion", "decided_on", "level", "note")]


class LineForm(Form):
    """One line of a table; emptied, it goes away."""

    number = forms.CharField(
        label=_("Số"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"data-width": "number"}),
    )
    text = forms.CharField(label=_("Nội dung chấm"), max_length=LINE, required=False)
    most = DecimalField(label=_("Điểm"), low=0, high=100, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        given = [bool(data.get("number")), bool(data.get("text")), data.get("most") is not None]
        if any(given) and not all(given) and not self.errors:
            raise ValidationError(
                gettext("Dòng này cần đủ số, nội dung và điểm; hoặc để trống cả ba.")
            )
        return data


class LevelForm(Form):
    name = forms.CharField(label=_("Mức"), max_length=200, required=False)
    least = DecimalField(label=_("Từ bao nhiêu điểm"), low=0, high=100, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if bool(data.get("name")) != (data.get("least") is not None) and not self.errors:
            raise ValidationError(gettext("Mức này cần cả tên và số điểm; hoặc để trống cả hai."))
        return data


class TableForm(Form):
    """The head of a new version of a table."""

    name = forms.CharField(label=_("Tên bảng điểm"), max_length=300)
    source = forms.CharField(
        label=_("Văn bản quy định"), max_length=300, help_text=_("Số, ngày và cơ quan ban hành.")
    )
    valid_from = DateField(label=_("Có hiệu lực từ"))


class FirstTableForm(TableForm):
    """The head of a table made from nothing: what it is for is still to be said."""

    subject = forms.ChoiceField(label=_("Dùng cho"), choices=Subject.choices, widget=Pills)
    of_movement = forms.BooleanField(
        label=_("Chỉ dùng cho phong trào này"),
        help_text=_("Không đánh dấu thì dùng chung cho mọi phong trào đơn vị chấm."),
        required=False,
    )
    field_order = ("name", "subject", "of_movement", "source", "valid_from")


LineForms = forms.formset_factory(LineForm, extra=3, max_num=80)
FirstLineForms = forms.formset_factory(LineForm, extra=15, max_num=80)
LevelForms = forms.formset_factory(LevelForm, extra=1, max_num=10)
FirstLevelForms = forms.formset_factory(LevelForm, extra=3, max_num=10)


class TableForms:
    """The head, the lines and the levels of a table: a new version of one, made from nothing or a paper."""

    def __init__(
        self, table: ScoringTable | None, data: Any = None, *, paper: PaperTable | None = None
    ) -> None:
        self.subject = table.subject if table else None
        head, lines, levels = _begun(table) if table else _drawn(paper) if paper else ({}, [], [])
        begun = bool(table or paper)
        self.head: TableForm = (TableForm if table else FirstTableForm)(data, initial=head)
        self.lines = (LineForms if begun else FirstLineForms)(data, initial=lines, prefix="lines")
        self.levels = (LevelForms if begun else FirstLevelForms)(
            data, initial=levels, prefix="levels"
        )

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), self.lines.is_valid(), self.levels.is_valid()])

    def drafts(self, movement: Movement) -> dict[str, Any]:
        """Return what ``create_table`` takes, for *movement* alone where that was ticked."""
        lines = [f.cleaned_data for f in self.lines if f.cleaned_data.get("number")]
        levels = [f.cleaned_data for f in self.levels if f.cleaned_data.get("name")]
        head = self.head.cleaned_data
        only = head.pop("of_movement", False)
        return {
            **head,
            "movement": movement if only else None,
            "subject": self.subject or head["subject"],
            "lines": [LineDraft(d["number"], d["text"], d["most"]) for d in lines],
            "levels": [LevelDraft(d["name"], d["least"]) for d in levels],
        }


type _Begun = tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]


def _begun(table: ScoringTable) -> _Begun:
    """Return what the forms of a new version are filled with."""
    lines = [
        {"number": line.number, "text": line.text, "most": trimmed(line.most)}
        for line in table.lines.all()
    ]
    levels = [{"name": level.name, "least": trimmed(level.least)} for level in table.levels.all()]
    return {"name": table.name, "source": table.source}, lines, levels


def _drawn(paper: PaperTable) -> _Begun:
    """Return what the forms of a table are filled with that a paper's criteria make."""
    names = ("name", "source", "subject", "valid_from")
    head = {name: getattr(paper, name) for name in names} | {"of_movement": True}
    return head, [asdict(line) for line in paper.lines], [asdict(one) for one in paper.levels]


class BreachForm(Form):
    """What was done against a pledge, and who says so."""

    clause = forms.ModelChoiceField(
        label=_("Điều cam kết"), queryset=Clause.objects.none(), widget=Pills, empty_label=None
    )
    unit = UnitChoice(
        label=_("Đơn vị"), required=False, empty_label=_("Chọn đơn vị"),
        help_text=_("Chọn khi là việc của cả đơn vị; đã ghi người thì không cần."),
    )  # fmt: skip
    day = DateField(label=_("Ngày xảy ra"), latest=clock.today)
    text = forms.CharField(
        label=_("Việc gì"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=300,
        help_text=_("Kết luận, quyết định hay đơn thư nào, số và ngày. Không có nguồn thì không ghi."),
    )  # fmt: skip

    def __init__(
        self, by: Actor, *args: Any, pledges: QuerySet[Clause], units: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = MeantField(
            label=_("Người vi phạm"),
            help_text=_("Họ tên hoặc mã cán bộ; gõ không dấu cũng được."),
            find=lambda typed: meant(by, typed),
            write=written,
            why_none=lambda typed: why_none(by, typed),
            widget=forms.TextInput(attrs={"list": "known"}),
            required=False,
            max_length=300,
        )
        names = [written(person) for person in people(by).filter(active=True)[: KNOWN + 1]]
        self.known = names if len(names) <= KNOWN else []
        self.order_fields(["clause", "person"])
        clause, unit = self.fields["clause"], self.fields["unit"]
        if isinstance(clause, forms.ModelChoiceField):
            clause.queryset = pledges
        if isinstance(unit, UnitChoice):
            unit.offer(units)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        person, unit = said.get("person"), said.get("unit")
        if not (person or unit or {"person", "unit"} & set(self.errors)):
            self.add_error("person", _("Cần ghi người vi phạm, hoặc chọn đơn vị."))
        if person and unit and not person.unit.path.startswith(unit.path):
            words = gettext(
                "%(name)s ở %(own)s, không thuộc %(unit)s. Chọn lại đơn vị hoặc để trống."
            )
            names = {"name": person, "own": tree.written(person.unit), "unit": unit}
            self.add_error("unit", words % names)
        return said

    def deed(self) -> dict[str, Any]:
        """Return what was typed; of a person their own unit."""
        said = dict(self.cleaned_data)
        return said | {"unit": said["person"].unit} if said["person"] else said


class WithdrawForm(Form):
    reason = forms.CharField(label=_("Lý do"), max_length=2000)
