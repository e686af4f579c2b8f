"""Papers a machine has still to read: how far it is, and whether anybody reads at all."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from kheo.kernel import clock, heartbeat
from kheo.movement.s1_directive.models import Directive, Recognition
from kheo.movement.s1_directive.states import DirectiveState

QUIET = dt.timedelta(minutes=3)  # a page takes half a minute at most, LibreOffice one minute
DEAD = dt.timedelta(seconds=heartbeat.SILENT)


def _under_way() -> QuerySet[Recognition]:
    return Recognition.objects.filter(directive__state=DirectiveState.RECOGNISING)


def broken_off() -> QuerySet[Recognition]:
    """Return the readings that began and of which nothing has been heard for long."""
    return _under_way().filter(heard_at__lt=clock.now() - QUIET)


def is_broken_off(asked: Recognition) -> bool:
    if asked.heard_at is None:
        return False
    silent = clock.now() - asked.heard_at
    return silent > QUIET or (silent > DEAD and not heartbeat.alive())


@dataclass(frozen=True, slots=True)
class Waiting:
    """How the reading of one paper stands, as its page tells it."""

    asked: Recognition
    failed: bool  # the reader said why not
    broken: bool  # it began and stopped
    idle: bool  # nobody reads
    ahead: int  # papers that are read before it

    @property
    def running(self) -> bool:
        return self.asked.begun_at is not None and not self.failed and not self.broken

    @property
    def again(self) -> bool:
        """Tell whether asking again helps."""
        return self.failed or self.broken


def waiting(directive: Directive) -> Waiting:
    asked = Recognition.objects.get(directive=directive)
    before = _under_way().filter(asked_at__lt=asked.asked_at).exclude(pk=asked.pk)
    failed = directive.state == DirectiveState.UNREAD
    queued = not failed and asked.begun_at is None
    return Waiting(
        asked=asked,
        failed=failed,
        broken=not failed and is_broken_off(asked),
        idle=not failed and not heartbeat.alive(),
        ahead=before.count() if queued else 0,
    )
