"""The boxes in which a fact is corrected or added: each kind of fact has its own."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.text import nfc
from kheo.kernel.ui.forms import DateField, Form, WholeField
from kheo.kernel.ui.typed import read_day
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive import guesses
from kheo.movement.s1_directive.models import Directive, Fact, Repair
from kheo.movement.s1_directive.placing import place_of
from kheo.movement.s1_directive.states import COPY_ACTS, NAME_ROLES, QUOTA_SUBJECTS, FactKind
from kheo.reading.find.dates import FIRST_YEAR, LAST_YEAR

_HOLDER = re.compile(r"(?P<place>.+?)\s*(?:\((?P<whom>[^()]*)\))?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO_DAY = len("2026-03-25")


class TimeField(forms.CharField):
    """A day, a month or a year as papers write them, kept as "2026-03-25", "2026-03", "2026"."""

    def __init__(self, *, years: bool, **kwargs: Any) -> None:
        self.years = years
        kwargs.setdefault("help_text", self.wanted())
        super().__init__(max_length=20, **kwargs)

    def wanted(self) -> str:
        if self.years:
            return _("Năm, tháng/năm hoặc ngày/tháng/năm có thật, ví dụ 2026, 3/2026, 25/3/2026.")
        return _("Ngày/tháng/năm hoặc tháng/năm có thật, ví dụ 25/3/2026 hoặc 3/2026.")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
            whole = len(value) == _ISO_DAY
            return day(date.fromisoformat(value)) if whole else f"{int(value[5:])}/{value[:4]}"
        return value

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        iso = self._iso(text)
        # Whether a due day can be meant beside the paper's own years is asked of the paper.
        far = iso and self.years and not FIRST_YEAR <= int(iso[:4]) <= LAST_YEAR
        if not iso or far:
            words = {"found": text, "wanted": self.wanted()}
            raise ValidationError(_("Đang ghi “%(found)s”. Cần: %(wanted)s") % words)
        return iso

    def _iso(self, text: str) -> str:
        if found := read_day(text):
            return found.isoformat()
        month = _MONTH.fullmatch(text)
        if month and 1 <= int(month[1]) <= 12:  # noqa: PLR2004 - months of a year
            return f"{month[2]}-{int(month[1]):02}"
        return text if self.years and re.fullmatch(r"\d{4}", text) else ""


def _text(label: Any, *, required: bool = True, rows: int = 0, size: int = 500) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=size, widget=widget)


def _plain_fields(kind: FactKind) -> dict[str, forms.Field]:
    return {"value": _text(kind.label, rows=2 if kind == FactKind.SUBJECT else 0)}


def _long(name: str) -> Callable[[FactKind], dict[str, forms.Field]]:
    return lambda kind: {name: _text(kind.label, rows=4, size=20000)}


def _dated(label: Any, *, required: bool = True) -> DateField:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return DateField(label=label, required=required, earliest=first, latest=last)


def _quota_fields(_kind: FactKind) -> dict[str, forms.Field]:
    return {
        "subject": forms.ChoiceField(label=_("Cho ai"), choices=QUOTA_SUBJECTS),
        "min": WholeField(label=_("Tối thiểu"), required=False),
        "target": WholeField(label=_("Phấn đấu"), required=False),
        "max": WholeField(label=_("Tối đa"), required=False),
        "unit": _text(_("Cái gì"), size=100),
    }


def _deadline_fields(_kind: FactKind) -> dict[str, forms.Field]:
    recurring = _text(_("Kỳ lặp lại"), required=False, size=200)
    recurring.help_text = _("Bỏ trống nếu chỉ một lần. Ví dụ: hằng quý, ngày 15 hằng tháng.")
    return {
        "iso": TimeField(label=_("Ngày"), required=False, years=False),
        "recurring": recurring,
        "what": _text(_("Việc phải làm"), required=False, rows=2, size=1000),
    }


def _duty_fields(_kind: FactKind) -> dict[str, forms.Field]:
    return {
        "who": _text(_("Giao ai")),
        "what": _text(_("Việc gì"), rows=4, size=20000),
        "partners": _text(_("Phối hợp với"), required=False),
        "due": _text(_("Thời hạn"), required=False),
        "report_to": _text(_("Báo cáo về"), required=False),
        "clause": _text(_("Mục số"), required=False, size=20),
    }


def _copy_fields(_kind: FactKind) -> dict[str, forms.Field]:
    holders = _text(_("Nơi giữ"), required=False, rows=2, size=1000)
    holders.help_text = _("Mỗi dòng một nơi; của riêng ai thì ghi trong ngoặc: Chi bộ (đảng viên).")
    return {
        "count": WholeField(label=_("Số bản"), low=1, high=20),
        "act": forms.ChoiceField(label=_("Để làm gì"), choices=COPY_ACTS),
        "holders": holders,
    }


# The boxes in which a fact of a kind is corrected; other parts of its value stay as read.
_FIELDS: Mapping[str, Callable[[FactKind], dict[str, forms.Field]]] = {
    FactKind.DATE: lambda kind: {"value": _dated(kind.label)},
    FactKind.NAME: lambda kind: {
        "text": _text(kind.label, size=300),
        "role": forms.ChoiceField(label=_("Là"), choices=NAME_ROLES),
    },
    FactKind.PERIOD: lambda _kind: {
        "name": _text(_("Gọi là"), required=False, size=60),
        "first": TimeField(label=_("Từ"), required=False, years=True),
        "last": TimeField(label=_("Đến"), required=False, years=True),
    },
    FactKind.QUOTA: _quota_fields,
    FactKind.DEADLINE: _deadline_fields,
    FactKind.DUTY: _duty_fields,
    FactKind.COPY: _copy_fields,
    FactKind.CITATION: lambda _kind: {
        "type": _text(_("Loại văn bản"), size=60),
        "number": _text(_("Số, ký hiệu"), required=False, size=60),
        "date": _dated(_("Ngày"), required=False),
        "issuer": _text(_("Cơ quan ban hành"), required=False, size=200),
        "title": _text(_("Trích yếu"), required=False, rows=2),
    },
    FactKind.ADDRESSEE: _long("name"),
    FactKind.RECIPIENT: _long("name"),
    **dict.fromkeys(
        (FactKind.ITEM, FactKind.CRITERION, FactKind.TOPIC, FactKind.PLEDGE), _long("text")
    ),
}


class FactForm(Form):
    """Corrects one fact, or adds one, in the boxes its kind needs."""

    def __init__(self, fact: Fact, data: Any = None) -> None:
        self.fact = fact
        self.kind = FactKind(fact.kind)
        old = fact.value if fact.confirmed is None else fact.confirmed
        initial = dict(old) if isinstance(old, dict) else {"value": old}
        if isinstance(old, list):
            initial = {"value": ", ".join(old)}
        if self.kind == FactKind.COPY:
            initial["holders"] = "\n".join(_held(h) for h in initial["holders"])
        super().__init__(data, initial=initial, prefix=f"f{fact.pk or 0}")
        self.fields.update(_FIELDS.get(self.kind, _plain_fields)(self.kind))
        self.word()
        for name, field in self.fields.items():
            if isinstance(field, DateField):
                self.initial[name] = _as_day(initial.get(name))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        check = {
            FactKind.QUOTA: self._clean_quota,
            FactKind.PERIOD: self._clean_period,
            FactKind.DEADLINE: self._clean_deadline,
            FactKind.CITATION: self._clean_citation,
        }.get(self.kind)
        if check and not self.errors:
            check(found)
        return found

    def _clean_quota(self, found: dict[str, Any]) -> None:
        known = [n for n in (found[name] for name in ("min", "target", "max")) if n is not None]
        if not known:
            self.add_error("min", _("Chưa ghi con số nào. Cần ít nhất một ô."))
        elif known != sorted(known):
            self.add_error("max", _("Cần tối thiểu không quá phấn đấu, phấn đấu không quá tối đa."))

    def _clean_period(self, found: dict[str, Any]) -> None:
        first, last = found["first"], found["last"]
        if not first and not last:
            self.add_error("first", _("Chưa ghi năm nào. Cần ít nhất một ô."))
        elif first and last and last < first[: len(last)]:
            self.add_error("last", _("Đang kết thúc trước khi bắt đầu. Xem lại hai ô."))

    def _clean_deadline(self, found: dict[str, Any]) -> None:
        old = self.fact.value
        if not found["iso"] and not found["recurring"] and not old.get("month_day"):
            self.add_error("iso", _("Chưa ghi ngày. Cần một ngày hoặc một kỳ lặp lại."))

    def _clean_citation(self, found: dict[str, Any]) -> None:
        if not found["number"] and not found["title"]:
            self.add_error(
                "number", _("Chưa ghi số, ký hiệu. Văn bản không có số thì ghi trích yếu.")
            )

    def value(self) -> Any:
        """Return the value typed in the shape it was read in."""
        typed = {
            name: part.isoformat()
            if isinstance(part, date)
            else nfc(part)
            if isinstance(part, str)
            else part
            for name, part in self.cleaned_data.items()
        }
        if self.kind == FactKind.STAFF:
            return [part.strip() for part in typed["value"].split(",") if part.strip()]
        if not isinstance(self.fact.value, dict):
            return typed["value"]
        if self.kind == FactKind.DEADLINE:
            iso, again = typed["iso"] or None, typed["recurring"] or None
            typed |= {"iso": iso, "recurring": again, "impossible": False}
            if iso:
                typed["month_day"] = None
        if self.kind == FactKind.PERIOD:
            typed |= {name: typed[name] or None for name in ("first", "last")}
        if self.kind == FactKind.COPY:
            typed["holders"] = _holders(typed["holders"])
        return self.fact.value | typed


def _held(holder: Mapping[str, str]) -> str:
    return f"{holder['place']} ({holder['whom']})" if holder["whom"] else holder["place"]


def _holders(text: str) -> list[dict[str, str]]:
    found = (_HOLDER.fullmatch(line.strip()) for line in text.splitlines() if line.strip())
    return [{"place": f["place"], "whom": f["whom"] or ""} for f in found if f]


def _as_day(iso: Any) -> date | str:
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return ""


class AddForm(Form):
    """Which words of the paper are a fact the machine missed, and of which kind."""

    kind = forms.ChoiceField(label=gettext_lazy("Là dữ kiện gì"), choices=FactKind.choices)
    quote = forms.CharField(
        label=gettext_lazy("Những chữ trên văn bản"),
        help_text=gettext_lazy("Bôi đen trên văn bản rồi bấm nút hiện ra, hoặc chép đúng chữ vào."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())

    def __init__(self, directive: Directive, repairs: list[Repair], data: Any = None) -> None:
        self.directive = directive
        self.repairs = repairs
        super().__init__(data, prefix="them")

    def clean_at(self) -> int:
        return self.cleaned_data["at"] or 0

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        quote, text = nfc(found.get("quote", "")), self.directive.document.text
        self.place = place_of(quote, text, self.repairs, found.get("at") or 0)
        if quote and self.place is None:
            self.add_error(
                "quote",
                _("Không thấy “%(words)s” trên văn bản. Chép đúng một đoạn liền nhau của văn bản.")
                % {"words": quote if len(quote) <= 60 else f"{quote[:60]}…"},  # noqa: PLR2004
            )
        return found

    def fact(self) -> Fact:
        """Return the fact to add, its value guessed by the reader from the words alone."""
        start, end = self.place or (0, 0)
        kind, quote = self.cleaned_data["kind"], " ".join(self.cleaned_data["quote"].split())
        value = guesses.guess(FactKind(kind), quote)
        return Fact(
            directive=self.directive, kind=kind, quote=quote, start=start, end=end, value=value
        )
