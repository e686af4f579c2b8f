"""What stopped no longer counts towards what is owed, and leaves its place to another."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from kheo.accounts.models import User
from kheo.movement.models import Registration
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration import access, behind, exports
from kheo.movement.s3_registration import actions as s3
from kheo.movement.s3_registration import queries as s3_queries
from kheo.movement.s3_registration.counts.reached import reached
from kheo.movement.s3_registration.counts.short import units_short
from kheo.movement.s4_progress import actions, queries
from kheo.movement.s4_progress.states import Standing
from kheo.notices.models import Notice
from kheo.orgs.models import Unit
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
    found = behind.people_stopped(office.division, office.round)
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
    assert waits(clerk, office)["registration.short"] == 1
    assert list(access.models_to_join(worker)) == []


def test_the_consolidated_table_says_who_is_below_after_a_stop(office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)

    assert exports.few_words(*short(office)[0]) == "00/01, dưới tối thiểu"


def waits(by, office):
    rows = [row for rows in s3_queries.waiting_rows(by, office.round) for row in rows]
    return {row["what"]: row["n"] for row in rows if row["n"]}


def registered(office):
    [row] = s3_queries.stepper_row(office.clerk(), office.round)
    return row["done"], row["total"], row["late"]


def minimum_reached(office):
    here = Q(sort_key__startswith=office.division.path)
    return reached(office.round, here)["people_minimum"]


def test_whose_work_stopped_is_short_wherever_people_are_counted_and_resuming_takes_it_back(office):
    owner, clerk = office.owner(), office.clerk()
    item = accepted(office.sent(owner), office)
    Unit.objects.filter(pk=office.division.pk).update(staff=1)
    for change, expected in (
        (lambda: None, ({}, {}, [], (1, 1, 0), 1, False)),
        (
            lambda: stop(item, owner),
            (
                {"registration.again": 1},
                {"registration.stopped": 1},
                [(office.division.pk, 0, 1, 0)],
                (0, 1, 0),
                0,
                True,
            ),
        ),
        (lambda: on(item, owner), ({}, {}, [], (1, 1, 0), 1, False)),
    ):
        change()
        units = behind.units_behind(office.agency.path, office.round)
        own, watching = waits(owner, office), waits(clerk, office)
        found = (
            own,
            {
                what: n
                for what, n in watching.items()
                if what in {"registration.stopped", "registration.missing"}
            },
            [(u.pk, u.behind, u.stopped, u.few) for u in units],
            registered(office),
            minimum_reached(office),
            queries.behind(clerk, office.round, MilestoneKind.REGISTRATION).exists(),
        )
        assert found == expected


def test_past_the_day_whose_work_stopped_is_late_until_another_is_sent(office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)
    Unit.objects.filter(pk=office.division.pk).update(staff=1)

    with time_machine.travel(AFTER, tick=False):
        assert registered(office) == (0, 1, 1)
        office.item(owner, "Hẹn dân theo khung giờ")
        s3.send(
            Registration.objects.get(title="Hẹn dân theo khung giờ").sheet,
            by=owner,
            late_reason="Thay",
        )
        assert registered(office) == (1, 1, 0)


def test_a_reminder_asks_for_another_instead_of_what_stopped(office):
    owner, silent = office.owner(), office.person()
    stop(accepted(office.sent(owner), office), owner)

    told = actions.remind(
        office.round, [office.division], MilestoneKind.REGISTRATION, by=office.clerk()
    )

    assert told.people == 2
    said = dict(Notice.objects.filter(url__endswith="cua-toi/").values_list("person", "text"))
    assert said[owner.person_id] == (
        "Việc bạn đăng ký năm 2026 đã dừng nên còn thiếu so với tối thiểu. Mời đăng ký việc khác thay."
    )
    assert said[silent.pk].startswith("Bạn chưa nộp bản đăng ký năm 2026.")


def test_the_page_of_who_is_missing_shows_the_stopped_as_a_kind_of_their_own(client, office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)
    Unit.objects.filter(pk=office.division.pk).update(staff=1)
    client.force_login(User.objects.get(pk=office.clerk().user_id))
    url = reverse("registration:stopped", args=[office.round.pk])

    page = client.get(url)
    unit = client.get(url, {"don-vi": office.division.pk})

    assert [(u.name, u.stopped) for u in page.context["page"].rows] == [("Phòng Kinh tế ngành", 1)]
    assert [s.person_id for s in unit.context["stopped"]] == [owner.person_id]
    assert "Đã dừng, còn thiếu" in unit.text


def test_the_owners_page_says_that_another_is_lacking_and_where_to_write_it(client, office):
    owner = office.owner()
    stop(accepted(office.sent(owner), office), owner)
    client.force_login(office.division.people.get(pk=owner.person_id).user)

    page = client.get(reverse("registration:mine", args=[office.round.pk]))

    assert (page.context["lacking"], page.context["stopped"], page.context["room"]) == (1, 1, 3)
    assert "01 nội dung đã dừng nên không tính vào số tối thiểu, còn thiếu 01." in " ".join(
        page.text.split()
    )
