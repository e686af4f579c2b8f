"""The lock under which verdicts on one reading and its confirmation stand in line."""

from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.states import DirectiveState


def hold(directive: Directive) -> None:
    """Hold the directive until the transaction ends; a verdict and a confirmation never cross."""
    state = Directive.objects.select_for_update().values_list("state", flat=True)
    found = state.get(pk=directive.pk)
    if found != DirectiveState.READ:
        raise StaleStateError(found)
