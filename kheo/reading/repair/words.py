"""Clean text as a row of words, numbers and marks, cut into clauses."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[./,-]\d+)*|[^\w\s]|_")
_SYMBOL_BEFORE = re.compile(r"[\d/_&@]-?\Z")  # a year that ends the line before is no symbol
_SYMBOL_CUT = re.compile(r"\w- \Z")
_SYMBOL_AFTER = re.compile(r"-?[\d/_&@]")
_LIST_LETTER = re.compile(r"\s?[).]")


class Word(NamedTuple):
    """A word or number of the clean text: its place, and whether it is no plain word.

    `fixed` words are read as they stand: numbers, symbols such as KH-VPUBND, list letters. `low`
    is the word in lower case. A tuple, since a paper has thousands.
    """

    text: str
    start: int
    end: int
    fixed: bool
    low: str


def clauses(text: str) -> list[list[Word]]:
    """Return the words of *text*, a new list after each mark and each line."""
    found: list[list[Word]] = []
    now: list[Word] = []
    at = 0
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        written = token[0]
        word = written[0].isalnum()
        if not word or text.find("\n", at, start) >= 0:
            found.append(now)
            now = []
        if word:
            fixed = not _is_between_words(text, start, end) and _is_fixed(text, start, end)
            now.append(Word(written, start, end, fixed, written.lower()))
        at = end
    return [clause for clause in [*found, now] if clause]


def _is_between_words(text: str, start: int, end: int) -> bool:
    """Tell whether plain blanks are on both sides of a word, which most words can say."""
    return (
        start > 1
        and end < len(text) - 1
        and text[start - 1] == text[end] == " "
        and text[start].isalpha()
        and text[start - 2] != "-"
        and text[end + 1] not in ").-"
    )


def _is_fixed(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if word[0].isdigit():
        return True
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    if _SYMBOL_BEFORE.search(before) or _SYMBOL_CUT.search(before) or _SYMBOL_AFTER.match(after):
        return True
    if word.isupper() and (before.endswith("-") or after.startswith("-")):
        return True
    return _is_list_letter(text, start, end)


def _is_list_letter(text: str, start: int, end: int) -> bool:
    """Tell whether one letter with a bracket opens a point: "b) …", not "(nếu c)" nor "của x."."""
    mark = _LIST_LETTER.match(text, end)
    if end - start > 1 or mark is None:
        return False
    if mark[0] == "." and text[max(0, start - 3) : start].rstrip(" ")[-1:] not in {"", *"\n.;:"}:
        return False
    opened = text.rfind("(", max(0, start - 80), start)
    return opened == -1 or text.find(")", opened, start) != -1
