"""Who has registered of those asked, and who let their closing day pass: a year as the stepper shows it."""

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.ui.rows import StepRow
from kheo.movement.s1_directive.models import Milestone, Quota, Round
from kheo.movement.s1_directive.states import MilestoneKind, RoundState, Subject
from kheo.movement.s3_registration.counts.counted import (
    in_scope,
    missing,
    scope_of,
    silent,
    summed,
)
from kheo.movement.s3_registration.counts.rules import (
    exempt,
    holding,
    number_of,
)
from kheo.movement.s3_registration.counts.stopped import number_stopped, stopped_short
from kheo.movement.s3_registration.models import STANDS, Sheet, Tally
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import ancestors_of


def step_of_units(path: str, round_: Round, over: QuerySet[Milestone]) -> StepRow:
    """Return people registered and going on, people counted, and those late: sent so, or owing now."""
    here = under(path, "sort_key")
    people = summed("people")
    done = people - number_stopped(round_, here)
    total = missing(path, round_) + people
    late = summed("people_late") + overdue(path, round_, over) + stopped_overdue(round_, here)
    rows = Tally.objects.filter(under(path), round=round_).order_by()
    return rows.values(step=Value(3), done=done, total=total, late=late)


def overdue(path: str, round_: Round, over: QuerySet[Milestone]) -> Case:
    """Return how many asked at *path* and below sent nothing and let their closing day pass.

    Most have the day of all; of those whose category has a rule with a day of its own only the
    categories on the other side of today are counted, and added or taken off.
    """
    rule = Quota.objects.filter(round=round_, subject=Subject.ITEM)
    of_all = rule.filter(category="", closes_on__isnull=False)
    passed = Exists(of_all.filter(closes_on__lt=clock.today())) | (~Exists(of_all) & Exists(over))
    day = Coalesce(F("closes_on"), _day_of_round(round_))
    own = rule.exclude(category="").filter(minimum__gt=0).alias(day=day)
    gone, ahead = Q(day__lt=clock.today()), Q(day__gte=clock.today()) | Q(day=None)
    return Case(
        When(passed, then=missing(path, round_) - _silent_of(path, round_, own.filter(ahead))),
        default=_silent_of(path, round_, own.filter(gone)),
        output_field=IntegerField(),
    )


def _day_of_round(round_: Round) -> Subquery:
    due = Milestone.objects.filter(round=round_, kind=MilestoneKind.REGISTRATION)
    return Subquery(due.values("due_on")[:1])


def _silent_of(path: str, round_: Round, rules: QuerySet[Quota]) -> Case:
    """Return how many asked people of the categories of *rules* have sent nothing."""
    if round_.state != RoundState.OPEN:
        rows = silent(round_).filter(
            under(path, "absences__path"), staff__in=rules.values("category")
        )
        return Case(
            When(~Exists(rules), then=0),
            default=Subquery(rows.values(n=number_of())),
            output_field=IntegerField(),
        )
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    rows = Person.objects.filter(
        ~Exists(sent), under(path, "unit__path"), active=True, staff__in=rules.values("category")
    )
    # Few are exempt: read once.
    rows = rows.exclude(pk__in=exempt(round_).values("person")).order_by()
    scope = scope_of(round_)
    whole = Exists(scope.filter(unit__path__in=ancestors_of(path))) | ~Exists(scope)
    asked = Unit.objects.under(path).filter(in_scope(round_)).order_by()
    some = rows.filter(unit__in=asked.values("pk"))
    return Case(
        When(~Exists(rules), then=0),
        When(whole, then=Subquery(rows.values(n=number_of()))),
        default=Subquery(some.values(n=number_of())),
        output_field=IntegerField(),
    )


def stopped_overdue(round_: Round, here: Q) -> Subquery:
    """Return how many sent in time and owe again, what they registered having stopped, past the day."""
    rule = holding(Subject.ITEM, OuterRef("person__staff"), round_.pk).values("closes_on")
    closes = Coalesce(Subquery(rule[:1]), _day_of_round(round_))
    rows = stopped_short(round_, here).filter(late=False).alias(closes=closes)
    return Subquery(rows.filter(closes__lt=clock.today()).values(n=number_of()))
