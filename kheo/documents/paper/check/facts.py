"""A deviation from the rules of official papers, as a fact to be worded."""

from dataclasses import dataclass

from kheo.documents.paper.check.asked import Part, Range, Trait
from kheo.documents.paper.check.measured import Line

type Value = str | float | bool | Range

_MARKED = 40  # letters of a line by which a reader finds it


@dataclass(frozen=True)
class Deviation:
    """One thing that is not as asked, where it stands and what says so.

    *line* is the paragraph counted from 1, 0 for the sheet; *near* begins its text; *times* is how
    often the same is found from there on.
    """

    part: Part
    trait: Trait
    found: Value
    expected: Value
    article: str
    line: int = 0
    near: str = ""
    leaf: int = 1
    times: int = 1


def at(
    line: Line, part: Part, trait: Trait, has: Value, expected: Value, article: str
) -> Deviation:
    """Return the fact that *line* has *has* where *expected* is asked for."""
    near = " ".join(line.text.split())
    near = f"{near[:_MARKED].rstrip()}…" if len(near) > _MARKED else near
    return Deviation(part, trait, has, expected, article, line.place, near)
