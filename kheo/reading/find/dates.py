"""Dates as Vietnamese papers spell them."""

import re
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1945, 2100
DAY = r"(?:mồng\s+|mùng\s+)?\d{1,2}"
DATE = (
    rf"(?:{DAY}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}(?!\d)"
    rf"|{DAY}\s+tháng\s+\d{{1,2}}\s*,?\s+năm\s+\d{{4}}(?!\d))"
)
MONTH = r"(?:(?:(?:giữa|cuối|đầu)\s+)?tháng\s+\d{1,2}\s?(?:/|,?\s*năm\s+)\s?\d{4}(?!\d))"
MONTH_DAY = r"\d{1,2}\s?/\s?\d{1,2}(?![/\d]|\s?/\s?\d)"
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """Day, month and year as written, whether or not such a day exists."""

    day: int
    month: int
    year: int

    def real(self) -> date | None:
        """Return the day itself, or None where none such can be meant."""
        return day_of(self.year, self.month, self.day)

    def in_year(self, year: int) -> date | None:
        """Return the same day of *year*."""
        return day_of(year, self.month, self.day)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, None when it does not exist or lies outside 1945 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(words: str) -> ReadDate | None:
    """Return the three numbers of *words*, which match `DATE`."""
    numbers = [int(n) for n in _NUMBERS.findall(words)]
    return ReadDate(*numbers) if len(numbers) == len("dmy") else None


def read_month(words: str) -> str | None:
    """Return "2026-04" for *words* that match `MONTH`, None for a month 13."""
    month, year = (int(n) for n in _NUMBERS.findall(words)[:2])
    return f"{year:04}-{month:02}" if day_of(year, month, 1) else None


def read_month_day(words: str) -> str | None:
    """Return "10-15" for "15/10", None where no year has that day."""
    day, month = (int(n) for n in _NUMBERS.findall(words)[:2])
    return f"{month:02}-{day:02}" if day_of(2000, month, day) else None


def shown(day: date) -> str:
    """Return *day* as papers write it (Decree 30): 25/3/2014, 05/01/2024."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - a fixed rule
    return f"{day.day:02}/{month}/{day.year}"
