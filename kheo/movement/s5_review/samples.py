"""The scoring tables that come with the program, for a unit to begin from."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review.states import LevelDraft

SAMPLES = Path(__file__).with_name("samples.json")


def samples() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(SAMPLES.read_text(encoding="utf-8"))
    return found


def sample_levels(subject: Subject) -> list[LevelDraft]:
    """Return the levels of recognition of the sample for *subject*."""
    [sample] = [each for each in samples() if each["subject"] == subject]
    return [LevelDraft(name, Decimal(least)) for name, least in sample["levels"]]
