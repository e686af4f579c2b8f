"""The card of a recognised model: written, published, followed by other units."""

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.actions import draft
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review.models import Review
from kheo.movement.s7_replication import access, nearest, queries
from kheo.movement.s7_replication.models import Adoption, Card
from kheo.movement.s7_replication.states import ADOPTION_FLOW, CARD_FLOW
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing a reader takes for something else


@transaction.atomic
def write_card(review: Review, *, by: Actor, **words: str) -> Card:
    """Write the card of a recognised model, or write it anew; *words* are its parts.

    Raise StaleStateError when somebody else began the card at the same moment.
    """
    registration = review.registration
    card = Card.objects.filter(registration=registration).first() or Card(
        registration=registration, path=registration.unit.path
    )
    require(access.may_write, by, card)
    changes = {
        p: [getattr(card, p), words[p]] for p in queries.PARTS if getattr(card, p) != words[p]
    }
    for part in queries.PARTS:
        setattr(card, part, words[part])
    card.folded = queries.folded(card, registration)
    new = card.pk is None
    card.code = card.code or "".join(secrets.choice(ALPHABET) for _n in range(8))
    card.full_clean(exclude=["published_on", "folded"], validate_unique=False)
    try:
        with transaction.atomic():
            card.save(update_fields=None if new else [*queries.PARTS, "folded"])
    except IntegrityError as error:
        raise StaleStateError(registration.title) from error
    trail.record("card.write", card, by=by, changes={} if new else changes)
    return card


@transaction.atomic
def publish(card: Card, *, by: Actor) -> Card:
    require(access.may_publish, by, card)
    today = clock.today()
    advance(card, CARD_FLOW, "publish", by=by, published_on=card.published_on or today)
    text = Sentence(gettext_noop("Phiếu mô hình “%(card)s” đã được công khai."), {"card": card})
    tell(queries.owners(card), text, _page(card), by=by)
    return card


@transaction.atomic
def withdraw(card: Card, *, by: Actor, note: str) -> Card:
    """Take a card from the public; units that follow the model are told why."""
    require(access.may_publish, by, card)
    advance(card, CARD_FLOW, "withdraw", by=by, note=note)
    text = Sentence(
        gettext_noop("Phiếu mô hình “%(card)s” đã rút: %(note)s"), {"card": card, "note": note}
    )
    url = reverse("replication:index", args=[card.registration.round_id])
    tell(queries.owners(card) | queries.followers(card), text, url, by=by)
    return card


@transaction.atomic
def adopt(
    card: Card, *, by: Actor, adopted_on: date, changed: str, learnt_from: Adoption | None = None
) -> Adoption:
    """Record that the actor's unit takes the model over, and tell the unit it comes from."""
    require(access.may_adopt, by, card)
    unit = queries.unit_of(by)
    _check_day(adopted_on, card.published_on or adopted_on, "adopted_on")
    if learnt_from is not None and learnt_from.card_id != card.pk:
        raise ValidationError({"learnt_from": _("Nơi này không làm theo mô hình ấy. Chọn lại.")})
    adoption = Adoption(
        card=card,
        unit=unit,
        path=unit.path,
        learnt_from=learnt_from,
        adopted_on=adopted_on,
        changed=changed,
        by_id=by.me,
    )
    try:
        with transaction.atomic():
            adoption.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(_("%s đã ghi làm theo mô hình này rồi.") % unit) from error
    trail.record("adoption.start", adoption, by=by)
    _tell_owner(adoption, gettext_noop("%(unit)s làm theo mô hình “%(card)s”."), by=by)
    return adoption


@transaction.atomic
def adapt(
    card: Card,
    *,
    by: Actor,
    round_: Round,
    adopted_on: date,
    changed: str,
    learnt_from: Adoption | None = None,
) -> Registration:
    """Follow the model, unless the unit does, and begin a draft of the unit's from its card."""
    if not queries.mine(by, card.code).exists():
        adopt(card, by=by, adopted_on=adopted_on, changed=changed, learnt_from=learnt_from)
    facts = nearest.begun(card, changed)
    words = {"card": card, "unit": card.registration.unit}
    facts["duty"] = (_("Vận dụng mô hình “%(card)s” của %(unit)s.") % words)[:300]
    return draft(by=by, round_=round_, subject=Subject.MODEL, facts=facts, source=card.registration)


def _check_day(found: date, earliest: date, field: str) -> None:
    if not earliest <= found <= clock.today():
        words = {"day": day(found), "earliest": day(earliest)}
        wanted = _("Đang ghi %(day)s. Cần một ngày từ %(earliest)s đến hôm nay.") % words
        raise ValidationError({field: wanted})


@transaction.atomic
def report(adoption: Adoption, *, by: Actor, result: str) -> Adoption:
    """Record what came of following a model."""
    require(access.may_follow_up, by, adoption)
    if not result.strip():
        raise ValidationError({"result": _("Chưa ghi kết quả. Ghi bằng số liệu nếu có.")})
    advance(adoption, ADOPTION_FLOW, "report", by=by, result=result)
    _tell_owner(
        adoption, gettext_noop("%(unit)s đã có kết quả khi làm theo mô hình “%(card)s”."), by=by
    )
    return adoption


@transaction.atomic
def stop(adoption: Adoption, *, by: Actor, note: str) -> Adoption:
    require(access.may_follow_up, by, adoption)
    advance(adoption, ADOPTION_FLOW, "stop", by=by, note=note, result=note, ended_on=clock.today())
    _tell_owner(adoption, gettext_noop("%(unit)s dừng làm theo mô hình “%(card)s”."), by=by)
    return adoption


def _tell_owner(adoption: Adoption, text: str, *, by: Actor) -> None:
    said = Sentence(text, {"unit": adoption.unit, "card": adoption.card})
    tell(queries.owners(adoption.card), said, _page(adoption.card), by=by)


def _page(card: Card) -> str:
    return reverse("replication:card", args=[card.code])
