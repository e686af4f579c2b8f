"""Which tests PostgreSQL is spared: those that ask it nothing that the others do not ask it too.

Every test runs on SQLite. On PostgreSQL a test proves more only by what it asks the server: so of
all tests a part is chosen, the cheapest that together asks every part of a statement the whole
asks (``shapes.py``), and has the same errors. The others stand in ``spared.txt``, one function a
line; what is new runs on both until the list is written anew, with KHEO_TEST_WHOLE=True, which asks
PostgreSQL everything:

    python bin/with-postgres python -m tests.engines

All that tries who may see what, an order, a lock, a search or the trail is never spared.
"""

import os
import re
import sys
import time
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.db import connection

from tests.shapes import parts

HERE = Path(__file__).parent
SPARED = HERE / "spared.txt"
# Left to SQLite whole, each with its reason.
SQLITE_ONLY = (
    HERE / "docs",  # who may open what, which no database decides
    HERE / "scenarios",  # the same acts and pages again, in the order of a paper
    HERE / "reading",  # the rest stores nothing
    HERE / "documents/paper",
    HERE / "kernel/sheet",
    HERE / "movement/s5_review/test_points.py",
    HERE / "test_house_rules.py",
)
NEVER = re.compile(
    r"tests/kernel/(audit|search|test_)|/ui/test_paging|/test_(access|near|nearest|queries|races)\."
)
OF_THE_SERVER = 0.0006  # seconds a statement takes in the server's own process, about
MAKING = re.compile(r"\s*(CREATE|ALTER|DROP|SET|SAVEPOINT|RELEASE|ROLLBACK)\b")


def spared() -> set[str]:
    """Return the names of the functions that only SQLite runs."""
    if os.environ.get("KHEO_TEST_WHOLE") == "True":
        return set()
    return set(SPARED.read_text(encoding="utf-8").splitlines())


def function(nodeid: str) -> str:
    """Return the name of a test without what it is given."""
    return nodeid.partition("[")[0]


class Asked:
    """What each test asked of the database, and the seconds of processor time it took."""

    def __init__(self) -> None:
        self.by_test: dict[str, set[str]] = defaultdict(set)
        self.took: dict[str, float] = defaultdict(float)
        self.parts = cache(parts)
        self.current = ""
        self.since = 0.0

    def note(self, execute, sql, params, many, context):
        failed = ""
        try:
            return execute(sql, params, many, context)
        except Exception as fault:
            failed = type(fault).__name__
            raise
        finally:
            self.took[self.current] += OF_THE_SERVER
            if not MAKING.match(sql):
                self.by_test[self.current] |= {sql + failed} if failed else self.parts(sql)

    @pytest.fixture(autouse=True, scope="session")
    def _noted(self, django_db_setup):
        self.since = time.process_time()  # the first test pays nothing for the migrations
        with connection.execute_wrapper(self.note):
            yield

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        self.current = function(item.nodeid)
        self.since = time.process_time()
        yield
        self.took[self.current] += time.process_time() - self.since


def spare(asked: dict[str, set[str]], took: dict[str, float]) -> list[str]:
    """Return the tests without which the others still ask everything."""
    others = {test: asked[test] for test in sorted(asked) if not NEVER.search(test)}
    kept = [test for test in asked if test not in others]
    left = set[str]().union(*others.values()).difference(*(asked[test] for test in kept))
    while left:
        best = max(others, key=lambda test: len(others[test] & left) / (took[test] + 0.005))
        left -= others.pop(best)
        kept.append(best)
    # What was chosen early may be asked by those chosen later.
    times = Counter(part for test in kept for part in asked[test])
    for test in sorted(kept, key=took.__getitem__, reverse=True):
        if not NEVER.search(test) and all(times[part] > 1 for part in asked[test]):
            times.subtract(asked[test])
            others[test] = asked[test]
    return sorted(others)


def main() -> int:
    """Ask PostgreSQL everything, and write down who need not ask again."""
    os.environ["KHEO_TEST_WHOLE"] = "True"
    asked = Asked()
    code = pytest.main(["-q", "-p", "no:xdist", "--ignore=tests/e2e", "tests"], plugins=[asked])
    if code == 0:
        found = "".join(f"{test}\n" for test in spare(asked.by_test, asked.took))
        SPARED.write_text(found, encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
