"""Who may see a registration, and who may do what with it.

seen      a person sees what is theirs; whoever follows a unit up what it sent; a cell its members'
may       a person writes and sends their own items, the holder of MODEL a unit's models; whoever
          oversees the unit accepts or returns them, never their own; who keeps a copy logs it
partners  units that carry a model together read it, and each answers for itself
entries   who receives a sheet on paper enters it for its owner, who may say it is not theirs
loads     whoever handles a unit's registrations enters many at once for its people
scans     who files for the agency puts scanned pages with their copies
offered   what the list offers at all; each record still has its own rule
"""

from kheo.movement.s3_registration.access.entries import (
    disowns,
    enters,
    last_day_to_disown,
    may_disown,
    may_disown_entry,
    may_enter,
    may_enter_models,
    people_to_enter,
    units_to_enter,
)
from kheo.movement.s3_registration.access.loads import (
    LOAD_RULES,
    handles,
    may_handle_load,
    may_load,
    may_load_at_all,
    may_withdraw,
    units_handled,
    visible_loads,
)
from kheo.movement.s3_registration.access.may import (
    RULES,
    is_own,
    may_change,
    may_count_instead,
    may_decide,
    may_exempt,
    may_keep,
    may_merge,
    may_receive,
    may_register_models,
    may_write,
    open_steps,
    refuse_closed,
)
from kheo.movement.s3_registration.access.offered import acts, offered
from kheo.movement.s3_registration.access.partners import (
    PARTNER_RULES,
    SHOWN,
    may_invite,
    may_join,
    of_unit,
    open_partner_steps,
    readable_by,
    shares,
)
from kheo.movement.s3_registration.access.scans import SCAN_RULES, may_file_page, may_scan
from kheo.movement.s3_registration.access.seen import (
    exemptions_of,
    in_cell,
    models_to_join,
    paths_kept,
    people_seen,
    seen,
    sees_keeper,
    visible_copies,
    visible_exemptions,
    visible_sheets,
    visible_to,
    watches,
    watches_models,
)

__all__ = [
    "LOAD_RULES",
    "PARTNER_RULES",
    "RULES",
    "SCAN_RULES",
    "SHOWN",
    "acts",
    "disowns",
    "enters",
    "exemptions_of",
    "handles",
    "in_cell",
    "is_own",
    "last_day_to_disown",
    "may_change",
    "may_count_instead",
    "may_decide",
    "may_disown",
    "may_disown_entry",
    "may_enter",
    "may_enter_models",
    "may_exempt",
    "may_file_page",
    "may_handle_load",
    "may_invite",
    "may_join",
    "may_keep",
    "may_load",
    "may_load_at_all",
    "may_merge",
    "may_receive",
    "may_register_models",
    "may_scan",
    "may_withdraw",
    "may_write",
    "models_to_join",
    "of_unit",
    "offered",
    "open_partner_steps",
    "open_steps",
    "paths_kept",
    "people_seen",
    "people_to_enter",
    "readable_by",
    "refuse_closed",
    "seen",
    "sees_keeper",
    "shares",
    "units_handled",
    "units_to_enter",
    "visible_copies",
    "visible_exemptions",
    "visible_loads",
    "visible_sheets",
    "visible_to",
    "watches",
    "watches_models",
]  # fmt: skip
