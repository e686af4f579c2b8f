"""Forms as officials fill them in: days as day/month/year, numbers with a comma, files."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.ui.components import component
from kheo.kernel.ui.typed import DAY_FIRST, SHORT_YEAR, read_day, read_number
from kheo.kernel.ui.written import day, number

type Bound = date | Callable[[], date] | None

_ANY_DAY = date(2027, 3, 25)  # an example where every day is taken
MEGABYTE = 1024 * 1024


class DateField(forms.Field):
    """A day typed as text: the browser's own field would follow the browser's language."""

    widget = forms.TextInput

    def __init__(self, *, earliest: Bound = None, latest: Bound = None, **kwargs: Any) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(**kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Bind the field; by now its limits are settled, and the example lies within them."""
        if not self.help_text:
            words = _("Ngày/tháng/năm, ví dụ %(day)s.")
            self.help_text = words % {"day": day(self._example())}
        return super().get_bound_field(form, field_name)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "data-width": "date",
            "inputmode": "numeric",
            "autocomplete": "off",
        }

    def prepare_value(self, value: Any) -> Any:
        return day(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = str(value).strip()
        found = read_day(text)
        if found is None or not self._fits(found):
            words = _("Đang ghi “%(found)s”. %(wanted)s")
            if found is None and DAY_FIRST.fullmatch(text):
                words = _("Đang ghi “%(found)s”. Lịch không có ngày này. %(wanted)s")
            elif found is None and SHORT_YEAR.fullmatch(text):
                words = _("Đang ghi “%(found)s”. Ghi năm đủ bốn chữ số. %(wanted)s")
            elif found is None and any(self._limits()):
                words = _("Đang ghi “%(found)s”. Ghi ngày/tháng/năm, ví dụ %(day)s. %(wanted)s")
            told = {"found": text, "wanted": self._wanted(), "day": day(self._example())}
            raise ValidationError(words % told, code="invalid")
        return found

    def _example(self) -> date:
        """Return a day that would be taken."""
        low, high = self._limits()
        return high or low or _ANY_DAY

    def _limits(self) -> tuple[date | None, date | None]:
        low, high = self.earliest, self.latest
        return (low() if callable(low) else low), (high() if callable(high) else high)

    def _fits(self, found: date) -> bool:
        low, high = self._limits()
        return (low is None or low <= found) and (high is None or found <= high)

    def _wanted(self) -> str:
        low, high = self._limits()
        if low and high:
            return _("Cần một ngày từ %(low)s đến %(high)s.") % {"low": day(low), "high": day(high)}
        if low:
            return _("Cần một ngày từ %(low)s trở đi.") % {"low": day(low)}
        if high:
            return _("Cần một ngày không muộn hơn %(high)s.") % {"high": day(high)}
        return _("Cần ngày/tháng/năm, ví dụ 25/3/2027.")


_BETWEEN = gettext_lazy("từ %(low)s đến %(high)s")
_FROM = gettext_lazy("từ %(low)s trở lên")
_UP_TO = gettext_lazy("không quá %(high)s")


class DecimalField(forms.Field):
    """A number with a decimal comma or point, thousands grouped with points or not."""

    widget = forms.TextInput

    def __init__(
        self,
        *,
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        places: int = 2,
        **kwargs: Any,
    ) -> None:
        self.low = low
        self.high = high
        self.places = places
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        mode = "decimal" if self.places else "numeric"
        return {
            **super().widget_attrs(widget),
            "data-width": "number",
            "inputmode": mode,
            "autocomplete": "off",
        }

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int | Decimal) else value

    def to_python(self, value: Any) -> Decimal | int | None:
        if value in self.empty_values:
            return None
        text = str(value).strip()
        found = read_number(text)
        if found is None or not self._fits(found):
            wanted = self._wanted()
            if found is not None and self.places and not self._short(found):
                wanted = _("Chỉ ghi tối đa %(n)s chữ số sau dấu phẩy.") % {"n": self.places}
            raise ValidationError(
                _("Đang ghi “%(found)s”. %(wanted)s") % {"found": text, "wanted": wanted},
                code="invalid",
            )
        return found

    def _short(self, found: Decimal) -> bool:
        """Tell whether *found* has no more digits after the comma than the field takes."""
        exponent = found.as_tuple().exponent
        return isinstance(exponent, int) and -exponent <= self.places

    def _fits(self, found: Decimal) -> bool:
        return (
            self._short(found)
            and (self.low is None or found >= self.low)
            and (self.high is None or found <= self.high)
        )

    def _wanted(self) -> str:
        kind = _("Cần một số") if self.places else _("Cần một số nguyên")
        if self.low is not None and self.high is not None:
            span = {"low": number(self.low), "high": number(self.high)}
            return f"{kind} {_BETWEEN % span}."
        example = _("ví dụ 1.234,5") if self.places else _("ví dụ 1.234")
        if self.low is not None:
            return f"{kind} {_FROM % {'low': number(self.low)}}, {example}."
        if self.high is not None:
            return f"{kind} {_UP_TO % {'high': number(self.high)}}."
        return f"{kind}, {example}."


class WholeField(DecimalField):
    """A whole number: people, households, đồng."""

    def __init__(self, *, low: int | None = 0, high: int | None = None, **kwargs: Any) -> None:
        super().__init__(low=low, high=high, places=0, **kwargs)

    def to_python(self, value: Any) -> int | None:
        found = super().to_python(value)
        return None if found is None else int(found)


class YearField(WholeField):
    """A year: written without a point for the thousands."""

    def prepare_value(self, value: Any) -> Any:
        return value

    def _wanted(self) -> str:
        return _("Cần một năm từ %(low)s đến %(high)s.") % {"low": self.low, "high": self.high}


class FileRule:
    """The endings and the size a file may have; say it in words when it has not."""

    def __init__(self, endings: Sequence[str], megabytes: int = 20) -> None:
        self.unsaid: Sequence[str] = ()  # let through, to be refused with what to do instead
        self.endings = tuple(ending.lower().lstrip(".") for ending in endings)
        self.megabytes = megabytes

    def __call__(self, file: "UploadedFile[Any]") -> None:
        name = str(file.name)
        ending = PurePath(name).suffix.lower().lstrip(".")
        if ending not in self.endings:
            wanted = ", ".join(f".{known}" for known in self.endings if known not in self.unsaid)
            words = {"name": name, "wanted": wanted}
            raise ValidationError(
                _("Tệp “%(name)s” không thuộc loại nhận được. Cần tệp %(wanted)s.") % words
            )
        size = file.size or 0
        if size > self.megabytes * MEGABYTE:
            words = {"name": name, "size": number(round(size / MEGABYTE, 1))}
            words["limit"] = str(self.megabytes)
            raise ValidationError(
                _("Tệp “%(name)s” nặng %(size)s MB. Mỗi tệp không quá %(limit)s MB.") % words
            )


class FileField(forms.FileField):
    """One file of known endings, within a size; *unsaid* endings are refused later, in words."""

    def __init__(self, *, endings: Sequence[str], megabytes: int = 20, **kwargs: Any) -> None:
        self.rule = FileRule([*endings, *kwargs.get("unsaid", ())], megabytes)
        self.rule.unsaid = kwargs.pop("unsaid", ())
        widget = forms.FileInput(attrs={"accept": ",".join(f".{e}" for e in self.rule.endings)})
        kwargs.setdefault("widget", widget)
        kwargs["validators"] = [*kwargs.get("validators", []), self.rule]
        super().__init__(**kwargs)


_WORDS = {
    "required": gettext_lazy("Chưa ghi. Cần điền ô này."),
    "invalid_choice": gettext_lazy("Chưa chọn đúng. Chọn một mục trong danh sách."),
    "max_length": gettext_lazy(
        "Đang dài %(show_value)d ký tự, chỉ được %(limit_value)d. Rút gọn rồi lưu lại."
    ),
    "empty": gettext_lazy("Tệp này không có gì bên trong. Kiểm tra lại tệp rồi chọn lại."),
}


def _django_says(field: forms.Field, code: str) -> object:
    """Return Django's own words for *code*: only these are replaced, never a page's own."""
    for kind in type(field).__mro__:
        if code in getattr(kind, "default_error_messages", {}):
            return kind.default_error_messages[code]  # type: ignore[attr-defined]  # just checked
    return None


class Look:
    """Draws a form with the field component and leaves the wording of errors to us."""

    fields: dict[str, forms.Field]
    use_required_attribute = False  # the browser would complain in its own language

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.word()

    def full_clean(self) -> None:
        self.word()  # of fields added since, too
        super().full_clean()  # type: ignore[misc]  # a form's, which stands behind this

    def word(self) -> None:
        """Word the errors of the fields there are."""
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea | forms.TextInput):
                # A browser would cut a pasted text short without a word; the answer says so.
                field.widget.attrs.pop("maxlength", None)
            for code, words in _WORDS.items():
                if field.error_messages.get(code) == _django_says(field, code):
                    field.error_messages[code] = words

    def render(self, *_args: Any, **_kwargs: Any) -> SafeString:
        return component("fields").draw((self,))

    __str__ = render
    __html__ = render


class Form(Look, forms.Form):
    """A form in the look of Khéo."""


class ModelForm(Look, forms.ModelForm):  # type: ignore[type-arg]  # the model is named by Meta
    """A model's form in the look of Khéo."""
