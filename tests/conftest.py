import datetime as dt

import pytest
import time_machine

from kheo.kernel import statements

NOON = dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)  # Friday noon in Việt Nam, 5 days before 25/3


@pytest.fixture(autouse=True)
def fresh_statements():
    """Forget the texts of statements: the next test's round 1 is another round."""
    statements.forget()


@pytest.fixture
def noon():
    """Stop the clock at noon of Friday, 20 March 2026 in Việt Nam."""
    with time_machine.travel(NOON, tick=False):
        yield NOON
