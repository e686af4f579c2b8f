"""How a day and a number are written on screen."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language


def day(value: date) -> str:
    """Return 25/3/2027 or 05/02/2027: Decree 30 writes days under 10 and months 1, 2 with a 0."""
    return f"{day_month(value)}/{value.year}"


def day_month(value: date) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)  # noqa: PLR2004 - Decree 30
    return f"{value.day:02d}/{month}"


def number(value: float | Decimal) -> str:
    """Return 1.234.567,5 in Vietnamese, 1,234,567.5 in English; 12,50 is 12,5 and 12,0 is 12."""
    if not isinstance(value, int):
        exact = Decimal(str(value))
        whole = exact.to_integral_value()
        value = whole if exact == whole else exact.normalize()
    return _grouped(value, get_language() or "")


@lru_cache(maxsize=4096)  # a chart and its table write hundreds of small numbers on every page
def _grouped(value: int | Decimal, _language: str) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


# The first that is named decides: Edge and Cốc Cốc call themselves Chrome too, Chrome Safari.
_BROWSERS = (
    ("Edg", "Edge"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("OPR", "Opera"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """Return "Chrome, Windows" for what a browser says of itself, else its first words."""
    named = [
        next((name for mark, name in table if mark in agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, named)) or agent[:40]
