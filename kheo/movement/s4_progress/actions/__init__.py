"""Everything that changes progress, by verb.

1. write    a dated note with its evidence
2. ledger   each file looked at, its like found; what a person says of the like
3. remind   whole units told what they owe
"""

from kheo.movement.s4_progress.actions.ledger import catch_up, judge, look_through, sign
from kheo.movement.s4_progress.actions.remind import Reminded, remind
from kheo.movement.s4_progress.actions.write import Upload, note

__all__ = [
    "Reminded",
    "Upload",
    "catch_up",
    "judge",
    "look_through",
    "note",
    "remind",
    "sign",
]
