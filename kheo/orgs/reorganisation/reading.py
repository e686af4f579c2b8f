"""Reading figures across reorganisations: as then, or mapped to the tree of today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from kheo.kernel.access import under
from kheo.kernel.ui.paging import address
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried, Successor
from kheo.orgs.reorganisation.states import Told

type Moved = tuple[str, str, int]  # from the unit at a path, to the unit at a path, how many


@dataclass(frozen=True, slots=True)
class Ground:
    """What counts as a unit with all below it: its range, and closed units read with it or not."""

    path: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def within(self, field: str = "path") -> Q:
        """Return the condition that *field*, the path of a unit, counts here."""
        here = under(self.path, field)
        if self.removed:
            here &= ~Q((f"{field}__in", self.removed))
        return here | Q((f"{field}__in", self.added)) if self.added else here

    def holds(self, field: str = "path") -> Q:
        """Return the same condition for a few units found by other means.

        As a range the database would begin with it, and walk every unit there is below.
        """
        if self.added or self.removed:
            return self.within(field)
        return Q((f"{field}__startswith", self.path)) if self.path else Q(pk__in=())

    def listed(self) -> Q:
        """Return the same of registrations, whose key in lists begins with their path."""
        if self.added or self.removed:
            return self.within("unit__path")
        return under(self.path, "sort_key")


def asked(params: QueryDict, *, closed: bool) -> Told:
    """Return how a page is to be read: as its address says, else a closed year as then."""
    word = params.get("theo", "")
    if word in Told.values:
        return Told(word)
    return Told.THEN if closed else Told.NOW


def way(params: QueryDict, path: str, *, closed: bool) -> str:
    """Return how to read what a reorganisation touched at *path* or below; elsewhere nothing."""
    return asked(params, closed=closed) if touched(path) else ""


def switch(params: QueryDict, told: str) -> list[tuple[str, str, bool]]:
    """Return the two ways to read a page, each with its address, which keeps all else."""
    again = {"sau": "", "truoc": "", "cuoi": ""}  # from the first page
    return [(str(way.label), address(params, theo=way.value, **again), way == told) for way in Told]


def said(told: str) -> str:
    """Say in a file how its figures are read; nothing where no reorganisation touched them."""
    words = {
        Told.THEN: _("Số liệu như khi đó: mỗi việc tính cho đơn vị của lúc ấy."),
        Told.NOW: _("Số liệu quy về hiện nay: việc của đơn vị đã đóng tính cho đơn vị tiếp nối."),
    }
    return words[Told(told)] if told else ""


def touched(path: str) -> bool:
    """Tell whether a reorganisation took anything to or from the unit at *path* or below."""
    rows = Successor.objects.filter(is_main=True, new__isnull=False)
    return rows.filter(under(path, "old__path") | under(path, "new__path")).exists()


def presents() -> dict[str, str]:
    """Return where each closed unit goes on today: by its path, that of its last main successor."""
    rows = Successor.objects.filter(is_main=True, new__isnull=False)
    next_ = dict(rows.values_list("old__path", "new__path"))
    found = {}
    for old, new in next_.items():
        last = new
        while last in next_:  # who succeeds is opened or open later: there is no circle
            last = next_[last]
        found[old] = last
    return found


def ground(path: str, told: str) -> Ground:
    """Return what counts as the unit at *path*: as then its own range, today its predecessors too."""
    if told != Told.NOW:
        return Ground(path)
    found = presents().items()
    return Ground(
        path,
        added=tuple(o for o, n in found if n.startswith(path) and not o.startswith(path)),
        removed=tuple(o for o, n in found if o.startswith(path) and not n.startswith(path)),
    )


def seats(year: int) -> list[Moved]:
    """Return the people taken along in *year* or after: as then, they worked where they came from."""
    rows = Carried.objects.filter(what="person", reorganisation__effective_on__year__gte=year)
    found = list(rows.order_by().values_list("before", "after").annotate(n=Count("pk")))
    keys = {key for before, after, _n in found for key in (before, after)}
    paths = dict(Unit.objects.filter(pk__in=keys).values_list("pk", "path"))
    return [(paths[before], paths[after], n) for before, after, n in found]


def balance(path: str, moved: Iterable[Moved]) -> int:
    """Return what the unit at *path* gains when what *moved* is put back."""
    return sum(n * (before.startswith(path) - after.startswith(path)) for before, after, n in moved)
