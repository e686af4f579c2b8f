"""The records of progress: notes and evidence, likenesses, targets and checkpoints, the ladder of reminders, visits."""

from kheo.movement.s4_progress.models.course import Checkpoint, Target
from kheo.movement.s4_progress.models.ladder import Climb, Rung
from kheo.movement.s4_progress.models.notes import (
    Evidence,
    Likeness,
    Note,
    Reminder,
    Signature,
    SignatureKey,
)
from kheo.movement.s4_progress.models.visiting import Draw, Visit, VisitFile, Visitor

__all__ = [
    "Checkpoint",
    "Climb",
    "Draw",
    "Evidence",
    "Likeness",
    "Note",
    "Reminder",
    "Rung",
    "Signature",
    "SignatureKey",
    "Target",
    "Visit",
    "VisitFile",
    "Visitor",
]
