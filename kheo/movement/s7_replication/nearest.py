"""The models whose names are nearest to one being typed: to follow, to take over, or to read."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kheo.kernel.actor import Actor
from kheo.kernel.search import near
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s7_replication import access
from kheo.movement.s7_replication.models import Card

SHOWN = 6
SHORTEST = 2  # syllables: of one, everything is near


@dataclass(frozen=True, slots=True)
class Near:
    """A model of a name near to the one typed, by its public card where it has one."""

    registration: Registration
    card: Card | None
    adopts: bool  # the reader's unit may take it over
    joins: bool  # or carry it along


def models_near(by: Actor, title: str, *, besides: int = 0) -> list[Near]:
    """Return the models *by* may read with names nearest to *title*, but the one of key *besides*.

    Public cards of all, registered models of the reader's reach; a model with a card once.
    """
    if len(title.split()) < SHORTEST:
        return []
    paths = sorted({by.reach, by.unit_path} - {""})
    likes = [(one.kind, one.key) for one in near.nearest(title, paths=paths)]
    keys = {kind: [key for k, key in likes if k == kind] for kind in ("card", "registration")}
    cards = {c.registration_id: c for c in _cards(keys["card"], keys["registration"])}
    seen = s3.visible_to(by).filter(pk__in=keys["registration"], person=None)
    rows = {r.pk: r for r in seen.select_related("unit", "round")}
    rows |= {pk: c.registration for pk, c in cards.items()}
    of_card = {c.pk: pk for pk, c in cards.items()}
    order = [of_card.get(key, 0) if kind == "card" else key for kind, key in likes]
    found = [rows[pk] for pk in dict.fromkeys(order) if pk in rows and pk != besides]
    return [_near(by, r, cards.get(r.pk)) for r in found[:SHOWN]]


def _cards(keys: list[int], registrations: list[int]) -> list[Card]:
    rows = access.public().filter(Q(pk__in=keys) | Q(registration__in=registrations))
    return list(rows.select_related("registration__unit", "registration__round"))


def _near(by: Actor, registration: Registration, card: Card | None) -> Near:
    adopts = card is not None and s3.may_register_models(by) and access.may_adopt(by, card)
    return Near(registration, card, bool(adopts), bool(s3.may_join(by, registration)))


def joinable(by: Actor, round_: Round) -> QuerySet[Registration]:
    """Return the models *by* may read, in lists or by a public card, to ask to carry one along."""
    carded = Q(pk__in=access.public().order_by().values("registration"))
    seen = s3.seen(by)
    rows = Registration.objects.filter(carded if seen is None else seen | carded, round=round_)
    return rows.select_related("unit", "round")


def begun(card: Card, changed: str) -> dict[str, str]:
    """Return the facts of a draft begun from *card*, in the words of the card."""
    model = card.registration
    return {
        "title": card.title,
        "field": model.field,
        "target": model.target,
        "method": "\n".join(part for part in (card.way, changed) if part),
        "resources": card.cost[:300],
        "keeping": card.conditions[:300],
    }


def offered(by: Actor, round_: Round | None) -> Round | None:
    """Return the round a draft may be begun in, if *by* registers models at all."""
    return round_ if round_ and s3.may_register_models(by) else None
