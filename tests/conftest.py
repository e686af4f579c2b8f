import datetime as dt
from pathlib import Path

import pytest
import time_machine

NOON = dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)  # Friday noon in Việt Nam, 5 days before 25/3

TESTS = Path(__file__).parent
# Long walks over what the tests of each part already cover: measuring them says nothing new.
UNMEASURED = (
    "scenarios",
    "reading/test_any_text.py",
    "documents/paper/test_any_text.py",
    "movement/s3_registration/test_tallies.py",
)


def pytest_collection_modifyitems(items):
    """Leave the long walks out of the coverage: the others must reach the bar without them."""
    walks = tuple(str(TESTS / name) for name in UNMEASURED)
    for item in items:
        if str(item.path).startswith(walks):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def noon():
    """Stop the clock at noon of Friday, 20 March 2026 in Việt Nam."""
    with time_machine.travel(NOON, tick=False):
        yield NOON
