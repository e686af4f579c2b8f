"""What becomes of what somebody registered for open years when they go to another unit.

Each year has its rule (``Round.on_transfer``); what follows somebody stops at a unit the movement
does not address. Where the rule closes, what was never sent follows its writer all the same, for
there is nothing to close, and what a later stage has taken up stays until that is done
(docs/decisions/0016).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import OnTransfer, RoundState
from kheo.movement.s3_registration.merging import tied
from kheo.movement.s3_registration.models import Registration, Sheet
from kheo.movement.s3_registration.queries import addressed
from kheo.movement.s3_registration.states import State
from kheo.orgs.doors import OpenWork
from kheo.orgs.models import Person, Unit

SHOWN = 120  # letters of a title in a preview


@dataclass(frozen=True, slots=True)
class Fate:
    """One sheet of somebody who goes to *to*, and whether it goes along."""

    sheet: Sheet
    to: Unit
    is_addressed: bool
    is_taken_up: bool  # by a review or what comes after it

    @property
    def end(self) -> OnTransfer:
        rule = OnTransfer(self.sheet.round.on_transfer)
        if rule == OnTransfer.CLOSE and self.sheet.submitted_at is None:
            rule = OnTransfer.FOLLOW
        elif rule == OnTransfer.CLOSE and self.is_taken_up:
            rule = OnTransfer.STAY
        return OnTransfer.STAY if rule == OnTransfer.FOLLOW and not self.is_addressed else rule

    @property
    def told(self) -> str:
        names = {"old": self.sheet.unit.name, "new": self.to.name}
        if self.end == OnTransfer.FOLLOW:
            return _("Chuyển sang %(new)s, tính cho đơn vị mới.") % names
        if self.end == OnTransfer.CLOSE:
            return _("Khép lại ở %(old)s, vẫn giữ để đọc; không tính là đã đăng ký nữa.") % names
        if not self.is_addressed and self.sheet.round.on_transfer != OnTransfer.STAY:
            return _("Ở lại %(old)s: phong trào không giao cho %(new)s.") % names
        if self.is_taken_up and self.sheet.round.on_transfer == OnTransfer.CLOSE:
            return _("Ở lại %(old)s: đã đưa vào thẩm định, bình xét.") % names
        return _("Ở lại %(old)s; người ấy vẫn làm tiếp được.") % names

    @property
    def reason(self) -> str:
        """Return why a sheet is closed, for whoever reads it later."""
        names = {"old": self.sheet.unit.name[:100], "new": self.to.name[:100]}
        return _("Người đăng ký chuyển từ %(old)s sang %(new)s.") % names


def fates(person: Person, to: Unit) -> Iterator[Fate]:
    """Yield what becomes of each sheet of *person* in a year still open."""
    rows = Sheet.objects.filter(person=person, round__state=RoundState.OPEN).exclude(unit=to)
    rows = rows.filter(closed_at=None)
    for sheet in rows.select_related("round__movement", "unit", "person").order_by("pk"):
        taken_up = any(tied(each) for each in sheet.registrations.all())
        yield Fate(sheet, to, addressed(sheet.round, to.path), taken_up)


def open_work(person: Person, to: Unit) -> Iterator[OpenWork]:
    """Yield each item with its rule and its fate, for who is about to confirm a transfer."""
    for fate in fates(person, to):
        round_ = fate.sheet.round
        for item in fate.sheet.registrations.order_by("ordinal"):
            yield OpenWork(
                what=f"{item.title[:SHOWN]} ({item.get_state_display()})",
                of=f"{round_.movement.name[:SHOWN]}, {round_.year}",
                rule=round_.get_on_transfer_display(),
                fate=fate.told,
            )


def closed_of(by: Actor, round_: Round) -> list[Registration]:
    """Return what of the actor was closed in a round as they went to another unit."""
    rows = Registration.objects.filter(round=round_, person=by.person_id, state=State.CLOSED)
    return list(rows.select_related("unit", "sheet").order_by("pk")) if by.person_id else []
