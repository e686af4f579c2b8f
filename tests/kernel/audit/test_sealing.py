"""Each event is under exactly one seal, and nobody waits for it."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, connections, transaction

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import chain, guard, rows, sealing, trail
from kheo.kernel.audit.models import Event, Seal

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer"
)


def covered(seal):
    return [n for n in chain._covered(seal.form) if n >= Event.objects.earliest("pk").pk]


def of(kind):
    return [covered(seal) for seal in Seal.objects.filter(kind=kind)]


def faults():
    return list(chain.Verifier(rows.seals, rows.events(), now=clock.now()).faults())


def test_a_batch_covers_what_was_written_since_the_last(write):
    first = write(2)
    sealing.seal_all()
    second = write(1)

    assert sealing.seal_all() == 1

    assert of("batch") == [first, second]
    assert Seal.objects.get(pk=2).previous == Seal.objects.get(pk=1).digest
    assert sealing.seal_all() == 0


def test_a_batch_has_a_bound(write, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    numbers = write(5)

    assert sealing.seal_all() == 3

    assert of("batch") == [numbers[:2], numbers[2:4], numbers[4:]]


def test_a_day_is_sealed_once_it_is_over(write):
    with time_machine.travel(NOON):
        write(2)
        sealing.seal_all()
        write(1)
        sealing.seal_all()
        assert sealing.seal_all() == 0
    with time_machine.travel(NOON + dt.timedelta(hours=13)):  # one in the morning in Việt Nam
        assert [sealing.seal_all(), sealing.seal_all()] == [1, 0]

        day = Seal.objects.get(kind="day")

        assert (day.number, day.day, day.count) == (3, dt.date(2026, 3, 20), 3)
        assert faults() == []


def test_a_day_nobody_worked_has_no_seal(write):
    with time_machine.travel(NOON):
        write(1)
        sealing.seal_all()
    with time_machine.travel(NOON + dt.timedelta(days=9)):
        write(1)
        sealing.seal_all()

    assert list(Seal.objects.values_list("kind", "day")) == [
        ("batch", dt.date(2026, 3, 20)),
        ("day", dt.date(2026, 3, 20)),
        ("batch", dt.date(2026, 3, 29)),
    ]


def test_a_clock_set_back_opens_no_closed_day(write):
    with time_machine.travel(NOON):
        write(1)
        sealing.seal_all()
    with time_machine.travel(NOON - dt.timedelta(days=2)):
        write(1)
        sealing.seal_all()
    with time_machine.travel(NOON + dt.timedelta(days=1)):
        sealing.seal_all()

        assert [seal.day.day for seal in Seal.objects.all()] == [20, 20, 20]
        assert faults() == []


def test_a_hole_that_fills_is_sealed_late_and_once(write):
    [hole, later] = [write(1)[0] for _ in range(2)]
    event = Event.objects.get(pk=hole)
    with guard.lifted():
        Event.objects.filter(pk=hole)._raw_delete("default")
    sealing.seal_all()
    event._state.adding = True
    event.save(force_insert=True)

    made = [sealing.seal_all(), sealing.seal_all()]

    assert (made, of("batch"), of("late")) == ([1, 0], [[later]], [[hole]])
    assert faults() == []


@on_postgresql
def test_what_a_slow_writer_still_holds_back_waits_for_it(write, unit):
    begun, go_on = threading.Event(), threading.Event()
    by = Actor.system("Chậm")
    slow = threading.Thread(target=_write_slowly, args=(unit, by, begun, go_on))
    slow.start()
    begun.wait(60)
    fast = write(1)

    waiting = sealing.seal_all()
    go_on.set()
    slow.join()

    assert (waiting, sealing.seal_all()) == (0, 1)
    assert of("batch") == [[fast[0] - 1, fast[0]]]


@on_postgresql
def test_a_writer_slower_than_a_minute_is_sealed_late(write, unit):
    begun, go_on = threading.Event(), threading.Event()
    by = Actor.system("Chậm")
    slow = threading.Thread(target=_write_slowly, args=(unit, by, begun, go_on))
    slow.start()
    begun.wait(60)
    fast = write(1)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=2)):
        sealing.seal_all()
        go_on.set()
        slow.join()
        sealing.seal_all()

        assert (of("batch"), of("late")) == ([fast], [[fast[0] - 1]])
        assert faults() == []


def _write_slowly(unit, by, begun, go_on):
    try:
        with transaction.atomic():
            trail.record("unit.look", unit, by=by)
            begun.set()
            go_on.wait(60)
    finally:
        connections.close_all()


@on_postgresql
def test_what_was_rolled_back_holds_nobody_up(write, unit):
    before = write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    after = write(1)

    assert sealing.seal_all() == 1

    assert (of("batch"), Seal.objects.get().holes[-1]) == ([before + after], [before[0] + 1] * 2)


def test_of_two_sealers_at_once_one_is_refused_and_nothing_is_sealed_twice(write):
    first = write(3)
    sealing.seal_all()
    second = write(1)

    with pytest.raises(IntegrityError):
        sealing._seal_batch(None)  # it saw no seal, and the other was faster
    sealing.seal_all()

    assert of("batch") == [first, second]
