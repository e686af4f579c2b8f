"""Of how many people a round counts its registrations: whom it asks, and who came unasked.

An open year asks whoever works in the units it addresses today; of a closed one it is kept who was
missing as it was closed (``Absence``), and nothing that happens to people later changes it.
"""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kheo.kernel.access import under
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.counts.rules import exempt, let_off, number_of, unasked
from kheo.movement.s3_registration.models import STANDS, Absence, Sheet, Tally
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


def all_counted(
    path: str, round_: Round, here: Q | None = None
) -> models.expressions.CombinedExpression:
    """Return the same within a statement: one definition for every page.

    They are the staff of the units the round addresses and whoever registered in a unit it does
    not: the difference is always who was asked and has sent nothing. Of a closed year, which stays
    with the units of its day, *here* is the condition on what counts as *path*.
    """
    where = under(path) if here is None or round_.state == RoundState.OPEN else here
    people = Tally.objects.filter(where, round=round_).order_by()
    sent = Subquery(people.values(n=summed("people")))
    if round_.state != RoundState.OPEN:
        return _absent(where, round_) + sent
    return missing(path, round_) + sent


def _absent(here: Q, round_: Round) -> Subquery:
    rows = Absence.objects.filter(here, round=round_).order_by()
    return Subquery(rows.values(n=number_of()))


def missing(path: str, round_: Round) -> models.Case | Subquery:
    """Return how many people asked at *path* and below have sent nothing, within one statement."""
    if round_.state != RoundState.OPEN:
        return _absent(under(path), round_)
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


def silent(round_: Round) -> QuerySet[Person]:
    """Return the people a round asks, or asked as it was closed, who have sent nothing.

    Narrow it: over a whole country the tallies know how many, and far faster.
    """
    if round_.state != RoundState.OPEN:
        return Person.objects.filter(absences__round=round_.pk).order_by()
    return asked_silent(round_)


def asked_silent(round_: Round) -> QuerySet[Person]:
    """Return the same of a year by who works today: as long as it is open, and as it is closed."""
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    rows = Person.objects.filter(~Exists(sent), active=True)
    rows = rows.exclude(pk__in=exempt(round_).values("person"))
    rows = rows.exclude(Exists(unasked(round_).filter(pk=OuterRef("pk"))))
    asked = Unit.objects.filter(in_scope(round_), pk=OuterRef("unit"))
    return rows.filter(Exists(asked) | ~Exists(scope_of(round_))).order_by()
