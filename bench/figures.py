"""What the measurements need of the data: whose session, which pages."""

from urllib.parse import urlencode

from django.urls import reverse

from bench.people import session_of
from kheo.accounts.models import User
from kheo.movement.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind


def open_round() -> Round:
    return Round.objects.filter(state=RoundState.OPEN).select_related("movement").latest("year")


def pages(username: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headers of *username* and the pages to time by name."""
    round_ = open_round()
    listing = reverse("registration:index", args=[round_.pk])
    agency = Unit.objects.filter(kind=Kind.AGENCY).earliest("path")
    root = Unit.objects.earliest("path")
    five = Unit.objects.filter(kind=Kind.AGENCY).order_by("path")[:5]
    opened = urlencode({"mo": [unit.pk for unit in five]}, doseq=True)
    people = reverse("orgs:people")
    return session_of(User.objects.get(username=username)), {
        "registration list": listing,
        "registration list, one state": reverse("registration:to_accept", args=[round_.pk]),
        "registration list, one agency": f"{listing}?don-vi={agency.pk}",
        "desk": reverse("desk"),
        "movement page": reverse("movement", args=[round_.pk]),
        "unit report, agency": reverse("report:unit", args=[round_.pk, agency.pk]),
        "unit report, province": reverse("report:unit", args=[round_.pk, root.pk]),
        "tree of units": reverse("orgs:units"),
        "tree of units, five branches open": f"{reverse('orgs:units')}?{opened}",
        "page of a unit": reverse("orgs:unit", args=[root.pk]),
        "people": people,
        "people of a common name": f"{people}?q=nguyen",
        "people of a rare name": f"{people}?q=vang+a+su",
        "people of no name": f"{people}?q=zzzz",
    }
