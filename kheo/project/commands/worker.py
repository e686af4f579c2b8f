"""``kheo worker``: background tasks, and beside them what comes round by itself.

The sealer and the verifier of the trail, the matcher of evidence, the ladder of reminders, a sign of life.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from kheo.kernel import heartbeat
from kheo.kernel.actor import Actor
from kheo.kernel.audit import sealing
from kheo.movement.s4_progress import actions
from kheo.movement.s4_progress.actions.climb import CLOCKWORK
from kheo.movement.s4_progress.actions.ledger import MACHINE
from kheo.project import nightly

MATCH_SECONDS = 600.0
VERIFY_SECONDS = 300.0
REMIND_SECONDS = 300.0
log = logging.getLogger(__name__)


def keep_sealing(stopped: threading.Event, seconds: float, seal: Callable[[], int]) -> None:
    """Seal every few seconds until told to stop; a database that is away is asked again."""
    while not stopped.wait(seconds):
        try:
            seal()
        except DatabaseError:
            log.exception("The trail was not sealed; it will be tried again.")
            connection.close()


def keep_matching(stopped: threading.Event, seconds: float = MATCH_SECONDS) -> None:
    """Look at evidence that no task has looked at, and sign what was registered meanwhile."""
    while not stopped.wait(seconds):
        try:
            actions.catch_up(by=Actor.system(str(MACHINE)))
        except DatabaseError:
            log.exception("Evidence was not looked through; it will be tried again.")
            connection.close()


def keep_verifying(
    stopped: threading.Event,
    seconds: float = VERIFY_SECONDS,
    verify: Callable[[threading.Event], object] = nightly.verify_if_due,
) -> None:
    """Look every few minutes whether the trail is to be verified, and do so at night."""
    while not stopped.wait(seconds):
        try:
            verify(stopped)
        except DatabaseError:
            log.exception("The trail was not verified; it will be tried again.")
            connection.close()


def keep_reminding(stopped: threading.Event, seconds: float = REMIND_SECONDS) -> None:
    """Take the steps of the ladders of reminders that have come; each is taken once a day at most."""
    while not stopped.wait(seconds):
        try:
            actions.climb(by=Actor.system(str(CLOCKWORK)))
        except DatabaseError:
            log.exception("The ladder of reminders was not climbed; it will be tried again.")
            connection.close()


def keep_beating(stopped: threading.Event, seconds: float = heartbeat.BEAT) -> None:
    """Leave a sign of life until told to stop, for a worker that `kheo serve` does not watch."""
    sign = heartbeat.place()
    sign.parent.mkdir(parents=True, exist_ok=True)
    sign.touch()
    while not stopped.wait(seconds):
        sign.touch()
    sign.unlink(missing_ok=True)


def run(argv: Sequence[str]) -> int:
    """Run the task worker, with its own flags, until it is stopped."""
    stopped = threading.Event()
    sealer = threading.Thread(
        target=keep_sealing, args=(stopped, settings.SEAL_SECONDS, sealing.seal_all), daemon=True
    )
    matcher = threading.Thread(target=keep_matching, args=(stopped,), daemon=True)
    heart = threading.Thread(target=keep_beating, args=(stopped,), daemon=True)
    reminder = threading.Thread(target=keep_reminding, args=(stopped,), daemon=True)
    sealer.start()
    reminder.start()
    heart.start()
    matcher.start()
    verifier = threading.Thread(target=keep_verifying, args=(stopped,), daemon=True)
    verifier.start()
    try:
        call_command(
            "db_worker", "--no-reload", "--queue-name", "*", *argv
        )  # watched by kheo serve
    finally:
        stopped.set()
        sealer.join(5)
        heart.join(5)
        matcher.join(5)
        verifier.join(5)
        reminder.join(5)
    return 0
