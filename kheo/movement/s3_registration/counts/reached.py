"""How many people and units reached what a year asks of each, how many were let off (part of the report)."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import CATEGORIES, Subject
from kheo.movement.s3_registration.counts.rules import standing, staying
from kheo.movement.s3_registration.models import Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import STANDING, STOPPED

_CATEGORY = {Subject.ITEM: "person__staff", Subject.MODEL: "unit__kind"}
REACHED = ("people_minimum", "people_target", "units_minimum", "units_target")
_KEYS = {Subject.ITEM: "people", Subject.MODEL: "units"}


def reached(round_: Round, here: Q) -> dict[str, int]:
    """Return how many reached the minimum and the target, by what stands on their sheets and goes on.

    *here* is the condition on a registration. Two statements, one for people and one for units,
    each one walk over what was registered; a third, over a few rows, only where a model counts
    instead of items. The keys are those of ``REACHED``.
    """
    rules = list(Quota.objects.filter(round=round_))
    found: dict[str, int] = {}
    for subject, key in _KEYS.items():
        rows: Any = Registration.objects.filter(here, round=round_, subject=subject)
        rows = rows.filter(state__in=STANDING).exclude(standing=STOPPED).order_by()
        sheets = rows.values("sheet", _CATEGORY[subject]).annotate(n=Count("pk"))
        asked = [rule for rule in rules if rule.subject == subject]
        found |= sheets.aggregate(
            **{
                f"{key}_{name}": Count("sheet", filter=_enough(asked, Subject(subject), name))
                for name in ("minimum", "target")
            }
        )
    if any(rule.instead for rule in rules):
        for name, more in _helped(round_, here, rules).items():
            found[name] += more
    return found


def _enough(rules: list[Quota], subject: Subject, name: str) -> Q:
    """Return the condition that as many stand as the rule for each category asks, one at least."""
    by = {rule.category: getattr(rule, name) for rule in rules}
    column = _CATEGORY[subject]
    own = [category.value for category in CATEGORIES[subject] if category.value in by]
    most = ~Q((f"{column}__in", own)) if own else Q()
    enough = most & Q(n__gte=max(1, by[""])) if "" in by else Q(n__lt=0)
    for category in own:
        enough |= Q((column, category), n__gte=max(1, by[category]))
    return enough


def _helped(round_: Round, here: Q, rules: list[Quota]) -> dict[str, int]:
    """Return how many more reach it since a model counts instead of some of their items."""
    by = {rule.category: rule for rule in rules if rule.subject == Subject.ITEM}
    mine = Registration.objects.filter(here, sheet=OuterRef("pk"))
    # The few named come first: asked of each sheet in turn it was a walk over the whole year.
    named = Exemption.objects.filter(round=round_, over=None, model__isnull=False)
    sheets = Sheet.objects.filter(Exists(mine), person__in=named.values("person"), round=round_)
    rows: QuerySet[Any, Any] = sheets.annotate(n=standing("pk")).values_list("person__staff", "n")
    found = {"people_minimum": 0, "people_target": 0}
    for staff, n in rows:
        rule = by.get(staff) or by.get("")
        if rule and n:
            found["people_minimum"] += n < rule.minimum <= n + rule.instead
            found["people_target"] += n < rule.target <= n + rule.instead
    return found


def let_off(round_: Round, *, instead: bool) -> QuerySet[Exemption]:
    """Return who is exempt in a year or, with *instead*, whose model counts for items."""
    rows = Exemption.objects.filter(staying(round_), round=round_, over=None)
    return rows.filter(model__isnull=not instead)
