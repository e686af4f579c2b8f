"""The second step: text as it came → clean text that remembers where each letter stood.

Clean text is NFC, has only plain blanks, “ ” as quotation marks, no markdown stars or table
borders, one paragraph per line; lines broken by hand are joined again. Look-alike letters of
other alphabets are Latin.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kheo.reading.joining import continues, layout_of

_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f*")
_BLANKS = re.compile(r"[^\S\n]")
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")
# One of these stands in every gap between columns, and sometimes where there is none.
_MAY_PART = (
    re.compile(r"[|\t\r\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"),
    re.compile(" " * 8),
)
_COLUMN_GAP = re.compile(r"(?<=\S)(?:[^\S\n]{8,}|\t[^\S\n]*)(?=\S)|\|")
_DOUBLE_QUOTES = '"“”„‟«»'
_QUOTE = re.compile(f"[{_DOUBLE_QUOTES}]")
_OPENING_QUOTES = "“„‟«"
_RULE = re.compile(r"[-_=~.\s]{3,}+\Z")


# Letters that stay as they are, each its own, no two blanks running.
_PLAIN = re.compile(
    r"(?:[!-)+-\[\]-~\u00b0-\u024f\u1e00-\u1eff\u2013\u2014\u2018-\u201f\u2026]++| (?! ))++"
)
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|>~")
_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",  # noqa: RUF001 - Cyrillic, Greek
    "ABEKMHOPCTYXSIJaeopcyxsijdqwABEZHIKMNOPTYXo",
)
_ALIEN = re.compile("[\u0370-\u04ff\u0500-\u052f]")
_LATIN_TIMES = 3  # in a paper in Latin letters, others are fewer than one in so many
_WORD = re.compile(r"[\w/&-]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\d]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text and, for each of its letters, where it started and ended in the original."""

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the clean letters from *start* up to *end*."""
        if not self.text or start >= end:
            at = self.starts[start] if start < len(self.starts) else 0
            return at, at
        return self.starts[start], self.ends[end - 1]


type _Line = tuple[str, array[int], array[int]]  # its letters, where they start and end


def clean(original: str) -> CleanText:
    """Return *original* cleaned; every letter keeps its place, so a fact can point into it."""
    lines: list[tuple[str, bool]] = []  # each with whether an empty line stood before it
    starts, ends = array("I"), array("I")
    places = _numbers(1 << len(original).bit_length() + 1)
    after_blank = False
    for start, end in _pieces(original):
        line = _clean_line(original, start, end, places)
        if line is not None:
            if lines:  # one letter stands between two lines, whichever it will be
                starts.append(ends[-1])
                ends.append(line[1][0])
            lines.append((line[0], after_blank))
            starts += line[1]
            ends += line[2]
        after_blank = line is None
    return CleanText(_spelled(_straighten(_together(lines))), starts, ends)


@lru_cache(maxsize=2)
def _numbers(size: int) -> array[int]:
    """Return the numbers below *size*, which places of one text after another are cut from."""
    return array("I", range(size))


def _together(lines: list[tuple[str, bool]]) -> str:
    """Return the *lines* as one text; those broken by hand are one line again."""
    layout = layout_of(lines)
    letters = [lines[0][0]] if lines else []
    for (before, _), (line, after_blank) in pairwise(lines):
        joined = continues(before, line, layout, after_blank=after_blank)
        letters += [" " if joined else "\n", line]
    return "".join(letters)


def _spelled(text: str) -> str:
    """Return *text*, letter for letter, in Latin letters."""
    alien = len(_ALIEN.findall(text))
    return _WORD.sub(_in_latin, text) if 0 < alien * _LATIN_TIMES < len(text) else text


def _in_latin(match: re.Match[str]) -> str:
    """Return the word with its look-alikes made Latin; a word that is truly foreign stays."""
    word = match[0]
    if not _ALIEN.search(word):
        return word
    latin = word.translate(_ALIKE)
    return latin if _LATIN.search(word) or not _ALIEN.search(latin) else word


def _pieces(original: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines stand, cut where a table or a second column begins."""
    parts = [match.start() for one in _MAY_PART for match in one.finditer(original)]
    parts.sort()
    parts.append(len(original))
    at = part = 0
    for line_end in _LINE_END.finditer(original):
        end = line_end.start()
        if parts[part] < end:
            yield from _columns(original, at, end)
            part = bisect_left(parts, end, part)
        else:
            yield at, end
        at = line_end.end()
    yield from _columns(original, at, len(original))


def _columns(original: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _COLUMN_GAP.finditer(original, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _clean_line(original: str, start: int, end: int, places: array[int]) -> _Line | None:
    """Return the line, None where it has no letter or is ruled."""
    piece = original[start:end]
    if not piece or (not piece[0].isalnum() and _RULE.match(piece)):
        return None
    text = piece.lstrip(" ")
    start += len(piece) - len(text)
    text = text.rstrip(" ")
    end = start + len(text)
    if _PLAIN.fullmatch(text):
        return text, places[start:end], places[start + 1 : end + 1]
    return _letter_by_letter(original, start, end, places)


def _letter_by_letter(original: str, start: int, end: int, places: array[int]) -> _Line | None:
    """Return the line put together of stretches that stay and letters that change."""
    text = ""
    starts, ends = array("I"), array("I")
    at = start
    while at < end:
        stop = _plain_until(original, at, end)
        if stop > at:  # no blank may follow a blank
            at += original[at] == " " and text[-1:] in {"", " "}
            text += original[at:stop]
            starts += places[at:stop]
            ends += places[at + 1 : stop + 1]
        else:
            stop = _cluster_end(original, at, end)
            escape = original[at] == "\\" and original[stop : stop + 1] in _MARKDOWN
            for letter in "" if escape else _letter(original[at:stop]):
                if letter != " " or text[-1:] not in {"", " "}:
                    text += letter
                    starts.append(at)
                    ends.append(stop)
        at = stop
    kept = len(text.rstrip(" "))
    return (text[:kept], starts[:kept], ends[:kept]) if kept else None


def _plain_until(original: str, at: int, end: int) -> int:
    """Return where the letters that stay as they are end; one with a mark of its own is none."""
    run = _PLAIN.match(original, at, end)
    if run is None:
        return at
    marked = run.end() < end and unicodedata.combining(original[run.end()])
    return run.end() - 1 if marked else run.end()


def _cluster_end(original: str, at: int, end: int) -> int:
    stop = at + 1
    while stop < end and unicodedata.combining(original[stop]):
        stop += 1
    return stop


def _letter(cluster: str) -> str:
    if cluster.isascii() and cluster.isalnum():
        return cluster
    if cluster in _DROPPED:
        return ""
    if _BLANKS.fullmatch(cluster) or unicodedata.category(cluster[0]) in {"Cc", "Zs"}:
        return " "
    return unicodedata.normalize("NFC", cluster)


def _straighten(text: str) -> str:
    """Return *text* with each quotation mark opening or closing by where it stands.

    Some papers use the closing mark on both sides ("về”Tăng cường"); a mark between two words
    opens when none is open.
    """
    letters: list[str] = []
    depth = end = 0
    for match in _QUOTE.finditer(text):
        at = match.start()
        if text.find("\n", end, at) >= 0:
            depth = 0
        opens = _opens(text, at, depth)
        letters += [text[end:at], "“" if opens else "”"]
        depth = depth + 1 if opens else max(0, depth - 1)
        end = at + 1
    return "".join(letters) + text[end:]


def _opens(text: str, at: int, depth: int) -> bool:
    if text[at] in _OPENING_QUOTES:
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if not after.isalnum():
        return False
    return depth == 0 or before in " ("
