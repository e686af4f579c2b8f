"""Everything that changes progress, by verb.

1. write    a dated note with its evidence
2. course  what is to be reached, and the days on the way
3. ledger   each file looked at, its like found; what a person says of the like
4. remind   whole units told what they owe, a Party cell's members told to register
5. climb   the ladder of reminders, which the worker climbs by itself
6. visit    registrations drawn by lot, given to people from outside, what they found
"""

from kheo.movement.s4_progress.actions.climb import climb, end_rung, set_rung, ship_ladder
from kheo.movement.s4_progress.actions.course import (
    drop_checkpoint,
    set_checkpoint,
    set_target,
)
from kheo.movement.s4_progress.actions.ledger import catch_up, judge, look_through, sign
from kheo.movement.s4_progress.actions.remind import Reminded, remind, remind_members
from kheo.movement.s4_progress.actions.visit import (
    assign,
    cancel,
    draw,
    look_at_visit,
    plan_visit,
    recheck,
    record,
)
from kheo.movement.s4_progress.actions.write import note
from kheo.movement.s4_progress.uploads import Upload

__all__ = [
    "Reminded",
    "Upload",
    "assign",
    "cancel",
    "catch_up",
    "climb",
    "draw",
    "drop_checkpoint",
    "end_rung",
    "judge",
    "look_at_visit",
    "look_through",
    "note",
    "plan_visit",
    "recheck",
    "record",
    "remind",
    "remind_members",
    "set_checkpoint",
    "set_rung",
    "set_target",
    "ship_ladder",
    "sign",
]
