"""A load is taken out as a whole: what it wrote, its copies, its counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.bulk import undoing
from kheo.movement.s3_registration.models import Copy, Load, Registration, Sheet
from kheo.movement.s3_registration.states import LOAD_FLOW
from kheo.notices.actions import tell
from kheo.orgs.models import Person
from kheo.orgs.queries import agencies_of


@transaction.atomic
def undo(load: Load, *, by: Actor) -> Load:
    """Take everything a load wrote out again; raise ValidationError, in words, where that is late.

    The trail keeps each of them; the people are told.
    """
    require(access.may_handle_load, by, load)
    access.refuse_closed(load.round)
    load = Load.objects.select_for_update(of=("self",)).select_related("round").get(pk=load.pk)
    rows = list(undoing.registrations(load).select_related("unit").select_for_update(of=("self",)))
    if why := undoing.hanging(load):
        raise ValidationError(f"{_('Chưa hoàn tác được.')} {why}", code="hanging")
    keys = [row.pk for row in rows]
    held = sorted({row.sheet_id for row in rows})
    _uncount(load, rows, held if load.sent else [])
    trail.record_each("registration.drop", rows, by=by, note=_("Hoàn tác cả lần nhập"))
    people = list(Person.objects.filter(pk__in={row.person_id for row in rows}))
    try:
        _delete(load, keys, held)
    except ProtectedError as error:
        words = _("Chưa hoàn tác được. Đã có bản ghi mới gắn vào nội dung đã nhập.")
        raise ValidationError(words, code="hanging") from error
    url = reverse("registration:mine", args=[load.round_id])
    words = _("%(name)s đã hoàn tác lần nhập thay bản đăng ký năm %(year)s.")
    tell(people, words % {"name": by.name, "year": load.round.year}, url, by=by)
    return advance(load, LOAD_FLOW, "undo", by=by)


def _uncount(load: Load, rows: Sequence[Registration], held: Sequence[int]) -> None:
    """Take what a load wrote off the tallies of each unit, and its people off the line of the year.

    Nothing hangs on it: no note is counted, and no second copy has been received.
    """
    moves = Moves(load.round)
    for row in rows:
        moves.count(row, row.state, -1)
        moves.count(row, "late", -int(row.late))
        moves.count(row, "unfiled", -int(row.unfiled))
    sent: Counter[tuple[int, date]] = Counter()
    sheets = Sheet.objects.filter(pk__in=held, submitted_at__isnull=False).select_related("unit")
    for sheet in sheets:
        assert sheet.submitted_at is not None  # noqa: S101 as asked
        moves.add(sheet.unit, "people", -1)
        moves.add(sheet.unit, "people_late", -int(sheet.late))
        moves.add(sheet.unit, "copies_awaited", -1)
        sent[sheet.unit_id, clock.day_of(sheet.submitted_at)] += 1
    agencies = agencies_of({sheet.unit_id: sheet.unit for sheet in sheets}.values())
    lines: Counter[tuple[int, date]] = Counter()
    for (unit, day), n in sent.items():
        lines[agencies[unit].pk, day] += n
    by_key = {agency.pk: agency for agency in agencies.values()}
    for (agency, day), n in lines.items():
        moves.first_sent_in(by_key[agency], day, -n)
    moves.write()


def _delete(load: Load, keys: list[int], held: list[int]) -> None:
    Registration.objects.filter(pk__in=keys).delete()
    if load.sent:
        Copy.objects.filter(sheet__in=held).delete()
        unsent = {"submitted_at": None, "late": False, "late_reason": ""}
        Sheet.objects.filter(pk__in=held).update(**unsent)
    empty = Sheet.objects.filter(pk__in=held, submitted_at=None, registrations=None)
    Sheet.objects.filter(pk__in=list(empty.values_list("pk", flat=True))).delete()
