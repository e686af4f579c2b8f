"""Everything that changes a registration, by verb.

1. write    the owner drafts, changes and drops, or starts from last year
2. send     the owner sends the sheet; two copies find their keepers
3. decide   whoever oversees the unit accepts or returns
4. keep     the keeper of a copy logs its receipt
5. form     the focal office words the form
6. exempt   whoever oversees a unit records who need not register; a model may count instead
7. scan     scanned pages are put with the copies their codes name
8. urge     whoever files numbers the letter to those who are late
9. share    units carry a model together: invited or asking, answered by the other side
10. rules   the focal office sets what the year asks of whom
11. merge   two of one sheet that are one thing are merged, and taken apart again
12. enter   who receives a sheet on paper enters it with its scan; its owner may disown it
13. withdraw what somebody else entered and sent for a person, they take back
14. reopening what closed as somebody left stands again where that was a mistake
15. absent   who was missing as the year was closed is kept

The first four and the two before the last move the tallies in its own transaction (tally).
"""

from kheo.movement.s3_registration.actions.absent import keep_absent
from kheo.movement.s3_registration.actions.decide import accept, decide_many, return_
from kheo.movement.s3_registration.actions.enter import Handed, disown, enter
from kheo.movement.s3_registration.actions.exempt import (
    count_instead,
    end_exemption,
    exempt,
    stop_counting,
)
from kheo.movement.s3_registration.actions.form import edit_form
from kheo.movement.s3_registration.actions.keep import receive
from kheo.movement.s3_registration.actions.merge import merge, part
from kheo.movement.s3_registration.actions.rekey import rekey
from kheo.movement.s3_registration.actions.reopening import come_back
from kheo.movement.s3_registration.actions.rules import Rule, drop_rule, set_rule
from kheo.movement.s3_registration.actions.scan import (
    file_each,
    file_page,
    send_scans,
    set_aside,
    take_out,
    turn,
)
from kheo.movement.s3_registration.actions.send import send
from kheo.movement.s3_registration.actions.share import answer, ask_to_join, invite
from kheo.movement.s3_registration.actions.transferring import follow
from kheo.movement.s3_registration.actions.urge import number_letter
from kheo.movement.s3_registration.actions.withdraw import withdraw
from kheo.movement.s3_registration.actions.write import change, draft, drop, reuse

__all__ = [
    "Handed",
    "Rule",
    "accept",
    "answer",
    "ask_to_join",
    "change",
    "come_back",
    "count_instead",
    "decide_many",
    "disown",
    "draft",
    "drop",
    "drop_rule",
    "edit_form",
    "end_exemption",
    "enter",
    "exempt",
    "file_each",
    "file_page",
    "follow",
    "invite",
    "keep_absent",
    "merge",
    "number_letter",
    "part",
    "receive",
    "rekey",
    "return_",
    "reuse",
    "send",
    "send_scans",
    "set_aside",
    "set_rule",
    "stop_counting",
    "take_out",
    "turn",
    "withdraw",
]
