"""Everything that writes a reorganisation down, and takes it back."""

from kheo.orgs.reorganisation.actions.events import reorganise
from kheo.orgs.reorganisation.actions.levels import end_level, open_level, open_unit, set_level
from kheo.orgs.reorganisation.actions.sharing import give_shares
from kheo.orgs.reorganisation.actions.undoing import undo

__all__ = [
    "end_level",
    "give_shares",
    "open_level",
    "open_unit",
    "reorganise",
    "set_level",
    "undo",
]
