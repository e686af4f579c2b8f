"""The records of progress: notes and evidence, likenesses, the ladder of reminders, visits."""

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
    "Climb",
    "Draw",
    "Evidence",
    "Likeness",
    "Note",
    "Reminder",
    "Rung",
    "Signature",
    "SignatureKey",
    "Visit",
    "VisitFile",
    "Visitor",
]
