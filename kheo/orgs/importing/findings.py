"""What is found while a sheet is checked: errors and doubts, each with its cell."""

from dataclasses import dataclass, field

from kheo.kernel.sheet import cells

KEPT = 300  # of each sort, shown; the others are counted


@dataclass(slots=True)
class Findings:
    """Errors forbid the import, doubts ask for a tick."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    wrong: int = 0
    doubtful: int = 0

    def error(self, row: int, column: int | None, text: str) -> None:
        self.wrong += 1
        if len(self.errors) < KEPT:
            self.errors.append((_place(row, column), text))

    def doubt(self, row: int, column: int | None, text: str) -> None:
        self.doubtful += 1
        if len(self.doubts) < KEPT:
            self.doubts.append((_place(row, column), text))


def _place(row: int, column: int | None) -> str:
    """Return the name of a cell, or the number of the row where the column is missing."""
    return str(row) if column is None else cells.name(row, column)
