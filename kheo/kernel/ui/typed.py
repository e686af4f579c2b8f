"""A day and a number as officials type them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\- ]\s*\d{1,2}\s*[/.\- ]\s*\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")


def read_day(text: str) -> date | None:
    """Return the day written as 25/3/2027, 25-3-2027 or 2027-03-25, or None."""
    if found := DAY_FIRST.fullmatch(text):
        d, m, y = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        y, m, d = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(y, m, d)
    except ValueError:
        return None


def read_number(text: str) -> Decimal | None:
    """Return 1.234,5 or 1234.5 as a number, or None; 1.234 is a thousand and more."""
    text = re.sub(r"\s", "", text)
    whole, comma, rest = text.partition(",")
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(".", "")
    elif comma and "." in whole:
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?" if not comma else r"-?\d+", whole):
        return None
    if comma and not rest.isdecimal():
        return None
    try:
        return Decimal(f"{whole}.{rest}" if comma else whole)
    except InvalidOperation:  # pragma: no cover - the pattern above lets only digits through
        return None
