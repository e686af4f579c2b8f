"""The records of progress: notes and evidence, likenesses, visits."""

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
    "Draw",
    "Evidence",
    "Likeness",
    "Note",
    "Reminder",
    "Signature",
    "SignatureKey",
    "Visit",
    "VisitFile",
    "Visitor",
]
