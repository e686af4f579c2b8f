"""Units and people as sheets of the same columns as are imported; the templates to fill in."""

from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.sheet import written
from kheo.kernel.text import fold
from kheo.orgs import access, tree
from kheo.orgs.importing.fields import FIELDS, PEOPLE, UNITS
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import ImportKind, Power

BATCH = 300


def template(kind: str) -> bytes:
    """Return an empty sheet of the columns, what to write in each said above its header."""
    fields = FIELDS[kind]
    head = [
        _("Mẫu nhập người và chức vụ") if kind == ImportKind.PEOPLE else _("Mẫu nhập đơn vị"),
        *(f"{field.title}{' *' if field.needed else ''}: {field.help}" for field in fields),
    ]
    columns = [field.column for field in fields]
    return written.write(str(ImportKind(kind).label), columns, [], head=head)


def people(by: Actor, *, on: date) -> bytes:
    """Return who works in the units *by* administers or files for, a row for each post held."""
    columns = [field.column for field in PEOPLE if field.name != "cell" or by.has(Power.FILE)]
    return written.write(_("Người và chức vụ"), columns, _people(by, on))


def _people(by: Actor, on: date) -> Iterator[list[Any]]:
    rows = (
        access.listed_people(by).filter(active=True).select_related("unit__parent", "cell__parent")
    )
    files = by.has(Power.FILE)
    names = _Names(by)
    for part in batched(rows.order_by("sort_key").iterator(chunk_size=BATCH), BATCH, strict=False):
        held = _held(part, on, by)
        for person in part:
            cell = [tree.written(person.cell) if person.cell else ""] if files else []
            for post in held.get(person.pk, ()):
                yield [*_row(person, post, names), *cell]
            if person.pk not in held:
                yield [*_row(person, None, names), *cell]


def _held(people: "tuple[Person, ...]", on: date, by: Actor) -> dict[int, list[Post]]:
    """Return the posts each of *people* holds on a day, the one of their own unit first.

    Those elsewhere could not be imported again, and a post in a cell would tell of the Party.
    """
    posts = Post.objects.filter(person__in=people, stands_for=None, since__lte=on)
    posts = posts.filter(under(by.reach, "unit__path"))
    found: dict[int, list[Post]] = {}
    home = {person.pk: person.unit_id for person in people}
    for post in posts.exclude(until__lte=on).select_related("unit__parent").order_by("pk"):
        found.setdefault(post.person_id, []).append(post)
    for key, held in found.items():
        held.sort(key=lambda post: post.unit_id != home[key])
    return {key: held for key, held in found.items() if held[0].unit_id == home[key]}


def _row(person: Person, post: Post | None, names: "_Names") -> list[Any]:
    unit = post.unit if post else person.unit
    return [
        person.full_name,
        person.code,
        unit.code,
        names.of(unit),
        post.title if post else "",
        post.since if post else "",
        (post.until or "") if post else "",
        "x" if post and post.is_head else "",
        person.get_staff_display(),
        person.get_sex_display(),
        person.born_on or "",
        "" if person.born_on else str(person.born_in),
        person.phone,
    ]


class _Names:
    """The shortest name of a unit that means it alone among those one administers."""

    def __init__(self, by: Actor) -> None:
        names = access.visible_units(by).filter(closed_on=None).values_list("folded", flat=True)
        seen: set[str] = set()
        self.shared = {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]  # add() is asked for its effect

    def of(self, unit: Unit) -> str:
        return tree.written(unit) if fold(unit.name) in self.shared else unit.name


def units(by: Actor) -> bytes:
    """Return the open units below the one *by* administers, each after the one above it."""
    columns = [field.column for field in UNITS]
    return written.write(_("Đơn vị"), columns, _units(by))


def _units(by: Actor) -> Iterator[list[Any]]:
    rows = tree.open_to(by).exclude(path=by.reach).order_by("path")
    held = FilteredRelation("levels", condition=Q(levels__until=None))
    rows = rows.annotate(held=held, level=F("held__level__name"))
    for unit in rows.select_related("parent__parent").iterator(chunk_size=BATCH):
        above = unit.parent if unit.parent and unit.parent.path != by.reach else None
        yield [
            unit.name,
            unit.get_kind_display(),
            unit.get_line_display(),
            unit.code,
            (above.code or tree.written(above)) if above else "",
            unit.opened_on,
            unit.short_name,
            unit.symbol,
            unit.place,
            "x" if unit.is_focal else "",
            unit.level or "",
        ]
