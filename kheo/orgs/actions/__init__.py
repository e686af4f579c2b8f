"""Everything that changes the tree, its people and their powers."""

from kheo.orgs.actions.accounts import (
    Invited,
    close_account,
    drop_factors,
    invite,
    invite_at_machine,
    print_letters,
    reopen_account,
    revoke_invitation,
    sign_out,
    unlock,
)
from kheo.orgs.actions.delegating import delegate, revoke
from kheo.orgs.actions.people import (
    Identity,
    add_person,
    change_person,
    check_transfer,
    leave,
    set_cell,
    transfer,
)
from kheo.orgs.actions.posts import Place, end_post, give_post, set_powers, stand_in
from kheo.orgs.actions.returning import rejoin, take_back
from kheo.orgs.actions.units import Facts, change_unit, close_unit, open_unit, rename_unit

__all__ = [
    "Facts",
    "Identity",
    "Invited",
    "Place",
    "add_person",
    "change_person",
    "change_unit",
    "check_transfer",
    "close_account",
    "close_unit",
    "delegate",
    "drop_factors",
    "end_post",
    "give_post",
    "invite",
    "invite_at_machine",
    "leave",
    "open_unit",
    "print_letters",
    "rejoin",
    "rename_unit",
    "reopen_account",
    "revoke",
    "revoke_invitation",
    "set_cell",
    "set_powers",
    "sign_out",
    "stand_in",
    "take_back",
    "transfer",
    "unlock",
]
