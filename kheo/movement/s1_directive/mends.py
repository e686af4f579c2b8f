"""The words the machine repaired, alike ones together, as the page shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kheo.movement.s1_directive.models import Repair
from kheo.movement.s1_directive.states import Verdict


@dataclass(frozen=True, slots=True)
class Mend:
    """One repaired word with every place it stands at."""

    found: str
    right: str
    places: list[Repair]

    @property
    def keys(self) -> str:
        return "-".join(r.key for r in self.places)

    @property
    def struck(self) -> int:
        return sum(r.verdict == Verdict.STRUCK for r in self.places)

    @property
    def sure(self) -> float:
        return min(r.sure for r in self.places)

    @property
    def asked(self) -> int:
        return sum(r.is_asked for r in self.places)

    @property
    def pending(self) -> int:
        return sum(r.verdict == Verdict.PENDING for r in self.places)


@dataclass(frozen=True, slots=True)
class Group:
    """The mended words of one kind of loss, those the machine is least sure of first."""

    title: str
    mends: list[Mend]

    @property
    def places(self) -> int:
        return sum(len(mend.places) for mend in self.mends)

    @property
    def asked(self) -> int:
        return sum(mend.asked for mend in self.mends)


def groups(repairs: Iterable[Repair]) -> list[Group]:
    """Return the repaired words by what was lost, alike ones together, the least sure first."""
    found: dict[tuple[str, str], list[Repair]] = {}
    for repair in repairs:
        found.setdefault((" ".join(repair.found.split()), repair.right), []).append(repair)
    kinds: dict[str, list[Mend]] = {}
    for (old, new), places in found.items():
        kinds.setdefault(_loss(old, new), []).append(Mend(old, new, places))
    titles = {
        "sign": _("Dấu lạ đứng thay chữ"),
        "gap": _("Mất chữ, còn khoảng trống"),
        "gone": _("Mất chữ, không còn dấu vết"),
        "misread": _("Máy quét đọc sai"),
    }
    return [
        Group(title, sorted(kinds[kind], key=lambda mend: mend.sure))
        for kind, title in titles.items()
        if kind in kinds
    ]


def _loss(found: str, right: str) -> str:
    """Return how the letters of *found* went: a sign, a gap or nothing in their place, or misread."""
    bare, whole = "".join(found.split()), "".join(right.split())
    if any(not letter.isalnum() and letter not in whole for letter in bare):
        return "sign"
    if len(bare) >= len(whole):
        return "misread"
    return "gap" if len(found.split()) > len(right.split()) else "gone"


def mended(verdict: Verdict, n: int) -> str:
    """Return what was just said of *n* repaired words."""
    forms = {
        Verdict.ACCEPTED: _("Đã nhận %(n)s chữ chữa."),
        Verdict.STRUCK: _("Đã trả %(n)s chữ về như trên giấy."),
        Verdict.PENDING: _("Đã hoàn tác %(n)s chữ."),
    }
    return forms[verdict] % {"n": n}


# What one press takes together: all words the machine is sure of, or back again.
TOGETHER: dict[str, Callable[[Iterable[Repair]], list[Repair]]] = {
    "all": lambda found: [r for r in found if r.verdict == Verdict.PENDING and not r.is_asked],
    "none": lambda found: [r for r in found if r.verdict == Verdict.ACCEPTED],
}


def first_asked(found: Iterable[Group]) -> int | None:
    """Return the key of the word on the page that is the first to be answered, None if none is."""
    asked = (mend for group in found for mend in group.mends if mend.asked)
    return next((mend.places[0].pk for mend in asked), None)


def shown(repairs: Sequence[Repair]) -> dict[str, Any]:
    """Return the words as the page has them; how many one press takes, one gives back, are asked for."""
    found = groups(repairs)
    return {
        "mends": found,
        "first_asked": first_asked(found),
        "unsaid": len(TOGETHER["all"](repairs)),
        "taken": len(TOGETHER["none"](repairs)),
        "asked": sum(repair.is_asked for repair in repairs),
    }
