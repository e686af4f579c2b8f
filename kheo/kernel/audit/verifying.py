"""Goes through the whole trail and keeps what it found: by a command, and by the worker each night.

A long trail is read in parts with a rest between them, so that what the worker does beside it goes
on; nothing is held open meanwhile.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterator

from django.utils import timezone

from kheo.kernel import clock
from kheo.kernel.audit import chain, guard, rows
from kheo.kernel.audit.models import Verification

PART = 20_000  # events between two rests
NIGHT = range(1, 5)  # hours of Việt Nam in which it begins by itself
FRESH = dt.timedelta(hours=20)  # what was found so lately stands for this night
STALE = dt.timedelta(hours=36)  # a machine that sleeps at night verifies by day
LIFTED = "Chốt chống sửa, xoá vết trong cơ sở dữ liệu đã bị gỡ hoặc bị tắt."


def verify(anchor: str = "", rest: Callable[[], None] = lambda: None) -> Verification:
    """Verify all there is and keep the outcome; *rest* is called between two parts.

    What *rest* raises ends the verification, and nothing is kept.
    """
    started, now = time.monotonic(), clock.now()
    verifier = chain.Verifier(rows.seals, _in_parts(rest), now=now, anchor=anchor)
    lines, faults = chain.told(verifier)
    if not guard.stands():
        lines.insert(0, LIFTED)
        faults += 1
    return Verification.objects.create(
        at=now,
        seconds=round(time.monotonic() - started),
        events=verifier.counted,
        seals=verifier.numbers,
        faults=faults,
        said=lines,
        head=verifier.head if verifier.numbers else "",
    )


def _in_parts(rest: Callable[[], None]) -> Iterator[chain.Event]:
    for n, event in enumerate(rows.events(), 1):
        yield event
        if n % PART == 0:
            rest()


def last() -> Verification | None:
    return Verification.objects.first()


def due() -> bool:
    """Tell whether the trail should be verified now: at night, or where no night did it."""
    found, now = last(), clock.now()
    if found is None:
        return True
    if timezone.localtime(now).hour in NIGHT:
        return now - found.at > FRESH
    return now - found.at > STALE
