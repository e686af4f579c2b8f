"""A reorganisation is taken back, as long as nothing new hangs on it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs import doors
from kheo.orgs.models import FormerName, Person, Unit
from kheo.orgs.reorganisation import access, hanging, rooms
from kheo.orgs.reorganisation.actions import people
from kheo.orgs.reorganisation.models import Carried, Level, Reorganisation, UnitLevel
from kheo.orgs.reorganisation.states import Sort


@transaction.atomic
def undo(event: Reorganisation, *, by: Actor, note: str) -> Reorganisation:
    """Put everything back where it was. Raises ValidationError with what hangs on the event.

    Raises StaleStateError when somebody took it back since *event* was read.
    """
    before = event.undone_at
    event = Reorganisation.objects.select_for_update().select_related("unit").get(pk=event.pk)
    if event.undone_at and not before:
        raise StaleStateError
    require(access.may_undo, by, event)
    if left := hanging.on(event):
        raise ValidationError([_("Không huỷ được nữa."), *left])
    carried = list(event.carried.all())
    told = [row.key for row in carried if row.what == "person"]
    for room in rooms.rooms():  # in the order they went: a review follows its sheet
        room.restore([row for row in carried if row.what in room.words], by=by)
    people.restore(event, by=by)
    if event.sort == Sort.RENAME:
        _name_back(event, carried, by=by)
    _units_back(event, carried, by=by)
    event.undone_at = clock.now()
    event.save(update_fields=["undone_at"])
    trail.record("reorganisation.undo", event, by=by, note=note)
    text = _("Việc sắp xếp theo %(number)s đã được huỷ: %(note)s")
    affected = Person.objects.filter(pk__in=told)
    doors.tell(affected, text % {"number": event.number, "note": note}, reverse("desk"), by=by)
    return event


def _name_back(event: Reorganisation, carried: list[Carried], *, by: Actor) -> None:
    for row in carried:
        if row.what == "name":
            former = FormerName.objects.get(pk=row.before)
            unit = Unit.objects.get(pk=row.key)
            changes = {"name": [unit.name, former.name]}
            unit.name, unit.folded = former.name, former.folded
            unit.save(update_fields=["name", "folded"])
            former.delete()
            trail.record("unit.unname", unit, by=by, changes=changes, note=event.number)


def _units_back(event: Reorganisation, carried: list[Carried], *, by: Actor) -> None:
    opened = hanging.opened_by(event)
    closed = [row.old for row in event.successors.select_related("old") if row.is_main]
    levels = [row.key for row in carried if row.what == "unit.level"]
    event.successors.all().delete()
    event.carried.all().delete()
    try:
        for unit in sorted(opened, key=lambda unit: unit.path, reverse=True):
            trail.record("unit.withdraw", unit, by=by, note=event.number)
            unit.delete()
    except ProtectedError as error:
        kinds = sorted({str(one._meta.verbose_name) for one in error.protected_objects})
        words = _("Đơn vị mở mới đã có dữ liệu riêng (%(kinds)s).")
        raise ValidationError(words % {"kinds": ", ".join(kinds)}) from error
    Unit.objects.filter(pk__in=[unit.pk for unit in closed]).update(closed_on=None)
    for unit in closed:
        trail.record("unit.reopen", unit, by=by, note=event.number)
    UnitLevel.objects.filter(pk__in=levels).update(until=None)
    ended = [row.key for row in carried if row.what == "level"]
    Level.objects.filter(pk__in=ended).update(until=None)
