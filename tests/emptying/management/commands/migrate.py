"""Django's migrate, which fills the empty SQLite database of a test run from a copy.

``bin/test`` names in KHEO_TEST_EMPTY where the copy lies: of the parts that run beside one another
the first to come migrates and leaves it, the others take it. Without that name everybody migrates.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.commands import migrate
from django.db import connection

EMPTY = os.environ.get("KHEO_TEST_EMPTY", "")


def untouched() -> bool:
    """Return whether this is SQLite with nothing in it yet."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


class Command(migrate.Command):
    def handle(self, *args, **options):
        if not EMPTY or options["app_label"] or not untouched():
            super().handle(*args, **options)
            return
        with Path(f"{EMPTY}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if Path(EMPTY).exists():
                with closing(sqlite3.connect(EMPTY)) as kept:
                    kept.backup(connection.connection)
                return
            super().handle(*args, **options)
            with closing(sqlite3.connect(f"{EMPTY}.new")) as kept:
                connection.connection.backup(kept)
            Path(f"{EMPTY}.new").rename(EMPTY)
