"""Whoever oversees a unit records who need not register, and why."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access, queries
from kheo.movement.s3_registration.models import Exemption, Sheet
from kheo.orgs.models import Person


@transaction.atomic
def exempt(round_: Round, people: Iterable[Person], *, by: Actor, reason: str) -> int:
    """Record that *people* need not register in a round; return how many now.

    Whoever has sent a sheet, is exempt already or was never asked is passed over. Raise
    ValidationError, in words, without a reason or in a closed round.
    """
    access.refuse_closed(round_)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do miễn đăng ký."), code="reason")
    done = 0
    for person in people:
        require(access.may_exempt, by, person)
        sent = Sheet.objects.filter(round=round_, person=person, submitted_at__isnull=False)
        if sent.exists() or not queries.addressed(round_, person.unit.path):
            continue
        exemption = Exemption(
            round=round_,
            person=person,
            reason=reason.strip()[:300],
            since=clock.now(),
            recorded_by_id=by.person_id,
        )
        try:
            with transaction.atomic():
                exemption.save(force_insert=True)
        except IntegrityError:
            continue
        trail.record("exemption.record", exemption, by=by, note=exemption.reason)
        done += 1
    return done


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Actor) -> None:
    """Ask the person to register again; what was recorded stays."""
    require(access.may_exempt, by, exemption.person)
    access.refuse_closed(exemption.round)
    if Exemption.objects.filter(pk=exemption.pk, over=None).update(over=clock.now()):
        trail.record("exemption.end", exemption, by=by)


def end_by_sending(sheet: Sheet, *, by: Actor) -> None:
    """End the exemption of somebody who sends a sheet all the same."""
    rows = Exemption.objects.filter(round=sheet.round_id, person=sheet.person_id, over=None)
    for exemption in rows.select_related("person"):
        Exemption.objects.filter(pk=exemption.pk).update(over=clock.now())
        trail.record("exemption.end", exemption, by=by)
