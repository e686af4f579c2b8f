"""What a Party cell counts: its members' own sheets, in whatever office each works."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import TruncDate

from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import StepRow, WaitRow
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration.counts.counted import silent
from kheo.movement.s3_registration.counts.overdue import stopped_overdue
from kheo.movement.s3_registration.counts.rules import number_of, short_sheets, staying
from kheo.movement.s3_registration.counts.stopped import number_stopped, stopped_short
from kheo.movement.s3_registration.models import STANDS, Copy, Registration, Sheet
from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Person


def silent_members(by: Actor, round_: Round) -> QuerySet[Person]:
    """Return the members a round asks who have sent nothing."""
    return silent(round_).filter(cell=by.unit_id)


def stopped_members(by: Actor, round_: Round) -> QuerySet[Sheet]:
    """Return the sheets of members who owe again since what they registered stopped."""
    return _readable(by, stopped_short(round_, _mine(by)))


def short_members(by: Actor, round_: Round) -> QuerySet[Sheet]:
    """Return the sheets members sent with fewer items than each owes, but for what stopped."""
    rows = short_sheets(round_, Subject.ITEM).filter(_mine(by), staying(round_))
    return _readable(by, rows.exclude(pk__in=stopped_short(round_, _mine(by)).values("pk")))


def _mine(by: Actor) -> Q:
    return Q(person__cell=by.unit_id)


def _sent(by: Actor, rounds: Any) -> QuerySet[Sheet]:
    # Who left since counts on in a closed year.
    there = Q(person__active=True) | ~Q(round__state=RoundState.OPEN)
    return Sheet.objects.filter(STANDS, there, _mine(by), round__in=rounds).order_by()


def _readable(by: Actor, rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Return *rows* each with whether the cell keeps its copy, and so may open it."""
    kept = Copy.objects.filter(sheet=OuterRef("pk"), number=1, custodian=by.unit_id)
    rows = rows.annotate(opens=Exists(kept)).select_related("person")
    return rows.order_by("person__name_key", "pk")


def _number(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values(n=number_of()))


def cell_row(by: Actor, round_: Round, over: QuerySet[Milestone]) -> StepRow:
    """Return the row of the stepper: members registered and going on, asked, and those late."""
    sent, silent = _sent(by, [round_]), silent_members(by, round_)
    done = _number(sent) - number_stopped(round_, _mine(by))
    total = _number(sent) + _number(silent)
    owing = Case(When(Exists(over), then=_number(silent)), default=0, output_field=IntegerField())
    late = _number(sent.filter(late=True)) + owing + stopped_overdue(round_, _mine(by))
    this = Round.objects.filter(pk=round_.pk).order_by()
    return this.values(step=Value(3), done=done, total=total, late=late)


def cell_waits(by: Actor, round_: Round) -> list[WaitRow]:
    """Return how many members have sent nothing, and how many owe again."""
    this = Round.objects.filter(pk=round_.pk).order_by()
    absent = _number(silent_members(by, round_))
    stopped = number_stopped(round_, _mine(by))
    return [
        this.values(what=Value("registration.missing"), n=absent),
        this.values(what=Value("registration.stopped"), n=stopped),
    ]


def cell_figures(by: Actor, round_: Round) -> QuerySet[Any, Any]:
    """Return one row with what the tallies hold of a unit, counted for the members."""
    rows = Registration.objects.filter(_mine(by), round=round_)
    return Round.objects.filter(pk=round_.pk).order_by().values(
        sum_people=_number(_sent(by, [round_])),
        sum_items_submitted=_number(rows.filter(state=State.SUBMITTED)),
        sum_items_accepted=_number(rows.filter(state=State.ACCEPTED)),
        sum_models_accepted=Value(0),
        sum_notes=cell_notes(by, round_),
    )  # fmt: skip


def cell_notes(by: Actor, round_: Round) -> Subquery:
    """Return how many notes the members wrote on what they registered."""
    count = Func(F("notes__pk"), function="COUNT", output_field=IntegerField())
    rows = Registration.objects.filter(_mine(by), round=round_)
    return Subquery(rows.order_by().values(n=count))


def cell_days(by: Actor, rounds: Any) -> QuerySet[Any, Any]:
    """Return how many members sent their sheet on each day of *rounds*."""
    days = _sent(by, rounds).values("round", day=TruncDate("submitted_at"))
    return days.annotate(n=Count("pk"))
