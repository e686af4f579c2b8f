"""Name a unit to the reader of a page: ``{{ unit|named_for:actor }}``."""

from django.template import Library

from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.orgs.naming import name_for

register = Library()


@register.filter
def named_for(unit: Unit, by: Actor) -> str:
    return name_for(by, unit)
