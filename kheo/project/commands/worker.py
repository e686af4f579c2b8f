"""``kheo worker``: background tasks, and the sealer of the trail beside them."""

import logging
import threading
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from kheo.kernel.audit import sealing

log = logging.getLogger(__name__)


def keep_sealing(stopped: threading.Event, seconds: float, seal: Callable[[], int]) -> None:
    """Seal every few seconds until told to stop; a database that is away is asked again."""
    while not stopped.wait(seconds):
        try:
            seal()
        except DatabaseError:
            log.exception("The trail was not sealed; it will be tried again.")
            connection.close()


def run(argv: Sequence[str]) -> int:
    """Run the task worker, with its own flags, until it is stopped."""
    stopped = threading.Event()
    sealer = threading.Thread(
        target=keep_sealing, args=(stopped, settings.SEAL_SECONDS, sealing.seal_all), daemon=True
    )
    sealer.start()
    try:
        call_command("db_worker", "--queue-name", "*", *argv)
    finally:
        stopped.set()
        sealer.join(5)
    return 0
