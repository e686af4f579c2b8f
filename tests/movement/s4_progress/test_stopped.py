"""What stopped no longer counts towards what is owed, and leaves its place to another."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from kheo.movement.models import Registration
from kheo.movement.s3_registration import access, behind, exports
from kheo.movement.s3_registration import actions as s3
from kheo.movement.s3_registration import queries as s3_queries
from kheo.movement.s3_registration.counts.short import units_short
from kheo.movement.s4_progress import actions
from kheo.movement.s4_progress.states import Standing
from tests.factories.registration import Office

AFTER = dt.datetime(2026, 3, 26, 2, tzinfo=dt.UTC)  # the morning after the deadline
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def office(db, noon):
    return Office()


def accepted(record, office):
    return s3.accept(record, by=office.clerk())


def stop(record, by):
    actions.note(record, by=by, day=MARCH, text="Không còn kinh phí", standing=Standing.STOPPED)
    return Registration.objects.get(pk=record.pk)


def on(record, by):
    actions.note(record, by=by, day=MARCH, text="Làm tiếp", standing=Standing.ON_TRACK)


def short(office):
    found = behind.people_short(office.division, office.round)
    return [(sheet.counted, sheet.owed) for sheet in found]


def test_a_person_whose_only_item_stopped_is_below_the_minimum_until_it_goes_on(office):
    owner = office.owner()
    item = accepted(office.sent(owner), office)
    assert short(office) == []

    stop(item, owner)
    assert short(office) == [(0, 1)]
    on(item, owner)
    assert short(office) == []


def test_another_item_makes_up_for_it_late_with_a_reason(office):
    owner = office.owner()
    item = stop(accepted(office.sent(owner), office), owner)
    other = office.item(owner, "Hẹn dân theo khung giờ")

    with time_machine.travel(AFTER, tick=False):
        with pytest.raises(ValidationError, match="Hạn nộp"):
            s3.send(item.sheet, by=owner)
        s3.send(item.sheet, by=owner, late_reason="Thay việc đã dừng")

    other.refresh_from_db()
    assert (other.late, short(office)) == (True, [])


def test_the_place_of_what_stopped_is_free_for_another(office):
    owner = office.owner()
    first = office.item(owner, "Việc một")
    for title in ("Việc hai", "Việc ba"):
        office.item(owner, title)
    s3.send(first.sheet, by=owner)
    with pytest.raises(ValidationError, match="Bạn đã có 03"):
        office.item(owner, "Việc bốn")

    first.refresh_from_db()
    stop(accepted(first, office), owner)

    assert office.item(owner, "Việc bốn").ordinal == 4
    with pytest.raises(ValidationError, match="Bạn đã có 03"):
        office.item(owner, "Việc năm")


def test_a_unit_whose_model_stopped_lacks_one_and_nobody_joins_it_any_more(office):
    office.round.movement.scope.set([office.division])
    head, worker = office.head(), office.owner()
    model = accepted(office.sent_model(head), office)
    assert list(units_short(office.agency.path, office.round)) == []

    stop(model, head)

    [unit] = units_short(office.agency.path, office.round)
    assert (unit.pk, unit.sent, unit.lacks) == (office.division.pk, 0, 1)
    clerk = office.clerk()
    waits = [row for rows in s3_queries.waiting_rows(clerk, office.round) for row in rows]
    assert {row["what"]: row["n"] for row in waits}["registration.short"] == 1
    assert list(access.models_to_join(worker)) == []


def test_the_consolidated_table_says_who_is_below_after_a_stop(office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)

    assert exports.few_words(*short(office)[0]) == "00/01, dưới tối thiểu"


def test_the_owners_page_says_that_another_is_lacking_and_where_to_write_it(client, office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)
    client.force_login(office.division.people.get(pk=owner.person_id).user)

    page = client.get(reverse("registration:mine", args=[office.round.pk]))

    assert (page.context["lacking"], page.context["stopped"], page.context["room"]) == (1, 1, 3)
    assert "01 nội dung đã dừng nên không tính vào số tối thiểu, còn thiếu 01." in " ".join(
        page.text.split()
    )
