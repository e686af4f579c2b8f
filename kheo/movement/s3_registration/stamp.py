"""What the owner writes, and what stands for it: two windows tell by it that one saved first."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from kheo.kernel.text import fold, nfc
from kheo.movement.s3_registration.models import Registration

# What the owner writes; everything else about a registration follows from acts.
TEXTS = (
    "title", "duty", "own_topic", "method", "target", "result",
    "place", "forces", "resources", "keeping", "schedule", "responsible", "field",
)  # fmt: skip
WRITTEN = (*TEXTS, "topic", "due_on")


def cleaned(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of *facts* stands in columns of its own, as it is kept."""
    kept = {n: nfc(v) if isinstance(v, str) else v for n, v in facts.items() if n in WRITTEN}
    return kept | {"folded": fold(kept["title"])[:300]}


def stamp(registration: Registration) -> str:
    """Return what stands for the words of *registration* as they are now."""
    words = [str(getattr(registration, name)) for name in WRITTEN]
    words.append(json.dumps(registration.answers, sort_keys=True))
    words += sorted(str(pk) for pk in registration.criteria.values_list("pk", flat=True))
    return sha256(json.dumps(words).encode()).hexdigest()[:16]
