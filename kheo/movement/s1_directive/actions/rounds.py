"""A movement is launched from a confirmed paper; its years are opened and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive import access, addressed, queries, scored
from kheo.movement.s1_directive.models import (
    Clause,
    Directive,
    Milestone,
    Movement,
    Quota,
    Round,
)
from kheo.movement.s1_directive.numbering import parted
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, ROUND_FLOW, FactKind, OnTransfer
from kheo.notices import actions as notices
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Unit

NAME_IN_NOTICE = 300  # letters of a movement's name, so that the sentence fits its column


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person decided of a movement before launching it.

    ``quotas``: subject → minimum, target, maximum; ``bases``: subject → the words of the paper
    they rest on. ``milestones``: kind → day. ``clauses``: kind → texts in order. ``scored``: the
    subjects that the points of the criteria shall score.
    """

    name: str
    first_year: int
    last_year: int
    year: int
    launched_on: date
    units: Sequence[Unit]
    item_name: str = ""
    theme: str = ""
    aim: str = ""
    partners: str = ""
    parent: Movement | None = None
    quotas: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)
    clauses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    on_transfer: str = OnTransfer.FOLLOW
    scored: Sequence[str] = ()


@transaction.atomic
def launch(directive: Directive, terms: Terms, *, by: Actor) -> Round:
    """Open the movement a confirmed paper launches, with its first year, and tell who must answer.

    Raises ValidationError for a scope or years that cannot be, StaleStateError when the paper is
    not confirmed or was launched before. The setting ``MOVEMENT_LAUNCHED`` is told.
    """
    require(access.RULES["open"], by, directive)
    _check(directive, terms)
    advance(directive, DIRECTIVE_FLOW, "open", by=by)
    movement = Movement(
        name=terms.name,
        item_name=terms.item_name,
        theme=terms.theme,
        aim=terms.aim,
        unit=directive.unit,
        partners=terms.partners,
        parent=terms.parent,
        directive=directive,
        first_year=terms.first_year,
        last_year=terms.last_year,
        launched_on=terms.launched_on,
    )
    movement.full_clean(exclude=["item_name", "theme", "aim", "partners", "parent"])
    movement.save(force_insert=True)
    movement.scope.set(terms.units)
    Clause.objects.bulk_create(
        Clause(movement=movement, kind=kind, ordinal=n, number=number, text=text)
        for kind, texts in terms.clauses.items()
        for n, (number, text) in enumerate(map(parted, texts), 1)
    )
    round_ = Round(
        movement=movement,
        year=terms.year,
        opens_on=terms.launched_on,
        on_transfer=terms.on_transfer,
    )
    _open(round_, _quotas(directive, terms), terms.milestones)
    trail.record("movement.launch", movement, by=by, changes=_traced(terms))
    trail.record("round.open", round_, by=by)
    if terms.scored:
        scored.chosen(round_, terms.scored, by=by)
    for name in settings.MOVEMENT_LAUNCHED:
        import_string(name)(movement, by=by)
    _tell(round_, terms.units, by=by)
    return round_


def _check(directive: Directive, terms: Terms) -> None:
    allowed = queries.answering_units(directive.unit.path)
    known = set(allowed.filter(pk__in=[u.pk for u in terms.units]).values_list("pk", flat=True))
    if not known:
        raise ValidationError({"units": _("Chưa chọn đơn vị nào phải thực hiện.")})
    if strange := [u.name for u in terms.units if u.pk not in known]:
        raise ValidationError(
            {"units": _("Không giao được cho: %(units)s.") % {"units": ", ".join(strange[:3])}}
        )
    if not terms.first_year <= terms.year <= terms.last_year:
        words = {"year": terms.year, "first": terms.first_year, "last": terms.last_year}
        raise ValidationError(
            {"year": _("Năm %(year)s nằm ngoài giai đoạn %(first)s - %(last)s.") % words}
        )


def _traced(terms: Terms) -> dict[str, Any]:
    return {
        "units": [None, len(terms.units)],
        "quotas": [None, {k: list(v) for k, v in terms.quotas.items()}],
        "milestones": [None, dict(terms.milestones)],
        "on_transfer": [None, terms.on_transfer],
        **({"scored": [None, [*terms.scored]]} if terms.scored else {}),
    }


def _quotas(directive: Directive, terms: Terms) -> list[Quota]:
    """Return the rules for all people and all units, each with the place it is read from."""
    read = directive.facts.filter(kind=FactKind.QUOTA).order_by("-start")
    places = {fact.basis: fact for fact in read}
    return [
        Quota(
            subject=subject,
            minimum=low,
            target=target,
            maximum=high,
            basis=basis,
            fact=places.get(basis),
        )
        for subject, (low, target, high) in terms.quotas.items()
        for basis in [terms.bases.get(subject, "")]
    ]


def _open(round_: Round, quotas: Sequence[Quota], milestones: Mapping[str, date]) -> None:
    round_.save(force_insert=True)
    for quota in quotas:
        quota.round = round_
    Quota.objects.bulk_create(quotas)
    Milestone.objects.bulk_create(
        Milestone(round=round_, kind=kind, due_on=due) for kind, due in milestones.items()
    )


def _tell(round_: Round, units: Sequence[Unit], *, by: Actor) -> None:
    words = {"name": round_.movement.name[:NAME_IN_NOTICE], "year": round_.year}
    notices.tell(
        queries.planners(units),
        Sentence(
            gettext_noop(
                "Phong trào “%(name)s” năm %(year)s đã phát động. Xác nhận đã nhận và lập kế hoạch."
            ),
            words,
        ),
        reverse("plan:mine", args=[round_.pk]),
        by=by,
    )


def open_year(movement: Movement, year: int, *, by: Actor) -> Round:
    """Open the round of *year* with the quotas and days of the latest one, moved by the years between.

    Raises ValidationError for a year outside the stage or one that is open already.
    """
    require(access.may_open_year, by, movement)
    if not movement.first_year <= year <= movement.last_year:
        words = {"year": year, "first": movement.first_year, "last": movement.last_year}
        raise ValidationError(
            {"year": _("Năm %(year)s nằm ngoài giai đoạn %(first)s - %(last)s.") % words}
        )
    try:
        with transaction.atomic():
            return _copy_year(movement, year, by=by)
    except IntegrityError as error:
        raise ValidationError({"year": _("Năm %(year)s đã mở rồi.") % {"year": year}}) from error


def _copy_year(movement: Movement, year: int, *, by: Actor) -> Round:
    before = movement.rounds.order_by("-year")[0]
    years = year - before.year
    round_ = Round(
        movement=movement,
        year=year,
        opens_on=date(year, 1, 1),
        on_transfer=before.on_transfer,
    )
    _open(
        round_,
        [_carried(quota, years) for quota in before.quotas.all()],
        {m.kind: _shifted(m.due_on, years) for m in before.milestones.all()},
    )
    trail.record("round.open", round_, by=by)
    _tell(round_, list(queries.scope_of(round_)), by=by)
    return round_


def _carried(quota: Quota, years: int) -> Quota:
    """Return the same rule for a year *years* later, not yet saved."""
    quota.pk = None
    quota.opens_on = quota.opens_on and _shifted(quota.opens_on, years)
    quota.closes_on = quota.closes_on and _shifted(quota.closes_on, years)
    return quota


def _shifted(day: date, years: int) -> date:
    """Return the same day *years* later; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def close_year(round_: Round, *, by: Actor) -> Round:
    """Close a year for good: whom it asked is kept as of today. The setting ``ROUND_CLOSED`` is told."""
    require(access.may_close, by, round_)
    staff = addressed.scope_figures(round_)["staff"]
    advance(round_, ROUND_FLOW, "close", by=by, closed_on=clock.today(), staff=staff)
    for name in settings.ROUND_CLOSED:
        import_string(name)(round_, by=by)
    return round_


@transaction.atomic
def decide_transfers(round_: Round, rule: str, *, by: Actor) -> Round:
    """Say what becomes of the registrations of an open year when people change their unit.

    It holds for transfers still to come; nothing changed leaves no trace.
    """
    require(access.may_decide_transfers, by, round_)
    if rule == round_.on_transfer:
        return round_
    changes = {"on_transfer": [round_.on_transfer, rule]}
    rows = Round.objects.filter(pk=round_.pk, on_transfer=round_.on_transfer)
    if not rows.update(on_transfer=rule):
        raise StaleStateError(round_.state)
    round_.on_transfer = rule
    trail.record("round.transfers", round_, by=by, changes=changes)
    return round_
