"""What the first stage keeps."""

from kheo.movement.s1_directive.models.lists import Listed
from kheo.movement.s1_directive.models.movements import (
    Amendment,
    Clause,
    Milestone,
    Movement,
    Quota,
    Round,
)
from kheo.movement.s1_directive.models.readings import Directive, Fact, Recognition, Repair

__all__ = [
    "Amendment",
    "Clause",
    "Directive",
    "Fact",
    "Listed",
    "Milestone",
    "Movement",
    "Quota",
    "Recognition",
    "Repair",
    "Round",
]
