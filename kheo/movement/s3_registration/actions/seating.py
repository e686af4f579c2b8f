"""Sheets come to belong to another unit: their registrations, words to search and counts go along."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import batched
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, Substr

from kheo.kernel.actor import Actor
from kheo.kernel.search import index
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.counts.taken import counted
from kheo.movement.s3_registration.models import Registration, Sheet
from kheo.orgs.models import Unit

BATCH = 1000
type Pair = tuple[int, int]  # the unit left, the unit that receives


def seat(
    pairs: Mapping[Pair, Sequence[int]],
    *,
    by: Actor,  # noqa: ARG001 every act names who acts; the callers write the trail
    with_unit: bool = True,
) -> None:
    """Let sheets belong to another unit, with their registrations, entries and tallies.

    Where they were made is written when they go *with_unit*, as one unit goes on for another:
    figures as then are of units. Somebody's own move is told by the trail.
    """
    units = Unit.objects.in_bulk({pk for pair in pairs for pk in pair})
    moves: dict[int, Moves] = {}
    for (old, new), keys in pairs.items():
        for some in batched(keys, BATCH, strict=False):
            _tally(some, units[old], units[new], moves)
            _seat(some, units[old], units[new], with_unit=with_unit)
    for one in moves.values():
        one.write()


def _tally(keys: Sequence[int], old: Unit, new: Unit, moves: dict[int, Moves]) -> None:
    counts: dict[int, Counter[str]] = counted(Q(sheet__in=keys), Q(pk__in=keys))
    for round_id, columns in counts.items():
        one = moves.setdefault(round_id, Moves(Round.objects.get(pk=round_id)))
        for column, n in columns.items():
            one.add(old, column, -n)
            one.add(new, column, n)


def _seat(keys: Sequence[int], old: Unit, new: Unit, *, with_unit: bool) -> None:
    rows = Registration.objects.filter(sheet__in=keys)
    rest = Substr("sort_key", len(old.path) + 1)
    index.move("registration", list(rows.values_list("pk", flat=True)), new.path)
    rows.update(unit=new, sort_key=Concat(Value(new.path), rest))
    sheets = Sheet.objects.filter(pk__in=keys)
    if not with_unit:
        sheets.update(unit=new, path=new.path)
        return
    # Taken back to where it was made, it was never elsewhere; taken along twice, the first counts.
    made_in: Any = Case(
        When(made_in=new.pk, then=None), default=Coalesce(F("made_in"), Value(old.pk))
    )
    sheets.update(unit=new, path=new.path, made_in=made_in)
