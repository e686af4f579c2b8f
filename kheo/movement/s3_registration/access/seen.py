"""What each chair sees of the registrations, their sheets and their copies."""

from django.db.models import Q, QuerySet

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import Copy, Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import ENDED, STANDING, STOPPED, State
from kheo.orgs.models import Person
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Kind, Power

# Any of these opens the registrations of the whole reach.
WATCHERS = frozenset(Power) - {Power.LAUNCH, Power.PLAN, Power.MODEL}


# A draft merged into another one, or closed, is still nobody's but its writer's.
_SENT = ~Q(state=State.DRAFT) & ~Q(state__in=ENDED, submitted_at=None)


def watches(by: Actor) -> bool:
    """Tell whether *by* sees other people's registrations at all."""
    return not WATCHERS.isdisjoint(by.powers)


def watches_models(by: Actor) -> bool:
    """Tell whether *by* follows up the units that lack models: who oversees, files or reports."""
    return not in_cell(by) and any(by.has(p) for p in (Power.OVERSEE, Power.FILE, Power.REPORT))


def in_cell(by: Actor) -> bool:
    """Tell whether *by* acts as the secretary of a Party cell, who keeps its members' copies."""
    return by.unit_kind == Kind.CELL and by.has(Power.OVERSEE)


def visible_to(by: Actor) -> QuerySet[Registration]:
    """Return what *by* may see. Each branch is one condition that one index serves.

    What is not sent is its writer's alone, or its unit's, whatever the reach of *by*.
    """
    found = seen(by)
    return Registration.objects.none() if found is None else Registration.objects.filter(found)


def seen(by: Actor) -> Q | None:
    """Return the condition of what *by* may see; None is nothing at all."""
    if in_cell(by):
        kept = Q(_SENT, sheet__in=_kept_by(by))
        return kept | Q(person=by.person_id)
    if watches(by):
        return under(by.reach, "sort_key") & (_SENT | _ours(by))
    return None if by.person_id is None else _ours(by)


def _ours(by: Actor) -> Q:
    """Return the condition "written by this person, or a model of the unit they sit in"."""
    models = Q(unit=by.unit_id, person=None)
    return models if by.person_id is None else Q(person=by.person_id) | models


def visible_sheets(by: Actor) -> QuerySet[Sheet]:
    """Return the sheets *by* may see; what stands on each is asked of ``visible_to``."""
    rows = Sheet.objects.select_related("round__movement__unit", "unit", "person__cell")
    if in_cell(by):
        return rows.filter(Q(pk__in=_kept_by(by)) | Q(person=by.person_id))
    if watches(by):
        return rows.filter(under(by.reach))
    if by.person_id is None:
        return rows.none()
    return rows.filter(_ours(by))


def _kept_by(by: Actor) -> QuerySet[Copy, int]:
    return Copy.objects.filter(number=1, custodian=by.unit_id).values_list("sheet", flat=True)


def paths_kept(by: Actor) -> list[str]:
    """Return the units whose members' copies the cell of *by* keeps; they lie outside its path."""
    if not in_cell(by):
        return []
    kept = Copy.objects.filter(number=1, custodian=by.unit_id)
    return list(kept.order_by().values_list("sheet__path", flat=True).distinct())


def visible_copies(by: Actor) -> QuerySet[Copy]:
    """Return the copies *by* may log as received, or read of: kept in the cell, or in reach."""
    rows = Copy.objects.select_related("sheet__person", "sheet__unit", "sheet__round", "custodian")
    rows = rows.exclude(sheet__closed_at__isnull=False, received_on=None)  # awaited no more
    if in_cell(by):
        return rows.filter(custodian=by.unit_id)
    return rows.filter(under(by.reach, "sheet__path")) if watches(by) else rows.none()


def sees_keeper(by: Actor, *, subject: str, person_id: int | None) -> bool:
    """Tell whether *by* may read where copy 1 lies, for that tells who is a Party member.

    The owner, the cell and those who file may (requirement 000-17); a unit's copy tells nothing.
    """
    own = person_id is not None and person_id == by.person_id
    return subject == Subject.MODEL or own or by.has(Power.FILE) or in_cell(by)


def visible_exemptions(by: Actor) -> QuerySet[Exemption]:
    rows = Exemption.objects.select_related("person__unit", "round")
    return rows.filter(under(by.reach, "person__unit__path")) if watches(by) else rows.none()


def exemptions_of(by: Actor) -> QuerySet[Exemption]:
    """Return what frees *by* from registering."""
    return Exemption.objects.filter(person=by.person_id).select_related("person__unit", "round")


def models_to_join(by: Actor) -> QuerySet[Registration]:
    """Return the models sent by the actor's unit or one above it, which they may take part in."""
    rows = Registration.objects.filter(person=None, state__in=STANDING).exclude(standing=STOPPED)
    above = rows.filter(unit__path__in=ancestors_of(by.unit_path)).select_related("unit", "round")
    return above.order_by("sort_key") if by.person_id else above.none()


def people_seen(by: Actor) -> QuerySet[Person]:
    """Return the people whose registration *by* follows up."""
    rows = Person.objects.filter(active=True).select_related("unit")
    return rows.filter(under(by.reach, "unit__path")) if watches(by) else rows.none()
