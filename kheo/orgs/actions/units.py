"""What happens to a unit: it opens, is renamed, closes. Its path never changes."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day
from kheo.orgs import access, doors, queries
from kheo.orgs.days import check_day
from kheo.orgs.models import FormerName, Unit
from kheo.orgs.states import UNIT_CODE, Kind, usual_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What of a unit may be put right at any time, without a date."""

    short_name: str = ""
    symbol: str = ""
    place: str = ""
    code: str = ""
    is_focal: bool = False
    line: str = ""  # none: as it is, of a new unit as is usual of its kind


@transaction.atomic
def open_unit(parent: Unit, *, by: Actor, name: str, kind: Kind, on: date, facts: Facts) -> Unit:
    """Open a unit under *parent* from a day; its path is given here, once."""
    require(access.may_change_unit, by, parent)
    Unit.objects.select_for_update().get(pk=parent.pk)  # of two that open at once the second waits
    check_day(on, "on", earliest=parent.opened_on)
    name = _clean(name)
    _check_name(parent, name)
    unit = Unit(
        name=name,
        folded=fold(name),
        kind=kind,
        parent=parent,
        path=f"{parent.path}{_next_number(parent):03d}.",
        opened_on=on,
        **{**asdict(facts), "line": facts.line or usual_line(kind, parent.line)},
    )
    _check_facts(unit)
    unit.save(force_insert=True)
    trail.record("unit.open", unit, by=by, changes={"opened_on": [None, on]})
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, by: Actor, facts: Facts) -> Unit:
    """Put the facts of a unit right; nothing changed leaves no trace."""
    require(access.may_change_unit, by, unit)
    new = {**asdict(facts), "line": facts.line or unit.line}
    before = {name: getattr(unit, name) for name in new}
    changes = {n: [before[n], v] for n, v in new.items() if before[n] != v}
    if not changes:
        return unit
    for name, (_before, value) in changes.items():
        setattr(unit, name, value)
    _check_facts(unit)
    unit.save(update_fields=list(changes))
    trail.record("unit.change", unit, by=by, changes=changes)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, by: Actor, name: str, on: date) -> Unit:
    """Give a unit another name from a day; the old one stays, with its days."""
    require(access.may_change_unit, by, unit)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    last = unit.former_names.order_by("until").last()
    since = last.until if last else unit.opened_on
    check_day(on, "on", earliest=since)
    if on == since:
        words = _("Tên đang dùng có từ chính ngày %(day)s. Cần một ngày sau đó.")
        raise ValidationError({"on": words % {"day": day(since)}})
    name, old = _clean(name), unit.name
    if name == old:
        raise ValidationError({"name": _("Tên mới giống hệt tên đang dùng.")})
    _check_name(unit.parent, name, but=unit)
    FormerName.objects.create(unit=unit, name=old, folded=unit.folded, since=since, until=on)
    unit.name, unit.folded = name, fold(name)
    unit.save(update_fields=["name", "folded"])
    trail.record("unit.rename", unit, by=by, changes={"name": [old, name], "on": [None, on]})
    text = _("%(old)s đổi tên thành %(name)s từ ngày %(day)s.")
    told = text % {"old": old, "name": name, "day": day(on)}
    doors.tell(queries.heads_of(unit, on=on), told, "/", by=by)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Actor, on: date, note: str) -> Unit:
    """Close a unit from a day, with its ground; refused while anything still stands in it."""
    require(access.may_close_unit, by, unit)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    check_day(on, "on", earliest=unit.opened_on)
    if on == unit.opened_on:
        raise ValidationError({"on": _("Đơn vị mở đúng ngày ấy. Cần một ngày sau đó.")})
    if left := queries.standing_in(unit, on=on):
        raise ValidationError([_("Chưa đóng được."), *left])
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    trail.record("unit.close", unit, by=by, changes={"closed_on": [None, on]}, note=note)
    return unit


def _clean(name: str) -> str:
    return " ".join(nfc(name).split())


def _check_name(parent: Unit | None, name: str, but: Unit | None = None) -> None:
    """Refuse the name an open neighbour bears, however its marks are typed."""
    same = Unit.objects.open().filter(parent=parent, folded=fold(name))
    if but:
        same = same.exclude(pk=but.pk)
    # "Phòng Tổ chức" and "Phòng Tô Chức" fold alike and are two names.
    if any(nfc(other.name).casefold() == name.casefold() for other in same):
        words = _("Đã có “%(name)s” đang hoạt động ở cùng cấp. Kiểm tra lại, hoặc ghi tên khác.")
        raise ValidationError({"name": words % {"name": name}})


def _check_facts(unit: Unit) -> None:
    wrong: dict[str, Any] = {}
    if unit.code and not UNIT_CODE.fullmatch(unit.code):
        words = _(
            "Đang ghi “%(code)s”. Mã theo Quyết định 20/2020/QĐ-TTg có dạng H26 hoặc H26.3.12."
        )
        wrong["code"] = words % {"code": unit.code}
    elif unit.code and (other := _other(unit, code=unit.code)):
        words = _(
            "Mã này đã cấp cho %(unit)s. Mỗi đơn vị một mã, đơn vị đã đóng vẫn giữ mã của mình."
        )
        wrong["code"] = words % {"unit": other}
    if unit.is_focal and (focal := _other(unit, parent=unit.parent, is_focal=True, closed_on=None)):
        words = _("%(unit)s đang là đầu mối. Bỏ đầu mối ở đơn vị ấy trước.")
        wrong["is_focal"] = words % {"unit": focal}
    if wrong:
        raise ValidationError(wrong)


def _other(unit: Unit, **like: Any) -> Unit | None:
    return Unit.objects.filter(**like).exclude(pk=unit.pk).first()


def _next_number(parent: Unit) -> int:
    """Return the number after the highest ever given under *parent*: none is given twice."""
    paths = Unit.objects.filter(parent=parent).values_list("path", flat=True)
    return max((int(path.removeprefix(parent.path).rstrip(".")) for path in paths), default=0) + 1
