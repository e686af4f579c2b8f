"""Django's migrate, which fills the empty SQLite database of a test run from a copy.

``bin/test`` names in KHEO_TEST_EMPTY where the copy lies: of the parts that run beside one another
the first to come migrates and leaves it, the others take it. Without that name everybody migrates.

Nine tenths of migrating is Django drawing models anew between the steps: after each, those that
stand around the one changed. Around a new model, or where nothing of a relation changes, the others
are as they were: there only the one is drawn. What a step of our own (RunPython) is given is drawn
whole either way. The tables come out the same; `kheo migrate` itself does not do this.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.state import ProjectState

EMPTY = os.environ.get("KHEO_TEST_EMPTY", "")


def untouched() -> bool:
    """Return whether this is SQLite with nothing in it yet."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


@contextmanager
def drawing_few() -> Iterator[None]:
    """Draw only the model changed where the ones around it stay as they are."""
    around = ProjectState._find_reload_model

    def found(
        state: ProjectState,
        app_label: str,
        model_name: str,
        delay: bool,  # noqa: FBT001 Django calls it so
    ) -> set[tuple[str, str]]:
        new = model_name not in state.apps.all_models[app_label]
        if not (new or delay):
            return around(state, app_label, model_name, delay)
        state.is_delayed = True  # Django's own word for: draw all before somebody looks
        return {(app_label, model_name)}

    with mock.patch.object(ProjectState, "_find_reload_model", found):
        yield


class Command(migrate.Command):
    def handle(self, *args, **options):
        if options["app_label"]:  # a test that looks at one step
            super().handle(*args, **options)
            return
        if not EMPTY or not untouched():
            self.whole(*args, **options)
            return
        with Path(f"{EMPTY}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if Path(EMPTY).exists():
                with closing(sqlite3.connect(EMPTY)) as kept:
                    kept.backup(connection.connection)
                return
            self.whole(*args, **options)
            with closing(sqlite3.connect(f"{EMPTY}.new")) as kept:
                connection.connection.backup(kept)
            Path(f"{EMPTY}.new").rename(EMPTY)

    def whole(self, *args, **options):
        with drawing_few():
            super().handle(*args, **options)
