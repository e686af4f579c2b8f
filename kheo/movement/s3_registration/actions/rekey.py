"""A person's records follow the name they are listed under, and the one record left of two."""

from kheo.kernel.actor import Actor
from kheo.movement.s3_registration.actions.absent import forget_doubles
from kheo.movement.s3_registration.models import Registration, sort_key
from kheo.orgs.models import Person


def rekey(person: Person, *, by: Actor) -> None:
    """Write anew the keys by which the registrations of *person* are sorted."""
    for one in Registration.objects.filter(person=person).select_related("sheet"):
        key = sort_key(one.sheet.path, person.name_key, one.sheet_id, one.ordinal)
        if key != one.sort_key:
            Registration.objects.filter(pk=one.pk).update(sort_key=key)
    forget_doubles(person, by=by)
