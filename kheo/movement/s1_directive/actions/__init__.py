"""Everything that changes a directive, a movement and its years."""

from kheo.movement.s1_directive.actions.papers import (
    AlreadyReadError,
    accept_clear,
    confirm,
    judge,
    read,
    reopen,
)
from kheo.movement.s1_directive.actions.proposal import propose
from kheo.movement.s1_directive.actions.rounds import Terms, close_year, launch, open_year

__all__ = [
    "AlreadyReadError",
    "Terms",
    "accept_clear",
    "close_year",
    "confirm",
    "judge",
    "launch",
    "open_year",
    "propose",
    "read",
    "reopen",
]
