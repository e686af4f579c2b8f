"""What the owner writes, and what stands for it: two windows tell by it that one saved first."""

import json
from hashlib import sha256

from kheo.movement.s3_registration.models import Registration

# What the owner writes; everything else about a registration follows from acts.
TEXTS = (
    "title", "duty", "own_topic", "method", "target", "result",
    "place", "forces", "resources", "keeping", "field",
)  # fmt: skip
WRITTEN = (*TEXTS, "topic", "due_on")


def stamp(registration: Registration) -> str:
    """Return what stands for the words of *registration* as they are now."""
    words = [str(getattr(registration, name)) for name in WRITTEN]
    words.append(json.dumps(registration.answers, sort_keys=True))
    words += sorted(str(pk) for pk in registration.criteria.values_list("pk", flat=True))
    return sha256(json.dumps(words).encode()).hexdigest()[:16]
