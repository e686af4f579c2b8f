"""Many take a number at once, each on its own connection: no double, no gap."""

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from kheo.documents.books import actions
from kheo.documents.books.actions import About
from kheo.documents.books.models import Entry
from kheo.documents.models import NumberBook
from kheo.orgs.states import Power
from tests.factories import UnitFactory, actor_in

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 3, 20)


@pytest.fixture
def on_file(tmp_path):
    """Let SQLite work on a file, as in use: threads would share a database in memory."""
    database = connections.databases["default"]
    kept = database["NAME"]

    def move():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            path = str(tmp_path / "race.sqlite3")
            with sqlite3.connect(path) as target:
                connection.connection.backup(target)
                target.execute("PRAGMA journal_mode=WAL")
            target.close()
            database["NAME"] = path

    yield move
    database["NAME"] = kept


def test_parallel_writers_get_numbers_without_doubles_and_without_gaps(on_file):
    unit = UnitFactory(path="001.", symbol="UBND")
    clerk = actor_in(unit, Power.FILE)
    on_file()
    writers = 50 if connection.vendor == "postgresql" else 8
    start = Barrier(writers)

    def take(n):
        start.wait()
        try:
            entry = actions.reserve(unit, "KH", by=clerk, about=About(on=DAY))
            if n % 5 == 0:
                actions.cancel(entry, by=clerk, reason="Không dùng")
            return entry.number
        finally:
            connections.close_all()

    def look():
        try:
            return NumberBook.objects.get().last, Entry.objects.count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(writers) as pool:
        numbers = sorted(pool.map(take, range(writers)))
        kept = pool.submit(look).result()

    assert numbers == list(range(1, writers + 1))
    assert kept == (writers, writers)
