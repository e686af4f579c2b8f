"""Of how many people a round counts its registrations: whom it asks, and who came unasked."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import StepRow
from kheo.movement.s1_directive.models import Milestone, Movement, Quota, Round
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration.counts.rules import (
    exempt,
    holding,
    let_off,
    number_of,
    unasked,
)
from kheo.movement.s3_registration.models import STANDS, Sheet, Tally
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import ancestors_of


def scope_of(round_: Round) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Movement.scope.through.objects.filter(movement=round_.movement_id)
    return rows


def in_scope(round_: Round) -> Q:
    """Return the condition that a unit, or one of the three above it, is in the scope.

    The units further up are asked only where the nearer ones are not named: most are divisions of
    a unit that is, and a join would fetch all four for each.
    """
    ids = scope_of(round_).values("unit_id")
    third = Unit.objects.filter(pk=OuterRef("parent"), parent__in=ids)
    above = Unit.objects.filter(Q(parent__in=ids) | Exists(third), pk=OuterRef("parent"))
    return Q(Q(parent__in=ids), Q(pk__in=ids), Exists(above), _connector=Q.OR)


def summed(what: str | models.expressions.Combinable) -> Coalesce:
    """Return a plain SUM, which unlike an aggregate groups nothing and always yields one row."""
    total = models.Func(
        F(what) if isinstance(what, str) else what,
        function="SUM",
        output_field=models.IntegerField(),
    )
    return Coalesce(total, 0)


def people_counted(path: str, round_: Round) -> int:
    """Return of how many people those who registered at *path* and below are a part."""
    this = Round.objects.filter(pk=round_.pk).order_by()
    return this.values_list(all_counted(path, round_), flat=True).get() or 0


def all_counted(path: str, round_: Round) -> models.expressions.CombinedExpression:
    """Return the same within a statement: one definition for every page.

    They are the staff of the units the round addresses and whoever registered in a unit it does
    not: the difference is always who was asked and has sent nothing.
    """
    people = Tally.objects.filter(under(path), round=round_).order_by()
    return missing(path, round_) + Subquery(people.values(n=summed("people")))


def missing(path: str, round_: Round) -> models.Case:
    """Return how many people asked at *path* and below have sent nothing, within one statement."""
    scope, units = scope_of(round_), Unit.objects.under(path).order_by()
    sent = Tally.objects.filter(under(path), round=round_).order_by()
    whole = Exists(scope.filter(unit__path__in=ancestors_of(path))) | ~Exists(scope)
    tally = models.FilteredRelation("tallies", condition=Q(tallies__round=round_.pk))
    silent = F("staff") - Coalesce(F("tally__people"), 0)
    free = let_off(round_, lambda person: under(path, f"{person}unit__path"))
    return models.Case(
        models.When(
            whole,
            then=Subquery(units.values(n=summed("staff")))
            - Subquery(sent.values(n=summed("people")))
            - free,
        ),
        default=Subquery(
            # A closed unit has no staff: those who registered there are staff of its successor.
            units.filter(in_scope(round_) | Q(closed_on__isnull=False))
            .annotate(tally=tally)
            .values(n=summed(silent))
        )
        - free,
        output_field=models.IntegerField(),
    )


def overdue(path: str, round_: Round, over: QuerySet[Milestone]) -> models.Case:
    """Return how many asked at *path* and below have let their closing day pass.

    Where a rule has its own closing day people are asked one by one, by the rule for each.
    """
    own = Quota.objects.filter(round=round_, subject=Subject.ITEM, closes_on__isnull=False)
    return models.Case(
        models.When(Exists(own), then=Subquery(_silent(path, round_).values(n=number_of()))),
        models.When(Exists(over), then=missing(path, round_)),
        default=0,
        output_field=models.IntegerField(),
    )


def _silent(path: str, round_: Round) -> QuerySet[Person]:
    scope = scope_of(round_)
    whole = Exists(scope.filter(unit__path__in=ancestors_of(path))) | ~Exists(scope)
    asked = Unit.objects.under(path).filter(whole | in_scope(round_)).order_by()
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    free = exempt(round_).filter(person=OuterRef("pk"))
    due = Milestone.objects.filter(round=round_, kind=MilestoneKind.REGISTRATION)
    rule = holding(Subject.ITEM, OuterRef("staff"), round_.pk).values("closes_on")
    closes = Coalesce(Subquery(rule[:1]), Subquery(due.values("due_on")[:1]))
    rows = Person.objects.filter(~Exists(sent), ~Exists(free), unit__in=asked, active=True)
    rows = rows.exclude(pk__in=unasked(round_).values("pk")).alias(closes=closes)
    return rows.filter(closes__lt=clock.today()).order_by()


def cell_row(by: Actor, round_: Round, over: QuerySet[Milestone]) -> StepRow:
    """Return the same of a Party cell, which lies beside the offices: its members' own sheets."""
    members = Person.objects.filter(cell=by.unit_id, active=True)
    sent = Sheet.objects.filter(
        STANDS, round=round_, person__cell=by.unit_id, person__active=True
    ).order_by()
    done = Subquery(sent.values(n=number_of()))
    free = let_off(round_, lambda person: Q((f"{person}cell", by.unit_id)))
    total = Subquery(members.order_by().values(n=number_of())) - free
    overdue = models.Case(
        models.When(Exists(over), then=total - done), default=0, output_field=models.IntegerField()
    )
    late = Subquery(sent.filter(late=True).values(n=number_of())) + overdue
    this = Round.objects.filter(pk=round_.pk).order_by()
    return this.values(step=Value(3), done=done, total=total, late=late)
