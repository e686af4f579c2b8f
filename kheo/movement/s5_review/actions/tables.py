"""Scoring tables are laid down, replaced, and begun from a sample."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written_day
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review import access
from kheo.movement.s5_review.models import Level, Line, ScoringTable
from kheo.movement.s5_review.samples import samples
from kheo.movement.s5_review.states import LevelDraft, LineDraft, table_faults
from kheo.orgs.models import Unit


@transaction.atomic
def create_table(
    unit: Unit,
    *,
    by: Actor,
    lines: Sequence[LineDraft],
    levels: Sequence[LevelDraft],
    replaces: ScoringTable | None = None,
    **facts: Any,
) -> ScoringTable:
    """Lay down a table of 100 points; *facts* are its name, subject, source, valid_from and movement.

    The table it replaces ends on the day it begins; reviews given under that one keep it.
    """
    require(access.may_keep_tables, by, unit)
    faults = table_faults(lines, levels)
    if faults:
        raise ValidationError(faults)
    if replaces is not None:
        _end(replaces, facts["valid_from"], by)
        facts["movement"] = replaces.movement
    _refuse_second(unit, facts)
    table = ScoringTable(unit=unit, **facts)
    table.full_clean(exclude=["valid_until", "source", "movement"])
    table.save()
    kept: dict[str, Line] = {}
    for ordinal, draft in enumerate(lines, 1):
        kept[draft.number] = Line.objects.create(
            table=table,
            parent=kept.get(draft.above),
            ordinal=ordinal,
            number=draft.number,
            text=nfc(draft.text),
            most=draft.most,
        )
    Level.objects.bulk_create(
        [Level(table=table, name=nfc(draft.name), least=draft.least) for draft in levels]
    )
    trail.record("scoring_table.create", table, by=by, changes={"lines": [0, len(lines)]})
    return table


def _refuse_second(unit: Unit, facts: Mapping[str, Any]) -> None:
    """Refuse a second table in force for one movement: nobody could tell which of them scores it."""
    movement, subject = facts.get("movement"), facts["subject"]
    if movement is None:
        return
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two presses the second waits here
    tables = ScoringTable.objects.filter(unit=unit, movement=movement, subject=subject)
    if tables.filter(valid_until=None).exists():
        raise ValidationError(
            _("Phong trào này đã có bảng điểm riêng cho “%(kind)s”. Lập bảng mới từ bảng đó.")
            % {"kind": Subject(subject).label}
        )


def _end(table: ScoringTable, on: date, by: Actor) -> None:
    if on <= table.valid_from:
        words = {"day": written_day(on), "from": written_day(table.valid_from)}
        raise ValidationError(
            _("Bảng mới có hiệu lực từ %(day)s, cần sau ngày %(from)s của bảng cũ.") % words
        )
    if table.valid_until is not None:
        raise ValidationError(_("Bảng này đã có bảng thay thế. Hãy lập từ bảng mới nhất."))
    ScoringTable.objects.filter(pk=table.pk, valid_until=None).update(valid_until=on)
    trail.record("scoring_table.end", table, by=by, changes={"valid_until": [None, on]})


@transaction.atomic
def ship_samples(unit: Unit, *, by: Actor) -> list[ScoringTable]:
    """Give *unit*, which has no table yet, an editable sample for models and one for persons' items."""
    require(access.may_keep_tables, by, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two presses the second waits here
    if ScoringTable.objects.filter(unit=unit).exists():
        raise ValidationError(
            _("Đơn vị đã có bảng điểm. Mở bảng đang dùng để lập bảng mới từ bảng đó.")
        )
    return [
        create_table(
            unit,
            by=by,
            name=sample["name"],
            subject=Subject(sample["subject"]),
            source=_("Bảng mẫu kèm phần mềm, đơn vị sửa theo văn bản của mình"),
            valid_from=date(clock.today().year, 1, 1),
            lines=[LineDraft(n, text, Decimal(most)) for n, text, most in sample["lines"]],
            levels=[LevelDraft(name, Decimal(least)) for name, least in sample["levels"]],
        )
        for sample in samples()
    ]
