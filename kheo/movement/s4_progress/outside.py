"""Who belongs to a unit, and so never checks what it registered."""

from collections.abc import Collection

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.movement.s3_registration.models import Registration
from kheo.orgs.models import Person, Post


def insiders(registration: Registration, people: Collection[int]) -> set[int]:
    """Return those of *people* who registered it, work in its unit or below, or hold a post there."""
    path, today = registration.unit.path, clock.today()
    posts = Post.objects.filter(under(path, "unit__path"), person__in=people, since__lte=today)
    found = set(posts.exclude(until__lte=today).values_list("person", flat=True))
    staff = Person.objects.filter(under(path, "unit__path"), pk__in=people)
    found |= set(staff.values_list("pk", flat=True))
    return found | {pk for pk in people if pk == registration.person_id}
