"""Progress as screens show it: my registrations, the silent ones, the timeline, the units behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models import F as Field
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan import queries as s2
from kheo.movement.s3_registration import queries as s3
from kheo.movement.s3_registration.access import in_cell
from kheo.movement.s3_registration.counts.counted import in_scope
from kheo.movement.s3_registration.counts.members import cell_notes
from kheo.movement.s3_registration.counts.rules import let_off
from kheo.movement.s3_registration.counts.stopped import stopped_at
from kheo.movement.s3_registration.models import Registration, Tally
from kheo.movement.s4_progress import access
from kheo.movement.s4_progress.models import Checkpoint, Note, Reminder, Visit
from kheo.movement.s4_progress.states import SILENT_DAYS, STANDING_TONES, STEPS, VisitState
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.reading import continued
from kheo.orgs.states import AGENCIES, Power

MINE = 20  # registrations on one's own page: a person has three at most, a unit two
NOTES = 200  # the newest notes of one registration on its page

WAITING: dict[str, Wait] = {
    "progress.note": Wait(
        title=gettext_lazy("{n} nội dung của bạn lâu chưa ghi tiến độ"),
        act=gettext_lazy("Ghi tiến độ"),
        url="progress:index",
        milestone=MilestoneKind.PROGRESS,
    ),
    "progress.silent": Wait(
        title=gettext_lazy("{n} đơn vị chưa ghi tiến độ lần nào"),
        act=gettext_lazy("Xem và đôn đốc"),
        url="progress:silent_units",
        milestone=MilestoneKind.PROGRESS,
    ),
    "progress.checkpoint": Wait(
        title=gettext_lazy("{n} mốc của bạn đã quá hạn"),
        act=gettext_lazy("Xem các mốc"),
        url="progress:course",
    ),
    "progress.visit": Wait(
        title=gettext_lazy("{n} lượt kiểm tra giao cho bạn"),
        act=gettext_lazy("Xem và ghi kết quả"),
        url="progress:visits",
    ),
}
# How many registrations of a unit take notes.
_SENT = sum(
    (Field(f"{kind}_{state}") for kind in ("items", "models") for state in access.UNDER_WAY),
    Value(0),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: a note with its evidence, or a step of the registration."""

    day: date
    at: datetime
    text: str
    who: str
    tone: str = ""
    reason: str = ""
    note: Note | None = None


def units(by: Actor, ids: Iterable[str]) -> QuerySet[Unit]:
    """Return the units in reach among *ids* as they came from a form."""
    return Unit.objects.under(by.reach).filter(pk__in=[pk for pk in ids if pk.isdecimal()])


def is_overseer(by: Actor) -> bool:
    return bool(by.reach) and (by.has(Power.OVERSEE) or by.has(Power.FILE))


def mine(by: Actor, round_: Round) -> list[Registration]:
    """Return what *by* may add notes to, the longest silent first."""
    rows = Registration.objects.filter(
        access.own(by), round=round_, state__in=access.UNDER_WAY
    ).select_related("unit", "person", "round")
    return list(rows.order_by(Field("noted_on").asc(nulls_first=True), "sort_key")[:MINE])


def silence(days: int = SILENT_DAYS) -> Q:
    """Return the condition "no note for *days* days", counted from sending where there is none."""
    since = clock.today() - timedelta(days=days)
    midnight = timezone.make_aware(datetime.combine(since, time.min))
    return Q(noted_on__lt=since) | Q(noted_on=None, submitted_at__lt=midnight)


def silent(by: Actor, round_: Round, *, days: int) -> QuerySet[Registration]:
    """Return the registrations nobody has noted anything on for *days* days, in list order."""
    if not is_overseer(by):
        return Registration.objects.none()
    rows = access.visible_to(by).filter(under(by.reach, "sort_key"), silence(days))
    return rows.filter(round=round_, state__in=access.UNDER_WAY).select_related("unit", "person")


def silent_units(by: Actor, round_: Round, *, days: int) -> QuerySet[Unit]:
    """Return the units with silent registrations, each with ``silent`` and ``reminded_at``."""
    if not is_overseer(by):
        return Unit.objects.none()
    rows = _silent_in_unit(round_, days).order_by().values("unit").annotate(n=Count("pk"))
    return behind(by, round_, MilestoneKind.PROGRESS, days=days).annotate(
        silent=Subquery(rows.values("n"), output_field=IntegerField()),
        reminded_at=reminded(round_, MilestoneKind.PROGRESS),
    )


def totals(by: Actor, round_: Round) -> dict[str, int]:
    """Return how many registrations are under way, with how many notes, over what *by* reaches."""
    rows = Tally.objects.filter(under(by.reach or by.unit_path), round=round_)
    sums = rows.aggregate(sent=Sum(_SENT), notes=Sum("notes"))
    return {name: value or 0 for name, value in sums.items()}


def timeline(registration: Registration) -> list[Entry]:
    """Return the notes and the whole trail of a registration, newest first."""
    notes = registration.notes.select_related("by").prefetch_related("evidence")[:NOTES]
    entries = [
        Entry(n.day, n.at, n.text, n.by.full_name, STANDING_TONES.get(n.standing, ""), note=n)
        for n in notes
    ]
    events = trail.history_of(registration).exclude(verb="registration.note")
    entries += [_entry(event) for event in events]
    return sorted(entries, key=lambda e: (e.day, e.at), reverse=True)


def _entry(event: Event) -> Entry:
    who = f"{event.actor_name}, {event.capacity}" if event.capacity else event.actor_name
    text, tone = STEPS.get(event.verb, (_("Cập nhật bản đăng ký"), ""))
    return Entry(clock.day_of(event.at), event.at, str(text), who, tone, event.note)


def behind(
    by: Actor, round_: Round, about: MilestoneKind, *, days: int = SILENT_DAYS
) -> QuerySet[Unit]:
    """Return the units in reach that owe something of kind *about*, whether or not it is due yet."""
    units = Unit.objects.open().under(by.reach)
    whole = about == MilestoneKind.REGISTRATION and s3.addressed(round_, by.reach)
    return owing(units, round_, about, days=days, whole=whole)


def owing(
    units: QuerySet[Unit],
    round_: Round,
    about: MilestoneKind,
    *,
    days: int = SILENT_DAYS,
    whole: bool = False,
) -> QuerySet[Unit]:
    """Return those of *units*, all open, that owe something; *whole* if the round addresses all."""
    if about == MilestoneKind.PLAN:
        return s2.unsent(units, round_)
    if about == MilestoneKind.REGISTRATION:
        return lacking(units if whole else units.filter(in_scope(round_)), round_)
    if about == MilestoneKind.PROGRESS:
        return units.filter(Exists(_silent_in_unit(round_, days)))
    if about == MilestoneKind.REPORT:
        # Reports come later in time: here only the relation is known, not the stage.
        sent = Unit.objects.filter(reports__round=round_, reports__sent_at__isnull=False)
        asked = s2.asked(units, round_).filter(kind__in=AGENCIES)
        before = continued().filter(old__in=sent.values("pk"))
        return asked.exclude(pk__in=sent.values("pk")).exclude(Exists(before))
    return units.none()


def lacking(units: QuerySet[Unit], round_: Round) -> QuerySet[Unit]:
    """Return those of *units*, all asked by a round, of whose people some have sent nothing."""
    found: QuerySet[Unit] = counted(units, round_).filter(people_done__lt=Field("staff"))
    return found


def counted(units: QuerySet[Unit], round_: Round) -> Any:
    """Return those of *units* that have people, with of how many of them nothing is awaited.

    Whose work stopped owes again, and is awaited.
    """
    tally = FilteredRelation("tallies", condition=Q(tallies__round=round_.pk))
    free = let_off(round_, lambda person: Q((f"{person}unit", OuterRef("pk"))))
    done = Coalesce("tally__people", Value(0)) + free - stopped_at("pk", round_, Q())
    return units.filter(staff__gt=0).annotate(tally=tally, people_done=done)


def _silent_in_unit(round_: Round, days: int) -> QuerySet[Registration]:
    return Registration.objects.filter(
        silence(days), round=round_, unit=OuterRef("pk"), state__in=access.UNDER_WAY
    )


def reminded(round_: Round, about: MilestoneKind) -> Subquery:
    rows = Reminder.objects.filter(round=round_, unit=OuterRef("pk"), about=about)
    return Subquery(rows.order_by("-at").values("at")[:1])


def _tally(by: Actor, round_: Round, figure: Any, *, only: Q | None = None) -> Coalesce:
    rows = Tally.objects.filter(under(by.reach or by.unit_path), round=round_).alias(sent=_SENT)
    rows = rows.filter(only) if only is not None else rows
    summed = rows.order_by().values("round").annotate(n=figure).values("n")
    return Coalesce(Subquery(summed, output_field=IntegerField()), Value(0))


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return the notes written, the registrations under way, and, past the day, the units without one."""
    if in_cell(by):
        this = Round.objects.filter(pk=round_.pk).order_by()
        notes = cell_notes(by, round_)
        return this.values(step=Value(4), done=notes, total=Value(0), late=Value(0))
    overdue = Q(
        Exists(
            Milestone.objects.filter(
                round=round_, kind=MilestoneKind.PROGRESS, due_on__lt=clock.today()
            )
        )
    )
    without = overdue & Q(sent__gt=0, notes=0)
    return (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .values(
            step=Value(4),
            done=_tally(by, round_, Sum("notes")),
            total=_tally(by, round_, Sum(_SENT)),
            late=_tally(by, round_, Count("pk"), only=without),
        )
    )


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    mine_ = Registration.objects.filter(
        access.own(by), silence(), round=round_, state__in=access.UNDER_WAY
    )
    given = Visit.objects.filter(access.given(by), round=round_, state=VisitState.ASSIGNED)
    late = Checkpoint.objects.filter(
        registration__in=Registration.objects.filter(
            access.own(by), round=round_, state__in=access.UNDER_WAY
        ).order_by(),
        done_on=None,
        due_on__lt=clock.today(),
    )
    rows = [
        _waiting("progress.note", round_, mine_),
        _waiting("progress.checkpoint", round_, late, "registration__round"),
        _waiting("progress.visit", round_, given),
    ]
    if is_overseer(by):
        units = Tally.objects.filter(under(by.reach), round=round_, notes=0)
        units = units.alias(sent=_SENT).filter(sent__gt=0)
        rows.append(_waiting("progress.silent", round_, units))
    return rows


def _waiting(what: str, round_: Round, rows: QuerySet[Any], key: str = "round") -> WaitRow:
    counted = rows.order_by().values(key).annotate(n=Count("pk")).values("n")
    n = Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    return Round.objects.filter(pk=round_.pk).order_by().values(what=Value(what), n=n)
