"""Everything that changes a scoring table, a review or a pledge."""

from kheo.movement.s5_review.actions.cases import (
    check,
    decline,
    recognise,
    reopen,
    score,
    start,
)
from kheo.movement.s5_review.actions.launched import choose_scoring
from kheo.movement.s5_review.actions.pledges import (
    Deed,
    confirm,
    record_breach,
    withdraw_breach,
)
from kheo.movement.s5_review.actions.tables import create_table, ship_samples

__all__ = [
    "Deed",
    "check",
    "choose_scoring",
    "confirm",
    "create_table",
    "decline",
    "recognise",
    "record_breach",
    "reopen",
    "score",
    "ship_samples",
    "start",
    "withdraw_breach",
]
