"""Everything that changes a card, an adoption or the review of a running model.

1. cards     the card of a recognised model is written and published; others follow the model
2. checkups  a period is opened; units review their running models, the unit above reads it
"""

from kheo.movement.s7_replication.actions.cards import (
    adapt,
    adopt,
    publish,
    report,
    stop,
    withdraw,
    write_card,
)
from kheo.movement.s7_replication.actions.checkups import (
    decide_checkup,
    drop_period,
    open_period,
    reopen_checkup,
    return_checkup,
    write_checkup,
)

__all__ = [
    "adapt",
    "adopt",
    "decide_checkup",
    "drop_period",
    "open_period",
    "publish",
    "reopen_checkup",
    "report",
    "return_checkup",
    "stop",
    "withdraw",
    "write_card",
    "write_checkup",
]
