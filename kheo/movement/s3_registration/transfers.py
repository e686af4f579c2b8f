"""What becomes of what somebody registered for open years when they go to another unit.

Each year has its rule (``Round.on_transfer``); what follows somebody stops at a unit the movement
does not address.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.movement.s1_directive.states import OnTransfer, RoundState
from kheo.movement.s3_registration.models import Sheet
from kheo.movement.s3_registration.queries import addressed
from kheo.orgs.doors import OpenWork
from kheo.orgs.models import Person, Unit

SHOWN = 120  # letters of a title in a preview


@dataclass(frozen=True, slots=True)
class Fate:
    """One sheet of somebody who goes to *to*, and whether it goes along."""

    sheet: Sheet
    to: Unit
    is_addressed: bool

    @property
    def follows(self) -> bool:
        return self.is_addressed and self.sheet.round.on_transfer == OnTransfer.FOLLOW

    @property
    def told(self) -> str:
        names = {"old": self.sheet.unit.name, "new": self.to.name}
        if self.follows:
            return _("Chuyển sang %(new)s, tính cho đơn vị mới.") % names
        if self.sheet.round.on_transfer == OnTransfer.FOLLOW:
            return _("Ở lại %(old)s: phong trào không giao cho %(new)s.") % names
        return _("Ở lại %(old)s; người ấy vẫn làm tiếp được.") % names


def fates(person: Person, to: Unit) -> Iterator[Fate]:
    """Yield what becomes of each sheet of *person* in a year still open."""
    rows = Sheet.objects.filter(person=person, round__state=RoundState.OPEN).exclude(unit=to)
    for sheet in rows.select_related("round__movement", "unit", "person").order_by("pk"):
        yield Fate(sheet, to, addressed(sheet.round, to.path))


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
