"""Who goes on today for each unit that closed, and what part of its past each is given.

A unit that was split hands its past to the main successor whole, or, once shares are written
(``Successor.share``), to each by its share. Counts stay whole and come to the same sum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from kheo.kernel.access import beginning, under
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Successor

WHOLE = 100
type Parts = tuple[tuple[str, Fraction], ...]  # the path of a unit of today, its part of one


@dataclass(frozen=True, slots=True)
class Ground:
    """What counts as a unit with all below it: its range, and closed units read with it or not."""

    path: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    alone: bool = False  # the unit without what lies below it

    def within(self, field: str = "path") -> Q:
        """Return the condition that *field*, the path of a unit, counts here."""
        if self.alone:
            return Q((field, self.path))
        here = under(self.path, field)
        if self.removed:
            here &= ~Q((f"{field}__in", self.removed))
        return here | Q((f"{field}__in", self.added)) if self.added else here

    def holds(self, field: str = "path") -> Q:
        """Return the same condition for a few units found by other means."""
        if self.added or self.removed or self.alone:
            return self.within(field)
        return beginning(self.path, field)

    def listed(self) -> Q:
        """Return the same of registrations, whose key in lists begins with their path."""
        if self.added or self.removed or self.alone:
            return self.within("unit__path")
        return under(self.path, "sort_key")


@dataclass(frozen=True)
class Heirs:
    """The successors of today by the path of each closed unit, those with shares told apart."""

    main: Mapping[str, str]  # the next main successor, of each that closed
    shares: Mapping[str, Parts]  # the next successors, of each whose past was given in shares
    closed: Mapping[str, date] = field(default_factory=dict)  # from when each goes on so

    def upto(self, day: date) -> "Heirs":
        """Return who went on for each unit on *day*."""
        return Heirs(
            {old: new for old, new in self.main.items() if self.closed[old] <= day},
            {old: parts for old, parts in self.shares.items() if self.closed[old] <= day},
            self.closed,
        )

    def last(self, path: str) -> str:
        """Return where the records of the unit at *path* are listed today."""
        while path in self.main:  # who succeeds is opened or open later: there is no circle
            path = self.main[path]
        return path

    @cached_property
    def parts(self) -> Mapping[str, Parts]:
        """Return what part of the figures of each closed unit every unit of today is given."""
        return {path: self._parts(path) for path in {*self.main, *self.shares}}

    def _parts(self, path: str) -> Parts:
        if path not in self.shares:
            return self._parts(self.main[path]) if path in self.main else ((path, Fraction(1)),)
        return tuple(
            (last, share * rest)
            for new, share in self.shares[path]
            for last, rest in self._parts(new)
        )

    def spread(self, path: str, n: int) -> Iterator[tuple[str, int]]:
        """Yield what each unit of today is given of *n* counted at *path*; together they are *n*."""
        upto = Fraction(0)
        for at, part in self.parts.get(path, ((path, Fraction(1)),)):
            before, upto = _whole(n * upto), upto + part
            if given := _whole(n * upto) - before:
                yield at, given

    def whole(self, path: str) -> Ground:
        """Return what counts as the unit at *path* today, without what is given to it in part."""
        inside = {old: self._inside(parts, path) for old, parts in self.parts.items()}
        return Ground(
            path,
            added=tuple(o for o, n in inside.items() if n == 1 and not o.startswith(path)),
            removed=tuple(o for o, n in inside.items() if n < 1 and o.startswith(path)),
        )

    def wide(self, path: str) -> Ground:
        """Return the same with all of what it is given a part of: who reads it spreads it."""
        inside = {old: self._inside(parts, path) for old, parts in self.parts.items()}
        return Ground(
            path,
            added=tuple(o for o, n in inside.items() if n and not o.startswith(path)),
            removed=tuple(o for o, n in inside.items() if not n and o.startswith(path)),
        )

    def in_part(self, path: str) -> list[str]:
        """Return the closed units of whose past the unit at *path* is given a part."""
        inside = {old: self._inside(parts, path) for old, parts in self.parts.items()}
        return [old for old, n in inside.items() if 0 < n < 1]

    def _inside(self, parts: Parts, path: str) -> Fraction:
        return sum((part for at, part in parts if at.startswith(path)), Fraction(0))


def _whole(n: Fraction) -> int:
    return int(n + Fraction(1, 2))


def today() -> Heirs:
    """Return who goes on today, in one statement."""
    rows = Successor.objects.filter(new__isnull=False).filter(Q(is_main=True) | Q(share__gt=0))
    found = rows.order_by("old__path", "pk").values_list(
        "old__path", "new__path", "is_main", "share", "reorganisation__effective_on"
    )
    main: dict[str, str] = {}
    shares: dict[str, Parts] = {}
    closed: dict[str, date] = {}
    for old, several in groupby(found, key=lambda row: row[0]):
        each = list(several)
        closed[old] = each[0][-1]
        main.update((old, new) for old, new, is_main, _share, _on in each if is_main)
        parts = tuple((new, Fraction(share, WHOLE)) for _o, new, _m, share, _on in each if share)
        if parts:
            shares[old] = parts
    return Heirs(main, shares, closed)


def said(path: str) -> list[str]:
    """Say of each unit whose past is given in shares, within *path*, who is given how much."""
    rows = Successor.objects.filter(share__gt=0, new__isnull=False)
    rows = rows.filter(under(path, "old__path") | under(path, "new__path"))
    olds = Unit.objects.filter(pk__in=rows.values("old")).order_by("path")
    every = Successor.objects.filter(old__in=olds, share__gt=0).select_related("new")
    words = _("Số liệu cũ của %(old)s chia theo tỉ lệ người: %(parts)s.")
    named: dict[int, list[str]] = {}
    for row in every.order_by("pk"):
        named.setdefault(row.old_id, []).append(f"{row.new} {row.share} %")
    return [words % {"old": old, "parts": ", ".join(named[old.pk])} for old in olds]
