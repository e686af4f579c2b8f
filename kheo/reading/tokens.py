"""The words of a text as blanks part them, and what is remembered of each word as written."""

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

_REMEMBERED = 20_000  # words as written; a paper has some 700 different ones


class Remembered[V](dict[str, V]):
    """What is told of a word as written, worked out when it is first met."""

    def __init__(self, tell: Callable[[str], V]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> V:
        told = self._tell(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = told
        return told


# Asked for by every step in turn, of one text.
@lru_cache(maxsize=2)
def words_of(text: str) -> tuple[list[str], list[int]]:
    """Return the words of *text*, as blanks and ends of lines part them, and the letters before each.

    Word n begins n places behind its letters: as many blanks stand before it. Few are asked for.
    """
    words = text.replace("\n", " ").split(" ")
    return words, [*accumulate(map(len, words), initial=0)]
