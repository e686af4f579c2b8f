"""Reminding whole units of what they owe, and a Party cell's members of registering."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration.counts.members import silent_members, stopped_members
from kheo.movement.s4_progress import access, owed, queries
from kheo.movement.s4_progress.models import Reminder
from kheo.movement.s4_progress.states import OWED
from kheo.notices.actions import tell
from kheo.orgs.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of reminding."""

    people: int
    units: list[Unit]
    already: list[Unit]  # today
    nobody: list[Unit]  # no account or nobody in charge


@transaction.atomic
def remind(
    round_: Round, units: Iterable[Unit] | None, about: MilestoneKind, *, by: Actor
) -> Reminded:
    """Tell everybody in *units* (None: every unit behind) who owes something of kind *about*.

    A unit outside the actor's reach is left out; one reminded of the same today is not again.
    """
    require(access.may_remind, by, round_)
    author = access.person(by)
    if about not in OWED:
        raise ValidationError(_("Không đôn đốc loại việc này."))
    wanted = queries.behind(by, round_, about) if units is None else units
    reached = Unit.objects.filter(pk__in=[u.pk for u in wanted if by.reaches(u.path)])
    locked = list(reached.select_for_update().order_by("pk"))
    today = set(
        Reminder.objects.filter(
            owed.told_themselves(), round=round_, about=about, unit__in=locked,
            at__date=clock.today(),
        ).values_list("unit_id", flat=True)
    )  # fmt: skip
    fresh = [unit for unit in locked if unit.pk not in today]
    owing = owed.owing(round_, about, fresh)
    told = [unit for unit in fresh if owing.get(unit.pk)]
    people = {pk for unit in told for pk in owing[unit.pk]}
    _tell(round_, about, people, by=by)
    rows = [
        Reminder(
            round=round_, unit=u, about=about, people=len(owing[u.pk]), at=clock.now(),
            by_id=author,
        )
        for u in told
    ]  # fmt: skip
    trail.record_each(f"reminder.{about}", Reminder.objects.bulk_create(rows), by=by)
    already = [unit for unit in locked if unit.pk in today]
    return Reminded(len(people), told, already, [u for u in fresh if not owing.get(u.pk)])


@transaction.atomic
def remind_members(round_: Round, *, by: Actor) -> int | None:
    """Tell the members of the actor's Party cell who owe a registration; None: done so today.

    Those who have sent nothing, and those whose work stopped. The reminder stands at the cell.
    """
    require(access.may_remind_members, by, round_)
    author, about = access.person(by), MilestoneKind.REGISTRATION
    cell = Unit.objects.select_for_update().get(path=by.unit_path)  # the second press waits
    today = Reminder.objects.filter(unit=cell, round=round_, about=about, at__date=clock.today())
    if today.exists():
        return None
    silent = set(silent_members(by, round_).values_list("pk", flat=True))
    people = silent | set(stopped_members(by, round_).values_list("person", flat=True))
    people.discard(author)
    if people:
        _tell(round_, about, people, by=by)
        made = Reminder.objects.create(
            round=round_, unit=cell, about=about, people=len(people), at=clock.now(), by_id=author
        )
        trail.record("reminder.members", made, by=by)
    return len(people)


def _tell(round_: Round, about: MilestoneKind, people: set[int], *, by: Actor) -> None:
    for words, whom in owed.told_apart(round_, about, people):
        tell(Person.objects.filter(pk__in=whom), words, owed.page(round_, about), by=by)
