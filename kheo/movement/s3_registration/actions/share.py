"""Units carry a model together: the lead invites or is asked, the other side answers for itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.models import Partner, Registration
from kheo.movement.s3_registration.states import PARTNER_FLOW, PartnerState
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Unit
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power

CLOSED = (PartnerState.DECLINED, PartnerState.LEFT)


@transaction.atomic
def invite(registration: Registration, unit: Unit, *, by: Actor, contribution: str = "") -> Partner:
    """Ask another unit to carry a model along; ValidationError, in words, where it cannot be."""
    require(access.may_invite, by, registration)
    if unit.pk == registration.unit_id:
        raise ValidationError({"unit": _("Đây là đơn vị chủ trì, không mời chính mình.")})
    partner = _begin(registration, unit, "invite", contribution, by=by)
    words = gettext_noop("%(lead)s mời đơn vị bạn phối hợp làm mô hình “%(model)s”.")
    _tell(partner, partner.unit, words, by=by)
    return partner


@transaction.atomic
def ask_to_join(registration: Registration, *, by: Actor, contribution: str) -> Partner:
    """Ask the lead of a model to let the actor's unit carry it along."""
    require(access.may_join, by, registration)
    if not contribution.strip():
        raise ValidationError({"contribution": _("Ghi đơn vị bạn góp việc gì vào mô hình.")})
    unit = Unit.objects.get(pk=by.unit_id or 0)
    partner = _begin(registration, unit, "ask", contribution, by=by)
    words = gettext_noop("%(unit)s xin tham gia mô hình “%(model)s”.")
    _tell(partner, registration.unit, words, by=by)
    return partner


@transaction.atomic
def answer(
    partner: Partner, step: str, *, by: Actor, note: str = "", contribution: str = ""
) -> Partner:
    """Accept, decline, admit, refuse, leave or release, each side in its own capacity."""
    require(access.PARTNER_RULES[step], by, partner)
    facts: dict[str, Any] = {"answered_by_id": by.person_id, "at": clock.now()}
    if step == "accept" and contribution.strip():
        facts["contribution"] = nfc(contribution).strip()[:300]
    advance(partner, PARTNER_FLOW, step, by=by, note=note, **facts)
    other = partner.registration.unit if by.may(Power.MODEL, partner.path) else partner.unit
    said = {"accept": gettext_noop("%(unit)s nhận phối hợp làm mô hình “%(model)s”."),
            "admit": gettext_noop("%(lead)s đồng ý để %(unit)s tham gia mô hình “%(model)s”.")}.get(
        step, gettext_noop("%(unit)s không phối hợp làm mô hình “%(model)s”."))  # fmt: skip
    _tell(partner, other, said, by=by)
    return partner


def _begin(
    registration: Registration, unit: Unit, step: str, contribution: str, *, by: Actor
) -> Partner:
    facts: dict[str, Any] = {
        "contribution": nfc(contribution).strip()[:300], "asked_by_id": by.me,
        "answered_by_id": None, "at": clock.now(),
    }  # fmt: skip
    old = Partner.objects.filter(registration=registration, unit=unit).first()
    if old and old.state in CLOSED:
        return advance(old, PARTNER_FLOW, step, by=by, **facts)
    state = PARTNER_FLOW[step].target
    partner = Partner(registration=registration, unit=unit, path=unit.path, state=state, **facts)
    try:
        with transaction.atomic():
            partner.save(force_insert=True)
    except IntegrityError as error:
        words = _("%(unit)s đã được mời hoặc đã tham gia mô hình này.")
        raise ValidationError({"unit": words % {"unit": unit.name}}) from error
    trail.record(f"partner.{step}", partner, by=by, note=partner.contribution)
    return partner


def _tell(partner: Partner, unit: Unit, words: str, *, by: Actor) -> None:
    registration = partner.registration
    names = {
        "lead": registration.unit.name, "unit": partner.unit.name, "model": registration.title,
    }  # fmt: skip
    said = Sentence(words, names)
    url = reverse("registration:detail", args=[registration.round_id, registration.pk])
    tell(holders_of(Power.MODEL, unit, on=clock.today()), said, url, by=by)
