"""Which letters a damaged run of text has lost, and what each whole syllable looks like there."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from kheo.reading.repair.syllables import syllables

_LAST_LATIN1, _FIRST_TONED = "\u00ff", "\u1e00"
_EVERY = "".join(
    sorted({letter for word in syllables() for letter in word if not letter.isascii()})
)


@dataclass(frozen=True, slots=True)
class Loss:
    """One way to lose letters: a block of the code table that the writing program did not know."""

    name: str
    letters: frozenset[str]  # in lower case
    missed: float  # what a whole word without any of them says: it is rarer, the more there are

    sign: str = ""  # what stands for each lost letter

    def left_of(self, word: str) -> str:
        """Return what is left of *word*."""
        return "".join(self.sign if letter in self.letters else letter for letter in word)


LOSSES = (
    Loss("latin1", frozenset(c for c in _EVERY if c <= _LAST_LATIN1), 0.5),
    Loss("toned", frozenset(c for c in _EVERY if c >= _FIRST_TONED), 0.6),
    Loss("extended", frozenset(c for c in _EVERY if c > _LAST_LATIN1), 0.9),
    Loss("all", frozenset(_EVERY), 2.0),
)
# A letter that no Vietnamese word has: what each lost letter counts as, whatever its sign was.
LOST_SIGN = "\u0294"
SIGNED_LOSSES = tuple(replace(loss, sign=LOST_SIGN) for loss in LOSSES)


@cache
def remains(loss: Loss) -> dict[str, tuple[str, ...]]:
    """Return, for each remainder, the syllables it may stand for."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in syllables():
        found[loss.left_of(word)].append(word)
    return {left: tuple(sorted(words)) for left, words in found.items() if left}
