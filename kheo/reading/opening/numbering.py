"""Automatic numbers of Word: it counts the paragraphs of each list as Word does on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UTMOST = 9999


def value_of(element: etree._Element | None, path: str) -> str:
    """Return the `w:val` of the child at *path*, "" for none."""
    found = element.find(path) if element is not None else None
    return (found.get(f"{W}val") or "") if found is not None else ""


def whole(text: str, otherwise: int) -> int:
    """Return the number a file claims, *otherwise* for what is none or is absurd."""
    return (
        int(text) if text.isdecimal() and text.isascii() and int(text[:6]) <= _UTMOST else otherwise
    )


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbers:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels = {_ilvl(lvl): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")}
            self._abstract[abstract.get(f"{W}abstractNumId") or ""] = levels
        for num in root.iterfind(f"{W}num"):
            starts = {
                _ilvl(override): whole(value_of(override, f"{W}startOverride"), 1)
                for override in num.iterfind(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
            target = value_of(num, f"{W}abstractNumId")
            self._lists[num.get(f"{W}numId") or ""] = (target, starts)

    def mark(self, number: str, level: int) -> str:
        """Return the mark of the next paragraph of list *number* at *level*, "" for no mark."""
        if number not in self._lists or not 0 <= level < _LEVELS:
            return ""
        target, starts = self._lists[number]
        levels = self._abstract.get(target, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(target, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at in starts:
                counts[at] = None
        before = counts[level]
        first = starts.get(level, levels[level].start)
        counts[level] = first if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _mark(levels, counts, level)


def _ilvl(element: etree._Element) -> int:
    return whole(element.get(f"{W}ilvl") or "", -1)


def _level(lvl: etree._Element) -> _Level:
    kind = value_of(lvl, f"{W}numFmt") or "decimal"
    return _Level(kind, value_of(lvl, f"{W}lvlText"), whole(value_of(lvl, f"{W}start"), 1))


def _mark(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    shape = levels[level]
    if shape.format == "bullet":
        # Bullets are signs of symbol fonts; papers write a dash or a plus.
        return shape.text if shape.text in {"-", "+"} else "-"
    if shape.format == "none":
        return ""
    text = shape.text
    for at in range(level + 1):
        drawn = levels.get(at, shape)
        count = counts[at] or drawn.start
        text = text.replace(f"%{at + 1}", _FORMATS.get(drawn.format, str)(count))
    return text


def _letters(count: int) -> str:
    letter = chr(ord("a") + (count - 1) % 26)
    return letter * ((count - 1) // 26 % 5 + 1)


def _roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        written += sign * times
    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
