"""The unit that keeps a copy logs the day it received it."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.models import Copy, Registration
from kheo.movement.s3_registration.outcome import Counting, Outcome


@transaction.atomic
def receive(copies: Iterable[Copy], *, by: Actor, on: date | None = None) -> Outcome:
    """Log the receipt of each of *copies* on a day, today by default; say what became of them."""
    on = on or clock.today()
    if on > clock.today():
        raise ValidationError(
            _("Đang ghi ngày nhận %(day)s. Ngày nhận không thể sau hôm nay.") % {"day": day(on)}
        )
    copies = list(copies)
    # What was added later stands on the paper too: a copy is received after the last of it.
    rows = Registration.objects.filter(sheet__in=[copy.sheet_id for copy in copies])
    last = rows.aggregate(last=Max("submitted_at"))["last"]
    if last and on < (sent := clock.day_of(last)):
        words = {"day": day(on), "sent": day(sent)}
        raise ValidationError(
            _("Đang ghi ngày nhận %(day)s. Bản đăng ký gửi ngày %(sent)s, không thể nhận trước đó.")
            % words
        )
    count = Counting()
    for copy in copies:
        if not (verdict := access.may_receive(by, copy)):
            count.refused.append((_whose(copy), verdict.reason))
        elif _receive(copy, by=by, on=on):
            count.done += 1
        else:
            count.before.append(_whose(copy))
    return count.outcome()


def _whose(copy: Copy) -> str:
    person = copy.sheet.person
    return person.full_name if person else copy.sheet.unit.name


def _receive(copy: Copy, *, by: Actor, on: date) -> bool:
    rows = Copy.objects.filter(pk=copy.pk, received_on=None)
    if not rows.update(received_on=on, received_by=by.person_id):
        return False
    trail.record("copy.receive", copy, by=by, changes={"received_on": [None, on]})
    if copy.number == 2:  # noqa: PLR2004 - the second of the two copies
        _filed(copy)
    return True


def _filed(copy: Copy) -> None:
    moves = Moves(copy.sheet.round)
    moves.add(copy.sheet.unit, "copies_awaited", -1)
    unfiled = Registration.objects.filter(sheet=copy.sheet, unfiled=True)
    for registration in unfiled.select_related("unit"):
        moves.count(registration, "unfiled", -1)
    unfiled.update(unfiled=False)
    moves.write()
