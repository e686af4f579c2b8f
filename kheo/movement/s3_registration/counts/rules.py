"""The rule that holds for each person or unit, resolved in the database."""

from collections.abc import Callable
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration.models import STANDS, Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import STANDING, STOPPED
from kheo.orgs.models import Person


def holding(subject: Any, category: Any, round_: Any) -> QuerySet[Quota]:
    """Return the rules that fit a *category*, the one that holds first: its own, else that for all.

    Each may be a value, an ``OuterRef`` or a subquery.
    """
    rules = Quota.objects.filter(round=round_, subject=subject)
    return rules.filter(Q(category="") | Q(category=category)).order_by("-category")


def least(subject: Any, category: Any, round_: Any) -> Coalesce:
    """Return the fewest that must be registered; without a rule nothing must."""
    return Coalesce(Subquery(holding(subject, category, round_).values("minimum")[:1]), 0)


def exempt(round_: Round) -> QuerySet[Exemption]:
    """Return who need not register: they are not missing, and count among nobody.

    A model that somebody takes part in frees them where it counts for as many as they owe.
    """
    rows = Exemption.objects.filter(staying(round_), round=round_, over=None).order_by()
    rule = holding(Subject.ITEM, OuterRef("person__staff"), round_.pk)
    owed = Subquery(rule.values(owed=F("minimum") - F("instead"))[:1])
    return rows.alias(owed=owed).filter(Q(model=None) | Q(owed__lte=0))


def staying(round_: Round) -> Q:
    """Return the condition that whoever a record is of counts: in a closed year whoever left since, too."""
    return Q(person__active=True) if round_.state == RoundState.OPEN else Q(person__isnull=False)


def unasked(round_: Round) -> QuerySet[Person]:
    """Return the people without a sent sheet whom the rules ask for nothing and nobody exempted."""
    own = _rules(round_).exclude(category="")
    none = Exists(_rules(round_).filter(category="", minimum=0))
    free = Q(staff__in=own.filter(minimum=0).values("category"))
    free |= none & ~Q(staff__in=own.filter(minimum__gt=0).values("category"))
    return _unheard(round_).filter(free)


def _rules(round_: Round) -> QuerySet[Quota]:
    return Quota.objects.filter(round=round_, subject=Subject.ITEM)


def _unheard(round_: Round) -> QuerySet[Person]:
    """Return the people without a sent sheet whom nobody exempted."""
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    # Few are exempt: read once, where asking of each would be a look-up for everybody.
    known = Exemption.objects.filter(round=round_, over=None).order_by().values("person")
    rows = Person.objects.filter(~Exists(sent), active=True).exclude(pk__in=known)
    return rows.order_by()


def let_off(round_: Round, place: Callable[[str], Q]) -> Any:
    """Return how many people at a place owe nothing and sent nothing.

    *place* returns the condition on a person whose columns begin as it is given. Either kind is
    counted only in a round that has any; whom the rules ask nothing of by their category alone,
    which an index answers, unless the rule for all asks nothing.
    """
    any_exempt = Exists(Exemption.objects.filter(round=round_, over=None))
    named = exempt(round_).filter(place("person__"))
    nothing = _rules(round_).filter(minimum=0)
    of_some = nothing.exclude(category="")
    whole = unasked(round_).filter(place(""))
    some = _unheard(round_).filter(place(""), staff__in=of_some.values("category"))
    return _chosen(When(any_exempt, then=_counted(named))) + _chosen(
        When(Exists(nothing.filter(category="")), then=_counted(whole)),
        When(Exists(of_some), then=_counted(some)),
    )


def _counted(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values(n=number_of()))


def _chosen(*whens: When) -> Case:
    return Case(*whens, default=0, output_field=IntegerField())


def number_of() -> Func:
    return Func(F("pk"), function="COUNT", output_field=IntegerField())


def owed(subject: Any) -> Coalesce:
    """Return the fewest that whoever a registration or sheet is of must have sent.

    A model that counts instead is taken off.
    """
    category = Coalesce(OuterRef("person__staff"), OuterRef("unit__kind"))
    named = Exemption.objects.filter(
        round=OuterRef("round"), person=OuterRef(OuterRef("person")), over=None
    )
    taken_off = Case(
        When(Exists(named.exclude(model=None)), then=F("minimum") - F("instead")),
        default=F("minimum"),
        output_field=IntegerField(),
    )
    rule = holding(subject, category, OuterRef("round")).values(owed=taken_off)
    return Coalesce(Subquery(rule[:1]), 0)


def standing(sheet: str) -> Subquery:
    """Return how many registrations of a sheet, named by its column, stand as sent and go on."""
    rows = Registration.objects.filter(sheet=OuterRef(sheet), state__in=STANDING)
    rows = rows.exclude(standing=STOPPED).order_by()
    return Subquery(rows.values(n=number_of()))


def short_sheets(round_: Round, subject: Subject) -> QuerySet[Any]:
    """Return the sheets sent with fewer than their owner owes, each with both figures."""
    rows = Sheet.objects.filter(STANDS, round=round_)
    return short(rows.filter(person__isnull=subject == Subject.MODEL), subject)


def short(sheets: QuerySet[Sheet], subject: Subject) -> QuerySet[Any]:
    """Return those of *sheets* on which less goes on than is owed."""
    counted = sheets.annotate(owed=owed(subject), counted=standing("pk"))
    return counted.filter(counted__lt=F("owed")).order_by()
