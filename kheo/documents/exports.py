"""What a paper takes from the unit that issues it."""

from kheo.documents.paper.description import Line as Layout
from kheo.orgs.models import Unit
from kheo.orgs.states import Line


def layout_of(unit: Unit) -> Layout:
    """Return whose layout the papers of *unit* have; the Front writes as the State does."""
    return "party" if unit.line == Line.PARTY else "state"
