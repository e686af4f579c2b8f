"""Where sentences and clauses of the clean text begin and end."""

import re
from bisect import bisect_right
from functools import lru_cache

# Each opens with all the marks it may stop at: those are looked for at once, the rest is asked there.
_SENTENCE = re.compile(r"[.!?…\n](?:(?<=\n)|\s+(?=[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÍÌÝÚÙÓÒÉÈ“-]))")
_CLAUSE = re.compile(
    r"[;:\n.!?…,](?:(?<=[;:\n])|(?<=[.!?…])\s+(?=[A-ZĐÂĂÊÔƠƯ“-])|(?<=,)\s+(?=\d{2}\s))"
)
_CLAUSE_END = re.compile(r"[;,\n.](?:(?<!\.)|[\s/]|$)")
_SENTENCE_END = re.compile(r"[.;\n](?:(?<!\.)|[\s/]|$)")
_FAR = 1500  # no clause of an official paper is longer; keeps the search linear


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence around *at* begins."""
    return _last(_SENTENCE, text, at)


def clause_start(text: str, at: int) -> int:
    """Return where the clause around *at* begins: after a semicolon, a colon, a full stop."""
    return _last(_CLAUSE, text, at)


def sentence_end(text: str, at: int) -> int:
    """Return where the sentence around *at* ends."""
    stop = min(len(text), at + _FAR)
    found = _SENTENCE_END.search(text, at, stop)
    return found.start() if found else stop


def clause_end(text: str, at: int, least: int = 12) -> int:
    """Return where the clause around *at* ends, no sooner than *least* letters on."""
    line = text.find("\n", at, at + _FAR)
    stop = min(len(text), at + _FAR) if line < 0 else line
    found = _CLAUSE_END.search(text, min(at + least, stop), stop)
    return found.start() if found else stop


def _last(pattern: re.Pattern[str], text: str, at: int) -> int:
    ends = _ends(pattern, text)
    before = bisect_right(ends, at)
    low = max(0, at - _FAR)
    start = max(low, ends[before - 1]) if before else low
    while start < at and text[start] in " -–+":  # noqa: RUF001 - dashes as papers have them
        start += 1
    return start


# Asked for thousands of places of one text in turn: its boundaries are found once.
@lru_cache(maxsize=4)
def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]
