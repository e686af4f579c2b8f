"""Which scoring table is in force: that of the movement itself, else the one of the nearest unit."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Q
from django.db.models.functions import Length

from kheo.movement.s1_directive.models import Movement
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review.models import ScoringTable
from kheo.orgs.queries import ancestors_of


def in_force(path: str, movement: Movement | int | None, *, on: date) -> Mapping[str, ScoringTable]:
    """Return by subject the table that scores the unit at *path*: its own or the nearest above.

    A table made for the *movement* alone goes before those that serve all.
    """
    rows = ScoringTable.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        Q(movement=None) | Q(movement=movement),
        unit__path__in=ancestors_of(path),
        valid_from__lte=on,
    ).select_related("unit")
    best_last = rows.order_by(
        F("movement").asc(nulls_first=True), Length("unit__path"), "valid_from", "pk"
    )
    return {table.subject: table for table in best_last}


def table_for(registration: Registration, *, on: date) -> ScoringTable | None:
    """Return the table in force for a registration."""
    movement = registration.round.movement_id
    return in_force(registration.unit.path, movement, on=on).get(registration.subject)
