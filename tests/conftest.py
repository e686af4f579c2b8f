import datetime as dt
import gc

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as trying

from kheo.reading.opening import guard
from tests.engines import SQLITE_ONLY, function, spared

NOON = dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)  # Friday noon in Việt Nam, 5 days before 25/3
STORED = {"db", "transactional_db", "live_server"}

# What is tried is the same on every run, and how long a busy machine takes over it is no fault.
trying.register_profile(
    "kheo",
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
trying.load_profile("kheo")
# Nor is it one of the reader, whose processes have 8 s of the clock in use; see test_opening_bad.
guard.guarded.__defaults__ = (120, None)
gc.disable()  # nothing that is imported becomes garbage; see pytest_collection_finish


def pytest_collection_finish():
    """Leave all that is there when the tests begin out of the search for garbage, and search less."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_unconfigure():
    """Look once for garbage that complains when it goes; pytest does so five times, 0.5 s each."""
    gc.collect()
    gc.freeze()


def on_postgresql():
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_ignore_collect(collection_path):
    """Leave out on PostgreSQL what asks no database anything that depends on which one it is."""
    return True if on_postgresql() and collection_path in SQLITE_ONLY else None


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what stores nothing, and what asks it nothing that others do not."""
    if not on_postgresql():
        return
    left_out = spared()
    kept = [
        item
        for item in items
        if function(item.nodeid) not in left_out
        and (
            STORED & set(item.fixturenames)
            or item.get_closest_marker("django_db")
            or "tests/project/" in item.nodeid
        )
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(autouse=True)
def forgotten():
    """Keep nothing that another test had cached: the rows it was counted from are gone."""
    cache.clear()


@pytest.fixture
def noon():
    """Stop the clock at noon of Friday, 20 March 2026 in Việt Nam."""
    with time_machine.travel(NOON, tick=False):
        yield NOON
