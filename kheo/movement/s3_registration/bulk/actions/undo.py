"""A load is taken out as a whole: what it wrote, its copies, its counts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.bulk import undoing
from kheo.movement.s3_registration.counts.taken import counted
from kheo.movement.s3_registration.models import Copy, Load, Registration, Sheet
from kheo.movement.s3_registration.states import LOAD_FLOW
from kheo.notices.actions import tell
from kheo.orgs.models import Person, Unit


@transaction.atomic
def undo(load: Load, *, by: Actor) -> Load:
    """Take everything a load wrote out again; raise ValidationError, in words, where that is late.

    The trail keeps each of them; the people are told.
    """
    require(access.may_handle_load, by, load)
    access.refuse_closed(load.round)
    load = Load.objects.select_for_update(of=("self",)).select_related("round").get(pk=load.pk)
    rows = list(undoing.registrations(load).select_for_update())
    if why := undoing.hanging(load):
        raise ValidationError(f"{_('Chưa hoàn tác được.')} {why}", code="hanging")
    keys = [row.pk for row in rows]
    held = [row.sheet_id for row in rows]
    _uncount(load, keys, held)
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


def _uncount(load: Load, keys: list[int], held: list[int]) -> None:
    """Take what a load wrote off the tallies of each unit, and its people off the line of the year."""
    moves = Moves(load.round)
    sent = held if load.sent else []
    units = Unit.objects.filter(sheets__in=held).distinct()
    for unit in units:
        mine, ours = Q(pk__in=keys, unit=unit), Q(pk__in=sent, unit=unit)
        for column, n in counted(mine, ours).get(load.round_id, {}).items():
            moves.add(unit, column, -n)
    by_key = {unit.pk: unit for unit in units}
    for (unit_id, day), n in undoing.sent_on(Sheet.objects.filter(pk__in=sent)).items():
        moves.first_sent(by_key[unit_id], day, -n)
    moves.write()


def _delete(load: Load, keys: list[int], held: list[int]) -> None:
    Registration.objects.filter(pk__in=keys).delete()
    if load.sent:
        Copy.objects.filter(sheet__in=held).delete()
        unsent = {"submitted_at": None, "late": False, "late_reason": ""}
        Sheet.objects.filter(pk__in=held).update(**unsent)
    empty = Sheet.objects.filter(pk__in=held, submitted_at=None, registrations=None)
    Sheet.objects.filter(pk__in=list(empty.values_list("pk", flat=True))).delete()
