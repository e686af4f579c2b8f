"""Lines broken by hand: it tells whether a line goes on in the next one."""

import re
from dataclasses import dataclass

MARKER = re.compile(
    r"(?:[-–—+•▪●◦*]\s*(?=\S)"  # noqa: RUF001 - dashes as papers have them
    r"|Điều\s+\d+\s*[.:]"
    r"|(?:Chương|Mục|Phần)\s+[IVXLC\d]+\b"
    r"|[IVXLC]{1,6}\s*[./)]-?\s+"
    r"|\d{1,2}(?:\.\d{1,2})*\s*(?:[.)]|/-|/|-)\s*(?=[^\W\d]|[“\"])"
    r"|[a-zđ]\s?[).]\s+(?=\S))"
)
_STARTS_ALONE = re.compile(
    r"(?i:kính gửi|nơi nhận)\b|Số\s*:?\s*\d*\s*[-/]|(?:V/v|Căn cứ|Theo đề nghị)\b"
    r"|(?:TM|KT|TL|TUQ|K/T|T/M|T/L)\s?\.?\s?[A-ZĐ]"
)
# What closes an official paper is a paragraph of its own, however full the line before it is.
_CLOSES = re.compile(
    r"(?:Yêu cầu|Đề nghị|Nhận được|Trên đây|Trong quá trình|Giao(?= [A-ZĐ]| các))\s"
)
_CUT_BEFORE_DIGIT = re.compile(r"\b(?:ngày|tháng|năm|số\s*:?)$", re.IGNORECASE)
_ENDS = (".", ":", "!", "?", "…")
_CLOSED = '”")'
_WRAP_LIMIT = 130  # a line longer than this was not broken by hand
_DOUBLE_SHARE = 0.6
_FULL = 0.55  # a line shorter than this share of the usual width ended on purpose
_BRIM = 0.85  # a sentence that ends here may go on in the next line
_FEW = 4
_NEAR = 8  # letters of the longest word that a number follows, and a colon


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of one text lie: their width when broken by hand (0 when not), spacing."""

    width: int
    double_spaced: bool


def layout_of(lines: list[tuple[str, bool]]) -> Layout:
    """Return the layout of *lines*, each with whether an empty line stood before it."""
    if len(lines) < _FEW:
        return Layout(0, double_spaced=False)
    lengths = sorted(len(text) for text, _ in lines)
    longest = lengths[-1 - len(lengths) // 50]
    width = longest if longest <= _WRAP_LIMIT else 0
    inside = [after for (text, after) in lines if text[:1].islower()]
    doubled = bool(inside) and sum(inside) / len(inside) >= _DOUBLE_SHARE
    return Layout(width, double_spaced=bool(width) and doubled)


def continues(before: str, line: str, layout: Layout, *, after_blank: bool) -> bool:
    """Tell whether *line* carries on the sentence of the line *before* it."""
    if _is_lone_number(before, line):
        return True
    if _stands_alone(before, line):
        return False
    lower = line[:1].islower() or line[:1] in ",;)"
    if lower or _ends(before):
        return _goes_on(before, line, layout) if not lower else not _is_closed(before, after_blank)
    return _is_full(before, line, layout) and (layout.double_spaced or not after_blank)


def _ends(line: str) -> bool:
    """Tell whether *line* ends a sentence or announces something."""
    return line.rstrip(_CLOSED).rstrip().endswith(_ENDS)


def _goes_on(before: str, line: str, layout: Layout) -> bool:
    """Tell whether a line that ended a sentence filled its width, or announced a quotation."""
    if before.endswith(":"):
        return line.startswith(("“", '"')) and bool(layout.width)
    brim = bool(layout.width) and len(before) >= layout.width * _BRIM
    return brim and not _CLOSES.match(line)


def _is_closed(before: str, after_blank: bool) -> bool:  # noqa: FBT001 - one fact of the line
    return _ends(before) and (after_blank or before.endswith(":"))


def _is_full(before: str, line: str, layout: Layout) -> bool:
    """Tell whether the line *before* ended for want of room or at a comma."""
    if before.endswith((",", "-")):
        return bool(layout.width) or len(line) <= _WRAP_LIMIT
    return bool(layout.width) and len(before) >= layout.width * _FULL


def _stands_alone(before: str, line: str) -> bool:
    """Tell whether a list mark, a label or a change to or from capitals parts the lines."""
    if MARKER.match(line) or _STARTS_ALONE.match(line) or _STARTS_ALONE.fullmatch(before):
        return True
    return before.isupper() != line.isupper() and len(line) > _FEW


def _is_lone_number(before: str, line: str) -> bool:
    """Tell whether a date or number was cut in two: "… ngày" / "25/02/2010"."""
    near = max(0, len(before) - _NEAR)
    return line[:1].isdecimal() and bool(_CUT_BEFORE_DIGIT.search(before, near))
