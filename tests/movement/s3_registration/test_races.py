"""Two windows press at once, each on its own connection: one wins, nothing is doubled."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Copy, DayTally, Registration, Sheet, Tally
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.states import State
from tests.factories.registration import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


@pytest.fixture
def race(tmp_path):
    """Run acts together in threads of their own, then look; SQLite does so on a file, as in use."""
    database = connections.databases["default"]
    kept = database["NAME"]

    def on_file():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            path = str(tmp_path / "race.sqlite3")
            with sqlite3.connect(path) as target:
                connection.connection.backup(target)
                target.execute("PRAGMA journal_mode=WAL")
            target.close()
            database["NAME"] = path

    def run(*acts, look):
        on_file()
        start = Barrier(len(acts))

        def one(act):
            start.wait()
            return told(act)

        with ThreadPoolExecutor(len(acts)) as pool:
            said = list(pool.map(one, acts))
            return said, pool.submit(told, look).result()

    yield run
    database["NAME"] = kept


def told(act):
    """Return what *act* said: a value, or the kind of its refusal."""
    try:
        return act()
    except (ValidationError, StaleStateError) as refusal:
        return type(refusal)
    finally:
        connections.close_all()


def test_of_two_sendings_at_once_one_wins_and_nothing_is_doubled(race):
    office = Office()
    owner = office.owner()
    sheet = office.item(owner).sheet

    said, seen = race(
        *[lambda: actions.send(Sheet.objects.get(pk=sheet.pk), by=owner)] * 2,
        look=lambda: (
            Copy.objects.count(),
            DayTally.objects.get().people,
            Tally.objects.values_list("people", "items_submitted", "items_draft").get(),
        ),
    )

    assert sorted(map(str, said)) == sorted(map(str, [1, StaleStateError]))
    assert seen == (2, 1, (1, 1, 0))


def test_a_fourth_item_in_two_tabs_finds_no_place(race):
    office = Office()
    owner = office.owner()
    for n in range(2):
        office.item(owner, f"Nội dung {n}")

    said, seen = race(
        *[lambda: office.item(owner, "Nội dung nữa").ordinal] * 2,
        look=lambda: (
            list(Registration.objects.order_by("ordinal").values_list("ordinal", flat=True)),
            Tally.objects.get().items_draft,
        ),
    )

    assert sorted(map(str, said)) == sorted(map(str, [3, ValidationError]))
    assert seen == ([1, 2, 3], 3)


def test_a_first_item_in_two_tabs_makes_one_sheet(race):
    office = Office()
    owner = office.owner()

    said, seen = race(
        *[lambda: office.item(owner).ordinal] * 2,
        look=lambda: (Sheet.objects.count(), Tally.objects.get().items_draft),
    )

    assert (sorted(said), seen) == ([1, 2], (1, 2))


def test_of_two_who_accept_at_once_one_does(race):
    office = Office()
    item = office.sent(office.owner())
    clerk, head = office.clerk(), office.head()

    def accept(by):
        rows = Registration.objects.select_related("unit", "person", "round").filter(pk=item.pk)
        return lambda: actions.decide_many(rows, "accept", by=by).done

    said, seen = race(
        accept(clerk),
        accept(head),
        look=lambda: (
            Registration.objects.get().state,
            Tally.objects.values_list("items_submitted", "items_accepted").get(),
        ),
    )

    assert (sorted(said), seen) == ([0, 1], (State.ACCEPTED, (0, 1)))


def test_two_units_press_at_once_and_both_are_counted(race):
    office = Office()
    heads = [office.head(), office.head()]

    said, seen = race(
        *[
            lambda head=head: (
                actions.draft(
                    by=head, round_=office.round, subject=Subject.ITEM, facts=office.facts()
                ).ordinal
            )
            for head in heads
        ],
        look=lambda: Tally.objects.get().items_draft,
    )

    assert (said, seen) == ([1, 1], 2)
