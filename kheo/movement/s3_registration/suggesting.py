"""What a person may start from: the tasks their unit has planned, and what they sent a year ago."""

from django.db.models import Case, IntegerField, Value, When

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s2_plan.models import PlanTask
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration import queries
from kheo.orgs.models import Person
from kheo.orgs.queries import ancestors_of

OFFERED = 12
PEOPLE = 100


def duties(by: Actor, round_: Round) -> list[str]:
    """Return the tasks planned by the unit of *by* and those above, the ones that name them first."""
    named = [
        When(responsible__icontains=word, then=Value(0)) for word in (by.name, by.unit_name) if word
    ]
    near = Case(*named, default=Value(1), output_field=IntegerField())
    paths = ancestors_of(by.unit_path)
    planned = PlanTask.objects.filter(plan__round=round_, plan__state=PlanState.SENT)
    tasks = planned.filter(plan__path__in=paths).order_by(near, "-plan__path", "ordinal")
    return list(
        dict.fromkeys(text[:300] for text in tasks.values_list("text", flat=True)[:OFFERED])
    )


def people(by: Actor) -> list[str]:
    """Return who works in the unit of *by*, to be named as responsible for a model."""
    rows = Person.objects.filter(unit=by.unit_id, active=True).order_by("name_key", "pk")
    return list(rows.values_list("full_name", flat=True)[:PEOPLE])


def again(by: Actor, round_: Round, subject: str) -> bool:
    """Tell whether anything sent in the year before is not on this year's sheet."""
    here = {r.folded for r in queries.written(queries.sheet_of(by, round_, subject))}
    return any(r.folded not in here for r in queries.last_years(by, round_, subject))
