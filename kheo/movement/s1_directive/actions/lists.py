"""Lists a movement keeps as data: names added, reworded, put in order, ended and taken up again."""

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.models import Listed, Movement

MOST = 60  # names in one list
LONGEST = 200


@transaction.atomic
def list_name[L: Listed](kind: type[L], movement: Movement, name: str, *, by: Actor) -> L:
    """Add *name* at the end of the list *kind* of a movement; a name stands there only once."""
    require(access.may_keep_lists, by, movement)
    Movement.objects.select_for_update().get(pk=movement.pk)  # of two names one is last
    rows = kind._default_manager.filter(movement=movement)
    if rows.count() >= MOST:
        raise ValidationError(
            {"name": _("Danh mục đã có %(n)s tên, không thêm nữa.") % {"n": MOST}}
        )
    last = rows.aggregate(last=Max("ordinal"))["last"] or 0
    made = kind(movement=movement, ordinal=last + 1, name=_named(kind, movement, name))
    made.save(force_insert=True)
    trail.record("list.add", made, by=by)
    return made


@transaction.atomic
def ship_list(kind: type[Listed], movement: Movement, names: Iterable[str], *, by: Actor) -> int:
    """Give a movement the names it begins with; where it has some nothing changes."""
    require(access.may_keep_lists, by, movement)
    Movement.objects.select_for_update().get(pk=movement.pk)
    if kind._default_manager.filter(movement=movement).exists():
        return 0
    made = [kind(movement=movement, ordinal=n, name=name) for n, name in enumerate(names, 1)]
    for row in made:  # one by one: the trail names each by its key
        row.save(force_insert=True)
    trail.record_each("list.add", made, by=by)
    return len(made)


@transaction.atomic
def rename_listed(row: Listed, name: str, *, by: Actor) -> None:
    """Reword a name; where it was given it reads anew."""
    require(access.may_keep_lists, by, row.movement)
    new, before = _named(type(row), row.movement, name, but=row.pk), row.name
    if new == before:
        return
    row.name = new
    row.save(update_fields=["name"])
    trail.record("list.rename", row, by=by, changes={"name": [before, new]})


@transaction.atomic
def end_listed(row: Listed, *, by: Actor) -> None:
    """Offer a name no more; a second time changes nothing."""
    _until(row, clock.today(), "list.end", by=by)


@transaction.atomic
def resume_listed(row: Listed, *, by: Actor) -> None:
    """Offer an ended name again."""
    _until(row, None, "list.resume", by=by)


@transaction.atomic
def raise_listed(row: Listed, *, by: Actor) -> None:
    """Put a name before the one above it; the first stays first."""
    require(access.may_keep_lists, by, row.movement)
    Movement.objects.select_for_update().get(pk=row.movement_id)
    rows = list(type(row)._default_manager.filter(movement=row.movement_id))
    place = next((n for n, each in enumerate(rows) if each.pk == row.pk), 0)
    if not place:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for n, each in enumerate(rows, 1):
        each.ordinal = n
    type(row)._default_manager.bulk_update(rows, ["ordinal"])
    trail.record("list.move", row, by=by, changes={"ordinal": [place + 1, place]})


@transaction.atomic
def drop_listed(row: Listed, *, by: Actor) -> None:
    """Take out a name nothing was ever given; one in use can only be ended."""
    require(access.may_keep_lists, by, row.movement)
    try:
        with transaction.atomic():
            trail.record("list.drop", row, by=by)
            row.delete()
    except ProtectedError as error:
        words = _("“%(name)s” đang được dùng nên không xoá được. Chọn thôi dùng.")
        raise ValidationError(words % {"name": row.name}) from error


# What the buttons of a list do, by their values.
LIST_ACTS: Mapping[str, Callable[..., None]] = {
    "raise": raise_listed, "end": end_listed, "resume": resume_listed, "drop": drop_listed,
}  # fmt: skip


def _until(row: Listed, day: object, verb: str, *, by: Actor) -> None:
    require(access.may_keep_lists, by, row.movement)
    rows = type(row)._default_manager.filter(pk=row.pk, ended_on__isnull=day is not None)
    if rows.update(ended_on=day):
        trail.record(verb, row, by=by, changes={"ended_on": [row.ended_on, day]})


def _named(kind: type[Listed], movement: Movement, name: str, *, but: int | None = None) -> str:
    name = " ".join(nfc(name).replace("\0", "").split())
    if not name:
        raise ValidationError({"name": _("Chưa ghi tên.")})
    if len(name) > LONGEST:
        words = _("Tên đang dài %(n)s ký tự, chỉ được %(most)s. Rút gọn rồi lưu lại.")
        raise ValidationError({"name": words % {"n": len(name), "most": LONGEST}})
    others = kind._default_manager.filter(movement=movement).exclude(pk=but)
    if same := next(
        (x for x in others.values_list("name", flat=True) if fold(x) == fold(name)), ""
    ):
        words = _("Danh mục đã có “%(name)s”.")
        raise ValidationError({"name": words % {"name": same}})
    return name
