"""How a day and a number are written on screen."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone


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
    return formats.number_format(value, use_l10n=True, force_grouping=True)
