"""What stands in a cell as people mean it: a text, a day, a truth; and the cell's own name."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Any

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


def letters(column: int) -> str:
    """Return the letters of the column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def name(row: int, column: int) -> str:
    """Return the name of a cell, its row counted from 1 and its column from 0: C17."""
    return f"{letters(column)}{row}"


def text(value: Any) -> str:
    """Return a cell as composed text in one line; a whole number is written without a point."""
    if type(value) is str:
        return _plain(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return str(value)


@lru_cache(65_536)  # what a column says is said again in many rows
def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def day(value: Any) -> date | None:
    """Return the day of a cell: one Excel knows as a day, or written 25/3/2027 or 2027-03-25."""
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        return value.date()
    return _written(value.strip()) if isinstance(value, str) else None


def _written(words: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(words):
        d, m, y = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(words):
        y, m, d = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(y, m, d)
    except ValueError:
        return None


def place(name: str) -> tuple[int, int]:
    """Return the row, from 1, and the column, from 0, of a cell named C17."""
    column = name.rstrip("0123456789")
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(name[len(column) :]), number - 1
