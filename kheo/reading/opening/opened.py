"""What opening a file gives: its text, and what a person should know of how it was got."""

from dataclasses import dataclass

from kheo.reading.facts import Doubt


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a file.

    `doubts` are about the file as a whole; `scanned` are the pages (from 1) that are pictures
    without letters, still unread; `unsure` are the places in `text` of words that the machine
    recognised with little confidence.
    """

    text: str
    doubts: tuple[Doubt, ...] = ()
    scanned: tuple[int, ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()
