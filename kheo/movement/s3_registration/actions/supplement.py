"""What is sent once a copy has been received goes on a paper of its own.

The paper that was handed in holds as it is, with its receipt; the copies are awaited anew.
"""

from datetime import datetime

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.models import Copy, Receipt, Sheet, Supplement


def supplement(sheet: Sheet, moves: Moves, *, at: datetime, by: Actor) -> Supplement | None:
    """Return the paper that what is sent now stands on; None is the first one.

    One that nobody has received yet takes it too. Else a supplement begins: the receipts are kept
    with it, and both copies asked for.
    """
    last = Supplement.objects.filter(sheet=sheet).order_by("-number").first()
    received = list(Copy.objects.filter(sheet=sheet).exclude(received_on=None))
    if not received:
        return last
    new = Supplement.objects.create(sheet=sheet, number=last.number + 1 if last else 1, sent_at=at)
    for copy in received:
        _ask_again(copy, new, moves, by=by)
    trail.record("sheet.supplement", sheet, by=by)
    return new


def _ask_again(copy: Copy, new: Supplement, moves: Moves, *, by: Actor) -> None:
    if copy.received_on is None:
        return
    was = {"received_on": [copy.received_on, None], "received_by": [copy.received_by_id, None]}
    rows = Copy.objects.filter(pk=copy.pk, received_on=copy.received_on)
    if not rows.update(received_on=None, received_by=None):
        return
    Receipt.objects.create(
        copy=copy,
        supplement=new,
        custodian_id=copy.custodian_id,
        received_on=copy.received_on,
        received_by_id=copy.received_by_id,
    )
    trail.record("copy.reopen", copy, by=by, changes=was)
    if copy.number == 2:  # noqa: PLR2004 - the second of the two copies
        moves.add(new.sheet.unit, "copies_awaited")
