"""Levels are data: one begins, one ends, a unit belongs to one from a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day
from kheo.orgs import access as orgs
from kheo.orgs import actions as orgs_actions
from kheo.orgs.actions import Facts
from kheo.orgs.days import check_day
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import access
from kheo.orgs.reorganisation.models import Level, UnitLevel
from kheo.orgs.states import Kind


@transaction.atomic
def open_level(*, by: Actor, name: str, rank: int, since: date) -> Level:
    """Write down a level of government from a day."""
    require(access.may_keep_levels, by, None)
    name = " ".join(nfc(name).split())
    if Level.objects.filter(name=name).exists():
        raise ValidationError({"name": _("Đã có cấp này. Ghi tên khác.")})
    level = Level.objects.create(name=name, rank=rank, since=since)
    trail.record("level.open", level, by=by, changes={"since": [None, since]})
    return level


@transaction.atomic
def end_level(level: Level, *, by: Actor, until: date) -> Level:
    """End a level with its last day; refused while a unit still belongs to it."""
    require(access.may_keep_levels, by, None)
    if until < level.since:
        words = _("Cấp này có từ ngày %(day)s. Ghi một ngày từ đó trở đi.")
        raise ValidationError({"until": words % {"day": day(level.since)}})
    held = UnitLevel.objects.filter(level=level, until=None, unit__closed_on=None)
    if row := held.select_related("unit").first():
        words = _("%(unit)s còn thuộc cấp này. Ghi việc sắp xếp (bỏ một cấp) trước.")
        raise ValidationError({"until": words % {"unit": row.unit}})
    before, level.until = level.until, until
    level.save(update_fields=["until"])
    trail.record("level.end", level, by=by, changes={"until": [before, until]})
    return level


@transaction.atomic
def open_unit(
    parent: Unit, *, by: Actor, name: str, kind: Kind, on: date, facts: Facts, level: Level | None
) -> Unit:
    """Open a unit under *parent* that belongs to a level from its first day, if to any."""
    unit = orgs_actions.open_unit(parent, by=by, name=name, kind=kind, on=on, facts=facts)
    if level:
        set_level(unit, by=by, level=level, on=max(on, level.since))
    return unit


@transaction.atomic
def set_level(unit: Unit, *, by: Actor, level: Level, on: date) -> UnitLevel:
    """Let a unit belong to a level from a day; what it belonged to before stays, with its days."""
    require(orgs.may_change_unit, by, unit)
    check_day(on, "on", earliest=max(unit.opened_on, level.since))
    if level.until and on > level.until:
        words = _("Cấp %(level)s kết thúc ngày %(day)s. Chọn cấp khác.")
        raise ValidationError({"level": words % {"level": level, "day": day(level.until)}})
    last = UnitLevel.objects.select_for_update().filter(unit=unit, until=None).first()
    if last and last.level_id == level.pk:
        return last
    if last and on <= last.since:
        words = _("Đơn vị thuộc %(level)s từ ngày %(day)s. Cần một ngày sau đó.")
        raise ValidationError({"on": words % {"level": last.level, "day": day(last.since)}})
    if last:
        last.until = on
        last.save(update_fields=["until"])
    row = UnitLevel.objects.create(unit=unit, level=level, since=on)
    changes = {"level": [str(last.level) if last else None, str(level)], "on": [None, on]}
    trail.record("unit.level", unit, by=by, changes=changes)
    return row
