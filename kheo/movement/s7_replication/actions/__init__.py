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
    drop_period,
    open_period,
    return_checkup,
    see_checkup,
    write_checkup,
)

__all__ = [
    "adapt",
    "adopt",
    "drop_period",
    "open_period",
    "publish",
    "report",
    "return_checkup",
    "see_checkup",
    "stop",
    "withdraw",
    "write_card",
    "write_checkup",
]
