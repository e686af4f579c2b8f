"""Who owes again since something they registered stopped: one rule for every page that counts them."""

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.counts.rules import number_of, short, staying
from kheo.movement.s3_registration.models import STANDS, Registration, Sheet
from kheo.movement.s3_registration.states import STANDING, STOPPED


def stopped_short(round_: Round, here: Q, subject: Subject = Subject.ITEM) -> QuerySet[Sheet]:
    """Return the sheets on which so much stopped that less goes on than is owed, with both figures.

    *here* is the condition on a registration. What stopped is found first, by its index: it is
    little among all that goes on, of which no sheet is asked. Whose a sheet is tells the subject:
    asked of each registration SQLite would begin with all that are accepted.
    """
    rows = Registration.objects.filter(here, round=round_, standing=STOPPED, state__in=STANDING)
    found = Sheet.objects.filter(STANDS, pk__in=rows.order_by().values("sheet"))
    whose = staying(round_) if subject == Subject.ITEM else Q(person=None)
    return short(found.filter(whose), subject)


def stopped_at(unit: str, round_: Round, here: Q) -> Case:
    """Return of how many people of the unit in a column that is so; *here* bounds the units."""
    rows = stopped_short(round_, here)
    own = rows.filter(unit=OuterRef(unit)).values(n=number_of())
    some = When(**{f"{unit}__in": rows.values("unit")}, then=Subquery(own))
    return Case(some, default=0, output_field=IntegerField())


def number_stopped(round_: Round, here: Q, **only: object) -> Subquery:
    """Return of how many people that is so, within one statement."""
    return Subquery(stopped_short(round_, here).filter(**only).values(n=number_of()))
