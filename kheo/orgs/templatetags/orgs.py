"""Words about units and posts: ``{{ unit|named_for:actor }}``, ``{{ post.powers|powers }}``."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.template import Library

from kheo.kernel.actor import Actor
from kheo.orgs import queries
from kheo.orgs.models import Post, Unit
from kheo.orgs.naming import name_for
from kheo.orgs.states import Power

register = Library()


@register.filter
def named_for(unit: Unit, by: Actor) -> str:
    return name_for(by, unit)


@register.filter
def named_in(unit: Unit, names: Mapping[int, str]) -> str:
    """Return the name of *unit* among *names*, asked for all of a page at once."""
    return names.get(unit.pk, unit.name)


@register.filter
def powers(held: Sequence[str]) -> str:
    """Name what a post lets one do, as who gives it reads it."""
    return "; ".join(str(power.label) for power in Power if power in held)


@register.filter
def last_day(post: Post) -> date | None:
    return queries.last_day(post)
