"""What the last verification of the trail found: left by ``kheo trail verify``, read by ``kheo check``."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

NAME = "trail.verified"


@dataclass(frozen=True, slots=True)
class Verified:
    at: dt.datetime
    events: int
    faults: int
    said: str

    def keep(self, var: Path) -> None:
        var.mkdir(parents=True, exist_ok=True)
        kept = {"events": self.events, "faults": self.faults, "said": self.said}
        text = json.dumps({"at": self.at.isoformat(), **kept}, ensure_ascii=False)
        (var / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def last(cls, var: Path) -> Self | None:
        """Return the outcome kept in *var*; None when there is none, or it cannot be read."""
        try:
            kept = json.loads((var / NAME).read_text(encoding="utf-8"))
            return cls(dt.datetime.fromisoformat(kept.pop("at")), **kept)
        except (OSError, ValueError, TypeError, KeyError):
            return None
