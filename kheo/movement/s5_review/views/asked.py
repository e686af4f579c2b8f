"""The round a page of this stage is asked for."""

from django.shortcuts import get_object_or_404

from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review import queries
from kheo.orgs.middleware import ActorRequest


def round_of(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(queries.with_due(s1.visible_rounds(request.actor)), pk=round_id)
