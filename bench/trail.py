"""Time the trail. Run: KHEO_VAR=… python -m bench.trail [--events 1000000] (after kheo demo).

Writes events in bulk, seals them, verifies them whole and with one altered byte, and tells what
the trail adds to a write of the application. What it writes stays: never run it on real data.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from itertools import batched, count

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model

import bench  # noqa: F401 starts Django
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import chain, guard, rows, sealing, trail
from kheo.kernel.audit.models import Event
from kheo.movement.models import Registration
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.states import State
from kheo.orgs import queries
from kheo.orgs.models import Person

COUNT = count(1)
VERBS = ("registration.submit", "registration.accept", "plan.send", "review.points")
WRITES = 400


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


def fill(wanted: int) -> None:
    """Write *count* events as the actions would: half with changes, some with a note."""
    started = time.perf_counter()
    kind = ContentType.objects.get_for_model(Person)
    for part in batched(_events(kind, wanted), 10_000, strict=False):
        Event.objects.bulk_create(part, batch_size=1_000)
    print(f"writing {wanted} events in bulk: {time.perf_counter() - started:.0f} s")


def _events(kind: ContentType, wanted: int) -> Iterator[Event]:
    for n in range(wanted):
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
    """Compare a real write, the change of a draft, with its event and without any."""
    drafts = Registration.objects.filter(state=State.DRAFT, person__posts__isnull=False)
    draft = drafts.select_related("round__movement", "person").first()
    if draft is None or draft.person is None:
        print("cost of a write: needs a draft of somebody with a post (kheo demo)")
        return
    by = queries.actor_of(draft.person.posts.all()[0])
    times: dict[str, list[float]] = {"with": [], "without": []}
    record = trail.record
    for _ in range(WRITES):
        for how, taken in times.items():  # in turn, so that a busy neighbour disturbs both
            if how == "without":  # the search is still told, as the trail tells it
                trail.record = _only_told  # type: ignore[assignment]
            try:
                started = time.perf_counter()
                _change(draft, by)
                taken.append(time.perf_counter() - started)
            finally:
                trail.record = record
    now, then = (statistics.median(seconds) for seconds in times.values())
    print(
        f"a changed draft, to commit: {1000 * now:.2f} ms with the trail, {1000 * then:.2f} without"
        f" ({100 * (now / then - 1):+.1f} %, medians of {WRITES})"
    )


def _only_told(_verb: str, subject: Model, **_facts: object) -> None:
    trail._recorded(subject)  # noqa: SLF001 the hook, without the event


def _change(draft: Registration, by: Actor) -> None:
    facts = {
        "title": f"Nội dung để đo {next(COUNT)}", "duty": "Nhiệm vụ để đo", "method": "Cách làm",
        "target": "Mục tiêu", "result": "Kết quả", "criteria": (), "due_on": None,
    }  # fmt: skip
    actions.change(draft, by=by, facts=facts)


if __name__ == "__main__":
    main()
