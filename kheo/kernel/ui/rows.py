"""The two rows every stage gives to the pages above it: where it stands, and what waits.

The stepper and the desk ask all eight stages in one UNION each, so a stage answers with a
queryset of fixed columns instead of figures.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# ``.values("step", "done", "total", "late")``: whole numbers, one row.
type StepRow = QuerySet[Any, Any]
# ``.values("what", "n")``: a key of the stage's WAITING and how many, one row.
type WaitRow = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Wait:
    """How the desk words one kind of waiting work.

    ``title`` holds ``{n}``; ``act`` is the button; ``url`` a name that takes the round's key,
    or nothing where the page comes before any round; ``milestone`` the kind of day it is due on;
    ``own_days`` says that each thing has its own day, ``overdue`` that it has passed;
    ``own`` what kind of rule of the round may set a day of its own for whoever it waits for.
    """

    title: Any
    act: Any
    url: str
    milestone: str = ""
    of_round: bool = True
    own: str = ""
    own_days: bool = False
    overdue: bool = False
