"""Whether the tree or its people changed since a moment: the trail knows.

A moment is written down as the events of late: one that was begun before it and is committed after
it has a lower number, and is missed by whoever asks for higher ones only.
"""

from typing import Any

from django.db.models import Q

from kheo.kernel import clock
from kheo.kernel.audit.models import Event

VERBS = ("unit.", "person.", "post.", "reorganisation.", "level.", "import.write", "import.undo")
LATE = 500  # events that may be under way at once


def moment() -> dict[str, Any]:
    """Return this moment: its day, and which of the latest events tell of the register."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    since = max(0, last - LATE)
    return {"day": clock.today().isoformat(), "since": since, "events": _events(since)}


def since(then: dict[str, Any]) -> bool:
    """Tell whether nothing changed since *then*; another day may make other things wrong."""
    if not then or then["day"] != clock.today().isoformat():
        return False
    events: list[int] = then["events"]
    return _events(then["since"]) == events


def _events(after: int) -> list[int]:
    """Return the events of the register after a number, as far as it takes to tell a change."""
    told = Q(*(Q(("verb__startswith", verb)) for verb in VERBS), _connector=Q.OR)
    rows = Event.objects.filter(told, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[: 2 * LATE])
