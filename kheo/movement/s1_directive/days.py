"""Days a person types for a paper: what the reader would doubt is not taken from a hand either."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Amendment, Directive, Fact, Milestone, Round
from kheo.movement.s1_directive.states import FactKind, MilestoneKind
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
    year, month, number = (int(n) for n in f"{iso}-01-01".split("-")[:3])  # a year or a month alone
    return not doubt_of(ReadDate(number, month, year), iso, _known(directive))


def redated(text: str, deadlines: Iterable[Fact]) -> str:
    """Return *text* with each day that a person put right as they put it right.

    The sentence around a wrong day may be a content of the movement too.
    """
    for fact in deadlines:
        was, now = fact.value["iso"] or "", (fact.confirmed or fact.value)["iso"] or ""
        if was != now and len(was) == len(now) == len("2014-03-25"):
            year, month, number = (int(part) for part in was.split("-"))
            written = rf"\b0?{number}(?P<sign>[/.-])0?{month}(?P=sign){year}\b"
            text = re.sub(written, shown(date.fromisoformat(now)), text)
    return text


# What follows upon what in a year; progress, interim praise and commendation have no one place.
_ORDER = (
    MilestoneKind.RECEIPT,
    MilestoneKind.PLAN,
    MilestoneKind.REGISTRATION,
    MilestoneKind.REVIEW,
    MilestoneKind.REPORT,
)


def odd_days(
    due: Mapping[MilestoneKind, date],
    today: date,
    asked: Collection[MilestoneKind] = tuple(MilestoneKind),
) -> list[str]:
    """Return in words each deadline that has passed already, and each before one it follows upon.

    Only what touches one of *asked* is told: a day that somebody amends, not those that stand.
    """
    found = [
        _("“%(what)s” có hạn %(day)s, trước hôm nay.") % {"what": kind.label, "day": day(on)}
        for kind, on in due.items()
        if on < today and kind in asked
    ]
    given = [kind for kind in _ORDER if kind in due]
    for before, after in pairwise(given):
        if due[after] < due[before] and {before, after} & set(asked):
            words = {
                "what": after.label, "day": day(due[after]),
                "before": before.label, "earlier": day(due[before]),
            }  # fmt: skip
            found.append(_("“%(what)s” có hạn %(day)s, sớm hơn “%(before)s” %(earlier)s.") % words)
    return found


def amended(round_: Round) -> int:
    """Return how often the days of a year were moved, which tells a page drawn before from now."""
    return Amendment.objects.filter(milestone__round=round_).count()


def days_told(milestones: Iterable[Milestone]) -> list[tuple[Milestone, list[str]]]:
    """Return each deadline with how and why it was moved, as the movement's page tells it."""
    return [(m, [_moved(amendment) for amendment in m.amendments.all()]) for m in milestones]


def _moved(amendment: Amendment) -> str:
    if amendment.before is None:
        said = _("Ghi thêm hạn %(after)s%(paper)s. Lý do: %(reason)s")
    elif amendment.after > amendment.before:
        said = _("Gia hạn từ %(before)s đến %(after)s%(paper)s. Lý do: %(reason)s")
    else:
        said = _("Rút hạn từ %(before)s về %(after)s%(paper)s. Lý do: %(reason)s")
    paper = _(" theo %(paper)s") % {"paper": amendment.paper} if amendment.paper else ""
    before = day(amendment.before) if amendment.before else ""
    parts = {"before": before, "after": day(amendment.after), "paper": paper}
    return said % (parts | {"reason": amendment.reason})


def _known(directive: Directive) -> list[date]:
    """Return the day of the paper and those of what it cites; today for a paper that names none."""
    read = directive.facts.filter(kind=FactKind.CITATION).values_list("value__date", flat=True)
    cited = [date.fromisoformat(iso) for iso in read if iso]
    issued = directive.document.issued_on
    return [*([issued] if issued else ()), *cited] or [clock.today()]
