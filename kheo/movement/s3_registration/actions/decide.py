"""Whoever oversees a unit accepts what was sent, or returns it with a reason."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.outcome import Counting, Outcome
from kheo.movement.s3_registration.states import FLOW
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power


def accept(registration: Registration, *, by: Actor) -> Registration:
    return _decide(registration, "accept", by=by)


def return_(registration: Registration, *, by: Actor, note: str) -> Registration:
    return _decide(registration, "return", by=by, note=note)


@transaction.atomic
def decide_many(
    registrations: Iterable[Registration], step: str, *, by: Actor, note: str = ""
) -> Outcome:
    """Accept or return each, and say what became of them; nothing is half-done."""
    if FLOW[step].needs_note and not note.strip():
        raise ValidationError({"note": _("Cần nêu lý do.")})
    count = Counting()
    for registration in registrations:
        if not (verdict := access.RULES[step](by, registration)):
            count.refused.append((f"“{registration.title}”", verdict.reason))
            continue
        try:
            _decide(registration, step, by=by, note=note)
            count.done += 1
        except StaleStateError:
            count.before.append(f"“{registration.title}”")
    return count.outcome()


@transaction.atomic
def _decide(registration: Registration, step: str, *, by: Actor, note: str = "") -> Registration:
    require(access.RULES[step], by, registration)
    before = registration.state
    advance(registration, FLOW, step, by=by, note=note)
    moves = Moves(registration.round)
    moves.state(registration, before, registration.state)
    moves.write()
    _tell(registration, step, by=by, note=note)
    return registration


def _tell(registration: Registration, step: str, *, by: Actor, note: str) -> None:
    words = {"title": registration.title[:200], "note": note[:200]}
    said = (
        gettext_noop("“%(title)s” đã được ghi nhận.")
        if step == "accept"
        else gettext_noop("“%(title)s” bị trả lại: %(note)s")
    )
    owners = (
        [registration.person]
        if registration.person
        else holders_of(Power.MODEL, registration.unit, on=clock.today())
    )
    url = reverse("registration:detail", args=[registration.round_id, registration.pk])
    tell(owners, Sentence(said, words), url, by=by)
