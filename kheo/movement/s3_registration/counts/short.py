"""Which units a round names have sent fewer models than each must (requirement 004-13)."""

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from kheo.kernel.access import beginning
from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import WaitRow
from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.counts.counted import scope_of
from kheo.movement.s3_registration.counts.rules import least, number_of
from kheo.movement.s3_registration.models import Registration, Tally
from kheo.movement.s3_registration.states import STANDING, STOPPED
from kheo.orgs.models import Unit

_SENT = F("models_submitted") + F("models_accepted")


def _asked(path: str, round_: Round) -> QuerySet[Unit]:
    """Return the open units at *path* and below that a round names: each of them must answer."""
    return Unit.objects.open().under(path).filter(addressed_by=round_.movement_id)


def _least(round_: Round) -> Coalesce:
    """Return the fewest models a unit sends, by the rule for its kind; without one none."""
    return least(Subject.MODEL, OuterRef("kind"), round_.pk)


def _stopped(round_: Round, unit: str = "pk") -> Case:
    """Return how many models of the unit in a column stopped: the few with one are found first."""
    rows = Registration.objects.filter(
        round=round_, standing=STOPPED, person=None, state__in=STANDING
    ).order_by()
    own = rows.filter(unit=OuterRef(unit)).values(n=number_of())
    some = When(**{f"{unit}__in": rows.values("unit")}, then=Subquery(own))
    return Case(some, default=0, output_field=IntegerField())


def units_short(path: str, round_: Round) -> QuerySet[Unit]:
    """Return the units in reach with too few models sent: how many each sent and still lacks."""
    tally = Tally.objects.filter(unit=OuterRef("pk"), round=round_)
    sent = Coalesce(Subquery(tally.values(n=_SENT)[:1]), 0) - _stopped(round_)
    rows = _asked(path, round_).annotate(sent=sent)
    return rows.annotate(lacks=_least(round_) - F("sent")).filter(lacks__gt=0)


def short_row(by: Actor, round_: Round) -> WaitRow:
    """Return how many they are: those named whose tally is not full, never a live count.

    It begins at the few hundred units named, wherever they stand: a range of paths would have the
    database walk all units of a province first.
    """
    tally = FilteredRelation("unit__tallies", condition=Q(unit__tallies__round=round_.pk))
    sent = Coalesce(F("tally__models_submitted") + F("tally__models_accepted"), 0)
    named = scope_of(round_).filter(beginning(by.reach, "unit__path"), unit__closed_on=None)
    rule = least(Subject.MODEL, OuterRef("unit__kind"), round_.pk)
    lacking = named.order_by().annotate(tally=tally, sent=sent - _stopped(round_, "unit_id"))
    lacking = lacking.filter(sent__lt=rule)
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    binding = Quota.objects.filter(round=round_, subject=Subject.MODEL, minimum__gt=0)
    short = Subquery(lacking.values(n=count))
    n = Case(When(Exists(binding), then=short), default=0, output_field=IntegerField())
    this = Round.objects.filter(pk=round_.pk).order_by()
    return this.values(what=Value("registration.short"), n=n)
