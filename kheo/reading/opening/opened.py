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


def remark(kind: str, message: str, suggestion: str = "") -> Doubt:
    """Return a doubt about the file as a whole: it points at no place in the text."""
    return Doubt(kind, "", 0, 0, message, suggestion)
