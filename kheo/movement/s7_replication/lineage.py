"""The family tree of a model: who follows it, drawn as lines below whom each learnt from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.kernel import clock
from kheo.movement.s7_replication.models import Adoption, Card


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the family tree: a unit from the day it began, beside whom it learnt from."""

    adoption: Adoption
    depth: int
    x: str  # percent of the width where it begins
    end: str
    y: int
    parent_y: int
    text_y: int
    late: bool  # its words stand better at the right end


HALF = 35
STEP, TOP = 50, 34  # pixels between two lines of the tree, and above the first


def tree(card: Card, adoptions: Sequence[Adoption]) -> list[Branch]:
    """Return the adoptions as lines of a tree, each right below whom it learnt from."""
    if not adoptions:
        return []
    start = min([card.published_on or adoptions[0].adopted_on, adoptions[0].adopted_on])
    span = max((clock.today() - start).days, 1)

    def place(when: date) -> str:
        return f"{2 + 94 * min(max((when - start).days / span, 0), 1):.1f}"

    children: dict[int | None, list[Adoption]] = defaultdict(list)
    for adoption in adoptions:
        children[adoption.learnt_from_id].append(adoption)
    found: list[Branch] = []

    def grow(parent: int | None, depth: int, parent_y: int) -> None:
        for adoption in children[parent]:
            y = TOP + STEP * (len(found) + 1)
            x, end = place(adoption.adopted_on), "98"
            if adoption.ended_on:
                end = place(adoption.ended_on)
            late = float(x) > HALF
            found.append(Branch(adoption, depth, x, end, y, parent_y, y - 14, late))
            grow(adoption.pk, depth + 1, y)

    grow(None, 1, TOP)
    return found
