"""Clean text → text with its lost letters put back, and every change that was made."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress, islice

from kheo.reading.cleaning import CleanText
from kheo.reading.facts import Change
from kheo.reading.repair.blanked import Joined, Piece, is_broken, leaves_blanks, put_together
from kheo.reading.repair.dropped import put_back
from kheo.reading.repair.figures import MAY_BE_MISREAD, misread
from kheo.reading.repair.language import language
from kheo.reading.repair.losses import LOSSES, LOST_SIGN, SIGNED_LOSSES, Loss
from kheo.reading.repair.machine import BARE_SYMBOL, reread, was_read_by_machine
from kheo.reading.repair.runs import find_runs
from kheo.reading.repair.syllables import canonical
from kheo.reading.repair.symbols import lettered
from kheo.reading.repair.words import Word, clauses
from kheo.reading.tokens import Remembered, words_of

# What no whole text has much of: words of consonants alone, in lower case.
_CONSONANTS = re.compile(
    r"[bcdđghklmnpqrstvx](?<![\w./&@<-].)[bcdđghklmnpqrstvx]{0,5}+(?![\w./&@)>-])"
)
_POINTS = re.compile(r"[Đđ]iểm [a-zđ](?:(?:, | và | hoặc )[a-zđ])*\b")  # of a law, no lost letters
# A sign amid letters where a writing program knew no letter.
_SIGN = re.compile(r"[?\ufffd\u25a1\u25af\ue000-\uf8ff](?<=[^\W\d_].)(?=[^\W\d_])")
_NEXT_TO_LETTER = r"(?<=[^\W\d_])[{sign}]+|[{sign}]+(?=[^\W\d_])|(?<!\S)[{sign}]+(?!\S)"
# A word that any of the signs of damage looks at: of a whole text only a few are looked at twice.
_HURT = re.compile(
    rf"{_SIGN.pattern}|{_CONSONANTS.pattern}|{MAY_BE_MISREAD.pattern}|{BARE_SYMBOL.pattern}"
    r"|\A#(?!#)|\A[OolI|]{1,2}/[\dOol]{1,2}(?!\w)|[sS][6ó]:?\Z"
)
_MAY_BE_HURT = Remembered(lambda word: _HURT.search(word) is not None)
_FEWEST = 3
_LARGEST = 150_000  # some 60 pages: a larger text is left as it is, for want of time
_SPACES = " \t\xa0\u2002\u2003\u2009"
_BLANK = f"{_SPACES}\r\n"
_AFTER_NOTHING = (",", ".", ";", ":", ")", "”", "!", "?")  # marks that no blank precedes
_FAR = 8  # blanks that part columns


@dataclass(frozen=True, slots=True)
class Mend:
    """One stretch of the clean text to be read otherwise."""

    start: int
    end: int
    right: str
    sure: float
    kind: str = "lost_glyphs"


def mend(cleaned: CleanText, original: str) -> tuple[CleanText, tuple[Change, ...]]:
    """Return *cleaned* with the letters that its runs have lost, and the changes."""
    words = words_of(cleaned.text)[0]
    hurt = " ".join(compress(words, map(_MAY_BE_HURT.__getitem__, words)))
    if not hurt:
        return cleaned, ()
    mends = _mends(cleaned, original, hurt) if len(cleaned.text) <= _LARGEST else []
    figures = [Mend(*reading, kind="ocr_error") for reading in misread(cleaned.text)]
    if figures:
        mends = _together(figures, mends)
    if not mends:
        return cleaned, ()
    return _apply(cleaned, mends), tuple(_changes(cleaned, original, mends))


def _together(first: list[Mend], others: list[Mend]) -> list[Mend]:
    """Return *first* and those of the *others* that touch none of them, in order."""
    apart = [o for o in others if not any(o.start < f.end and f.start < o.end for f in first)]
    return sorted([*first, *apart], key=lambda one: one.start)


def _mends(cleaned: CleanText, original: str, hurt: str) -> list[Mend]:
    """Return what to read otherwise; *hurt* are the words that any sign of damage may stand in."""
    signs = Counter(match[0] for match in _SIGN.finditer(hurt))
    if signs.total() >= _FEWEST:
        pattern = _NEXT_TO_LETTER.format(sign="".join(signs))
        signed = re.sub(pattern, lambda m: LOST_SIGN * len(m[0]), cleaned.text)
        return _dropped(signed, clauses(signed), SIGNED_LOSSES)
    if was_read_by_machine(cleaned.text):
        return [
            Mend(*reading, kind="ocr_error")
            for reading in reread(cleaned.text, clauses(cleaned.text))
        ]
    if _lone(hurt) < _FEWEST or _lone(_POINTS.sub("", cleaned.text)) < _FEWEST:
        return []  # no more words of consonants alone than a whole text has
    row = clauses(cleaned.text)
    pieces = _pieces(cleaned, original, row)
    if leaves_blanks(pieces):
        return _blanked(cleaned.text, pieces)
    return _dropped(cleaned.text, row, LOSSES)


def _lone(text: str) -> int:
    return sum(1 for _ in islice(_CONSONANTS.finditer(text), _FEWEST))


def _pieces(cleaned: CleanText, original: str, row: list[list[Word]]) -> list[list[Piece]]:
    """Return the words with the blanks of the original round them; an end of line is one blank."""
    return [
        [
            Piece(
                word,
                _gap(cleaned, original, word.start, before=True),
                _gap(cleaned, original, word.end, before=False),
                is_broken(word),
            )
            for word in clause
        ]
        for clause in row
    ]


def _gap(cleaned: CleanText, original: str, at: int, *, before: bool) -> int:
    """Return how many blanks stand before or after the clean letter at *at*."""
    if before:
        stop = cleaned.starts[at]
        if stop > 1 and original[stop - 1] == " " and original[stop - 2] not in _BLANK:
            return 1
        held = original[max(0, stop - _FAR) : stop]
        blanks = len(held) - len(held.rstrip(_SPACES))
        line = original[max(0, stop - blanks - 1) : stop - blanks] == "\n" or stop == blanks
        joined = at > 0 and cleaned.text[at - 1] == " "
        return (blanks if blanks < _FAR else 0) + (1 if line and joined else 0)
    start = cleaned.ends[at - 1]
    if original[start : start + 1] == " " and original[start + 1 : start + 2] not in _BLANK:
        return 1
    held = original[start : start + _FAR]
    blanks = len(held) - len(held.lstrip(_SPACES))
    line = original[start + blanks : start + blanks + 1] in {"", "\n", "\r"}
    if line and at < len(cleaned.text) and cleaned.text[at] == " ":
        return _gap(cleaned, original, at + 1, before=True)
    return blanks if blanks < _FAR and not line else 0


def _blanked(text: str, pieces: list[list[Piece]]) -> list[Mend]:
    """Return the words put together, each with the syllable that makes a word with it."""
    mends: list[Mend] = []
    plain = -1  # where the last word put together ended
    for one in put_together(pieces):
        start, end = one.clause[one.first].word.start, one.clause[one.last].word.end
        right = _recased(one, text[start:end])
        follows = one.lead and one.first and one.clause[one.first - 1].word.end == plain
        plain = end
        if one.trail and text[end : end + 1] == " " and text[end + 1 : end + 2] in _AFTER_NOTHING:
            end += 1
        if follows:
            before = mends.pop()  # the letters lost between two words belong to both
            mends.append(
                Mend(before.start, end, f"{before.right} {right}", min(before.sure, one.sure))
            )
            continue
        beside = _companion(one)
        if beside is not None and beside.start > end:
            end, right = beside.end, f"{right} {beside.text}"
        elif beside is not None and (not mends or mends[-1].end < beside.start):
            start, right = beside.start, f"{beside.text} {right}"
        mends.append(Mend(start, end, right, one.sure))
    return mends


def _companion(one: Joined) -> Word | None:
    """Return the whole syllable before or after that makes a compound word with it."""
    compounds = language().compounds
    right = canonical(one.right)
    if one.first:
        before = one.clause[one.first - 1]
        if not before.broken and (canonical(before.word.text), right) in compounds:
            return before.word
    if one.last + 1 < len(one.clause):
        after = one.clause[one.last + 1]
        if not after.broken and (right, canonical(after.word.text)) in compounds:
            return after.word
    return None


def _recased(one: Joined, found: str) -> str:
    """Return the word with its capitals: a consonant that is lost at the front was a capital."""
    if found.isupper() and len(found) > 1:
        return one.right.upper()
    if found[0].isupper() or (one.lead and one.right[0].isascii()):
        return one.right[0].upper() + one.right[1:]
    return one.right


def _dropped(text: str, row: list[list[Word]], losses: tuple[Loss, ...]) -> list[Mend]:
    damage = find_runs([word for clause in row for word in clause], losses)
    if damage is None:
        return []
    words = [
        Mend(word.start, word.end, _cased(right, word.text, text, word.start), sure)
        for word, right, sure in put_back(row, damage, language())
    ]
    return _together([Mend(*reading) for reading in lettered(text, damage.loss)], words)


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
    starts, ends = array("I"), array("I")
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
        yield Change(
            original[start:end], one.right, start, end, number, round(one.sure, 3), one.kind
        )
