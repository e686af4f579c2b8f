"""Letters that left a blank behind: "s c" for "sắc", "H   hí" for "Hồ Chí"."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from kheo.reading.repair.language import NUMBER, language
from kheo.reading.repair.lattice import Edge, Lattice
from kheo.reading.repair.syllables import canonical, syllables
from kheo.reading.repair.words import Word

_BLANK = " "
_WIDEST = 2  # letters lost side by side
_PARTS = 4  # pieces that one word may have fallen into
_LETTERS_LOST = 3
_MOST = 12
_SURE = 0.6
_SURE_OF_BROKEN = 0.35
_FOREIGN = -9.0
_ABBREVIATION = -1.0
_FIRST_LOSS, _KNOWN_LOSS, _STRANGE_LOSS = -4.5, -1.5, -6.0
_ENOUGH = 2
_JOINED_SHARE = 0.09  # where letters leave no blank it is below 0.05
_LONE_VOWELS = "iueoaêăâươ"  # the spelling allows them, the language hardly uses them


class Piece(NamedTuple):
    """A piece of a word, and how many blanks stand before and after it."""

    word: Word
    before: int
    after: int
    broken: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Pieces read as one word: those of *clause* from *first* to *last*, counted."""

    clause: list[Piece]
    first: int
    last: int
    lead: int  # letters lost before the first piece
    trail: int
    right: str
    lost: str  # the letters put back
    sure: float


# What an edge puts back: the first and last piece, letters lost before and behind, all letters.
type _Held = tuple[int, int, int, int, str]
type _Reading = tuple[list[Piece], list[tuple[Edge, _Held | None]], Lattice]


def is_broken(word: Word) -> bool:
    """Tell whether *word* can be no word: "ng", "nư", "s", "u"."""
    if word.fixed:
        return False
    if len(word.text) == 1 and word.text in _LONE_VOWELS:
        return True
    return (
        word.low not in syllables()
        and not (word.text.isupper() and len(word.text) > 1)
        and not any(letter in "wjzf" for letter in word.low)
    )


def leaves_blanks(clauses: list[list[Piece]]) -> bool:
    """Tell whether the broken pieces of a text join, over their blanks, into words."""
    broken = joined = 0
    for clause in clauses:
        broken += sum(piece.broken for piece in clause)
        joined += sum(
            one.broken
            and two.broken
            and one.after <= _WIDEST
            and bool(fitting(one.word.low + _BLANK * one.after + two.word.low))
            for one, two in pairwise(clause)
        )
    return joined >= _ENOUGH and joined >= broken * _JOINED_SHARE


def put_together(clauses: list[list[Piece]]) -> list[Joined]:
    """Return the words that fell into pieces, read twice: first to learn which letters go."""
    lost: Counter[str] = Counter()
    laid = (_reading(clause) for clause in clauses if _is_doubtful(clause))
    readings = [reading for reading in laid if reading is not None]
    for reading in readings:
        for joined in _read(reading, lost):
            lost.update(joined.lost)
    return [joined for reading in readings for joined in _read(reading, lost)]


def _is_doubtful(clause: list[Piece]) -> bool:
    spaced = any(piece.before > 1 or piece.after > 1 for piece in clause)
    return spaced or bool(clause[0].before) or any(piece.broken for piece in clause)


def _reading(clause: list[Piece]) -> _Reading | None:
    """Return the ways to read *clause*, None where it can only stand for itself."""
    # Behind the last doubtful piece there is one way on, which weighs on nothing before it.
    doubtful = max(at for at, piece in enumerate(clause) if at == 0 or not _is_calm(piece))
    near = clause[: doubtful + 1 + _PARTS]
    edges = [*_edges(near)]
    if not any(held for _, held in edges):
        return None
    lattice = Lattice([edge for edge, _ in edges], len(near) * (_WIDEST + 1), language())
    return clause, edges, lattice


def _is_calm(piece: Piece) -> bool:
    """Tell whether *piece* is a word with plain blanks round it."""
    return piece.before == 1 and piece.after <= 1 and not piece.broken


def _read(reading: _Reading, lost: Counter[str]) -> Iterator[Joined]:
    clause, edges, lattice = reading
    costs = [_cost(held[-1], lost) if held else edge.cost for edge, held in edges]
    for choice in lattice.best(costs):
        edge, held = edges[choice.edge]
        if held and choice.sure >= _needed(clause, held[0], held[1]):
            yield Joined(clause, *held[:-1], edge.written, held[-1], choice.sure)


def _needed(clause: list[Piece], first: int, last: int) -> float:
    broken = any(piece.broken for piece in clause[first : last + 1])
    return _SURE_OF_BROKEN if broken else _SURE


def _edges(clause: list[Piece]) -> Iterator[tuple[Edge, _Held | None]]:
    calm = [*map(_is_calm, clause)]
    for first, piece in enumerate(clause):
        if first and all(calm[first : first + _PARTS]):  # it can only stand for itself
            start = first * (_WIDEST + 1)
            yield _whole(piece, start, start + _WIDEST + 1), None
            continue
        most = piece.before if first == 0 else piece.before - 1
        ends = [*_ends(clause, first)]
        inner = _inner(clause[first : ends[-1][0] + 1])
        for lead in range(min(_WIDEST, most) + 1):
            start = 0 if first == 0 else first * (_WIDEST + 1) + lead
            for last, trail, end in ends:
                letters, broken = inner[last - first]
                pattern = _BLANK * lead + letters + _BLANK * trail
                if _BLANK not in pattern:
                    yield _whole(piece, start, end), None
                    continue
                doubtful = broken or lead or (trail and clause[last].after > 1)
                if piece.word.fixed or not doubtful or pattern.count(_BLANK) > _LETTERS_LOST:
                    continue
                for known, word, lost in _put_back(pattern):
                    yield Edge(start, end, known, word), (first, last, lead, trail, lost)


def _ends(clause: list[Piece], first: int) -> Iterator[tuple[int, int, int]]:
    """Yield the last piece a word from *first* may have, its trail, and the node it leads to."""
    for last in range(first, min(first + _PARTS, len(clause))):
        if last > first and (clause[last].word.fixed or clause[last].before > _WIDEST):
            return
        if last == len(clause) - 1:
            for trail in range(min(_WIDEST, clause[last].after) + 1):
                yield last, trail, len(clause) * (_WIDEST + 1)
            return
        spare = max(0, clause[last].after - 1)
        for lead in range(min(_WIDEST, spare) + 1):
            for trail in range(min(_WIDEST, spare - lead) + 1):
                yield last, trail, (last + 1) * (_WIDEST + 1) + lead
        if clause[last].word.fixed:
            return


def _inner(pieces: list[Piece]) -> list[tuple[str, bool]]:
    """Return, up to each of the *pieces*, their letters and whether one is broken."""
    letters, broken = pieces[0].word.low, pieces[0].broken
    found = [(letters, broken)]
    for piece in pieces[1:]:
        letters += _BLANK * piece.before + piece.word.low
        broken = broken or piece.broken
        found.append((letters, broken))
    return found


def _whole(piece: Piece, start: int, end: int) -> Edge:
    word, broken = piece.word, piece.broken
    if word.text[0].isdigit():
        return Edge(start, end, NUMBER, word.text)
    if not broken and (word.fixed or word.low in syllables()):
        return Edge(start, end, canonical(word.text), word.low)
    cost = _FOREIGN if broken else _ABBREVIATION
    return Edge(start, end, canonical(word.text), word.low, cost)


@lru_cache(20_000)  # a damaged paper asks it thousands of times
def _put_back(pattern: str) -> tuple[tuple[str, str, str], ...]:
    """Return the likeliest words that *pattern* may stand for: as known, as written, what it lost."""
    return tuple(
        (
            canonical(word),
            word,
            "".join(w for p, w in zip(pattern, word, strict=True) if p == _BLANK),
        )
        for word in fitting(pattern)[:_MOST]
    )


def _cost(letters: str, lost: Counter[str]) -> float:
    if not lost:
        return _FIRST_LOSS * len(letters)
    return sum(_KNOWN_LOSS if lost[letter] >= _ENOUGH else _STRANGE_LOSS for letter in letters)


@cache
def fitting(pattern: str) -> tuple[str, ...]:
    """Return the known words that *pattern* may stand for, a blank for any letter, likely first."""
    solid = [(at, letter) for at, letter in enumerate(pattern) if letter != _BLANK]
    first, *rest = solid
    return tuple(
        word
        for word in _words_with().get((len(pattern), *first), ())
        if all(word[at] == letter for at, letter in rest)
    )


@cache
def _words_with() -> dict[tuple[int, int, str], list[str]]:
    """Return the known words by their length, a place in them and its letter, likely first."""
    known = language().words
    found: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    written = [word for word in syllables() if canonical(word) in known]
    for word in sorted(written, key=lambda word: (-known[canonical(word)], word)):
        for at, letter in enumerate(word):
            found[len(word), at, letter].append(word)
    return dict(found)
