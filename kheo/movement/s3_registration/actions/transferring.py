"""Somebody goes to another unit: what they registered for open years follows, stays or is closed.

The setting ``PERSON_MOVED`` names ``follow``.
"""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.states import OnTransfer
from kheo.movement.s3_registration.actions.closing import close
from kheo.movement.s3_registration.actions.seating import seat
from kheo.movement.s3_registration.models import Copy, Sheet
from kheo.movement.s3_registration.transfers import Fate, fates
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import focal_of, heads_of, holders_of
from kheo.orgs.states import Power

VERBS = {
    OnTransfer.FOLLOW: "sheet.follow",
    OnTransfer.STAY: "sheet.stay",
    OnTransfer.CLOSE: "sheet.close",
}


def follow(person: Person, to: Unit, *, by: Actor) -> None:
    """Do to each sheet of *person* in an open year what the rule of that year says."""
    list(Sheet.objects.select_for_update().filter(person=person))
    for fate in list(fates(person, to)):
        sheet, old, end = fate.sheet, fate.sheet.unit, fate.end
        changes = {"unit_id": [old.pk, to.pk]} if end == OnTransfer.FOLLOW else {}
        rule = sheet.round.get_on_transfer_display()
        if end == OnTransfer.FOLLOW:
            seat({(old.pk, to.pk): [sheet.pk]}, by=by, with_unit=False)
            _owe(sheet, old, to)
            sheet.refresh_from_db(fields=["unit", "path"])
        elif end == OnTransfer.CLOSE:
            close(sheet, by=by, reason=fate.reason)
        trail.record(VERBS[end], sheet, by=by, changes=changes, note=rule)
        _tell(fate, old, on=clock.today(), by=by)


def _owe(sheet: Sheet, old: Unit, to: Unit) -> None:
    """Owe copies not yet received to the new unit and its focal office; received ones lie where they are."""
    awaited = Copy.objects.filter(sheet=sheet, received_on=None)
    awaited.filter(number=1, custodian=old).update(custodian=to)  # a Party cell keeps its own
    awaited.filter(number=2).update(custodian=focal_of(to))


def _tell(fate: Fate, old: Unit, *, on: date, by: Actor) -> None:
    """Tell who heads and who oversees both units, and whose sheet was closed."""
    words = {
        OnTransfer.FOLLOW: gettext_noop(
            "Bản đăng ký năm %(year)s của %(name)s theo người từ %(old)s sang %(new)s."
        ),
        OnTransfer.STAY: gettext_noop(
            "Bản đăng ký năm %(year)s của %(name)s ở lại %(old)s, người ấy sang %(new)s."
        ),
        OnTransfer.CLOSE: gettext_noop(
            "Bản đăng ký năm %(year)s của %(name)s ở %(old)s đã khép lại, người ấy sang %(new)s."
        ),
    }[fate.end]
    person = fate.sheet.person
    names = {"name": str(person)[:100], "old": old.name[:150], "new": fate.to.name[:150]}
    told: set[Person] = {person} if person and fate.end == OnTransfer.CLOSE else set()
    for unit in (old, fate.to):
        told |= {*heads_of(unit, on=on), *holders_of(Power.OVERSEE, unit, on=on)}
    url = reverse("registration:index", args=[fate.sheet.round_id])
    tell(told, Sentence(words, {"year": fate.sheet.round.year, **names}), url, by=by)
