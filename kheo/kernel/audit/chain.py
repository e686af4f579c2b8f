"""Tells whether a trail is whole: the hashes, the seals and what does not fit them.

Standard library only, nothing of the project: ``kheo trail export`` copies this file beside what
it writes, and anybody runs it without Khéo. The hash of an event is the SHA-256 of the UTF-8 of one
JSON array without spaces, letters not escaped: ``["kheo-event-1", at, verb, user, actor_name,
capacity, subject_type, subject_id, subject_name, changes, note]``. Text stands as it is stored
(NFC), ``at`` in UTC as ``2026-11-22T03:04:05.000006Z``, ``changes`` as a text of JSON with sorted
keys. A seal hashes its events as lines ``number:hash`` and itself as ``["kheo-seal-1", number,
kind, day, at, first, last, total, holes, previous, events]``.
"""

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

EVENT_FORM, SEAL_FORM, FILE_FORM = "kheo-event-1", "kheo-seal-1", "kheo-trail-1"
BATCH, LATE, DAY = "batch", "late", "day"
START = "0" * 64  # what the first seal names as the one before it
WATCH = dt.timedelta(hours=1)  # how long a hole in a seal may still be filled by a slow writer

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode


class Event(NamedTuple):
    number: int
    fields: Sequence[Any]  # the ten, as they are hashed
    digest: str


class Seal(NamedTuple):
    """One seal: it covers the numbers from first to last but those in holes."""

    number: int
    kind: str
    day: str
    at: str
    first: int
    last: int
    total: int
    holes: Sequence[Sequence[int]]
    previous: str
    events: str
    digest: str


class Fault(NamedTuple):
    kind: str  # altered, missing, added or seal
    event: int
    seal: int
    text: str


def _sha(text: str) -> str:
    # Bytes that are no UTF-8 reach us escaped, and are hashed as what they are.
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def canonical(changes: Any) -> str:
    """Return the one text of *changes*: sorted keys, no spaces, letters as they are."""
    return json.dumps(changes, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def event_digest(fields: Sequence[Any]) -> str:
    return _sha(_encode([EVENT_FORM, *fields]))


def events_digest(events: Iterable[tuple[int, str]]) -> str:
    return _sha("".join(f"{number}:{digest}\n" for number, digest in events))


def day_digest(digests: Iterable[str]) -> str:
    return _sha("".join(f"{digest}\n" for digest in digests))


def seal_digest(seal: Seal) -> str:
    return _sha(_encode([SEAL_FORM, *seal[:-1]]))


class Verifier:
    """Goes once along the seals and once along the events, and tells what does not fit."""

    def __init__(
        self,
        seals: Callable[[], Iterable[Seal]],
        events: Iterable[Event],
        *,
        now: dt.datetime,
        anchor: str = "",
    ) -> None:
        self.seals, self.events, self.anchor = seals, iter(events), anchor
        self.settled = f"{(now - WATCH).astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
        self.counted = self.sealed = self.numbers = 0
        self.head = START
        self.late: list[Seal] = []
        self.of_late: set[int] = set()  # the numbers these cover
        self.found: dict[int, str] = {}  # the hashes of late events, by number

    def faults(self) -> Iterator[Fault]:
        """Yield what does not fit: first of the seals themselves, then of the events in order."""
        yield from self._chain()
        batches = (seal for seal in self.seals() if seal.kind == BATCH)
        begun = list(islice(batches, 1))  # seals are looked up before events: each has its own then
        row = self._next()
        for seal in chain(begun, batches):
            inside: list[tuple[int, str]] = []
            while row is not None and row.number <= seal.last:
                yield from _altered(row)
                if self._belongs(seal, row.number):
                    inside.append((row.number, row.digest))
                else:
                    yield from self._in_hole(seal, row)
                row = self._next()
            yield from _compared(seal, inside)
        while row is not None:
            yield from _altered(row)
            row = self._next()
        for seal in self.late:
            numbers = range(seal.first, seal.last + 1)
            yield from _compared(seal, [(n, self.found[n]) for n in numbers if n in self.found])

    def _next(self) -> Event | None:
        row = next(self.events, None)
        self.counted += row is not None
        return row

    def _chain(self) -> Iterator[Fault]:
        anchored = not self.anchor
        of_day: list[Seal] = []
        for seal in self.seals():
            self.numbers += 1
            if seal.number != self.numbers or seal.previous != self.head:
                text = f"Niêm phong số {seal.number} không nối tiếp niêm phong đứng trước nó."
                yield Fault("seal", seal.first, seal.number, text)
                self.numbers = seal.number
            if seal_digest(seal) != seal.digest:
                text = f"Niêm phong số {seal.number} đã bị sửa: nội dung không khớp mã băm của nó."
                yield Fault("seal", seal.first, seal.number, text)
            if seal.kind == DAY:
                yield from _of_day(seal, of_day)
                of_day = []
            else:
                of_day.append(seal)
                self.sealed += seal.total
            if seal.kind == LATE:
                self.late.append(seal)
                self.of_late.update(range(seal.first, seal.last + 1))
            self.head = seal.digest
            anchored = anchored or seal.digest == self.anchor
        if not anchored:
            text = (
                f"Mã {self.anchor} không có trong chuỗi niêm phong: "
                "chuỗi đã bị viết lại hoặc cắt bớt sau khi mã ấy được chép ra."
            )
            yield Fault("seal", 0, 0, text)

    def _belongs(self, seal: Seal, number: int) -> bool:
        return number >= seal.first and not any(a <= number <= b for a, b in seal.holes)

    def _in_hole(self, seal: Seal, row: Event) -> Iterator[Fault]:
        if row.number in self.of_late:
            self.found[row.number] = row.digest
        elif row.number < seal.first or seal.at < self.settled:
            text = (
                f"Sự việc số {row.number} ({row.fields[3]}, {row.fields[1]}) bị thêm vào sau: "
                f"niêm phong số {seal.number} đã khép qua số ấy mà không có nó."
            )
            yield Fault("added", row.number, seal.number, text)


def _altered(row: Event) -> Iterator[Fault]:
    if event_digest(row.fields) == row.digest:
        return
    text = (
        f"Sự việc số {row.number} ({row.fields[3]}, {row.fields[1]}, {row.fields[0]}) đã bị sửa:"
        " nội dung không khớp mã băm ghi lúc đầu."
    )
    yield Fault("altered", row.number, 0, text)


def _of_day(seal: Seal, seals: list[Seal]) -> Iterator[Fault]:
    """Compare a day's seal with the seals since the one before."""
    whole = day_digest(each.digest for each in seals) == seal.events
    if not whole or sum(each.total for each in seals) != seal.total:
        text = (
            f"Niêm phong ngày {seal.day} (số {seal.number}) không khớp các niêm phong trong ngày."
        )
        yield Fault("seal", seal.first, seal.number, text)


def _compared(seal: Seal, inside: list[tuple[int, str]]) -> Iterator[Fault]:
    """Compare what a seal covers with what is there, and name what is gone or another's."""
    if len(inside) == seal.total and events_digest(inside) == seal.events:
        return
    there = {number for number, _digest in inside}
    missing = [number for number in _covered(seal) if number not in there]
    for number in missing:
        text = (
            f"Thiếu sự việc số {number}: niêm phong số {seal.number} ngày {seal.day} có nó, "
            "trong vết thì không còn."
        )
        yield Fault("missing", number, seal.number, text)
    if not missing:
        text = (
            f"Niêm phong số {seal.number} ngày {seal.day} không khớp: có sự việc trong khoảng từ số "
            f"{seal.first} đến số {seal.last} đã bị thay cùng với mã băm của nó."
        )
        yield Fault("seal", seal.first, seal.number, text)


def _covered(seal: Seal) -> Iterator[int]:
    begin = seal.first
    for first, last in [*seal.holes, (seal.last + 1, seal.last + 1)]:
        yield from range(begin, first)
        begin = last + 1


def read_header(path: Path) -> dt.datetime:
    """Return when the file was made; raise ValueError if it is no trail."""
    with path.open(encoding="utf-8") as file:
        header = json.loads(file.readline())
    if not isinstance(header, dict) or header.get("form") != FILE_FORM:
        raise ValueError(f"không phải dạng {FILE_FORM}")
    return dt.datetime.fromisoformat(header["made"])


def read_seals(path: Path) -> Iterator[Seal]:
    """Yield the seals: they stand before the events."""
    for line in _lines(path):
        if not line.startswith('{"seal"'):
            return
        yield Seal(*json.loads(line)["seal"])


def read_events(path: Path) -> Iterator[Event]:
    """Yield the events; raise ValueError where their numbers do not ascend, as in a table."""
    before = -sys.maxsize
    for line in _lines(path):
        if not line.startswith('{"seal"'):
            number, *fields, digest = json.loads(line)["event"]
            if number <= before:
                raise ValueError(f"sự việc số {number} đứng sau số {before}")
            before = number
            yield Event(number, fields, digest)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines after the header."""
    with path.open(encoding="utf-8") as file:
        file.readline()
        yield from file


def told(verifier: Verifier, most: int = 20) -> tuple[list[str], int]:
    """Run *verifier*; return what to say and how many faults there are."""
    lines: list[str] = []
    count = 0
    for count, fault in enumerate(verifier.faults(), 1):
        if count <= most:
            lines.append(fault.text.encode("utf-8", "replace").decode())
    if count > most:
        lines.append(f"… và {count - most} chỗ nữa không khớp.")
    if not count:
        rest = verifier.counted - verifier.sealed
        lines.append(
            f"Vết còn nguyên: {verifier.counted} sự việc, {verifier.numbers} niêm phong, "
            f"{rest} sự việc mới chưa đến lượt niêm phong."
        )
        if verifier.numbers:
            lines.append(f"Mã niêm phong cuối (chép ra sổ để đối chiếu): {verifier.head}")
    return lines, count


def main(words: Sequence[str]) -> int:
    """Verify an exported file; return 0 when it is whole, 1 when not, 2 when it cannot be read."""
    if not 1 <= len(words) <= 2:  # noqa: PLR2004 a file, and perhaps an anchor
        sys.stderr.write("Cách dùng: python chain.py TỆP.jsonl [MÃ NIÊM PHONG ĐÃ CHÉP]\n")
        return 2
    path = Path(words[0])
    try:
        verifier = Verifier(
            lambda: read_seals(path),
            read_events(path),
            now=read_header(path),
            anchor="".join(words[1:]),
        )
        lines, count = told(verifier)
    except (OSError, ValueError, TypeError, LookupError) as error:
        sys.stderr.write(f"Không đọc được {path} như một tệp vết của Khéo: {error}\n")
        return 2
    sys.stdout.write("\n".join([*lines, ""]))
    return int(bool(count))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
