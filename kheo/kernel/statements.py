"""A statement written once and asked many times.

Django needs far longer to write a union of many stages than the database needs to answer it.
Whoever keeps a statement keeps it by everything its querysets depend on: who, which round, which
day. The querysets themselves must ask the database nothing while they are made.
"""

import copy
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache, lru_cache
from sys import intern
from typing import Any
from zlib import crc32

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from kheo.kernel.actor import Actor

_PLACES = 2**62  # no key is as large
_PLACED = re.compile("\0([^\0]+)\0")
_PATH = re.compile(r"(?:\d{3,}\.)+")  # of a unit


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, its parameters and the names of its columns; no text finds nothing."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return what the database holds now; columns come as it keeps them, unconverted."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return [dict(zip(self.names, row, strict=True)) for row in cursor.fetchall()]


NOTHING = Statement("", (), ())


@dataclass(frozen=True, slots=True)
class _Known:
    """A record as a key: all that its text may hold, for the same number may name another one."""

    record: Model = field(compare=False)
    values: tuple[Any, ...]


def _key(given: Any) -> Any:
    if not isinstance(given, Model):
        return given
    names = [column.attname for column in given._meta.concrete_fields]
    return _Known(given, (type(given), *[given.__dict__.get(name) for name in names]))


def _given(key: Any) -> Any:
    return key.record if isinstance(key, _Known) else key


def _keeping[**P, T](write: Callable[P, T], most: int) -> Callable[P, T]:
    """Return *write*, keeping the *most* used of what it returns by all it is given."""

    @lru_cache(maxsize=most)
    def written(*keys: Any, **named: Any) -> T:
        return write(*map(_given, keys), **{name: _given(key) for name, key in named.items()})

    def asked(*args: P.args, **named: P.kwargs) -> T:
        return written(*map(_key, args), **{name: _key(value) for name, value in named.items()})

    return asked


def kept[**P](write: Callable[P, Statement]) -> Callable[P, Statement]:
    """Keep what *write* returns, the most used of it, by all it is given."""
    return _keeping(write, 1024)


def shared[**P](write: Callable[P, Statement]) -> Callable[P, Statement]:
    """Keep what *write* returns for all records and units it may be about, and fill in which.

    Of a record the keys are places, of an actor who it is, and of paths, alone or of an actor or
    any other data, each number. So *write* may lay them in conditions and ask whether one path
    lies below another, but not whether two keys are the same, nor for a record by such a key.
    """
    made = kept(write)

    def filled(*args: P.args, **named: P.kwargs) -> Statement:
        places = _Places()
        about = [places.put(str(at), arg) for at, arg in enumerate(args)]
        statement = made(*about, **{name: places.put(name, arg) for name, arg in named.items()})
        if not places:
            return statement
        return replace(statement, params=tuple(_filled(p, places) for p in statement.params))

    return filled


def union(parts: Sequence[QuerySet[Any, Any]]) -> Statement:
    """Write the rows of all *parts*, whose columns are the same plain ones in the same order."""
    if not parts:
        return NOTHING
    first, *others = parts
    whole = first.union(*others, all=True).order_by() if others else first
    try:
        sql, params = whole.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return NOTHING
    # People of one capacity share the text and differ in the parameters alone.
    return Statement(intern(sql), tuple(params), tuple(first.query.selected or ()))


class Written[M: Model]:
    """A queryset whose text is written; asked again, it makes records as the queryset would."""

    def __init__(self, rows: QuerySet[M, Any]) -> None:
        self._rows = rows
        self._compiler: SQLCompiler = rows.query.get_compiler(connection=connection)
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._params = "", ()

    def found(self, **places: str | int) -> list[Any]:
        """Return the records, with *places* filled into the parameters that were written with them."""
        if not self._sql:
            return []
        params = tuple(_filled(param, places) for param in self._params) if places else self._params
        # Copies: two threads may ask at once, each over its own connection.
        compiler, query, rows = (
            copy.copy(self._compiler),
            copy.copy(self._rows.query),
            self._rows.all(),
        )
        compiler.connection = connection
        compiler.as_sql = lambda *_a, **_k: (self._sql, params)  # type: ignore[method-assign]  # written already
        query.get_compiler = lambda *_a, **_k: compiler  # type: ignore[method-assign]  # the one above
        # Not the property: it would forget what kind of rows these are.
        rows._query = query  # type: ignore[attr-defined]  # noqa: SLF001 - see above
        return list(rows)


def place(name: str) -> str:
    """Return a text that holds the place of one known only when a statement is asked."""
    return f"\0{name}\0"


@cache
def number(name: str) -> int:
    """Return a number that holds the place of a key known only when a statement is asked."""
    return _PLACES + crc32(name.encode())


def _filled(param: Any, places: Mapping[str, str | int]) -> Any:
    if isinstance(param, str) and "\0" in param:
        return _PLACED.sub(lambda at: str(places.get(at[1], at[0])), param)
    if isinstance(param, int) and param >= _PLACES:
        return next((n for name, n in places.items() if number(name) == param), param)
    return param


class _Places(dict[str, str | int]):
    """What was taken out of what a statement is about, by the names of the places left for it."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}  # places by the path of which they are the last number

    def put(self, name: str, given: Any) -> Any:
        """Return *given* with places, whose names begin with *name*, for what it is about."""
        if isinstance(given, str):
            return self._path(given) if _PATH.fullmatch(given) else given
        if isinstance(given, Model):
            return self._record(name, given)
        if isinstance(given, Actor):
            return self._actor(name, _apart(given, self))
        if is_dataclass(given) and not isinstance(given, type) and hasattr(given, "path"):
            return replace(given, path=self.put(name, given.path))
        return given

    def _path(self, path: str) -> str:
        """Return a path as long as *path*, for a condition may ask for that."""
        whole = made = ""
        for part in path.split(".")[:-1]:
            whole += f"{part}."
            if whole not in self._known:
                key = chr(ord("a") + len(self._known)) * (len(part) - 2)
                self._known[whole], self[key] = place(key), part
            made += f"{self._known[whole]}."
        return made

    def _actor(self, name: str, by: Actor) -> Actor:
        self |= {"post.words": by.post, "unit.words": by.unit_name}
        return replace(
            by,
            post=place("post.words"),
            unit_id=by.unit_id and self._key(f"{name}.unit_id", by.unit_id),
            unit_name=place("unit.words"),
            unit_path=self.put(name, by.unit_path),
            reach=self.put(name, by.reach),
        )

    def _key(self, name: str, key: int) -> int:
        self[name] = key
        return number(name)

    def _record[M: Model](self, name: str, record: M) -> M:
        made = copy.copy(record)
        made._state.fields_cache = {}  # another round has another movement
        for column in record._meta.concrete_fields:
            key = record.__dict__.get(column.attname)
            if isinstance(key, int) and (column.primary_key or column.is_relation):
                setattr(made, column.attname, self._key(f"{name}.{column.attname}", key))
        return made


def _apart(by: Any, places: dict[str, str | int]) -> Any:
    """Return an actor as any other of the same capacity, and put among *places* who it is."""
    if not isinstance(by, Actor):
        return by
    who = {"user": by.user_id, "person": by.person_id, "post": by.post_id}
    places |= {name: key for name, key in who.items() if key} | {"name": by.name}
    return replace(
        by,
        name=place("name"),
        user_id=by.user_id and number("user"),
        person_id=by.person_id and number("person"),
        post_id=by.post_id and number("post"),
    )


def written[**P, M: Model](write: Callable[P, QuerySet[M, Any]]) -> Callable[P, Written[M]]:
    """Keep the text of the queryset *write* makes, by all it is given."""
    return _keeping(lambda *args, **named: Written(write(*args, **named)), 512)


def records[**P, M: Model](write: Callable[P, QuerySet[M, Any]]) -> Callable[P, list[M]]:
    """Keep the text of the queryset *write* makes, by all it is given; return what it finds.

    People of one capacity share the text: who an actor is stands in its places alone.
    """
    made = written(write)

    def found(*args: P.args, **named: P.kwargs) -> list[M]:
        places: dict[str, str | int] = {}
        return made(*(_apart(arg, places) for arg in args), **named).found(**places)

    return found


@dataclass(frozen=True, slots=True)
class Source[M: Model]:
    """Rows to be cut into pages by a column of text, each kind of cut written once.

    *key* tells apart what *make* returns; *places* are the texts it was written with.
    """

    key: Hashable
    make: Callable[[], QuerySet[M, Any]] = field(compare=False)
    places: Mapping[str, str] = field(default_factory=dict, compare=False)

    def take(self, order: str, where: Mapping[str, object], size: int) -> list[M]:
        """Return the first *size* rows in *order* whose columns are as in *where*."""
        texts = {name: str(value) for name, value in where.items()}
        return _cut(self, order, tuple(texts), size).found(**self.places, **texts)


@lru_cache(maxsize=256)
def _cut[M: Model](source: Source[M], order: str, names: tuple[str, ...], size: int) -> Written[M]:
    rows = source.make().order_by(order).filter(**{name: place(name) for name in names})
    return Written(rows[:size])
