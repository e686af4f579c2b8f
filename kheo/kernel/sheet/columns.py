"""What a column of a sheet holds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters, what its cells hold."""

    title: Any
    width: float = 16
    kind: Kind = Kind.TEXT
