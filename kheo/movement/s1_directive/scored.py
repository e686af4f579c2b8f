"""By what a movement is scored: told by the stage that keeps scoring tables, which stands above.

Settings name its functions: ``SCORED_BY`` says what scores a movement and what its paper offers,
``SCORING_CHOSEN`` does what was chosen of that at the launch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Movement, Round
from kheo.orgs.models import Unit

_named = cache(import_string)


@dataclass(frozen=True, slots=True)
class Standing:
    """The table that scores one subject today; without a name there is none yet."""

    subject: str
    label: str
    name: str = ""
    source: str = ""
    key: int | None = None
    of_movement: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """By what a movement is scored, and the table that the points of its criteria would make.

    ``lines`` are empty where the criteria tell no points; ``faults`` say why they make no table.
    ``reason`` is why who asks may not lay one down, but only ask those who may.
    """

    standing: Sequence[Standing]
    lines: Sequence[Any] = ()
    total: Decimal = Decimal(0)
    faults: Sequence[str] = ()
    levels: Sequence[Any] = ()
    reason: str = ""

    @property
    def offered(self) -> bool:
        """Whether a table can be made as the paper has it, and one subject has none of its own."""
        return bool(self.lines) and not self.faults and bool(self.lacking)

    @property
    def why_no_table(self) -> Sequence[str]:
        return self.faults if self.lines else [_("Không tiêu chí nào ghi điểm.")]

    @property
    def lacking(self) -> list[str]:
        return [one.subject for one in self.standing if not one.of_movement]


def scored_by(
    unit: Unit, criteria: Sequence[str], movement: Movement | None = None, *, by: Actor
) -> Scoring:
    """Return by what a movement of *unit* is scored, and what its *criteria* offer to *by*."""
    said: Scoring = _named(settings.SCORED_BY)(unit, criteria, movement, by=by)
    return said


def chosen(round_: Round, subjects: Sequence[str], *, by: Actor) -> None:
    """Make of the criteria a table for each of *subjects*, or ask those who may."""
    _named(settings.SCORING_CHOSEN)(round_, subjects, by=by)
