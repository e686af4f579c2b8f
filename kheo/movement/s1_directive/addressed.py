"""How many a round addresses."""

from django.db.models import Count, Q, Sum

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import scope_of
from kheo.orgs.models import Unit


def scope_figures(round_: Round) -> dict[str, int]:
    """Return how many units must answer and how many people work there or below, in one statement."""
    named = scope_of(round_).values("pk")
    ways = ("pk", "parent", "parent__parent", "parent__parent__parent")
    rows = Unit.objects.filter(Q(*(Q((f"{way}__in", named)) for way in ways), _connector=Q.OR))
    found = rows.aggregate(units=Count("id", filter=Q(pk__in=named)), staff=Sum("staff"))
    return {name: value or 0 for name, value in found.items()}
