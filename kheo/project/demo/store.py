"""Records made in memory, each with its key, in the order the database can take them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

VIETNAM = dt.timezone(dt.timedelta(hours=7))
MARK = "MAU"  # every invented person's code begins with it


class Store:
    """Holds new records by model; a record has its key as soon as it is added."""

    def __init__(self) -> None:
        self.records: dict[type[Model], list[Any]] = {}
        self.offsets: dict[type[Model], int] = {}

    def start_after(self, model: type[Model], key: int) -> None:
        """Let the keys of *model* begin after *key*, because the table already holds rows."""
        self.offsets[model] = key

    def add[M: Model](self, record: M) -> M:
        rows = self.records.setdefault(type(record), [])
        if record.pk is None:
            record.pk = self.offsets.get(type(record), 0) + len(rows) + 1
        rows.append(record)
        return record

    def link(self, through: type[Any], **keys: int) -> None:
        """Join two records of a many-to-many relation."""
        self.add(through(**keys))

    def of[M: Model](self, model: type[M]) -> list[M]:
        return self.records.get(model, [])

    def __iter__(self) -> Iterator[tuple[type[Model], list[Any]]]:
        return iter(self.records.items())


def at(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an hour of *day* in Việt Nam."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
