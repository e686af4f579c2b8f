"""Where to look: a long pattern is tried only where one of the words it opens with stands.

Trying forty long patterns at every letter of a paper was most of the time of reading it. The
words of a paper are looked up once; each pattern then goes straight to its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain

from kheo.reading.paper import Paper

_WORD = re.compile(r"([A-Za-zÀ-ỹ]+)")  # by its ends: four times as fast as any class
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"[“(]")
_NUMBER = "0"  # what every number is looked up by


class Sought:
    """A pattern, and the words in lower case that its matches may open with.

    *openers* are parted by blanks: syllables, "0" for any number, the marks “ and (. A match
    opens where such a word begins, never inside one.
    """

    def __init__(self, openers: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.openers = openers.split()
        self.pattern = re.compile(pattern, flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in *text* that do not overlap, from left to right."""
        end = 0
        known = _places(text)
        for at in sorted(chain.from_iterable(known.get(word, ()) for word in self.openers)):
            match = self.pattern.match(text, at) if at >= end else None
            if match:
                yield match
                end = match.end()

    def in_body(self, paper: Paper) -> Iterator[re.Match[str]]:
        """Yield the matches that stand in the body of *paper*."""
        return (m for m in self.finditer(paper.text) if paper.region_at(m.start()) == "body")

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        return next(self.finditer(text), None)


def repeats(text: str, apart: int) -> Iterator[int]:
    """Yield where as many words as *apart* begin that stand again behind them, letter for letter."""
    parts, ends = _parts(text)
    words = parts[1::2]
    again = [one == other for one, other in zip(words, words[apart:], strict=False)]
    for number, same in enumerate(again):
        if same and all(again[number : number + apart]):
            yield ends[2 * number]


# Asked for by every pattern in turn, of one text.
@lru_cache(maxsize=2)
def _places(text: str) -> dict[str, list[int]]:
    """Return where each word, number and mark of *text* stands."""
    parts, ends = _parts(text)
    written: defaultdict[str, list[int]] = defaultdict(list)
    for word, at in zip(parts[1::2], ends[::2], strict=False):
        written[word].append(at)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for word, starts in written.items():
        places[word.lower()] += starts
    places[_NUMBER] = [number.start() for number in _DIGITS.finditer(text)]
    for mark in _MARK.finditer(text):
        places[mark[0]].append(mark.start())
    return dict(places)


@lru_cache(maxsize=2)
def _parts(text: str) -> tuple[list[str], list[int]]:
    """Return what stands between the words and the words, in turn; and where each ends."""
    parts = _WORD.split(text)
    return parts, [*accumulate(map(len, parts))]
