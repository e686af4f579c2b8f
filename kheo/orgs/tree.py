"""The tree as of a day: branches opened a page at a time, units by name or code."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Concat, Length, RowNumber, Substr
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.orgs import access, naming
from kheo.orgs.models import FormerName, Unit
from kheo.orgs.states import Kind

BRANCH = 50  # units of one branch shown at once
OPEN_AT_MOST = 30  # branches open on one page
MEANT = 6  # units offered when it is not clear which is meant
DAYS = 60  # days of change the slider knows, the latest


def alive(on: date) -> Q:
    return Q(opened_on__lte=on) & (Q(closed_on=None) | Q(closed_on__gt=on))


def as_of(units: QuerySet[Unit], on: date) -> QuerySet[Unit]:
    """Return those of *units* that were open on a day, each with ``then``, its name of that day."""
    below = Unit.objects.filter(alive(on), parent=OuterRef("pk"))
    return units.filter(alive(on)).annotate(
        end=_end(),
        then=naming.name_on(on),
        has_below=Exists(below),
        # People are counted where they work today: of a past day nothing is shown.
        headcount=_headcount() if on >= clock.today() else Value(None, IntegerField()),
    )


def _end() -> Concat:
    """Return where the range of a path ends, as ``kernel.access.under`` draws it."""
    return Concat(Substr("path", 1, Length("path") - 1), Value("/"))


def _headcount() -> Subquery:
    """Return how many people work in a unit and below it today."""
    inside = Unit.objects.filter(path__gte=OuterRef("path"), path__lt=OuterRef("end"))
    total = Func(F("staff"), function="SUM", output_field=IntegerField())
    return Subquery(inside.order_by().values(n=total))


@dataclass(slots=True)
class Branch:
    """A unit in the tree and what is shown below it."""

    unit: Unit
    is_open: bool = False
    below: list["Branch"] = field(default_factory=list)
    more: bool = False  # the branch has further units than a page


def grown(by: Actor, on: date, opened: set[int]) -> tuple[list[Branch], set[int]]:
    """Return the tree in reach with the *opened* branches grown, level by level, and which are.

    The root of the reach is always open. One statement a level.
    """
    roots = [Branch(unit) for unit in as_of(access.visible_units(by), on).filter(path=by.reach)]
    grown_at: set[int] = set()
    level = roots
    wanted = opened | {branch.unit.pk for branch in roots}
    while due := [b for b in level if b.unit.pk in wanted and b.unit.has_below][:OPEN_AT_MOST]:  # type: ignore[attr-defined]  # annotated
        level = _grow(by, on, due)
        grown_at |= {branch.unit.pk for branch in due}
    return roots, grown_at


def _grow(by: Actor, on: date, due: list[Branch]) -> list[Branch]:
    rows = as_of(access.visible_units(by), on).filter(parent__in=[b.unit.pk for b in due])
    row = Window(RowNumber(), partition_by=F("parent"), order_by=F("path").asc())
    at = {branch.unit.pk: branch for branch in due}
    level: list[Branch] = []
    for unit in rows.annotate(row=row).filter(row__lte=BRANCH + 1).order_by("path"):
        branch = at[unit.parent_id or 0]
        branch.is_open = True
        if len(branch.below) == BRANCH:
            branch.more = True
            continue
        branch.below.append(Branch(unit))
        level.append(branch.below[-1])
    return level


def children(by: Actor, unit: Unit, on: date) -> QuerySet[Unit]:
    return as_of(access.visible_units(by), on).filter(parent=unit)


def named(by: Actor, words: str, on: date | None = None) -> QuerySet[Unit]:
    """Return the units in reach whose name, former name, abbreviation or code holds *words*."""
    units = access.visible_units(by).select_related("parent")
    folded = fold(words)
    former = FormerName.objects.filter(unit=OuterRef("pk"), folded__contains=folded)
    found = units.filter(
        Q(folded__contains=folded)
        | Q(code__istartswith=words.strip())
        | Q(symbol__iexact=words.strip())
        | Exists(former)
    )
    return as_of(found, on) if on else found


def days_of_change(by: Actor) -> list[date]:
    """Return the days on which a unit in reach opened, closed or was renamed, the last at the end."""
    units = access.visible_units(by).order_by()
    renamed = FormerName.objects.filter(unit__in=units).order_by()
    days = (
        units.values_list("opened_on", flat=True)
        .union(
            units.exclude(closed_on=None).values_list("closed_on", flat=True),
            renamed.values_list("until", flat=True),
        )
        .order_by("-opened_on")
    )
    return list(days[:DAYS])[::-1]


def open_to(by: Actor) -> QuerySet[Unit]:
    """Return the open units *by* administers, to choose one from."""
    return access.visible_units(by).filter(closed_on=None).select_related("parent")


def cells() -> QuerySet[Unit]:
    return Unit.objects.open().filter(kind=Kind.CELL).select_related("parent")


def written(unit: Unit) -> str:
    """Return how a unit is written where it is chosen: its name, and the unit above."""
    return f"{unit.name}, {unit.parent.name}" if unit.parent else unit.name


def why_none(by: Actor, typed: str) -> str:
    """Say why no open unit is meant by what somebody typed: it has closed, or there is none."""
    closed = access.visible_units(by).exclude(closed_on=None).select_related("parent")
    found = meant(closed, typed) if typed.strip() else []
    if found and found[0].closed_on:
        words = _("%(unit)s đã đóng ngày %(day)s. Chọn đơn vị đang hoạt động.")
        return words % {"unit": written(found[0]), "day": day(found[0].closed_on)}
    return not_found(typed)


def not_found(typed: str) -> str:
    return _("Không tìm thấy “%(typed)s”. Ghi đúng tên hoặc mã.") % {"typed": typed}


def open_meant(by: Actor, typed: str) -> list[Unit]:
    """Return which open unit *by* administers is meant; none where a closed one is named in full.

    A longer name is offered for its beginning, but not for what was the whole name of another.
    """
    found = meant(open_to(by), typed)
    closed = access.visible_units(by).exclude(closed_on=None)
    if found and not any(_named(one, typed) for one in found):
        return [] if closed.filter(_exact(typed)).exists() else found
    return found


def _named(unit: Unit, typed: str) -> bool:
    """Tell whether a unit is named in full, or by its code."""
    whole = {fold(unit.name), fold(written(unit)), fold(unit.code)}
    return fold(typed) in whole


def _exact(typed: str) -> Q:
    exact = Q(folded=fold(typed))
    name, comma, above = typed.rpartition(",")
    if comma:
        exact |= Q(folded=fold(name), parent__folded=fold(above))
    return exact


def meant(units: QuerySet[Unit], typed: str) -> list[Unit]:
    """Return which of *units* is meant by its code, its name, or its name and the one above."""
    if by_code := list(units.filter(code=typed.strip().upper()).exclude(code="")[:1]):
        return by_code
    return list(units.filter(_exact(typed))[:MEANT]) or list(
        units.filter(folded__contains=fold(typed))[:MEANT]
    )
