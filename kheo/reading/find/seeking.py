"""Where to look: a long pattern is tried only where one of the words it opens with stands.

Trying forty long patterns at every letter of a paper was most of the time of reading it. The
words of a paper are looked up once; each pattern then goes straight to its own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, compress, count, islice

from kheo.reading.paper import Paper
from kheo.reading.tokens import Remembered, words_of

# Letters by their ends: four times as fast as any class.
_OPENER = re.compile(r"[A-Za-zÀ-ỹ]+|\d+|[“(]")
_NUMBER = "0"  # what every number is looked up by
_KNOWN = {_NUMBER}  # what any pattern opens with
_BEHIND_A_MARK = re.compile(r"[^A-Za-zÀ-ỹ \n](?=[A-Za-zÀ-ỹ]{2,}[ \n])")  # “luôn luôn”


class Sought:
    """A pattern, and the words in lower case that its matches may open with.

    *openers* are parted by blanks: syllables, "0" for any number, the marks “ and (. A match
    opens where such a word begins, never inside one. *holds* are letters that stand in each
    match, in whatever case, no later than *reach* letters behind its beginning.
    """

    def __init__(
        self,
        openers: str,
        pattern: str,
        flags: re.RegexFlag = re.IGNORECASE,
        *,
        holds: str = "",
        reach: int = 0,
    ) -> None:
        self.holds, self.reach = holds, reach
        self.openers = tuple(openers.split())
        _KNOWN.update(self.openers)
        _OPENERS_OF.clear()
        self.pattern = re.compile(pattern, flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in *text* that do not overlap, from left to right."""
        end = 0
        seek = self.pattern.match
        places = _merged(text, self.openers)
        for at in self._near(text, places) if self.holds else places:
            if at >= end and (match := seek(text, at)) is not None:
                yield match
                end = match.end()

    def _near(self, text: str, places: Iterable[int]) -> Iterator[int]:
        """Yield those of the *places* that have the letters of every match near behind them."""
        held = -1
        low = lowered(text)
        for at in places:
            if held < at:
                held = low.find(self.holds, at)
                if held < 0:
                    return
            if held - at <= self.reach:
                yield at

    def between(self, text: str, low: int, high: int) -> Sequence[int]:
        """Return where a match that opens from *low* up to *high* may begin."""
        places = _merged(text, self.openers)
        return places[bisect_left(places, low) : bisect_left(places, high)]

    def in_body(self, paper: Paper) -> Iterator[re.Match[str]]:
        """Yield the matches that stand in the body of *paper*."""
        return (m for m in self.finditer(paper.text) if paper.region_at(m.start()) == "body")

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        return next(self.finditer(text), None)


def repeats(text: str, apart: int) -> list[int]:
    """Return where as many words as *apart* may begin that stand again behind them, in order."""
    words, letters = words_of(text)
    again = [*map(str.startswith, islice(words, apart, None), words)]
    whole = (number for number in compress(count(), again) if words[number])
    bare = [letters[n] + n for n in whole if all(again[n : n + apart])]
    return sorted(chain(bare, _behind_marks(text)))


@lru_cache(maxsize=2)
def _behind_marks(text: str) -> list[int]:
    return [match.end() for match in _BEHIND_A_MARK.finditer(text)]


@lru_cache(maxsize=2)
def lowered(text: str) -> str:
    """Return *text* in lower case, letter for letter: the few that would become two stay."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


@lru_cache(maxsize=64)
def _merged(text: str, openers: tuple[str, ...]) -> list[int]:
    """Return where any of the *openers* stands, from left to right."""
    known = _places(text)
    if len(openers) == 1:
        return known[openers[0]]
    return sorted(chain.from_iterable([known[word] for word in openers]))


# Asked for by every pattern in turn, of one text.
@lru_cache(maxsize=2)
def _places(text: str) -> dict[str, list[int]]:
    """Return where the words, numbers and marks of *text* stand that a pattern opens with."""
    words, letters = words_of(text)
    places: dict[str, list[int]] = {opener: [] for opener in _KNOWN}
    found = [*map(_OPENERS_OF.__getitem__, words)]
    for number in compress(count(), found):
        for opener, at in found[number]:
            places[opener].append(letters[number] + number + at)
    return places


def _openers(word: str) -> tuple[tuple[str, int], ...]:
    """Return what patterns open with that stands in *word*, and after how many letters."""
    found = ((match[0], match.start()) for match in _OPENER.finditer(word))
    keys = ((_NUMBER if key[0].isdecimal() else key.lower(), at) for key, at in found)
    return tuple((key, at) for key, at in keys if key in _KNOWN)


_OPENERS_OF = Remembered(_openers)
