"""Everything that changes a scoring table or a review."""

from kheo.movement.s5_review.actions.cases import (
    check,
    decline,
    recognise,
    reopen,
    score,
    start,
)
from kheo.movement.s5_review.actions.tables import create_table, ship_samples

__all__ = [
    "check",
    "create_table",
    "decline",
    "recognise",
    "reopen",
    "score",
    "ship_samples",
    "start",
]
