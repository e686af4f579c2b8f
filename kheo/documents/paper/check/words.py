"""What the words of a paper get wrong: forms, punctuation, order, parts that are missing."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kheo.documents.paper import wording
from kheo.documents.paper.check.asked import PARTY, Part, Rules, Trait
from kheo.documents.paper.check.facts import Deviation, at
from kheo.documents.paper.check.found import Found
from kheo.documents.paper.check.measured import Line
from kheo.kernel.text import fold

_BLANK = r"[\s…._]*"  # a number or day still to be written in
_NUMBER = {
    "state": re.compile(rf"^Số: ?(?:(?P<n>\d+)|{_BLANK})(?P<rest>/[A-ZĐƯƠ][\wĐđ]*(?:-[\wĐđ]+)*)?$"),
    "party": re.compile(rf"^Số (?:(?P<n>\d+)|{_BLANK})(?P<rest>-[A-ZĐƯƠ][\wĐđ]*(?:/[\wĐđ]+)*)?$"),
}
_NUMBER_FORM = {"state": "Số: 05/KH-VPUBND", "party": "Số 05-KH/ĐU"}
_DAY = re.compile(r"^(?:.+, )?[Nn]gày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})$")
_DAY_BLANK = re.compile(rf"^(?:.+, ?)?[Nn]gày{_BLANK}tháng{_BLANK}năm{_BLANK}(?:\d{{0,4}})?$")
_DAY_FORM = "ngày 05 tháng 02 năm 2026"
_BEHALF = {
    "state": re.compile(r"^(?:TM|KT|TL|TUQ|Q)\. \S"),
    "party": re.compile(r"^(?:T/M|K/T|T/L|T/UQ|TUQ|Q)\.? \S"),
}
_BEHALF_FORM = {"state": "TM., KT., TL., TUQ.", "party": "T/M, K/T, T/L"}
_RANK = re.compile(
    r"^(?:GS|PGS|TSKH|TS|ThS|CN|KS|BS|Giáo sư|Tiến sĩ|Thạc sĩ)\b[.,]?", re.IGNORECASE
)
_POINT = re.compile(r"^([a-zđ])\) ")
_POINTS = "abcdđeghiklmnopqrstuvxy"
_ORDER = (Part.NATION, Part.KIND, Part.BASIS, Part.BODY, Part.SENT_LABEL)


def missing(parts: Found, part: Part, leaf: int = 1) -> Deviation:
    asked = parts.rules.parts.get(part)
    article = asked.article if asked else parts.rules.general
    return Deviation(part, Trait.PRESENT, found=False, expected=True, article=article, leaf=leaf)


def spoken(parts: Found) -> Iterator[Deviation]:
    """Yield every deviation in the words of one leaf."""
    yield from _absent(parts)
    yield from _order(parts)
    yield from _fixed(parts)
    for line in parts.lines(Part.NUMBER):
        yield from _number(line, parts.rules)
    for line in parts.lines(Part.DAY):
        yield from _day(line, parts.rules)
    for line in parts.lines(Part.LETTER_SUBJECT):
        if not line.text.startswith("V/v "):
            yield _worded(line, Part.LETTER_SUBJECT, "V/v …", parts.rules)
    for part in (Part.BASIS, Part.SENT):
        yield from _listed(parts, part)
    yield from _signing(parts)
    yield from _end(parts)
    yield from _points(parts)


def _worded(line: Line, part: Part, expected: str, rules: Rules) -> Deviation:
    asked = rules.parts.get(part)
    article = asked.article if asked else rules.body
    return at(line, part, Trait.WORDS, line.text, expected, article)


def _absent(parts: Found) -> Iterator[Deviation]:
    """Yield the parts that every paper has and this one lacks."""
    if parts.annex:
        return
    needed = [Part.ISSUER] if parts.head_table is not None else []
    needed += [Part.MOTTO] if parts.rules.motto and parts.first(Part.NATION) else []
    if parts.first(Part.SENT_LABEL):
        needed += [Part.NUMBER, Part.DAY, Part.SIGNER]
        letter = parts.first(Part.LETTER_SUBJECT)
        needed += [] if letter or parts.first(Part.KIND) else [Part.LETTER_SUBJECT]
    elif parts.first(Part.NUMBER):
        needed.append(Part.SENT_LABEL)
    yield from (missing(parts, part) for part in needed if parts.first(part) is None)


def _order(parts: Found) -> Iterator[Deviation]:
    """Yield a part that stands before one it follows, and words above the head."""
    firsts = [(part, line) for part in _ORDER if (line := parts.first(part))]
    for (_before, line), (part, later) in pairwise(firsts):
        if later.place < line.place:
            article = parts.rules.body
            yield at(later, part, Trait.PLACE, "before", "after", article)
    nation = parts.first(Part.NATION)
    above = next((line for line in parts.leaf.lines if line.text), None)
    head = above and (above is nation or (above.cell and above.cell.table == parts.head_table))
    if nation and above and not head:
        article = parts.rules.parts[Part.NATION].article
        yield at(above, Part.HEAD, Trait.PLACE, "after", "before", article)


def _fixed(parts: Found) -> Iterator[Deviation]:
    for part, words in ((Part.NATION, parts.rules.nation), (Part.MOTTO, parts.rules.motto)):
        line = parts.first(part)
        old = words.replace("HÒA", "HOÀ")  # the tone mark may stand on either vowel
        if line and line.text not in {words, old}:
            yield _worded(line, part, words, parts.rules)


def _number(line: Line, rules: Rules) -> Iterator[Deviation]:
    form = _NUMBER[rules.side].match(line.text)
    if not form or (form["n"] and len(form["n"]) < 2):  # noqa: PLR2004 - 0 before one figure
        yield _worded(line, Part.NUMBER, _NUMBER_FORM[rules.side], rules)


def _day(line: Line, rules: Rules) -> Iterator[Deviation]:
    form = _DAY.match(line.text)
    expected = _DAY_FORM
    if form:
        day, month, year = (int(figure) for figure in form.groups())
        try:
            expected = wording.long_day(date(year, month, day))
        except ValueError:
            form = None
    right = form and line.text.lower().endswith(expected)
    if not (right or _DAY_BLANK.match(line.text)):
        yield _worded(line, Part.DAY, expected, rules)


def _listed(parts: Found, part: Part) -> Iterator[Deviation]:
    """Yield lines of a list without “;”, or “.” at its end, and without “- ” where it leads."""
    lines = parts.lines(part)
    lead = "- " if part is Part.SENT or parts.rules.side == "party" else ""
    for n, line in enumerate(lines, start=1):
        mark = "." if n == len(lines) else ";"
        dashed = line.text.startswith("- ") == bool(lead)
        comma = part is Part.BASIS and n == len(lines) and line.text.endswith(",")
        if not dashed or not (line.text.endswith(mark) or comma):
            words = line.text.lstrip("-\u2013 ").rstrip(".,;: ")
            yield _worded(line, part, f"{lead}{words}{mark}", parts.rules)
    if part is Part.SENT and lines and not fold(lines[-1].text).lstrip("- ").startswith("luu"):
        yield _worded(lines[-1], part, "- Lưu: VT, …", parts.rules)


def _signing(parts: Found) -> Iterator[Deviation]:
    side = parts.rules.side
    for line in parts.lines(Part.ON_BEHALF):
        if not _BEHALF[side].match(line.text):
            yield _worded(line, Part.ON_BEHALF, _BEHALF_FORM[side], parts.rules)
    for line in parts.lines(Part.SIGNER):
        if _RANK.match(line.text):
            yield _worded(line, Part.SIGNER, _RANK.sub("", line.text).strip(), parts.rules)


def _end(parts: Found) -> Iterator[Deviation]:
    mark, article = parts.rules.end
    last = parts.last
    if last is None:
        return
    marked = last.text.endswith(mark) and (parts.rules is not PARTY or not last.text.endswith("/."))
    if not marked:
        yield at(last, Part.END, Trait.WORDS, last.text[-3:], mark, article)


def _points(parts: Found) -> Iterator[Deviation]:
    """Yield points out of the Vietnamese order: after “d)” comes “đ)”."""
    before = ""
    for line in parts.lines(Part.BODY):
        point = _POINT.match(line.text)
        letter = point[1] if point else ""
        if letter and before and letter != "a" and letter in _POINTS:
            after = _POINTS[_POINTS.index(before) + 1 :][:1]
            if letter != after:
                yield _worded(line, Part.BODY, f"{after})", parts.rules)
        if letter in _POINTS and letter:
            before = letter
