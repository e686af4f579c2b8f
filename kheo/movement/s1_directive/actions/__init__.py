"""Everything that changes a directive, a movement and its years."""

from kheo.movement.s1_directive.actions.amending import amend
from kheo.movement.s1_directive.actions.lists import (
    LIST_ACTS,
    list_name,
    rename_listed,
    ship_list,
)
from kheo.movement.s1_directive.actions.papers import (
    AlreadyReadError,
    confirm,
    read,
    remove,
    reopen,
)
from kheo.movement.s1_directive.actions.proposal import propose
from kheo.movement.s1_directive.actions.recognition import recognise, retry
from kheo.movement.s1_directive.actions.repairs import judge_repairs
from kheo.movement.s1_directive.actions.rounds import (
    Terms,
    close_year,
    decide_transfers,
    launch,
    open_year,
)
from kheo.movement.s1_directive.actions.verdicts import accept_clear, add, judge

__all__ = [
    "LIST_ACTS",
    "AlreadyReadError",
    "Terms",
    "accept_clear",
    "add",
    "amend",
    "close_year",
    "confirm",
    "decide_transfers",
    "judge",
    "judge_repairs",
    "launch",
    "list_name",
    "open_year",
    "propose",
    "read",
    "recognise",
    "remove",
    "rename_listed",
    "reopen",
    "retry",
    "ship_list",
]
