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
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, queries
from kheo.movement.s3_registration.contract.terms import contract_for
from kheo.movement.s3_registration.models import STANDS, Exemption, Registration, Sheet
from kheo.movement.s3_registration.outcome import Counting, Outcome
from kheo.orgs.models import Person


@transaction.atomic
def exempt(round_: Round, people: Iterable[Person], *, by: Actor, reason: str) -> Outcome:
    """Record that *people* need not register in a round; return what became of them.

    Whoever has sent a sheet, is exempt already or was never asked is passed over. Raise
    ValidationError, in words, without a reason or in a closed round.
    """
    access.refuse_closed(round_)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do miễn đăng ký."), code="reason")
    count = Counting()
    for person in people:
        require(access.may_exempt, by, person)
        sent = Sheet.objects.filter(STANDS, round=round_, person=person)
        if sent.exists() or not queries.addressed(round_, person.unit.path):
            count.before.append(person.full_name)
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
            count.before.append(person.full_name)
            continue
        trail.record("exemption.record", exemption, by=by, note=exemption.reason)
        count.done += 1
    return count.outcome()


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Actor) -> None:
    """Ask the person to register again; what was recorded stays."""
    require(access.may_exempt, by, exemption.person)
    access.refuse_closed(exemption.round)
    if Exemption.objects.filter(pk=exemption.pk, over=None).update(over=clock.now()):
        trail.record("exemption.end", exemption, by=by)


def end_by_sending(sheet: Sheet, *, by: Actor) -> None:
    """End the exemption of somebody who sends a sheet all the same; a model still counts along."""
    rows = Exemption.objects.filter(round=sheet.round_id, person=sheet.person_id, over=None)
    for exemption in rows.filter(model=None).select_related("person"):
        Exemption.objects.filter(pk=exemption.pk).update(over=clock.now())
        trail.record("exemption.end", exemption, by=by)


@transaction.atomic
def count_instead(model: Registration, *, by: Actor) -> Exemption:
    """Let a model that the actor takes part in count instead of items, as the rule of the year says.

    Raise ValidationError, in words, where no rule lets it, where the model is not of their unit
    or not sent, or where another counts already.
    """
    round_ = model.round
    access.refuse_closed(round_)
    person = Person.objects.select_related("unit").filter(pk=by.person_id or 0).first()
    require(access.may_count_instead, by, person)
    assert person is not None  # noqa: S101 the rule above refuses nobody
    if not contract_for(by, round_, Subject.ITEM).rule.instead:
        raise ValidationError(
            _("Chỉ tiêu của năm không cho tính mô hình thay nội dung."), code="rule"
        )
    if not access.models_to_join(by).filter(pk=model.pk).exists():
        raise ValidationError(
            _("Chỉ tính được mô hình đã gửi của đơn vị bạn hoặc đơn vị cấp trên."), code="model"
        )
    exemption = Exemption(
        round=round_,
        person=person,
        model=model,
        reason=_("Tham gia mô hình “%(title)s”") % {"title": model.title[:250]},
        since=clock.now(),
        recorded_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            exemption.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            _("Bạn đã được miễn hoặc đã tính một mô hình khác."), code="twice"
        ) from error
    trail.record("exemption.instead", exemption, by=by, note=exemption.reason)
    return exemption


@transaction.atomic
def stop_counting(exemption: Exemption, *, by: Actor) -> None:
    """Count the model instead of nothing any more; its owner owes the items again."""
    require(access.may_count_instead, by, exemption.person)
    access.refuse_closed(exemption.round)
    rows = Exemption.objects.filter(pk=exemption.pk, over=None).exclude(model=None)
    if rows.update(over=clock.now()):
        trail.record("exemption.end", exemption, by=by)
