"""Which tests PostgreSQL is spared: those that ask it nothing that the others do not ask it too.

Every test runs on SQLite. On PostgreSQL a test proves more only by what it asks the server: so of
all tests a part is chosen that together asks every statement the whole asks, and has the same
errors. The others stand in ``spared.txt``, one function a line; what is new runs on both until the
list is written anew, with KHEO_TEST_WHOLE=True, which asks PostgreSQL everything:

    python bin/with-postgres python -m tests.engines

All that tries who may see what, an order, a lock, a search or the trail is never spared.
"""

import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.db import connection

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
# How many were asked for makes no other statement.
SAME = ((re.compile(r"\d+"), "0"), (re.compile(r"\((%s(, )?)+\)"), "(%s)"))
MAKING = re.compile(r"\s*(CREATE|ALTER|DROP|SET|SAVEPOINT|RELEASE|ROLLBACK)\b")


def spared() -> set[str]:
    """Return the names of the functions that only SQLite runs."""
    if os.environ.get("KHEO_TEST_WHOLE") == "True":
        return set()
    return set(SPARED.read_text(encoding="utf-8").splitlines())


def function(nodeid: str) -> str:
    """Return the name of a test without what it is given."""
    return nodeid.partition("[")[0]


def _shape(sql: str) -> str:
    for pattern, word in SAME:
        sql = pattern.sub(word, sql)
    return sql


class Asked:
    """How often each test asked which statement of the database."""

    def __init__(self) -> None:
        self.by_test: dict[str, Counter[str]] = defaultdict(Counter)
        self.current = ""

    def note(self, execute, sql, params, many, context):
        failed = ""
        try:
            return execute(sql, params, many, context)
        except Exception as fault:
            failed = type(fault).__name__
            raise
        finally:
            if not MAKING.match(sql):
                self.by_test[self.current][_shape(sql) + failed] += 1

    @pytest.fixture(autouse=True, scope="session")
    def _noted(self, django_db_setup):
        with connection.execute_wrapper(self.note):
            yield

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        self.current = function(item.nodeid)
        return (yield)


def spare(asked: dict[str, Counter[str]]) -> list[str]:
    """Return the tests without which the others still ask every statement."""
    others = {test: set(found) for test, found in sorted(asked.items()) if not NEVER.search(test)}
    kept = [found for test, found in asked.items() if test not in others]
    left = set[str]().union(*others.values()).difference(*kept)
    while left:
        best = max(others, key=lambda test: len(others[test] & left) / (asked[test].total() + 20))
        left -= others.pop(best)
    return list(others)


def main() -> int:
    """Ask PostgreSQL everything, and write down who need not ask again."""
    os.environ["KHEO_TEST_WHOLE"] = "True"
    asked = Asked()
    code = pytest.main(["-q", "-p", "no:xdist", "--ignore=tests/e2e", "tests"], plugins=[asked])
    if code == 0:
        found = "".join(f"{test}\n" for test in spare(asked.by_test))
        SPARED.write_text(found, encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
