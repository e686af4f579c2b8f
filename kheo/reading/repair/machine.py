"""Marks misread by a machine that read a scan: "ND-CP" for "NĐ-CP", "tham định" for "thẩm định"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kheo.kernel.text import fold
from kheo.reading.repair.language import Language, language
from kheo.reading.repair.syllables import canonical
from kheo.reading.repair.words import Word

BARE_SYMBOL = re.compile(r"[NQ](?<=/.)D(?=-[A-ZĐ])")
_PAGE = re.compile(r"^#\s*page \d", re.IGNORECASE | re.MULTILINE)
_SURE_OF_SYMBOL, _SURE_OF_WORD = 0.99, 0.8

type Reading = tuple[int, int, str, float]


def was_read_by_machine(text: str) -> bool:
    """Tell whether a page mark of such a program, or a symbol without its stroke, stands there."""
    return bool(_PAGE.search(text) or BARE_SYMBOL.search(text))


def reread(text: str, row: list[list[Word]]) -> list[Reading]:
    """Return the stretches of *text* to be read otherwise, in order."""
    symbols = [
        (m.start(), m.end(), m[0].replace("D", "Đ"), _SURE_OF_SYMBOL)
        for m in BARE_SYMBOL.finditer(text)
    ]
    return sorted([*symbols, *_compounds(row)])


def _compounds(row: list[list[Word]]) -> Iterator[Reading]:
    """Yield pairs that are no word but for their marks, where just one word has those letters."""
    known = language()
    for clause in row:
        end = -1
        words = [canonical(word.text) for word in clause]
        for at, (one, two) in enumerate(pairwise(clause)):
            if one.fixed or two.fixed or one.start < end or not (one.text + two.text).islower():
                continue
            beside = words[max(0, at - 1) : at + 1], words[at + 1 : at + 3]
            strange = any(word not in known.words for word in words[at : at + 2])
            if not strange and any(_stands(pair, known) for pair in beside):
                continue  # either word is at home with its other neighbour
            meant = _meant(words[at], words[at + 1], known, strange=strange)
            if meant:
                end = two.end
                yield one.start, two.end, meant, _SURE_OF_WORD


def _stands(pair: list[str], known: Language) -> bool:
    return len(pair) > 1 and (pair[0], pair[1]) in known.pairs


def _meant(one: str, two: str, known: Language, *, strange: bool) -> str:
    if (one, two) in known.pairs:
        return ""
    found = _by_letters().get(f"{fold(one)} {fold(two)}", [])
    if len(found) != 1:
        return ""
    right = found[0]
    return " ".join(right) if strange or right[0] == one or right[1] == two else ""


@cache
def _by_letters() -> dict[str, list[tuple[str, ...]]]:
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in language().compounds:
        if len(words) == len(("one", "two")):
            found[fold(" ".join(words))].append(words)
    return dict(found)
