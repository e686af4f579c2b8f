"""A paper cut for the page: its lines in pieces, each under its facts, with words repaired."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kheo.movement.s1_directive.models import Fact, Repair
from kheo.movement.s1_directive.placing import shown_text
from kheo.movement.s1_directive.states import UNDERLINES, Verdict
from kheo.reading.cleaning import CleanText
from kheo.reading.unfolding import unfold

WRAPPED = 55  # letters of a line from which its end may be that of the page, not of a thought
LONG_LINE = 1500  # with fewer line ends than one in so many letters, a text has lost them
CUT = 40  # the same, where the next line begins small
DOUBLED = 4  # one in so many lines begins small after an empty one: the paper has double space
_NUMBERED = re.compile(r"(?:[a-zđ]|[ivxIVX]+)\s*[.)/]")

_HANGS = re.compile(
    r"\b(?:của|và|với|về|các|những|cho|trong|theo|tại|số|ngày|tháng|đến|từ|để|là|do|bởi|hoặc|quyết|định)$"
)
_BEGINS = re.compile(r"(?:Kính gửi|Nơi nhận)\b")
_STARS = re.compile(r"\*{2,}")  # a text pasted from a chat or a web page is bold between stars
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a line, with the shortest fact they belong to."""

    text: str
    fact: Fact | None = None
    first: bool = False  # the fact begins here: this is where a link to it leads
    passed: tuple[Fact, ...] = ()  # facts that begin here but lie wholly under shorter ones
    over: tuple[int, ...] = ()  # every fact these letters belong to, the shortest first
    repair: Repair | None = None

    @property
    def shown(self) -> str:
        return _STARS.sub("", self.text)

    @property
    def underline(self) -> str:
        return UNDERLINES.get(self.fact.kind, "task") if self.fact else ""

    @property
    def key(self) -> str:
        return str(self.fact.pk) if self.fact else ""

    @property
    def all(self) -> str:
        return " ".join(map(str, self.over))

    @property
    def doubted(self) -> bool:
        return bool(self.fact and self.fact.doubt and self.fact.verdict == Verdict.PENDING)

    @property
    def repaired(self) -> bool:
        return self.repair is not None and self.repair.verdict != Verdict.STRUCK


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper; ``start`` is where it begins in the stored text."""

    start: int
    pieces: tuple[Piece, ...]
    parted: bool = False  # it surely begins anew: an empty line stands before it

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a fact shows: from and to the edge of a repair that its own edge falls into."""

    fact: Fact
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def paper(text: str, facts: Iterable[Fact], repairs: Sequence[Repair] = ()) -> list[Line]:
    """Return the paragraphs of *text* cut where facts and repairs begin and end."""
    return joined(cut(text, facts, repairs))


def cut(text: str, facts: Iterable[Fact], repairs: Sequence[Repair] = ()) -> list[Line]:
    """Return the lines of *text* that hold something, as they are broken there.

    Of facts that overlap the shortest shows; a line that a repair runs across is not broken there.
    """
    spans = sorted(_spans(facts, repairs), key=lambda s: (s.start, s.end))
    lines: list[Line] = []
    placed = set[int]()
    gap = False
    active: list[_Span] = []
    next_span = next_repair = 0
    folds = _folds(text, repairs)
    for start, end in _lines(text, repairs, folds):
        active = [s for s in active if s.end > start]
        while next_span < len(spans) and spans[next_span].start < end:
            active.append(spans[next_span])
            next_span += 1
        here: list[Repair] = []
        while next_repair < len(repairs) and repairs[next_repair].start < end:
            here.append(repairs[next_repair])
            next_repair += 1
        pieces = _pieces(text, (start, end), [s for s in active if s.end > start], here, placed)
        if not text[start:end].strip():
            gap = True
            continue
        lines.append(Line(start, tuple(pieces), gap or start - 1 in folds))
        gap = False
    return lines


def joined(lines: Iterable[Line]) -> list[Line]:
    """Return *lines* with those that only the width of a page had broken made one again."""
    lines = list(lines)
    # In a text typed at double space an empty line parts nothing.
    small = sum(line.parted and line.text.lstrip()[:1].islower() for line in lines)
    doubled = small * DOUBLED > len(lines)
    found: list[Line] = []
    before = ""
    for line in lines:
        said = line.text
        if found and _runs_on(before, said, parted=line.parted and not doubled):
            last = found.pop()
            pieces = (*last.pieces, Piece("\n"), *line.pieces)
            found.append(Line(last.start, pieces, last.parted))
        else:
            found.append(line)
        before = said.strip()
    return found


def _runs_on(before: str, line: str, *, parted: bool) -> bool:
    """Tell whether *line* goes on the sentence of the line *before*, broken by the width of a page.

    Lines *parted* by an empty one are of one sentence only where the second begins small.
    """
    words = line.strip()
    if not before or before[-1] in ".;:!?" or _NUMBERED.match(words) or _BEGINS.match(words):
        return False
    if before.isupper() and not words.isupper():
        return False
    hangs = _HANGS.search(before) and not parted  # "… ngày" ends no thought, however short
    if _DAY.match(words):
        return bool(hangs)
    return words[:1].isalpha() and (
        bool(hangs)
        or (
            len(before) >= WRAPPED
            and (words[0].islower() or (before[-1] not in "”)" and not parted))
        )
        or (len(before) >= CUT and words[0].islower() and not parted)
    )


def _spans(facts: Iterable[Fact], repairs: Sequence[Repair]) -> Iterator[_Span]:
    starts = [repair.start for repair in repairs]

    def holding(at: int) -> Repair | None:
        n = bisect_left(starts, at) - 1
        return repairs[n] if n >= 0 and repairs[n].end > at else None

    for fact in facts:
        before, after = holding(fact.start), holding(fact.end)
        start = before.start if before else fact.start
        end = after.end if after else fact.end
        if end > start:
            yield _Span(fact, start, end)


def _lines(text: str, repairs: Sequence[Repair], folds: set[int]) -> Iterator[tuple[int, int]]:
    inside = {n for r in repairs for n in range(r.start, r.end)} if repairs else set()
    ends = {found.start() for found in re.finditer("\n", text)} | folds
    start = 0
    for end in sorted(ends - inside):
        yield start, end
        start = end + 1
    yield start, len(text)


def _folds(text: str, repairs: Sequence[Repair]) -> set[int]:
    """Return the blanks where a text that came as one long line begins a new one."""
    if text.count("\n") * LONG_LINE > len(text):
        return set()
    shown, places = shown_text(text, repairs)
    unfolded = unfold(CleanText(shown, array("I"), array("I"))).text
    return {
        places[n]
        for n, (a, b) in enumerate(zip(shown, unfolded, strict=True))
        if a != b and text[places[n]].isspace()
    }


def _pieces(
    text: str,
    bounds: tuple[int, int],
    spans: list[_Span],
    repairs: list[Repair],
    placed: set[int],
) -> Iterator[Piece]:
    at, end = bounds
    stands = [(s.start, s.end) for s in spans] + [(r.start, r.end) for r in repairs]
    edges = (c for stand in stands for c in stand if at < c < end)
    whole = {r.start: r for r in repairs}
    cuts = sorted({at, end, *edges})
    cuts = [c for c in cuts if not any(r.start < c < r.end for r in repairs)]
    for start, stop in pairwise(cuts):
        repair = whole.get(start)
        if repair is None and not text[start:stop].strip():
            yield Piece(text[start:stop])  # a blank is nothing to press
            continue
        over = [s for s in spans if s.start <= start and s.end >= stop]
        over.sort(key=lambda s: s.length)
        shown = over[0] if over else None
        new = [s for s in over[1:] if s.fact.pk not in placed]
        # A fact that goes on past the shorter one gets its own underlined piece to lead to.
        passed = tuple(s.fact for s in new if not _shows_later(s, stop, spans, text))
        first = shown is not None and shown.fact.pk not in placed
        placed.update(f.pk for f in passed)
        if shown is not None:
            placed.add(shown.fact.pk)
        words = text[start:stop]
        if repair is not None and repair.verdict != Verdict.STRUCK:
            words = repair.right
        yield Piece(
            words, shown.fact if shown else None, first, passed,
            tuple(s.fact.pk for s in over), repair,
        )  # fmt: skip


def _shows_later(span: _Span, at: int, spans: list[_Span], text: str) -> bool:
    """Tell whether some letter of *span* from *at* on belongs to no shorter fact."""
    shorter = [s for s in spans if s.length < span.length and s.end > at]
    while at < span.end:
        if covering := [s.end for s in shorter if s.start <= at < s.end]:
            at = max(covering)
            continue
        until = min((s.start for s in shorter if s.start > at), default=span.end)
        if text[at : min(until, span.end)].strip():
            return True
        at = until
    return False
