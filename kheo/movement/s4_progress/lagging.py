"""Which units are behind, and with what: the few worst, each with all that it owes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock, statements
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.kernel.workdays import between
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration import queries as s3
from kheo.movement.s3_registration.counts.counted import in_scope
from kheo.movement.s4_progress.queries import counted, is_overseer, lacking, owing, reminded
from kheo.movement.s4_progress.states import DUE_PAGES, OWED, REMINDED
from kheo.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Lag:
    """A unit that is behind with one thing."""

    unit: Unit
    round_id: int
    about: MilestoneKind
    due_on: date
    days: int  # working days late
    missing: int  # people for registrations, 1 for a paper
    reminded_at: datetime | None

    @property
    def url(self) -> str:
        return reverse(DUE_PAGES[self.about], args=[self.round_id])

    @property
    def what(self) -> str:
        return str(OWED[self.about]) % {"n": number(self.missing)}

    @property
    def days_text(self) -> str:
        return _("Trễ %(n)s ngày làm việc") % {"n": number(self.days)}

    @property
    def reminds(self) -> str:
        """Return whom a press of the button reminds."""
        return str(REMINDED[self.about])

    @property
    def reminded_today(self) -> bool:
        return self.reminded_at is not None and clock.day_of(self.reminded_at) == clock.today()

    @property
    def reminded_text(self) -> str:
        if self.reminded_at is None:
            return _("chưa nhắc lần nào")
        if self.reminded_today:
            return _("đã nhắc hôm nay")
        return _("nhắc gần nhất %(day)s") % {"day": written_day(self.reminded_at)}


def lagging(by: Actor, round_: Round, limit: int) -> list[Lag]:
    """Return what the *limit* worst units owe past its day, the lines of one unit together.

    Worst is where most people are missing, then where most days have passed.
    """
    if not is_overseer(by):
        return []
    today = clock.today()
    past = Milestone.objects.filter(round=round_, due_on__lt=today, kind__in=list(DUE_PAGES))
    due = {MilestoneKind(kind): day for kind, day in past.values_list("kind", "due_on")}
    # First who lacks people: no unit that lacks more is then missed, and what else these owe is asked.
    order = sorted(due, key=lambda kind: (kind != MilestoneKind.REGISTRATION, due[kind]))
    whole = s3.addressed(round_, by.reach)
    owed: dict[Unit, list[Lag]] = {}
    for kind in order:
        known = tuple(unit.pk for unit in owed)
        for unit in _worst(by.reach, round_, kind, limit, known, whole=whole):
            lag = _lag(unit, round_.pk, kind, due[kind], between(due[kind], today))
            owed.setdefault(unit, []).append(lag)
    ranked = sorted(owed, key=lambda unit: (_weight(owed[unit]), unit.path))
    # Each kind is told by its worst unit at least: many missing people never hide a late plan.
    first = {lag.about: unit for unit in reversed(ranked) for lag in owed[unit]}
    others = [unit for unit in ranked if unit not in first.values()]
    shown = {*first.values(), *others[: max(limit - len({*first.values()}), 0)]}
    return [lag for unit in ranked if unit in shown for lag in owed[unit]]


def _weight(lags: list[Lag]) -> tuple[int, int]:
    return -sum(lag.missing for lag in lags), -max(lag.days for lag in lags)


@statements.records
def _worst(
    reach: str,
    round_: Round,
    about: MilestoneKind,
    limit: int,
    known: tuple[int, ...],
    *,
    whole: bool,
) -> QuerySet[Unit]:
    """Return the *limit* units that owe most of *about*, and those *known* already that owe it."""
    units = Unit.objects.open().under(reach)
    # The few are not looked for among all again: that would ask every unit a second time. Nor are
    # those left out first who lack nobody: they come last, and fall out of the few.
    if about == MilestoneKind.REGISTRATION:
        rows = counted(units if whole else units.filter(in_scope(round_)), round_)
        few = rows.order_by(F("people_done") - F("staff"), "path").values("pk")[:limit]
        shown = lacking(Unit.objects.filter(pk__in=few), round_)
    else:
        few = owing(units, round_, about, whole=whole).order_by("path").values("pk")[:limit]
        chosen = Unit.objects.filter(Q(pk__in=few) | Q(pk__in=known))
        shown = owing(chosen, round_, about)
    shown = shown.select_related("parent")
    return shown.annotate(reminded_at=reminded(round_, about)).order_by("path")


def _lag(unit: Any, round_id: int, about: MilestoneKind, due_on: date, days: int) -> Lag:
    missing = unit.staff - unit.people_done if about == MilestoneKind.REGISTRATION else 1
    return Lag(unit, round_id, about, due_on, days, missing, unit.reminded_at)
