"""Words with their places on a page → rows, from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kheo.reading.opening.grids import Cell


class Word(NamedTuple):
    """A word and its box: points from the left and from the top of its page.

    A tuple, since a long paper makes a hundred thousand of them.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    unsure: bool = False
    ends_cell: bool = False  # of a ruled table

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand side by side, from left to right; of a ruled table, cell by cell."""

    words: tuple[Word, ...]
    page: int
    ruled: bool = False  # a row of a table with its lines drawn, each cell read as a whole

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return max(word.height for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def gaps(self, least: float) -> list[tuple[float, float]]:
        """Return the gaps between words, as from and to, that are *least* letter heights wide."""
        wide = least * self.height
        return [(a.right, b.left) for a, b in pairwise(self.words) if b.left - a.right >= wide]

    def parted(self, at: float) -> tuple["Row | None", "Row | None"]:
        """Return what stands left and right of *at*."""
        left = tuple(word for word in self.words if word.right <= at + 1)
        right = self.words[len(left) :]
        return (
            Row(left, self.page) if left else None,
            Row(right, self.page) if right else None,
        )


def rows_of(words: Iterable[Word], page: int) -> list[Row]:
    """Return the rows of a page from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        # The row's first word stands for it: a tall word must not draw two rows together.
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(tuple(sorted(row, key=lambda w: w.left)), page) for row in rows]


def rows_of_page(words: list[Word], page: int, cells: Sequence[Cell]) -> list[Row]:
    """Return the rows of a page, where a row of a ruled table is one, however its cells wrap."""
    held: dict[Cell, list[Word]] = {}
    free: list[Word] = []
    for word in words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        cell = next((cell for cell in cells if cell.holds(x, y)), None)
        (free if cell is None else held.setdefault(cell, [])).append(word)
    ruled: dict[int, list[Word]] = {}
    for cell in sorted(held):
        *inner, last = [word for row in rows_of(held[cell], page) for word in row.words]
        ruled.setdefault(cell.row, []).extend([*inner, last._replace(ends_cell=True)])
    rows = rows_of(free, page)
    if ruled:
        rows = sorted([*rows, *(Row(tuple(r), page, ruled=True) for r in ruled.values())], key=_top)
    return rows


def _top(row: Row) -> float:
    return row.top
