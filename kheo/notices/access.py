"""Who may see a notice: the one it was sent to."""

from django.db.models import QuerySet

from kheo.kernel.actor import Actor
from kheo.notices.models import Notice


def visible_to(by: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(person_id=by.me)
