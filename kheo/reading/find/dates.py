"""Dates as Vietnamese papers spell them."""

import re
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1945, 2100
DAY = r"(?:mồng\s+|mùng\s+)?\d{1,2}"
_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_NAMED = rf"(?i:{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
DATE = (
    rf"(?:{DAY}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}(?!\d)"
    rf"|{DAY}\s+tháng\s+(?:\d{{1,2}}|{_NAMED})\s*,?\s+năm\s+\d{{4}}(?!\d))"
)
MONTH = rf"(?:(?:(?:giữa|cuối|đầu)\s+)?tháng\s+(?:\d{{1,2}}|{_NAMED}(?=\s))\s?(?:[/-]|,?\s*năm\s+)\s?\d{{4}}(?!\d))"
MONTH_DAY = r"\d{1,2}\s?/\s?\d{1,2}(?![/\d]|\s?/\s?\d)"
_NUMBERS = re.compile(r"\d+")
_NAMED_MONTH = re.compile(rf"(?<=tháng)\s+({_NAMED})(?=[\s,]|$)", re.IGNORECASE)


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
    numbers = _numbers(words)
    return ReadDate(*numbers) if len(numbers) == len("dmy") else None


def _numbers(words: str) -> list[int]:
    """Return the numbers of *words*; a month that goes by its name counts as its number."""
    figures = _NAMED_MONTH.sub(lambda m: f" {_NAMES[' '.join(m[1].lower().split())]}", words)
    return [int(n) for n in _NUMBERS.findall(figures)]


def read_month(words: str) -> str | None:
    """Return "2026-04" for *words* that match `MONTH`, None for a month 13."""
    month, year = _numbers(words)[:2]
    return f"{year:04}-{month:02}" if day_of(year, month, 1) else None


def read_month_day(words: str) -> str | None:
    """Return "10-15" for "15/10", None where no year has that day."""
    day, month = _numbers(words)[:2]
    return f"{month:02}-{day:02}" if day_of(2000, month, day) else None


def shown(day: date) -> str:
    """Return *day* as papers write it (Decree 30): 25/3/2014, 05/01/2024."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - a fixed rule
    return f"{day.day:02}/{month}/{day.year}"
