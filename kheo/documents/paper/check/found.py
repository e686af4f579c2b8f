"""Which line of a Word file is which part of an official paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kheo.documents.paper.check.asked import PARTY, STATE, Part, Rules
from kheo.documents.paper.check.measured import Leaf, Line
from kheo.kernel.text import fold

_NATION = {"cong hoa xa hoi chu nghia viet nam": STATE, "dang cong san viet nam": PARTY}
_SOON = 25  # lines within which the head of a paper is sought
_SHORT = 90  # letters of a heading or of words set in the middle
_TITLE = 5  # lines that a title may take
_DAY = re.compile(r"ng[aà]y.*th[aá]ng.*n[aă]m", re.IGNORECASE)
_NUMBERED = re.compile(r"s[ốo]\b", re.IGNORECASE)
_WITH_NUMBER = re.compile(r"s[ốo]\s*:?\s*(?:\d|[._…\s]*/)", re.IGNORECASE)  # on a line of its own
_BASIS = re.compile(r"^(?:[-\u2013]\s*)?căn cứ\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^Điều \d+\.")
_ROMAN = re.compile(r"^[IVX]+\. ")
_BEHALF = re.compile(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T/UQ|TM/|KT/|TL/)(?=[./\s])")
_POST = re.compile(r"\b(chu tich|giam doc|chanh|bi thu|truong|pho|cuc|vien|chu nhiem)\b")
_GOES_ON = ("tinh", "thanh pho", "xa ", "phuong", "dac khu", "va ")
_WHOLE = ("uy ban nhan dan ", "ubnd", "so ", "bo ", "dang uy", "tinh uy", "hoi dong nhan dan")
_ATTACHED = re.compile(r"^\((?:kèm theo|ban hành kèm)", re.IGNORECASE)
_DASHES = re.compile(r"^[-\u2013\u2014_*.\s]+$")


def is_bold(line: Line) -> bool:
    spoken = [run for run in line.runs if run.text.strip()]
    return bool(spoken) and all(run.type.bold for run in spoken)


@dataclass
class Found:
    """The parts of one leaf, in the order they stand."""

    leaf: Leaf
    rules: Rules
    annex: bool = False
    head_table: int | None = None
    parts: list[tuple[Part, Line]] = field(default_factory=list)
    last: Line | None = None  # the last words of the text, where they end it

    def lines(self, part: Part) -> list[Line]:
        return [line for kind, line in self.parts if kind is part]

    def first(self, part: Part) -> Line | None:
        return next(iter(self.lines(part)), None)


def found(leaf: Leaf, before: Rules | None = None) -> Found | None:
    """Return the parts of *leaf*; *before* are the rules of the leaf before it, for an annex.

    None where nothing tells whose paper it is.
    """
    spoken = [line for line in leaf.lines if line.text]
    named = ((line, rules) for line in spoken[:_SOON] if (rules := _named(line)))
    nation = next(named, None)
    if nation is None:
        annex = any(_ATTACHED.match(line.text) for line in spoken[:_SOON])
        result = Found(leaf, before or STATE, annex=True) if before or annex else None
        head: Sequence[Line] = ()
    else:
        line, rules = nation
        result = Found(leaf, rules, head_table=line.cell.table if line.cell else None)
        head = _head(result, line, spoken)
    if result is not None:
        _after(result, head)
    return result


def _named(line: Line) -> Rules | None:
    words = fold(line.text)
    return next((rules for name, rules in _NATION.items() if name in words), None)


def _head(result: Found, nation: Line, spoken: list[Line]) -> list[Line]:
    """Name the parts of the head; return its lines."""
    if result.head_table is None:
        known = spoken[: spoken.index(nation) + _TITLE]
        head = [line for line in known if line is nation or _head_words(line)]
    else:
        head = [x for x in spoken if x.cell and x.cell.table == result.head_table]
    column = nation.cell.column if nation.cell else 1
    left = [x for x in head if x.cell and x.cell.column != column]
    for line in head:
        if line is nation:
            result.parts.append((Part.NATION, line))
        elif "doc lap" in fold(line.text) and "hanh phuc" in fold(line.text):
            result.parts.append((Part.MOTTO, line))
        elif _DAY.search(line.text):
            result.parts.append((Part.DAY, line))
        elif result.head_table is None and _WITH_NUMBER.match(line.text):
            result.parts.append((Part.NUMBER, line))
    _left(result, left)
    return head


def _head_words(line: Line) -> bool:
    words = fold(line.text)
    return "doc lap" in words or bool(_DAY.search(line.text) or _WITH_NUMBER.match(line.text))


def _left(result: Found, left: list[Line]) -> None:
    numbered = next((n for n, x in enumerate(left) if _NUMBERED.match(x.text)), None)
    if numbered is not None:
        result.parts.append((Part.NUMBER, left[numbered]))
        after = [x for x in left[numbered + 1 :] if fold(x.text).startswith("v/v")]
        result.parts += [(Part.LETTER_SUBJECT, line) for line in after]
    first_row = [x for x in left if x.cell and x.cell.row == 0]
    naming = first_row if numbered is None else left[:numbered]
    bodies = [x for x in naming if not _DASHES.match(x.text)]
    superiors = _superiors(bodies)
    result.parts += [(Part.SUPERIOR, line) for line in bodies[:superiors]]
    result.parts += [(Part.ISSUER, line) for line in bodies[superiors:]]


def _superiors(bodies: list[Line]) -> int:
    """Return how many of the lines over the number name the body above the one that issues."""
    light = [n for n, line in enumerate(bodies) if not is_bold(line)]
    if not bodies:
        return 0
    if light and len(light) < len(bodies):
        return min(light[-1] + 1, len(bodies) - 1)
    goes_on = len(bodies) > 1 and fold(bodies[1].text).startswith(_GOES_ON)
    whole = fold(bodies[0].text).startswith(_WHOLE) and not goes_on
    return 1 if len(bodies) > 1 and whole else 0


def _after(result: Found, head: Sequence[Line]) -> None:
    """Name what follows the head: title, bases, text, signature and recipients."""
    known = {line.place for line in head}
    rest = [line for line in result.leaf.lines if line.place not in known]
    closing = _closing(result, rest)
    text = [line for line in rest if closing is None or line.place < closing]
    start = _title(result, text)
    body = [x for x in text[start:] if x.text and x.cell is None]
    opening = _bases(result, body)
    for line in body[opening:]:
        article = _ARTICLE.match(line.text)
        if article or _ROMAN.match(line.text):
            result.parts.append((Part.HEADING, line))
        if article or _is_body(line):
            result.parts.append((Part.BODY, line))
    shown = [line for line in text[start:] if line.text]
    sent = result.first(Part.SENT_LABEL)
    if sent and shown and shown[-1].cell is None and not result.annex:
        result.last = shown[-1]


def _is_body(line: Line) -> bool:
    """Tell a paragraph of the text from headings, centred words and the line of the addressee."""
    long = len(line.text) > _SHORT
    short = not long and (is_bold(line) or line.align in {"center", "right"})
    return not (short or _ROMAN.match(line.text) or fold(line.text).startswith("kinh gui"))


def _title(result: Found, text: list[Line]) -> int:
    """Name kind and subject; return where in *text* the title ends."""
    spoken = [n for n, line in enumerate(text) if line.text]
    if not spoken or fold(text[spoken[0]].text).startswith("kinh gui"):
        return 0
    first = next((n for n in spoken if not result.annex or not _mark(text[n])), spoken[0])
    window = text[first + 1 : first + 1 + _TITLE]
    ruled = next((n for n, line in enumerate(window) if line.stroke and not line.text), None)
    result.parts.append((Part.KIND, text[first]))
    end = first + 1
    for n, line in enumerate(window):
        inside = n < ruled if ruled is not None else line.align == "center" and is_bold(line)
        if not line.text or not inside:
            break
        if not _ATTACHED.match(line.text):
            result.parts.append((Part.SUBJECT, line))
        end += 1
    return end


def _mark(line: Line) -> bool:
    return fold(line.text).startswith(("phu luc", "ban so", "mau so"))


def _bases(result: Found, body: list[Line]) -> int:
    """Name the bases that open the text; return how many lines stand before what follows them."""
    if result.first(Part.KIND) is None:
        return 0
    start = next((n for n, line in enumerate(body[:2]) if _BASIS.match(line.text)), len(body))
    run = 0
    while start + run < len(body) and _BASIS.match(body[start + run].text):
        run += 1
    alone = run == 1 and not (body[start].text.endswith(";") or _slanted(body[start]))
    if run == 0 or alone:
        return 0
    result.parts += [(Part.BASIS, line) for line in body[start : start + run]]
    return start + run


def _slanted(line: Line) -> bool:
    return all(run.type.italic for run in line.runs if run.text.strip())


def _closing(result: Found, rest: list[Line]) -> int | None:
    """Name signature and recipients; return the place at which they begin."""
    label = next((x for x in reversed(rest) if fold(x.text).startswith("noi nhan")), None)
    if label is None or label.cell is None:
        if label:
            result.parts.append((Part.SENT_LABEL, label))
        return label.place if label else None
    table = [x for x in rest if x.cell and x.cell.table == label.cell.table and x.text]
    for line in table:
        if line is label:
            result.parts.append((Part.SENT_LABEL, line))
        elif line.cell and line.cell.column == label.cell.column:
            result.parts.append((Part.SENT, line))
    signing = [x for x in table if x.cell and x.cell.column != label.cell.column]
    for n, line in enumerate(signing):
        posted = line.text == line.text.upper() and _POST.search(fold(line.text))
        named = n == len(signing) - 1 and n > 0 and not posted
        behalf = Part.ON_BEHALF if _BEHALF.match(line.text) else Part.POST
        result.parts.append((Part.SIGNER if named else behalf, line))
    return min(line.place for line in table)
