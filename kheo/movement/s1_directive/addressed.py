"""How many a round addresses."""

from django.db.models import Count, Q, Sum

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.owing import owing
from kheo.movement.s1_directive.queries import scope_of
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.orgs.models import Unit


def scope_figures(round_: Round, told: str = "") -> dict[str, int]:
    """Return how many units must answer and how many people work there or below.

    The units are those that owe a plan, then or today; the people are the same, wherever
    they work; of a closed year those of the day it was closed.
    """
    named = scope_of(round_).values("pk")
    ways = ("pk", "parent", "parent__parent", "parent__parent__parent")
    rows = Unit.objects.filter(Q(*(Q((f"{way}__in", named)) for way in ways), _connector=Q.OR))
    found: dict[str, int | None] = rows.aggregate(
        units=Count("id", filter=Q(pk__in=named)), staff=Sum("staff")
    )
    if told:
        owed = owing(round_, told)[MilestoneKind.PLAN]
        found["units"] = (found["units"] or 0) + len(owed.added) - len(owed.removed)
    if round_.staff is not None:
        found["staff"] = round_.staff
    return {name: value or 0 for name, value in found.items()}
