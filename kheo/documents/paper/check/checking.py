"""Every deviation of a Word file from the rules of official papers, as a fact."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.documents.paper.check import words
from kheo.documents.paper.check.asked import STATE, Asked, Part, Range, Rules, Trait
from kheo.documents.paper.check.facts import Deviation, at
from kheo.documents.paper.check.found import Found, found
from kheo.documents.paper.check.measured import Leaf, Line, Run, measured
from kheo.documents.paper.layout import drawn_width

A4 = (210.0, 297.0)
_CLOSE = 0.2  # mm and shares of a point: what rounding to twentieths of a point may cost
_HANG = 15  # mm a head without borders may be wider than the text, as offices have it
_BOLD = 1.08
_FONT = "Times New Roman"
_LEAF = 38  # lines of text that a first page holds
_LETTERS = 80  # on a line


@dataclass(frozen=True)
class Report:
    """What was found in a file: whose layout it was held to, how many papers, what deviates."""

    side: str
    leaves: int
    deviations: tuple[Deviation, ...]


def report(data: bytes, shown: str) -> Report:
    """Return what deviates in the .docx *data*; raises UnreadableError for what is not one.

    A file without the name of the nation or of the Party is held to the rules of the State.
    """
    deviations: list[Deviation] = []
    rules: Rules | None = None
    leaves = measured(data, shown)
    for number, leaf in enumerate(leaves, start=1):
        parts = found(leaf, rules)
        if parts is None:
            parts = Found(leaf, STATE)
            deviations.append(words.missing(parts, Part.NATION, number))
        rules = parts.rules
        deviations += [replace(d, leaf=number) for d in _deviations(parts)]
    side = rules.side if rules else STATE.side
    return Report(side, len(leaves), tuple(_counted(deviations)))


def _counted(deviations: Sequence[Deviation]) -> Iterator[Deviation]:
    """Yield the *deviations*, the same one of many lines once with how often it is."""
    kinds = [(d.part, d.trait, d.found, d.leaf) for d in deviations]
    seen = set()
    for deviation, kind in zip(deviations, kinds, strict=True):
        if kind not in seen:
            seen.add(kind)
            yield replace(deviation, times=kinds.count(kind))


def _deviations(parts: Found) -> Iterator[Deviation]:
    yield from _sheet(parts)
    yield from _page_numbers(parts)
    yield from _letters(parts)
    for part, line in parts.parts:
        asked = parts.rules.parts.get(part)
        if asked:
            yield from look(part, line, asked)
    for line in [*parts.lines(Part.BODY), *parts.lines(Part.BASIS)]:
        yield from _set(line, parts.rules)
    yield from _head_fits(parts)
    yield from _strokes(parts)
    yield from words.spoken(parts)


def _sheet(parts: Found) -> Iterator[Deviation]:
    leaf, article = parts.leaf, parts.rules.general
    turned = leaf.width > leaf.height
    asked = (A4[1], A4[0]) if turned else A4
    for trait, size, right in zip(
        (Trait.WIDTH, Trait.HEIGHT), (leaf.width, leaf.height), asked, strict=True
    ):
        if abs(size - right) > 1:
            yield Deviation(Part.SHEET, trait, size, right, article)
    for (trait, asked_range), size in zip(parts.rules.margins.items(), leaf.margins, strict=True):
        if not within(size, asked_range):
            yield Deviation(Part.SHEET, trait, size, asked_range, article)


def _page_numbers(parts: Found) -> Iterator[Deviation]:
    leaf, asked = parts.leaf, parts.rules.page_number
    if leaf.numbers and (not leaf.first_differs or leaf.first_numbered):
        yield Deviation(
            Part.PAGE_NUMBER, Trait.FIRST_PAGE, found=True, expected=False, article=asked.article
        )
    if leaf.numbers_below and not leaf.numbers:
        yield Deviation(Part.PAGE_NUMBER, Trait.PLACE, "bottom", "top", asked.article)
    elif not leaf.numbers and _long(leaf):
        yield Deviation(
            Part.PAGE_NUMBER, Trait.PRESENT, found=False, expected=True, article=asked.article
        )
    for line in leaf.numbers:
        yield from (replace(d, line=0) for d in look(Part.PAGE_NUMBER, line, asked))
        yield from _faces(Part.PAGE_NUMBER, line, asked.article)


def _long(leaf: Leaf) -> bool:
    """Tell whether *leaf* surely runs to a second page."""
    lines = sum(1 + len(line.text) // _LETTERS for line in leaf.lines if not line.cell)
    rows = {(x.cell.table, x.cell.row) for x in leaf.lines if x.cell}
    return bool(leaf.breaks) or lines + len(rows) > _LEAF


def _letters(parts: Found) -> Iterator[Deviation]:
    """Yield what is wrong with letters anywhere: another face, a colour, marks apart."""
    for line in parts.leaf.lines:
        yield from _faces(Part.TEXT, line, parts.rules.general)
        if not all(unicodedata.is_normalized("NFC", run.text) for run in line.runs):
            yield at(
                line,
                Part.TEXT,
                Trait.COMPOSED,
                has=False,
                expected=True,
                article=parts.rules.general,
            )


def _faces(part: Part, line: Line, article: str) -> Iterator[Deviation]:
    for run in _spoken(line):
        if run.type.font != _FONT:
            yield at(line, part, Trait.FONT, run.type.font or "?", _FONT, article)
        if run.type.colour not in {"AUTO", "000000"}:
            yield at(line, part, Trait.COLOUR, run.type.colour, "000000", article)


def look(part: Part, line: Line, asked: Asked) -> Iterator[Deviation]:
    """Yield how the type and the place of *line* deviate from what is *asked* of it."""
    runs = _spoken(line)[:1] if part is Part.HEADING else _spoken(line)
    for run in runs:
        if asked.size and not within(run.type.size, asked.size):
            yield at(line, part, Trait.SIZE, run.type.size, asked.size, asked.article)
        traits: tuple[tuple[Trait, bool, bool | None], ...] = (
            (Trait.BOLD, run.type.bold, asked.bold),
            (Trait.ITALIC, run.type.italic, asked.italic),
            (Trait.UNDERLINE, run.type.underline, asked.underline),
        )
        for trait, has, wanted in traits:
            if wanted is not None and has != wanted:
                yield at(line, part, trait, has, wanted, asked.article)
    capitals = line.text.upper() == line.text or all(run.type.caps for run in runs)
    if asked.capitals is not None and capitals != asked.capitals:
        yield at(line, part, Trait.CAPITALS, capitals, asked.capitals, asked.article)
    dotted = "\t" in "".join(run.text for run in line.runs)  # a line to write on ends at its stop
    if asked.align and line.align != asked.align and not dotted:
        yield at(line, part, Trait.ALIGN, line.align, asked.align, asked.article)


def _set(line: Line, rules: Rules) -> Iterator[Deviation]:
    """Yield how a paragraph of the text is set otherwise: indent, gap, distance of lines."""
    if not within(line.first, rules.indent):
        yield at(line, Part.BODY, Trait.INDENT, line.first, rules.indent, rules.body)
    gap = max(line.before, line.after)
    if gap < rules.gap[0]:
        yield at(line, Part.BODY, Trait.GAP, gap, rules.gap, rules.body)
    asked = rules.points if line.exact or rules.side == "party" else rules.lines
    loose = rules.side == "party" and not line.exact
    if loose or not within(line.spacing, asked):
        yield at(line, Part.BODY, Trait.SPACING, line.spacing, asked, rules.body)


def _head_fits(parts: Found) -> Iterator[Deviation]:
    """Yield a head that is no table, or stands out of the margins, or breaks the nation's name."""
    nation, article = parts.first(Part.NATION), parts.rules.general
    if nation is None:
        return
    if nation.cell is None:
        yield at(nation, Part.HEAD, Trait.PLACE, "text", "table", article)
        return
    if nation.cell.column == 0:
        yield at(nation, Part.NATION, Trait.PLACE, "left", "right", article)
    row = {x.cell.column: x.cell.width for x in parts.leaf.lines if x.cell and _same_row(x, nation)}
    leaf = parts.leaf
    room = round(leaf.width - leaf.margins[2] - leaf.margins[3], 1)
    total = round(sum(row.values()), 1)
    if total > room + _HANG + _CLOSE:
        yield at(nation, Part.HEAD, Trait.WIDTH, total, (0, room + _HANG), article)
    size = max((run.type.size for run in _spoken(nation)), default=0)
    needed = drawn_width(nation.text, size)
    if 0 < nation.cell.width < needed * 0.97:
        cell = (round(needed), room)
        yield at(nation, Part.NATION, Trait.WIDTH, nation.cell.width, cell, article)


def _same_row(line: Line, nation: Line) -> bool:
    if line.cell is None or nation.cell is None:
        return False
    return (line.cell.table, line.cell.row) == (nation.cell.table, nation.cell.row)


def _strokes(parts: Found) -> Iterator[Deviation]:
    """Yield lines under motto, issuer and subject that are missing, too short or too long."""
    for part, shares in parts.rules.strokes.items():
        lines = [] if parts.annex else parts.lines(part)
        if not lines:
            continue
        line, article = lines[-1], parts.rules.parts[part].article
        under = [line, *(x for x in parts.leaf.lines if _below(x, line))]
        stroke = next((x.stroke for x in under if x.stroke), None)
        leaf = parts.leaf
        room = line.cell.width if line.cell else leaf.width - leaf.margins[2] - leaf.margins[3]
        if stroke is None:
            yield at(line, part, Trait.STROKE, has=False, expected=shares, article=article)
            continue
        length, size = stroke.within(room), max(run.type.size for run in line.runs)
        widest = max(drawn_width(words_, size) * _BOLD for words_ in line.text.split("\n"))
        share = 0 if not length else round(length / min(widest, room), 2)
        if length and not within(share, (shares[0] * 0.85, shares[1] * 1.15)):
            yield at(line, part, Trait.STROKE, share, shares, article)


def _below(line: Line, above: Line) -> bool:
    """Tell whether *line* is one of the two empty ones right under *above*, in the same cell."""
    near = 0 < line.place - above.place <= 2  # noqa: PLR2004 - a blank line and the line drawn
    return near and not line.text and line.cell == above.cell


def _spoken(line: Line) -> list[Run]:
    return [run for run in line.runs if run.text.strip()]


def within(size: float, asked: Range) -> bool:
    return asked[0] - _CLOSE <= size <= asked[1] + _CLOSE
