"""What a person types about a paper and about the movement it launches."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.text import nfc
from kheo.kernel.ui.forms import DateField, Form, WholeField, YearField
from kheo.movement.s1_directive import queries, scored, stages
from kheo.movement.s1_directive.actions import Terms
from kheo.movement.s1_directive.models import Directive, Movement
from kheo.movement.s1_directive.numbering import doubled, lines_of
from kheo.movement.s1_directive.states import (
    BASIS,
    BEGINNING,
    QUOTA_PARTS,
    ClauseKind,
    MilestoneKind,
    OnTransfer,
    Subject,
)
from kheo.orgs.models import Unit

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST = 20  # items or models one registers: a figure beyond it is a slip


def year_field(label: Any) -> YearField:
    return YearField(label=label, low=FIRST_YEAR, high=LAST_YEAR)


def on_transfer_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Khi người đăng ký chuyển đơn vị trong năm"),
        help_text=gettext_lazy(
            "Điều này nói các nội dung cá nhân đã viết, đã gửi của năm đang mở về đâu."
        ),
        choices=OnTransfer.choices,
        initial=OnTransfer.FOLLOW,
        widget=forms.RadioSelect,
    )


def text_field(
    label: Any, *, required: bool = True, rows: int = 0, size: int = 500
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=size, widget=widget)


class ScopeChoice(forms.ModelMultipleChoiceField[Unit]):
    """The units ticked in the tree, which the page draws itself."""

    widget = forms.MultipleHiddenInput


# In the order of the page, so that what is wrong is listed from its top to its bottom.
_AS_DRAWN = (
    "name", "item_name", "theme", "aim", "stage", "first_year", "last_year", "year", "launched_on",
    "partners", "parent", *ClauseKind.values, "scored_subjects",
    *(f"{s}_{part}" for s in Subject.values for part in (*(p for p, _words in QUOTA_PARTS), "basis")),
    "on_transfer", *(f"due_{kind}" for kind in MilestoneKind.values), "anyway", "all_direct", "units",
)  # fmt: skip


class LaunchForm(Form):
    """Everything a movement and its first year need, filled from the confirmed paper."""

    drawn_by_page = ("units",)

    name = text_field(gettext_lazy("Tên phong trào"), size=300)
    item_name = text_field(gettext_lazy("Tên gọi nội dung đăng ký"), required=False, size=300)
    theme = text_field(gettext_lazy("Chủ đề"), required=False, rows=2)
    aim = text_field(gettext_lazy("Mục đích, yêu cầu"), required=False, rows=3, size=5000)
    first_year = year_field(gettext_lazy("Từ năm"))
    last_year = year_field(gettext_lazy("Đến năm"))
    year = year_field(gettext_lazy("Năm thực hiện đầu tiên"))
    launched_on = DateField(label=gettext_lazy("Ngày phát động"))
    partners = text_field(gettext_lazy("Cơ quan phối hợp phát động"), required=False)
    parent: forms.ModelChoiceField[Movement] = forms.ModelChoiceField(
        label=gettext_lazy("Hưởng ứng phong trào của cấp trên"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Không"),
    )
    all_direct = forms.BooleanField(
        label=gettext_lazy("Tất cả đơn vị trực thuộc"),
        help_text=gettext_lazy(
            "Chọn mọi đơn vị ngay dưới đơn vị phát động, không cần đánh dấu từng nơi."
        ),
        required=False,
    )
    on_transfer = on_transfer_field()
    scored_subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Lập bảng điểm theo tiêu chí của văn bản"),
        choices=Subject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = ScopeChoice(label=gettext_lazy("Đơn vị phải thực hiện"), queryset=None, required=False)

    anyway = forms.BooleanField(label=gettext_lazy("Vẫn phát động"), required=False)

    def __init__(
        self,
        directive: Directive,
        data: Any = None,
        *,
        by: Actor,
        clashing: Sequence[tuple[int, int]] = (),
        **kwargs: Any,
    ) -> None:
        """Ask, where the paper names one stage in several ways (*clashing*), which is meant."""
        super().__init__(data, **kwargs)
        self.odd: list[str] = []
        if clashing:
            self.fields["stage"] = stages.field(clashing)
            self.fields["first_year"].required = self.fields["last_year"].required = False
        self.unit, self.path, self.by = directive.unit, directive.unit.path, by
        self._choose("parent", queries.parents_for(directive.unit))
        self._choose("units", queries.answering_units(self.path))
        for subject, label in Subject.choices:
            for part, words in QUOTA_PARTS:
                name = f"{subject}_{part}"
                self.fields[name] = WholeField(label=f"{label}: {words}", high=MOST)
            self.fields[f"{subject}_basis"] = text_field(_("Căn cứ"), required=False, size=BASIS)
            self.fields[f"{subject}_basis"].help_text = _("Lời của văn bản nêu số lượng này.")
        for kind, label in MilestoneKind.choices:
            self.fields[f"due_{kind}"] = DateField(label=label, required=False)
        self.fields[f"due_{MilestoneKind.REGISTRATION}"].help_text = _(
            "Bỏ trống thì không bản đăng ký nào bị tính là nộp muộn và không ai được nhắc nộp."
        )
        for kind, label in ClauseKind.choices:
            self.fields[kind] = text_field(label, required=False, rows=5, size=50000)
            self.fields[kind].help_text = _("Mỗi dòng một mục.")
        self.word()
        self.order_fields(_AS_DRAWN)
        if not self.is_bound:
            self.odd = stages.odd(self.initial, clock.today())

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    @property
    def quota_rows(self) -> list[tuple[Any, list[tuple[forms.BoundField, Any]], Any]]:
        return [
            (
                label,
                [(self[f"{subject}_{part}"], words) for part, words in QUOTA_PARTS],
                self[f"{subject}_basis"],
            )
            for subject, label in Subject.choices
        ]

    @property
    def due_fields(self) -> list[forms.BoundField]:
        return [self[f"due_{kind}"] for kind in MilestoneKind.values]

    @property
    def clause_fields(self) -> list[forms.BoundField]:
        return [self[kind] for kind in ClauseKind.values]

    @cached_property
    def scoring(self) -> scored.Scoring:
        """Return by what the movement would be scored, and what its criteria as they stand offer."""
        return scored.scored_by(self.unit, lines_of(self["criterion"].value() or ""), by=self.by)

    @property
    def chosen(self) -> set[str]:
        """Return the keys of the units ticked, as the tree compares them."""
        return {str(pk) for pk in self["units"].value() or ()}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        stages.clean(self, found)
        self._clean_years(found)
        self.odd = stages.odd(found, clock.today())
        if self.odd and not found.get("anyway"):
            asked = _("Sửa lại, hoặc đánh dấu “Vẫn phát động”.")
            self.add_error("anyway", " ".join([*self.odd, asked]))
        for kind in ClauseKind.values:
            if twice := doubled(found.get(kind, "")):
                words = _("“%(text)s” ghi hai lần. Bỏ một dòng.")
                self.add_error(kind, words % {"text": twice[:100]})
        for subject in Subject.values:
            given = [found.get(f"{subject}_{part}") for part, _words in QUOTA_PARTS]
            known = [n for n in given if n is not None]
            if known != sorted(known):
                words = _("Cần tối thiểu không quá phấn đấu, phấn đấu không quá tối đa.")
                self._complain((f"{subject}_maximum", f"{subject}_target"), words)
        if found.get("scored_subjects") and (faults := self.scoring.why_no_table):
            self.add_error(
                "scored_subjects",
                _("%(why)s Sửa điểm của tiêu chí, hoặc bỏ đánh dấu.") % {"why": " ".join(faults)},
            )
        if not found.get("all_direct") and not found.get("units"):
            self._complain(("units",), _("Chưa chọn đơn vị nào phải thực hiện."))
        return found

    def _complain(self, names: Sequence[str], words: str) -> None:
        """Say *words* at the first of the fields *names* at which nothing is said yet: one thing each."""
        if free := [name for name in names if name not in self.errors]:
            self.add_error(free[0], words)

    def _clean_years(self, found: dict[str, Any]) -> None:
        first, last, year = (found.get(n) for n in ("first_year", "last_year", "year"))
        if first and last and last < first:
            self.add_error("last_year", _("Năm cuối phải từ %(first)s trở đi.") % {"first": first})
            if year and year < first:
                words = _("Năm đầu tiên phải từ %(first)s trở đi.")
                self.add_error("year", words % {"first": first})
        elif first and last and year and not first <= year <= last:
            span = {"first": first, "last": last}
            self.add_error("year", _("Năm đầu tiên phải từ %(first)s đến %(last)s.") % span)
        if begins := year or first:  # a missing year keeps no other fault for a second round
            refuse_far(self, found, begins)

    def terms(self) -> Terms:
        """Return what was decided, ready to launch."""
        found = self.cleaned_data
        plain = ("name", "item_name", "theme", "aim", "partners")
        as_is = (
            "first_year",
            "last_year",
            "year",
            "launched_on",
            "parent",
            "on_transfer",
        )
        typed: dict[str, Any] = {name: nfc(found[name]).strip() for name in plain}
        return Terms(
            **typed,
            **{name: found[name] for name in as_is},
            units=self._units(),
            scored=found["scored_subjects"],
            quotas={
                s: tuple(found[f"{s}_{p}"] for p, _words in QUOTA_PARTS) for s in Subject.values
            },
            bases={s: nfc(found[f"{s}_basis"]).strip() for s in Subject.values},
            milestones={k: due for k in MilestoneKind.values if (due := found[f"due_{k}"])},
            clauses={k: lines_of(found[k]) for k in ClauseKind.values},
        )

    def _units(self) -> list[Unit]:
        chosen = list(self.cleaned_data["units"])
        if not self.cleaned_data["all_direct"]:
            return chosen
        direct = queries.answering_units(self.path).filter(parent__path=self.path)
        return list({unit.pk: unit for unit in (*direct, *chosen)}.values())


def refuse_far(form: Form, found: dict[str, Any], year: int) -> None:
    """Refuse each day of *year* that falls neither into it nor into the next.

    What a year begins with may be due before it: plans and registrations often are in December.
    """
    for kind in MilestoneKind.values:
        due, begins = found.get(f"due_{kind}"), kind in BEGINNING
        if due and due.year not in {year, year + 1, *([year - 1] if begins else ())}:
            words = (
                _("Hạn của năm %(year)s phải rơi vào năm đó, năm trước hoặc năm sau.")
                if begins
                else _("Hạn của năm %(year)s phải rơi vào năm đó hoặc năm sau.")
            )
            form.add_error(f"due_{kind}", words % {"year": year})
