"""What is found while a sheet is checked: errors and doubts, each with its cell."""

from bisect import insort
from dataclasses import dataclass, field
from operator import itemgetter

from kheo.kernel.sheet import cells

KEPT = 300  # of each sort, shown; the others are counted
type Found = list[tuple[tuple[int, int], str]]
_place = itemgetter(0)


@dataclass(slots=True)
class Findings:
    """Errors forbid the import, doubts ask for a tick: the first of each in the order of the sheet.

    They come in any order: what the register says is asked after all rows were read.
    """

    wrong: int = 0
    doubtful: int = 0
    _errors: Found = field(default_factory=list)
    _doubts: Found = field(default_factory=list)

    @property
    def errors(self) -> list[tuple[str, str]]:
        return _named(self._errors)

    @property
    def doubts(self) -> list[tuple[str, str]]:
        return _named(self._doubts)

    def error(self, row: int, column: int | None, text: str) -> None:
        self.wrong += 1
        _keep(self._errors, row, column, text)

    def doubt(self, row: int, column: int | None, text: str) -> None:
        self.doubtful += 1
        _keep(self._doubts, row, column, text)


def _keep(found: Found, row: int, column: int | None, text: str) -> None:
    insort(found, ((row, -1 if column is None else column), text), key=_place)
    del found[KEPT:]


def _named(found: Found) -> list[tuple[str, str]]:
    """Return each with the name of its cell, or the number of the row where the column is missing."""
    return [
        (str(row) if column < 0 else cells.name(row, column), text) for (row, column), text in found
    ]
