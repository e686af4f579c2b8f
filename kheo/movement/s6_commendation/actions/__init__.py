"""Everything that changes a proposal, a decision or an award."""

from kheo.movement.s6_commendation.actions.decisions import decide, revoke
from kheo.movement.s6_commendation.actions.proposals import (
    add_cases,
    edit_case,
    end_form,
    keep_form,
    open_proposal,
    remove_case,
    return_,
    send,
)

__all__ = [
    "add_cases",
    "decide",
    "edit_case",
    "end_form",
    "keep_form",
    "open_proposal",
    "remove_case",
    "return_",
    "revoke",
    "send",
]
