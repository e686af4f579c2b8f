"""Everything that changes the tree, its people and their powers."""

from kheo.orgs.actions.units import (
    Facts,
    change_unit,
    close_unit,
    open_unit,
    rename_unit,
)

__all__ = [
    "Facts",
    "change_unit",
    "close_unit",
    "open_unit",
    "rename_unit",
]
