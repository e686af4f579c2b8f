"""The rows a checked sheet of people would write, kept as a file until they are confirmed.

A line of the file is a batch of rows: first the people, then a line of nothing, then their posts.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched, takewhile
from typing import Any

from kheo.orgs.importing.would import People

BATCH = 2_000
END = b""


@dataclass(frozen=True, slots=True)
class Plan:
    """People and posts as the tables take them, in the order of ``Who`` and ``Held``."""

    lines: list[bytes]

    def people(self) -> Iterator[list[Any]]:
        return _rows(takewhile(bool, self.lines))

    def posts(self) -> Iterator[list[Any]]:
        return _rows(self.lines[self.lines.index(END) + 1 :])


def of(would: People) -> Plan:
    return Plan([*_lines(would.who.values()), END, *_lines(would.posts)])


def packed(plan: Plan) -> bytes:
    return b"\n".join(plan.lines)


def unpacked(data: bytes) -> Plan:
    return Plan(data.split(b"\n"))


def _lines(rows: Iterable[Any]) -> Iterator[bytes]:
    for part in batched(rows, BATCH, strict=False):
        yield json.dumps(part, default=date.isoformat, ensure_ascii=False).encode()


def _rows(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    for line in lines:
        yield from json.loads(line)
