"""Time the trail. Run: KHEO_VAR=… python -m bench.trail [--events 1000000] (an empty database).

Writes events in bulk, seals them, verifies them whole and with one altered byte, and tells what
the trail adds to a write of the application. It empties what it wrote: never run it on real data.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from itertools import batched

import bench  # noqa: F401 starts Django
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import chain, guard, rows, sealing, trail
from kheo.kernel.audit.models import Event
from kheo.notices.models import Notice
from kheo.orgs.models import Person

BY = Actor.system("Đo vết")
VERBS = ("registration.submit", "registration.accept", "plan.send", "review.points")
ROUNDS, SIZE = 40, 50


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--events", type=int, default=1_000_000)
    wanted = options.parse_args().events
    if Event.objects.count() < wanted:
        fill(wanted - Event.objects.count())
    started = time.perf_counter()
    made = sealing.seal_all()
    print(f"sealing: {made} seals in {time.perf_counter() - started:.1f} s")
    report("whole")
    middle = Event.objects.order_by("pk")[wanted // 2].pk
    change = "UPDATE audit_event SET note = %s WHERE id = %s"
    with guard.lifted(), connection.cursor() as cursor:
        note = Event.objects.get(pk=middle).note
        cursor.execute(change, [f"{note[:-1]}x", middle])
    report("one byte altered")
    with guard.lifted(), connection.cursor() as cursor:
        cursor.execute(change, [note, middle])
    cost()


def fill(count: int) -> None:
    """Write *count* events as the actions would: half with changes, some with a note."""
    started = time.perf_counter()
    kind = ContentType.objects.get_for_model(Person)
    for part in batched(_events(kind, count), 10_000):
        Event.objects.bulk_create(part, batch_size=1_000)
    print(f"writing {count} events in bulk: {time.perf_counter() - started:.0f} s")


def _events(kind: ContentType, count: int) -> Iterator[Event]:
    for n in range(count):
        changes = {"state": ["draft", "submitted"], "late": [False, n % 7 == 0]} if n % 2 else {}
        yield Event(
            at=clock.now(),
            verb=VERBS[n % len(VERBS)],
            actor_name="Lò Thị Mẫu",
            capacity="Chuyên viên, Văn phòng Ủy ban nhân dân tỉnh",
            subject_type=kind,
            subject_id=n % 50_000 + 1,
            subject_name=f"Vận động nhân dân làm đường thôn bản, đoạn số {n % 50_000}",
            changes=changes,
            note=f"Ghi rõ chỉ tiêu đo được, lần {n}",
        )


def report(what: str) -> None:
    started = time.perf_counter()
    verifier = chain.Verifier(rows.seals, rows.events(), now=clock.now())
    lines, faults = chain.told(verifier)
    took = time.perf_counter() - started
    print(f"verify, {what}: {verifier.counted} events, {faults} faults, {took:.1f} s. {lines[0]}")


def cost() -> None:
    """Compare a write with its event, with and without the hash and the triggers."""
    person = Person.objects.first()
    if person is None:
        print("cost of a write: needs a person (kheo demo)")
        return

    def write() -> None:
        for _ in range(SIZE):
            with transaction.atomic():
                Notice.objects.create(person=person, text="Đo", url="/", sent_at=clock.now())
                trail.record("notice.send", person, by=BY, changes={"state": ["a", "b"]}, note="Đo")

    sealed: list[float] = []
    bare: list[float] = []
    stamp = Event.stamp
    for _ in range(ROUNDS):
        sealed.append(_seconds(write))
        Event.stamp = lambda _event: None  # type: ignore[method-assign]  # the trail as it was
        with guard.lifted():
            bare.append(_seconds(write))
        Event.stamp = stamp  # type: ignore[method-assign]  # and as it is
    now, then = statistics.median(sealed), statistics.median(bare)
    each = 1000 / SIZE
    print(
        f"a write with its event: {now * each:.3f} ms, without hash and triggers {then * each:.3f} ms"
        f" ({100 * (now / then - 1):+.1f} %)"
    )


def _seconds(act) -> float:  # noqa: ANN001 any act
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
