"""The sign of life of the worker: left by `kheo serve` and `kheo worker`, read by checks and pages."""

import time
from pathlib import Path

from django.conf import settings

HEARTBEAT = "worker.alive"  # a file in VAR, touched while the worker lives
BEAT = 5.0  # seconds between two touches
SILENT = 6 * BEAT  # seconds after which the sign of life is stale


def place() -> Path:
    return Path(settings.VAR) / HEARTBEAT


def alive() -> bool:
    """Tell whether a worker has left its sign of life of late."""
    try:
        return time.time() - place().stat().st_mtime < SILENT
    except OSError:
        return False
