"""The only place that asks what time it is."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return the day in Việt Nam, whatever the machine's own zone."""
    return timezone.localdate()


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)
