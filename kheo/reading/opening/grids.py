"""The ruled tables of a page: lines drawn across it → the cells that they enclose."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

_SAME = 2.0  # points: two ends of lines so near are one; borders are drawn with some overlap
_THIN = 2.5  # a box no thicker is a line
_LEAST = 6.0  # no cell is smaller; two lines nearer than that are one double line
_MOST = 4000  # lines: a page with more is a drawing


class Box(NamedTuple):
    """Points from the left and from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float


class Cell(NamedTuple):
    """One cell: `row` counts from the top of the page, cells of a row come from left to right."""

    row: int
    box: Box

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.box.left < x < self.box.right and self.box.top < y < self.box.bottom


type _Lines = list[tuple[float, list[tuple[float, float]]]]


def cells_of(boxes: Iterable[Box]) -> list[Cell]:
    """Return the cells of the tables that the lines among *boxes* draw; a lone frame is none."""
    lines = [box for box in boxes if min(box.right - box.left, box.bottom - box.top) <= _THIN]
    if not 0 < len(lines) <= _MOST:
        return []
    flat = [b for b in lines if b.right - b.left > b.bottom - b.top]
    tall = [b for b in lines if b.right - b.left <= b.bottom - b.top]
    across = _gathered(((b.top + b.bottom) / 2, b.left, b.right) for b in flat)
    down = _gathered(((b.left + b.right) / 2, b.top, b.bottom) for b in tall)
    cells: list[Cell] = []
    for row, ((top, spans), (below, _)) in enumerate(pairwise(across)):
        edges = [x for x, heights in down if _covers(heights, (top + below) / 2)]
        for left, right in pairwise(edges) if edges[2:] else ():
            middle = (left + right) / 2
            bottom = next((y for y, s in across[row + 1 :] if _covers(s, middle)), None)
            if _covers(spans, middle) and bottom is not None:
                cells.append(Cell(row, Box(left, top, right, bottom)))
    return cells


def _gathered(lines: Iterable[tuple[float, float, float]]) -> _Lines:
    """Return the lines at one place together, each place with the spans its lines cover."""
    found: _Lines = []
    for at, start, stop in sorted(lines):
        if found and at - found[-1][0] < _LEAST:
            found[-1][1].append((start, stop))
        else:
            found.append((at, [(start, stop)]))
    return found


def _covers(spans: list[tuple[float, float]], at: float) -> bool:
    return any(start - _SAME < at < stop + _SAME for start, stop in spans)
