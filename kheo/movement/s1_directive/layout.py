"""The lines of a paper laid out as papers are: two columns on top, two at the foot, items set in.

Where the parts stand is known from the facts, and from the few words every official paper has.
Nothing is left out but rules and empty cells: each line keeps its pieces and its place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kheo.kernel.text import fold
from kheo.movement.s1_directive.models import Fact
from kheo.movement.s1_directive.sheet import Line, Piece, joined
from kheo.movement.s1_directive.states import FactKind
from kheo.reading.typenames import TYPES

ABOVE = 4  # lines a web page or a scanner puts above a head
HEAD = 24  # lines among which a head stands
NEAR = 8  # lines of a signature, before or after the recipients
LONG = 300  # letters of a paragraph, where titles are at an end
SHORT = 90  # letters of a line of a head or a signature
_GAP = re.compile(
    r"(?<=\S)(?:[ \xa0]*[\t|][ \xa0\t|]*|[ \xa0]{3,})(?=\S)"
    r"|(?<=\S)(?<!:)[ \xa0]+(?=[^\W\d]{1,8}(?: [^\W\d]{1,8}){0,4}, ngày\b)"
)
_EDGE = re.compile(r"\s*[|]\s*(?=\S)")
_LAST_EDGE = re.compile(r"(?<=\S)\s*[|][\s|]*$")
_RULE = re.compile(r"[\s|*_=\-–—.]*")  # noqa: RUF001 - dashes as typed
_NATION = re.compile(
    r"cong hoa xa|xa hoi chu nghia|chu nghia viet nam|^(?:nghia )?viet nam$|doc lap\W+tu do|dang cong san"
)
_MOTTO = re.compile(r"doc lap\W+tu do")
_PLACE_DAY = re.compile(r",\s*ngày\b", re.IGNORECASE)
_NUMBER = re.compile(r"Số\b|V/v\b", re.IGNORECASE)
_TITLE = re.compile("|".join(map(re.escape, sorted(map(str.upper, TYPES), key=len, reverse=True))))
_TO = re.compile(r"kinh gui\b")
_RECIPIENTS = re.compile(r"noi nhan\b")
_ROMAN = r"[IVX]{1,5}"
_ITEMS = (
    (
        "item",
        re.compile(rf"(?:(?:Điều|Phần|Mục|Chương)\s|{_ROMAN}[.)]|\d{{1,2}}(?:[.)](?!\d)|/(?!\d)))"),
    ),
    ("sub", re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s|[a-zđ][.)/]\s?")),
    ("dash", re.compile(r"[-–—+•*]\s?(?=\S)")),  # noqa: RUF001 - dashes as typed
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """One line with its place in the layout: title, to, item, sub, dash, text; bold, italic, plain in columns."""

    line: Line
    shape: str


@dataclass(slots=True)
class Part:
    """A head or a foot with two columns, or lines one below the other (in ``left``)."""

    name: str
    left: list[Shaped] = field(default_factory=list)
    right: list[Shaped] = field(default_factory=list)


class _Places:
    """Which kinds of fact stand on a line."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        known = (
            FactKind.ISSUER, FactKind.NUMBER, FactKind.DATE, FactKind.TYPE, FactKind.SUBJECT,
            FactKind.SIGNATURE, FactKind.ADDRESSEE, FactKind.RECIPIENT,
        )  # fmt: skip
        self.spans = [(f.start, f.end, f.kind) for f in facts if f.kind in known]

    def on(self, line: Line) -> set[str]:
        end = line.start + max(1, _length(line.pieces))
        return {kind for start, stop, kind in self.spans if start < end and stop > line.start}


def laid_out(lines: Sequence[Line], facts: Iterable[Fact]) -> list[Part]:
    """Return *lines*, as they are broken in the text, as the parts of a paper from top to bottom."""
    rows = [_trimmed(line) for line in lines if _says(line)]
    places = _Places(facts)
    before, head, rows = _head(rows, places)
    above, foot, below = _foot(rows, places)
    found = [_lines(before), head, Part("lines", list(_body(joined(above), places))), foot]
    return [part for part in (*found, _lines(below)) if part.left or part.right]


def _lines(rows: Iterable[Line]) -> Part:
    return Part("lines", [Shaped(line, _shape(line)) for line in joined(rows)])


def _says(line: Line) -> bool:
    """Tell whether a line is more than a rule or an empty cell."""
    marked = any(p.fact or p.passed or p.repair for p in line.pieces)
    return marked or not _RULE.fullmatch(line.text)


def _trimmed(line: Line) -> Line:
    """Return a line of a table without the edges of its row."""
    if edge := _EDGE.match(line.text):
        before, rest = _cut(line, edge.end())
        line = line if _says(before) else rest
    if edge := _LAST_EDGE.search(line.text):
        rest, after = _cut(line, edge.start())
        line = line if _says(after) else rest
    return line


def _bare(line: Line) -> str:
    return line.text.strip(" \t\xa0|*_\n")


def _length(pieces: Iterable[Piece]) -> int:
    """Return how many letters of the stored text *pieces* stand for."""
    return sum(
        piece.repair.end - piece.repair.start if piece.repair else len(piece.text)
        for piece in pieces
    )


def _columns(line: Line) -> list[Line]:
    """Return the two halves of a line that two columns of the paper share, else the line."""
    said = line.text
    gap = _GAP.search(said, len(said) - len(said.lstrip()))
    if not gap:
        return [line]
    left, right = _cut(line, gap.end())
    return [_trimmed(half) for half in (left, right) if _says(half)] or [line]


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    left: list[Piece] = []
    right: list[Piece] = []
    stood = 0
    for piece in line.pieces:
        end = stood + len(piece.text)
        if end <= at or (stood < at and piece.repair):
            left.append(piece)
        elif stood >= at:
            right.append(piece)
        else:
            left.append(replace(piece, text=piece.text[: at - stood]))
            right.append(replace(piece, text=piece.text[at - stood :], first=False, passed=()))
        stood = end
    after = Line(line.start + _length(left), tuple(right))
    return Line(line.start, tuple(left), line.parted), after


def _head(rows: list[Line], places: _Places) -> tuple[list[Line], Part, list[Line]]:
    """Return the lines above the head, the head, and the lines below it."""
    for above in range(min(ABOVE, len(rows))):
        head, below = _head_at(rows[above:], places)
        if head.right:
            return rows[:above], head, below
    return [], Part("head"), rows


def _head_at(rows: list[Line], places: _Places) -> tuple[Part, list[Line]]:
    """Return the head that begins here, its issuer left and the name of the state right."""
    part, taken = Part("head"), 0
    for at, row in enumerate(rows[:HEAD]):
        sides = [(half, _side(half, places)) for half in _columns(row)]
        if [side for _half, side in sides] not in (["left", "right"], ["left"], ["right"]):
            sides = [(row, _side(row, places))]
        if not all(side for _half, side in sides):
            break
        for half, side in sides:
            column = part.left if side == "left" else part.right
            column.append(Shaped(half, _lettering(half)))
        taken = at + 1
    whole = part.right and (part.left or taken > 1)
    return (part, rows[taken:]) if whole else (Part("head"), rows)


def _side(line: Line, places: _Places) -> str:
    """Return the column of a head a line belongs to, "" for none."""
    said, kinds = _bare(line), places.on(line)
    if len(said) > SHORT or _TO.match(fold(said)) or _is_title(said):
        return ""
    if _NATION.search(fold(said)) or _PLACE_DAY.search(said):
        return "right"
    left = said.isupper() or _NUMBER.match(said) or kinds & {FactKind.ISSUER, FactKind.NUMBER}
    if left or said.lower().startswith("v/v"):
        return "left"
    if FactKind.DATE in kinds:
        return "right"
    return "left" if FactKind.SUBJECT in kinds else ""


def _is_title(said: str) -> bool:
    return bool(_TITLE.fullmatch(said.rstrip(" :")))


def _body(rows: Sequence[Line], places: _Places) -> Iterator[Shaped]:
    """Yield the title, whom the paper speaks to, and the text with its items."""
    named = {FactKind.TYPE, FactKind.SUBJECT}
    opening, addressed = True, False
    for at, row in enumerate(rows):
        said, kinds = _bare(row), places.on(row)
        addressed = bool(_TO.match(fold(said))) or (addressed and FactKind.ADDRESSEE in kinds)
        addressed = addressed and len(said) <= LONG
        opening = opening and at < HEAD and len(said) <= LONG and not addressed
        title = opening and (said.isupper() or kinds & named or _is_title(said))
        yield Shaped(row, "title" if title else "to" if addressed else _shape(row))


def _shape(row: Line) -> str:
    said = row.text.lstrip(" \t\xa0|*")
    return next((shape for shape, form in _ITEMS if form.match(said)), "text")


def _foot(rows: list[Line], places: _Places) -> tuple[list[Line], Part, list[Line]]:
    """Return the lines before the foot, the foot, and those after it: forms, annexes."""
    starts = [n for n, row in enumerate(rows) if _RECIPIENTS.match(fold(_bare(row)))]
    signed = [n for n, row in enumerate(rows) if FactKind.SIGNATURE in places.on(row)]
    if not starts and not signed:
        return rows, Part("foot"), []
    part = Part("foot")
    first = starts[-1] if starts else signed[-1]
    begin = _above(rows, first, set(signed))
    part.right += [Shaped(row, _lettering(row)) for row in rows[begin:first]]
    end = first
    if starts:
        end = _recipients(rows, first, places, part)
    end = _signature(rows, end, places, part)
    return rows[:begin], part, rows[end:]


def _above(rows: Sequence[Line], first: int, signed: set[int]) -> int:
    """Return where a signature that stands before the recipients begins."""
    begin = first
    while begin and first - begin < NEAR and _signs(rows[begin - 1], named=begin - 1 in signed):
        begin -= 1
    among = first in signed or signed & set(range(begin, first))
    return begin if among else first


def _recipients(rows: Sequence[Line], first: int, places: _Places, part: Part) -> int:
    """Fill the left column with the recipients, the right with what shares their lines."""
    at, open_ = first, False
    while at < len(rows):
        halves = _columns(rows[at])
        said, kinds = _bare(halves[0]), places.on(halves[0])
        listed = bool(_ITEMS[2][1].match(said)) or FactKind.RECIPIENT in kinds
        goes_on = open_ and not said.isupper() and len(said) <= SHORT
        if at > first and not (listed or goes_on):
            # A column at the right, in between what stands at the left.
            if not (_signs(rows[at], named=False) and _listed_soon(rows, at, places)):
                break
            part.right += [Shaped(half, _lettering(half)) for half in halves]
            at += 1
            continue
        part.left.append(Shaped(halves[0], "plain"))
        part.right += [Shaped(half, _lettering(half)) for half in halves[1:]]
        # A recipient goes on in the next line until its mark; the filing copy is the last.
        open_ = bool(said) and said[-1] not in ";.:" and "luu" not in fold(said)[:8]
        at += 1
    return at


def _listed_soon(rows: Sequence[Line], at: int, places: _Places) -> bool:
    return any(
        _ITEMS[2][1].match(_bare(row)) and FactKind.RECIPIENT in places.on(row)
        for row in rows[at + 1 : at + NEAR]
    )


def _signature(rows: Sequence[Line], at: int, places: _Places, part: Part) -> int:
    """Fill the right column with office and name, up to an annex."""
    end = min(len(rows), at + NEAR)
    while at < end:
        if not _signs(rows[at], named=FactKind.SIGNATURE in places.on(rows[at])):
            break
        part.right.append(Shaped(rows[at], _lettering(rows[at])))
        at += 1
    return at


def _signs(row: Line, *, named: bool) -> bool:
    said = _bare(row)
    return len(said) <= SHORT and (
        named or (said.isupper() and not _is_title(said)) or said.startswith(("(", "["))
    )


def _lettering(row: Line) -> str:
    said = _bare(row)
    if _PLACE_DAY.search(said):
        return "italic"
    return "bold" if said.isupper() or _MOTTO.search(fold(said)) else "plain"
