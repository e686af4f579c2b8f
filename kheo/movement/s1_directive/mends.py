"""The words the machine repaired, alike ones together, as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    def pending(self) -> int:
        return sum(r.verdict == Verdict.PENDING for r in self.places)


def mends(repairs: Iterable[Repair]) -> list[Mend]:
    """Return the repaired words, alike ones together, in the order of the paper."""
    found: dict[tuple[str, str], list[Repair]] = {}
    for repair in repairs:
        found.setdefault((" ".join(repair.found.split()), repair.right), []).append(repair)
    return [Mend(old, new, places) for (old, new), places in found.items()]


def mended(verdict: Verdict, n: int) -> str:
    """Return what was just said of *n* repaired words."""
    forms = {
        Verdict.ACCEPTED: _("Đã nhận %(n)s chữ chữa."),
        Verdict.STRUCK: _("Đã trả %(n)s chữ về như trên giấy."),
        Verdict.PENDING: _("Đã hoàn tác %(n)s chữ."),
    }
    return forms[verdict] % {"n": n}
