"""Write what a checked sheet adds, in bulk, inside the transaction of its import."""

from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.db.models import F

from kheo.kernel import pouring
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold, name_key
from kheo.orgs import access
from kheo.orgs.actions.marking import mark_all
from kheo.orgs.importing.plan import Plan
from kheo.orgs.importing.register import Place
from kheo.orgs.importing.units import FACTS, New, Units
from kheo.orgs.importing.would import Who
from kheo.orgs.models import Import, Person, Post, Unit

_WHO = ("name_key", "full_name", "folded", "code", "staff", "sex", "born_in", "born_on", "phone", "unit", "cell", "brought_by", "alike")  # fmt: skip
_POST = ("person", "unit", "over", "title", "since", "until", "is_head", "brought_by")
UNIT = Who._fields.index("unit")
BATCH = 500


def lock(one: Import, *, by: Actor) -> None:
    """Let those who would change a unit or give a post in it wait until the import is written."""
    units = access.visible_units(by).order_by("pk").select_for_update(of=("self",))
    list(units.values_list("pk", flat=True))
    Import.objects.select_for_update().get(pk=one.pk)


def pour(one: Import, would: Plan | Units, *, by: Actor) -> dict[str, int]:
    """Write people with their posts, or units; return how many of each."""
    if isinstance(would, Units):
        return _units(one, would)
    staff: Counter[int] = Counter()
    pouring.pour(Person, _WHO, _people(one, would, staff))
    keys = dict(Person.objects.filter(brought_by=one).order_by().values_list("code", "pk"))
    pouring.pour(Post, _POST, _posts(one, would, keys))
    add_staff(staff, by=by)
    mark_all(by=by)
    posts = Post.objects.filter(brought_by=one).count()
    return {"people": staff.total(), "posts": posts}


def _people(one: Import, would: Plan, staff: "Counter[int]") -> Iterator[tuple[Any, ...]]:
    for who in would.people():
        staff[who[UNIT]] += 1
        yield (name_key(who[0]), *who, one.pk, False)


def _posts(one: Import, would: Plan, keys: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    for code, unit, title, since, until, is_head in would.posts():
        yield (keys[code], unit, unit, title, since, until, is_head, one.pk)


def add_staff(counts: "Counter[int]", *, by: Actor, sign: int = 1) -> None:  # noqa: ARG001 every act names who acts
    """Move the count of people of each unit, units with the same number in one statement."""
    by_number: dict[int, list[int]] = {}
    for unit, count in counts.items():
        by_number.setdefault(count, []).append(unit)
    for count, units in by_number.items():
        for part in batched(units, BATCH, strict=False):
            Unit.objects.filter(pk__in=part).update(staff=F("staff") + sign * count)


def _units(one: Import, would: Units) -> dict[str, int]:
    """Open the units, each below one already there; the numbers of paths go on after the highest."""
    numbers: dict[int, int] = {}
    made: dict[int, Unit] = {}
    for new in would.new:
        above = _above(new, made)
        number = numbers.get(above.pk) or _highest(above)
        numbers[above.pk] = number + 1
        unit = Unit(
            name=new.name,
            folded=fold(new.name),
            code=new.code,
            parent=above,
            path=f"{above.path}{number + 1:03d}.",
            opened_on=new.opened_on,
            brought_by=one,
            **{name: getattr(new, name) for name in FACTS},
        )
        unit.save(force_insert=True)
        if new.level and new.level_since:
            unit.levels.create(level_id=new.level, since=new.level_since)
        made[id(new)] = unit
    return {"units": len(made)}


def _above(new: New, made: dict[int, Unit]) -> Unit:
    if isinstance(new.above, Place):
        return Unit.objects.get(pk=new.above.pk)
    return made[id(new.above)]


def _highest(above: Unit) -> int:
    paths = Unit.objects.filter(parent=above).values_list("path", flat=True)
    return max((int(path.removeprefix(above.path).rstrip(".")) for path in paths), default=0)
