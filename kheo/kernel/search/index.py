"""Put records into the index and find them again by words typed without marks.

SQLite keeps an FTS5 table beside ``Entry`` by triggers, PostgreSQL a GIN index on its words; both
are made by a migration. Text is folded in Python first: the databases' own folding misses đ.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import batched

from django.db import connection, transaction
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from kheo.kernel import pouring
from kheo.kernel.access import under
from kheo.kernel.search.models import Entry, Pair
from kheo.kernel.search.near import pairs
from kheo.kernel.text import fold

_WORD = re.compile(r"[0-9a-z]+")
MOST = 8  # words of a query that count
BATCH = 5000


def put(kind: str, object_id: int, *, path: str, text: str, name: str = "") -> None:
    """Write or replace the words of one record, in the transaction that changes it.

    What has a *name* here is also found by names like it.
    """
    entry = Entry(kind=kind, object_id=object_id, path=path, folded=_folded(text))
    # One statement, new or not: everything that is written passes here.
    Entry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["path", "folded"],
    )
    if name:
        entry.pairs.all().delete()
        Pair.objects.bulk_create(_pairs(entry, name))


def _folded(text: str) -> str:
    """Return the words of *text* alone, or PostgreSQL takes “88/KH-VPUBND” for the path of a file."""
    return " ".join(_WORD.findall(fold(text)))


def _pairs(entry: Entry, name: str) -> list[Pair]:
    return [Pair(entry=entry, path=entry.path, pair=pair) for pair in sorted(pairs(name))]


def move(kind: str, keys: Collection[int], path: str) -> None:
    """Let the records of these keys belong to the unit at another path."""
    for some in batched(keys, BATCH, strict=False):
        moved = Entry.objects.filter(kind=kind, object_id__in=some)
        moved.update(path=path)
        Pair.objects.filter(entry__in=moved.values("pk")).update(path=path)


@transaction.atomic
def put_all(entries: Iterable[tuple[str, int, str, str, str]]) -> int:
    """Empty the index and fill it with (kind, key, path, text, name) of every record; return how many.

    Poured in past the models: of a million records, those made to be read once were half the time.
    """
    with _words_at_once():
        Pair.objects.all().delete()
        Entry.objects.all().delete()
        count = 0
        for batch in batched(entries, BATCH, strict=False):
            _pour([(n, *row) for n, row in enumerate(batch, count + 1)])
            count += len(batch)
    pouring.go_on_after([Entry])
    return count


def _pour(rows: list[tuple[int, str, int, str, str, str]]) -> None:
    entries = [(n, kind, key, path, _folded(text)) for n, kind, key, path, text, _name in rows]
    pouring.pour(Entry, ("id", "kind", "object_id", "path", "folded"), entries)
    named = [(n, path, sorted(pairs(name))) for n, _kind, _key, path, _text, name in rows if name]
    found = [(n, path, pair) for n, path, own in named for pair in own]
    pouring.pour(Pair, ("entry", "path", "pair"), found)


@contextmanager
def _words_at_once() -> Iterator[None]:
    """Let SQLite's table of words be written in one go at the end, five times as fast as row by row."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)  # noqa: FBT003 its own form
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
    finally:
        connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)  # noqa: FBT003 its own form


def words(query: str) -> list[str]:
    return _WORD.findall(fold(query))[:MOST]


def find(
    query: str, *, paths: list[str], at: Collection[str] = (), limit: int
) -> list[tuple[str, int]]:
    """Return (kind, key) of records with all words of *query*, the last one as a beginning.

    Only what belongs to everybody, lies below one of *paths* or stands exactly at one of *at*.
    Newest records first.
    """
    found = words(query)
    if not found:
        return []
    place = Q(path__in=["", *at])
    for path in paths:
        place |= under(path)
    rows = matching(found).filter(place).order_by("-id")[:limit]
    return list(rows.values_list("kind", "object_id"))


def matching(found: list[str]) -> QuerySet[Entry]:
    if connection.vendor == "postgresql":
        typed = " & ".join([*found[:-1], f"{found[-1]}:*"])
        # Letters and digits only, by _WORD, so nothing of the query language can be typed.
        matched = RawSQL(
            "to_tsvector('simple', folded) @@ to_tsquery('simple', %s)",
            [typed],
            output_field=BooleanField(),
        )
        return Entry.objects.filter(matched)
    typed = " ".join([*(f'"{word}"' for word in found[:-1]), f'"{found[-1]}"*'])
    rowids = RawSQL("SELECT rowid FROM search_fts WHERE search_fts MATCH %s", [typed])
    return Entry.objects.filter(id__in=rowids)
