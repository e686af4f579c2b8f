"""Clean text → text with its lost letters put back, and every change that was made."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from kheo.reading.cleaning import CleanText
from kheo.reading.facts import Change
from kheo.reading.repair.dropped import put_back
from kheo.reading.repair.language import language
from kheo.reading.repair.losses import LOSSES
from kheo.reading.repair.runs import find_runs
from kheo.reading.repair.words import clauses

# What no whole text has much of: words of consonants alone, in lower case.
_CONSONANTS = re.compile(r"(?<![\w./&@-])[bcdđghklmnpqrstvx]{1,6}(?![\w./&@)-])")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Mend:
    """One stretch of the clean text to be read otherwise."""

    start: int
    end: int
    right: str
    sure: float


def mend(cleaned: CleanText, original: str) -> tuple[CleanText, tuple[Change, ...]]:
    """Return *cleaned* with the letters that its runs have lost, and the changes."""
    if len(_CONSONANTS.findall(cleaned.text)) < _FEWEST:
        return cleaned, ()
    mends = _dropped(cleaned.text)
    if not mends:
        return cleaned, ()
    return _apply(cleaned, mends), tuple(_changes(cleaned, original, mends))


def _dropped(text: str) -> list[Mend]:
    row = clauses(text)
    damage = find_runs([word for clause in row for word in clause], LOSSES)
    if damage is None:
        return []
    return [
        Mend(word.start, word.end, _cased(right, word.text, text, word.start), sure)
        for word, right, sure in put_back(row, damage, language())
    ]


def _cased(right: str, found: str, text: str, start: int) -> str:
    """Return *right* with capitals where *found* had them."""
    if found.isupper() and (len(found) > 1 or _in_capitals(text, start)):
        return right.upper()
    if found[0].isupper():
        return right[0].upper() + right[1:]
    if right[0] != found[0] and _opens_sentence(text, start):
        return right[0].upper() + right[1:]
    return right


def _in_capitals(text: str, start: int) -> bool:
    near = text[max(0, start - 12) : start].split()[-1:] + text[start : start + 14].split()[1:2]
    return any(len(word) > 1 and word.isupper() for word in near)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" “(-+")
    return not before or before[-1] in ".\n!?"


def _apply(cleaned: CleanText, mends: list[Mend]) -> CleanText:
    """Return the text with *mends*, whose letters all point at the whole word they stand for."""
    letters: list[str] = []
    starts, ends = array("L"), array("L")
    at = 0
    for one in mends:
        letters += [cleaned.text[at : one.start], one.right]
        starts.extend(cleaned.starts[at : one.start])
        ends.extend(cleaned.ends[at : one.start])
        place = cleaned.span(one.start, one.end)
        starts.extend([place[0]] * len(one.right))
        ends.extend([place[1]] * len(one.right))
        at = one.end
    letters.append(cleaned.text[at:])
    starts.extend(cleaned.starts[at:])
    ends.extend(cleaned.ends[at:])
    return CleanText("".join(letters), starts, ends)


def _changes(cleaned: CleanText, original: str, mends: list[Mend]) -> Iterable[Change]:
    """Yield the changes as whole tokens of the original, as white space parts them."""
    tokens = [match.span() for match in re.finditer(r"\S+", original)]
    number = 0
    for one in mends:
        start, end = cleaned.span(one.start, one.end)
        while number < len(tokens) and tokens[number][1] <= start:
            number += 1
        yield Change(original[start:end], one.right, start, end, number, round(one.sure, 3))
