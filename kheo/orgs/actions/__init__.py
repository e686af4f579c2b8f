"""Everything that changes the tree, its people and their powers."""

from kheo.orgs.actions.people import (
    Identity,
    add_person,
    change_person,
    leave,
    set_cell,
    transfer,
)
from kheo.orgs.actions.posts import Place, end_post, give_post, set_powers, stand_in
from kheo.orgs.actions.units import Facts, change_unit, close_unit, open_unit, rename_unit

__all__ = [
    "Facts",
    "Identity",
    "Place",
    "add_person",
    "change_person",
    "change_unit",
    "close_unit",
    "end_post",
    "give_post",
    "leave",
    "open_unit",
    "rename_unit",
    "set_cell",
    "set_powers",
    "stand_in",
    "transfer",
]
