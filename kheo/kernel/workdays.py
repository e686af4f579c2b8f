"""Working days of Việt Nam: neither Saturday, Sunday nor public holiday (Labour Code, art. 112)."""

from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

_WEEKEND = 5


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_workday(day: date) -> bool:
    return day.weekday() < _WEEKEND and day not in _holidays(day.year)


@lru_cache(maxsize=1024)  # a page tells the same few deadlines many times
def between(start: date, end: date) -> int:
    """Count the working days after *start* up to and with *end*; negative when *end* is earlier."""
    if end < start:
        return -between(end, start)
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add(start: date, count: int) -> date:
    """Return the *count*-th working day after *start*."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def before(start: date, count: int) -> date:
    """Return the *count*-th working day before *start*."""
    day = start
    while count > 0:
        day -= timedelta(days=1)
        count -= is_workday(day)
    return day


def shift(day: date, offset: int) -> date:
    """Return the working day *offset* working days after *day*, before it where negative.

    Without an offset it is *day* itself, or the last working day before a *day* of rest.
    """
    if offset:
        return add(day, offset) if offset > 0 else before(day, -offset)
    return day if is_workday(day) else before(day, 1)
