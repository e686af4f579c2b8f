"""How many a round addresses."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet, Sum

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import scope_of
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried
from kheo.orgs.reorganisation.states import Told


def scope_figures(round_: Round, told: str = "") -> dict[str, int]:
    """Return how many units must answer and how many people work there or below, in one statement.

    As then the units are those the movement addressed before its reorganisations; the people are
    the same, wherever they work.
    """
    named = scope_of(round_).values("pk")
    ways = ("pk", "parent", "parent__parent", "parent__parent__parent")
    rows = Unit.objects.filter(Q(*(Q((f"{way}__in", named)) for way in ways), _connector=Q.OR))
    found = rows.aggregate(units=Count("id", filter=Q(pk__in=named)), staff=Sum("staff"))
    if told == Told.THEN:
        rows_then = _moved(round_)
        came = rows_then.exclude(after=0).values("after").distinct().count()
        found["units"] += rows_then.values("before").distinct().count() - came
    return {name: value or 0 for name, value in found.items()}


def scope_moved(round_: Round) -> Iterator[tuple[str, str, int]]:
    """Yield where a movement addressed a unit more, or fewer, before its reorganisations."""
    pairs = list(_moved(round_).order_by().values_list("before", "after"))
    signs = Counter({before for before, _after in pairs})
    signs.subtract({after for _before, after in pairs if after})
    for pk, path in Unit.objects.filter(pk__in=signs).values_list("pk", "path"):
        yield path, "scope", signs[pk]


def _moved(round_: Round) -> QuerySet[Carried]:
    return Carried.objects.filter(
        what="scope",
        key=round_.movement_id,
        reorganisation__effective_on__year__gte=round_.year,
    )
