"""Days a person types for a paper: what the reader would doubt is not taken from a hand either."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.movement.s1_directive.models import Directive, Fact
from kheo.movement.s1_directive.states import FactKind
from kheo.reading.find.dates import FIRST_YEAR, LAST_YEAR, ReadDate, shown
from kheo.reading.find.deadlines import FAR_YEARS, doubt_of


def refuse_impossible(fact: Fact, value: Any) -> None:
    """Raise ValidationError where *value*, typed for a date, is no day the paper can mean."""
    iso = value.get("iso") if isinstance(value, dict) else value
    if (
        fact.kind not in {FactKind.DEADLINE, FactKind.DATE}
        or not iso
        or can_be_meant(iso, fact.directive)
    ):
        return
    words = _(
        "“%(day)s” không thể là ngày đúng của văn bản này: cần một năm từ %(first)s đến %(last)s, "
        "cách các năm văn bản nêu không quá %(far)s năm. Sửa lại ngày hoặc bỏ dữ kiện."
    )
    typed = shown(date.fromisoformat(iso)) if len(iso) == len("2014-03-25") else iso
    span = {"day": typed, "first": FIRST_YEAR, "last": LAST_YEAR, "far": FAR_YEARS}
    raise ValidationError(words % span)


def can_be_meant(iso: str, directive: Directive) -> bool:
    """Tell whether the day or month *iso* is near the years of the paper, as its reader asks."""
    year, month, day = (int(n) for n in f"{iso}-01-01".split("-")[:3])  # a year or a month alone
    return not doubt_of(ReadDate(day, month, year), iso, _known(directive))


def _known(directive: Directive) -> list[date]:
    """Return the day of the paper and those of what it cites; today for a paper that names none."""
    read = directive.facts.filter(kind=FactKind.CITATION).values_list("value__date", flat=True)
    cited = [date.fromisoformat(iso) for iso in read if iso]
    issued = directive.document.issued_on
    return [*([issued] if issued else ()), *cited] or [clock.today()]
