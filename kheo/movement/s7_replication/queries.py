"""Cards, adoptions and the life of a model, as screens need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import Field
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.models import Award
from kheo.movement.s6_commendation.states import Standing
from kheo.movement.s7_replication import access, checking
from kheo.movement.s7_replication.models import Adoption, Card
from kheo.movement.s7_replication.states import FOLLOWS, AdoptionState, CardState
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import head_of, holders_of
from kheo.orgs.states import Power

PARTS = ("title", "problem", "way", "cost", "result", "conditions", "contact")  # of a card

WAITING: dict[str, Wait] = {
    "replication.card": Wait(
        gettext_lazy("{n} mô hình được công nhận chưa có phiếu công khai"),
        gettext_lazy("Lập phiếu"),
        "replication:index",
        MilestoneKind.REPORT,
    ),
    "replication.result": Wait(
        gettext_lazy("{n} mô hình đơn vị đang làm theo chưa ghi kết quả"),
        gettext_lazy("Ghi kết quả"),
        "replication:adoptions",
        MilestoneKind.REPORT,
    ),
    **checking.WAITING,
}


def _count(rows: QuerySet[Any], **outer: OuterRef) -> Coalesce:
    """Return the number of *rows* as a column of one statement."""
    counted = rows.filter(**outer).order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), Value(0))


def _models(path: str) -> QuerySet[Review]:
    # By the table, which is for one subject: a handful of rows, where a registration is one of many.
    return Review.objects.filter(
        under(path), state=ReviewState.RECOGNISED, table__subject=Subject.MODEL
    )


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return places that follow a model of the round, beside the models recognised in it."""
    path = by.reach or by.unit_path
    follow = Adoption.objects.filter(FOLLOWS, under(path, "card__path"))
    me = OuterRef("pk")
    return (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .annotate(
            step=Value(7),
            done=_count(follow, card__registration__round=me),
            total=_count(_models(path), round=me),
            late=Value(0),
        )
        .values("step", "done", "total", "late")
    )


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    rows: list[WaitRow] = []
    if by.has(Power.MODEL):
        # Read once from its index: asked of each model, every card would be looked up.
        published = Card.objects.filter(state=CardState.PUBLISHED).order_by()
        bare = _models(by.reach).filter(round=round_)
        bare = bare.exclude(registration__in=published.values("registration"))
        rows.append(_waiting("replication.card", bare))
    if by.has(Power.MODEL) or by.has(Power.PLAN):
        rows.append(_waiting("replication.result", access.unfinished(by, round_)))
    rows += [_waiting(what, found) for what, found in checking.waiting(by, round_)]
    return rows


def _waiting(what: str, rows: QuerySet[Any]) -> WaitRow:
    named = rows.order_by().annotate(what=Value(what)).values("what")
    counted: WaitRow = named.annotate(n=Count("pk")).values("what", "n")
    return counted


def figures(by: Actor, round_: Round) -> dict[str, int]:
    """Return what the head of the overview counts, in one statement."""
    path = by.reach or by.unit_path
    me = OuterRef("pk")
    cards = Card.objects.filter(under(path))
    adoptions = access.visible_adoptions(by).select_related(None)
    known = {s.value: _count(adoptions.filter(state=s)) for s in AdoptionState}
    names = ("models", "published", "draft", "withdrawn", "started", "done", "stopped")
    counted = (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .annotate(
            models=_count(_models(path), round=me),
            **{s.value: _count(cards.filter(state=s), registration__round=me) for s in CardState},
            **known,
        )
        .values_list(*names)
        .get()
    )
    return dict(zip(names, counted, strict=True))


def models_of(by: Actor, round_: Round, state: str) -> QuerySet[Review]:
    """Return the recognised models: all, without a card, or with a card in a state."""
    rows = access.recognised(by, round_)
    if state == "none":
        return rows.filter(registration__card=None)
    if state in CardState.values:
        return rows.filter(registration__card__state=state)
    return rows


def adoptions_of(by: Actor, state: str = "") -> QuerySet[Adoption]:
    rows = access.visible_adoptions(by)
    return rows.filter(state=state) if state in AdoptionState.values else rows


def gallery(words: str, field: str) -> QuerySet[Card]:
    """Return the published cards whose words contain every word asked for, marks or none."""
    rows = access.public().annotate(
        places=Count("adoptions", filter=~Q(adoptions__state=AdoptionState.STOPPED))
    )
    for word in fold(words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows.filter(registration__field=field) if field in Field.values else rows


def folded(card: Card, registration: Registration) -> str:
    """Return the words a card is found by: what it is, whose, where, then what it is about."""
    words = (card.title, registration.unit.name, registration.place, card.problem, card.way)
    return fold(" ".join(words))[:600]


def owners(card: Card) -> set[Person]:
    """Return whom the unit of a model has for it: those who register models, and its head."""
    unit, today = card.registration.unit, clock.today()
    head = head_of(unit, on=today)
    people = set(holders_of(Power.MODEL, unit, on=today))
    return people | ({head.person} if head else set())


def followers(card: Card) -> set[Person]:
    """Return those who recorded that their unit follows the model, and has not stopped."""
    adoptions = card.adoptions.exclude(state=AdoptionState.STOPPED).select_related("by")
    return {adoption.by for adoption in adoptions}


@dataclass(frozen=True, slots=True)
class Moment:
    """One day in the life of a model."""

    day: date
    text: str
    tone: str = ""


def family(card: Card) -> list[Adoption]:
    """Return who follows the model, oldest first."""
    rows = card.adoptions.select_related("unit", "learnt_from__unit")
    return list(rows.order_by("adopted_on", "pk"))


def life(card: Card, adoptions: Sequence[Adoption], units: Mapping[int, str]) -> list[Moment]:
    """Return the life of a model: registered, recognised, commended, told, followed by *units*."""
    registration = card.registration
    found: list[Moment] = []
    if registration.submitted_at:
        found.append(Moment(clock.day_of(registration.submitted_at), _("Đăng ký vào phong trào")))
    review = Review.objects.filter(registration=registration).select_related("level").first()
    if review and review.decided_on:
        rated = {"level": review.level, "points": number(review.points or 0)}
        words = _("Được công nhận: %(level)s, %(points)s điểm") % rated
        found.append(Moment(review.decided_on, words, "gold"))
    for award in awards_of(card):
        words = _("Được tặng %(form)s") % {"form": award.form}
        found.append(Moment(award.decision.signed_on, words, "gold"))
    if card.published_on:
        found.append(Moment(card.published_on, _("Công khai phiếu mô hình")))
    for adoption in adoptions:
        name = {"unit": units[adoption.unit_id]}
        found.append(Moment(adoption.adopted_on, _("%(unit)s làm theo") % name, "ok"))
        if adoption.ended_on:
            found.append(Moment(adoption.ended_on, _("%(unit)s dừng") % name))
    if registration.noted_on:
        found.append(Moment(registration.noted_on, _("Ghi nhận gần nhất của đơn vị"), "ok"))
    return sorted(found, key=lambda moment: moment.day)


def unit_of(by: Actor) -> Unit:
    return Unit.objects.get(path=by.reach)


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at a list."""

    text: str
    href: str
    count: int
    current: bool


def tabs(found: Mapping[str, int], state: str) -> list[Tab]:
    cards = {s.value: str(s.label) for s in CardState}
    bare = found["models"] - sum(found[s] for s in cards)
    counts = {"": found["models"], "none": bare} | {s: found[s] for s in cards}
    texts = {"": _("Mô hình được công nhận"), "none": _("Chưa có phiếu")} | cards
    return [Tab(texts[s], f"?state={s}" if s else "?", n, s == state) for s, n in counts.items()]


def adoption_tabs(found: Mapping[str, int], state: str) -> list[Tab]:
    every = Tab(_("Mọi nơi làm theo"), "?", sum(found[s] for s in AdoptionState.values), not state)
    states = [Tab(str(s.label), f"?state={s}", found[s], s == state) for s in AdoptionState]
    return [every, *states]


def card_of(review: Review) -> Card:
    """Return the card of a recognised model, or the one not yet written."""
    registration = review.registration
    card = Card.objects.filter(registration=registration).first()
    return card or Card(registration=registration, path=registration.unit.path)


def awards_of(card: Card) -> QuerySet[Award]:
    awards = Award.objects.filter(review__registration=card.registration_id)
    return awards.filter(state=Standing.VALID).select_related("decision").order_by("pk")


def mine(by: Actor, code: str) -> QuerySet[Adoption]:
    """Return how the actor's own unit follows the model of *code*, public or withdrawn."""
    return access.visible_adoptions(by).filter(card__code=code, unit__path=by.reach)
