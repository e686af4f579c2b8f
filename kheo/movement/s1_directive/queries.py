"""Movements, rounds and what they ask, as screens and rules need them."""

from datetime import date

from kheo.movement.s1_directive.models import Clause, Milestone, Quota, Round
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, RoundState, Subject


def current_round() -> Round | None:
    """Return the newest open round, which the menu leads to."""
    rounds = Round.objects.filter(state=RoundState.OPEN).select_related("movement__unit")
    return rounds.order_by("-year", "-id").first()


def due_on(round_: Round, kind: MilestoneKind) -> date | None:
    """Return the day by which something is due in a round, or None where the paper names none."""
    return Milestone.objects.filter(round=round_, kind=kind).values_list("due_on", flat=True).first()


def quota(round_: Round, subject: Subject) -> Quota:
    """Return how many *subject* a person or unit registers; a round without a rule has none."""
    return Quota.objects.get(round=round_, subject=subject)


def clauses(round_: Round, kind: ClauseKind) -> list[Clause]:
    return list(Clause.objects.filter(movement=round_.movement_id, kind=kind))
