"""Places of the text: those already spoken for, and those worth looking at."""

import re
from collections.abc import Iterator
from functools import lru_cache

_NUMBER = re.compile(r"\d+")
_BEFORE = 40  # the longest words that stand before a number and belong to it
_AFTER = 120  # and after it


class Taken:
    """It remembers which letters a fact covers; asking and marking cost the span's length."""

    def __init__(self, size: int) -> None:
        self._marks = bytearray(size)

    def free(self, start: int, end: int) -> bool:
        """Tell whether no letter from *start* up to *end* is taken."""
        return not any(self._marks[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark the letters from *start* up to *end*."""
        self._marks[start:end] = b"\x01" * (end - start)


def near_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a *pattern* that holds a digit, looking only where digits stand.

    Most of a paper is words, and trying a long pattern at every letter of them is most of the
    time of reading.
    """
    for start, stop in _around_digits(text):
        yield from pattern.finditer(text, start, stop)


@lru_cache(maxsize=2)
def _around_digits(text: str) -> tuple[tuple[int, int], ...]:
    places: list[tuple[int, int]] = []
    for number in _NUMBER.finditer(text):
        start, stop = max(0, number.start() - _BEFORE), min(len(text), number.end() + _AFTER)
        if places and start <= places[-1][1]:
            start = places.pop()[0]
        places.append((start, stop))
    return tuple(places)
