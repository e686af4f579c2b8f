"""Reading figures across reorganisations: as then, or mapped to the tree of today."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from kheo.kernel.access import under
from kheo.kernel.ui.paging import address
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import heirs
from kheo.orgs.reorganisation.heirs import Ground
from kheo.orgs.reorganisation.models import Carried, Successor
from kheo.orgs.reorganisation.states import Told

type Moved = tuple[str, str, int]  # from the unit at a path, to the unit at a path, how many


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


def shared(path: str, told: str) -> list[str]:
    """Say whose figures of the past are given in shares to units at *path*, read as of today."""
    return heirs.said(path) if told == Told.NOW else []


def said(told: str, path: str = "") -> str:
    """Say in a file how its figures are read; nothing where no reorganisation touched them.

    Of figures, not of lists, also whose are given in shares to the unit at *path*.
    """
    words = {
        Told.THEN: _("Số liệu như khi đó: mỗi việc tính cho đơn vị của lúc ấy."),
        Told.NOW: _("Số liệu quy về hiện nay: việc của đơn vị đã đóng tính cho đơn vị tiếp nối."),
    }
    if not told:
        return ""
    return " ".join([words[Told(told)], *(shared(path, told) if path else ())])


def touched(path: str) -> bool:
    """Tell whether a reorganisation took anything to or from the unit at *path* or below."""
    rows = Successor.objects.filter(is_main=True, new__isnull=False)
    return rows.filter(under(path, "old__path") | under(path, "new__path")).exists()


def ground(path: str, told: str) -> Ground:
    """Return what a list of the unit at *path* holds: as then its own, today its predecessors' too.

    A record is listed under one unit: of one that was split under the main successor, whatever
    part of its figures the others are given.
    """
    if told != Told.NOW:
        return Ground(path)
    known = heirs.today()
    found = [(old, known.last(old)) for old in known.main]
    return Ground(
        path,
        added=tuple(o for o, n in found if n.startswith(path) and not o.startswith(path)),
        removed=tuple(o for o, n in found if o.startswith(path) and not n.startswith(path)),
    )


def seats(
    year: int, *, of: QuerySet[Any, Any] | None = None, until: date | None = None
) -> list[Moved]:
    """Return the people taken along in *year* or after: as then, they worked where they came from.

    Only those of the keys *of*, and only *until* a day, where they are given.
    """
    rows = Carried.objects.filter(what="person", reorganisation__effective_on__year__gte=year)
    if of is not None:
        rows = rows.filter(key__in=of)
    if until:
        rows = rows.filter(reorganisation__effective_on__lte=until)
    found = list(rows.order_by().values_list("before", "after").annotate(n=Count("pk")))
    keys = {key for before, after, _n in found for key in (before, after)}
    paths = dict(Unit.objects.filter(pk__in=keys).values_list("pk", "path"))
    return [(paths[before], paths[after], n) for before, after, n in found]


def balance(path: str, moved: Iterable[Moved]) -> int:
    """Return what the unit at *path* gains when what *moved* is put back."""
    return sum(n * (before.startswith(path) - after.startswith(path)) for before, after, n in moved)


def continued(unit: str = "pk") -> QuerySet[Successor]:
    """Return whom alone the unit in a column goes on for: it was opened for that one and no other."""
    others = Successor.objects.filter(new=OuterRef("new")).exclude(old=OuterRef("old"))
    rows = Successor.objects.filter(new=OuterRef(unit), opened=True, is_main=True)
    return rows.exclude(Exists(others))
