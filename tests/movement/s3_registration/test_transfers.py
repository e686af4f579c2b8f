"""What somebody registered follows them to another unit, or stays, as the rule of the year says."""

import datetime as dt
import random
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit.models import Event
from kheo.kernel.search.models import Entry
from kheo.movement.models import (
    Copy,
    DayTally,
    Exemption,
    Registration,
    Review,
    ScoringTable,
    Sheet,
    Tally,
)
from kheo.movement.s1_directive.actions import close_year, decide_transfers
from kheo.movement.s1_directive.states import OnTransfer, Subject
from kheo.movement.s3_registration import actions, queries
from kheo.movement.s3_registration.behind import people_behind
from kheo.movement.s3_registration.counts.rules import short_sheets
from kheo.movement.s3_registration.states import State
from kheo.notices.models import Notice
from kheo.orgs import actions as people
from kheo.orgs import doors
from kheo.orgs.models import Person, Post, Transfer, Unit
from kheo.orgs.queries import last_transfer
from kheo.orgs.states import Kind, Power
from tests.factories import UnitFactory, actor_for, actor_in
from tests.movement.s3_registration.test_actions import AFTER
from tests.movement.s3_registration.test_tallies import REFUSALS, kept, live, one_act

FIRST = dt.date(2026, 1, 10)
TAKEN_BACK = 0.4


@pytest.fixture
def administrator(office):
    Unit.objects.update(staff=10)
    return actor_in(office.focal, Power.ADMINISTER, over=office.province)


@pytest.fixture
def launcher(office):
    return actor_in(office.focal, Power.LAUNCH, over=office.agency)


def transfer(person, to, administrator, on=FIRST):
    return people.transfer(person, by=administrator, to=to, on=on, title="Chuyên viên")


def table_of(office):
    return ScoringTable.objects.create(
        unit=office.agency, name="Bảng", subject="item", valid_from=FIRST
    )


def test_what_was_registered_follows_who_goes_to_another_unit(office, administrator):
    person = office.person()
    item = office.sent(actor_for(person))
    review = Review.objects.create(
        registration=item, round=office.round, table=table_of(office), path=item.unit.path
    )

    transfer(person, office.beside, administrator)

    item = Registration.objects.select_related("unit", "sheet__unit").get(pk=item.pk)
    review.refresh_from_db()
    path = office.beside.path
    assert (item.unit, item.sheet.unit, item.sheet.made_in) == (office.beside, office.beside, None)
    assert (item.sort_key[: len(path)], item.sheet.path, review.path) == (path, path, path)
    assert Entry.objects.get(kind="registration", object_id=item.pk).path == path
    assert Tally.objects.get(unit=office.beside).items_submitted == 1
    done = Event.objects.filter(verb__startswith="sheet.").order_by("pk")
    assert list(done.values_list("verb", "changes")) == [
        ("sheet.send", {}),
        ("sheet.follow", {"unit_id": [office.division.pk, office.beside.pk]}),
    ]


def test_copies_still_awaited_are_owed_to_the_new_unit_and_received_ones_lie_where_they_are(
    office, administrator
):
    agency = UnitFactory(path="001.002.", kind=Kind.AGENCY, parent=office.province, name="Sở Y tế")
    office.round.movement.scope.add(agency)
    person = office.person()
    sheet = office.sent(actor_for(person)).sheet
    actions.receive(
        Copy.objects.filter(sheet=sheet, number=1).select_related("sheet"), by=office.clerk()
    )

    transfer(person, agency, administrator)

    assert list(sheet.copies.values_list("number", "custodian")) == [
        (1, office.division.pk),
        (2, agency.pk),
    ]
    assert Tally.objects.get(unit=agency).copies_awaited == 1


@pytest.mark.parametrize(
    ("rule", "addressed", "said"),
    (
        (OnTransfer.STAY, True, "Ở lại Phòng Kinh tế ngành; người ấy vẫn làm tiếp được."),
        (
            OnTransfer.FOLLOW,
            False,
            "Ở lại Phòng Kinh tế ngành: phong trào không giao cho Sở Y tế.",
        ),
        (OnTransfer.FOLLOW, True, "Chuyển sang Sở Y tế, tính cho đơn vị mới."),
        (
            OnTransfer.CLOSE,
            True,
            "Khép lại ở Phòng Kinh tế ngành, vẫn giữ để đọc; không tính là đã đăng ký nữa.",
        ),
    ),
)
def test_what_is_said_before_a_transfer_is_what_happens(
    office, administrator, launcher, rule, addressed, said
):
    agency = UnitFactory(path="001.002.", kind=Kind.AGENCY, parent=office.province, name="Sở Y tế")
    if addressed:
        office.round.movement.scope.add(agency)
    decide_transfers(office.round, rule, by=launcher)
    person = office.person()
    item = office.sent(actor_for(person))

    [work] = doors.open_work(person, agency)
    transfer(person, agency, administrator)

    item.refresh_from_db()
    follows = said.startswith("Chuyển")
    assert (work.rule, work.fate) == (rule.label, said)
    assert work.what == "Tiết kiệm điện tại phòng làm việc (Đã gửi)"
    assert item.unit_id == (agency.pk if follows else office.division.pk)
    done = {"Chuyển": "sheet.follow", "Khép": "sheet.close"}.get(said.split()[0], "sheet.stay")
    assert Event.objects.filter(verb__startswith="sheet.").latest("pk").verb == done


@pytest.fixture
def closing(office, launcher):
    decide_transfers(office.round, OnTransfer.CLOSE, by=launcher)


def test_what_is_closed_is_kept_and_counts_no_more_and_the_new_unit_asks_anew(
    office, administrator, closing
):
    person = office.person()
    item = office.sent(actor_for(person))
    missing = queries.figures(office.round, "001.", Subject.ITEM)["people"]

    transfer(person, office.beside, administrator)

    item = Registration.objects.select_related("unit", "sheet").get(pk=item.pk)
    reason = "Người đăng ký chuyển từ Phòng Kinh tế ngành sang Phòng Nội chính."
    assert (item.state, item.unit, item.sheet.closed_reason) == (
        State.CLOSED,
        office.division,
        reason,
    )
    assert Event.objects.get(verb="registration.close").note == reason
    left = {name: n for name, n in kept(office.division).items() if n}
    assert (missing, left) == (1, {})
    assert person in people_behind(office.beside, office.round)
    assert list(short_sheets(office.round, Subject.ITEM)) == []
    again = office.sent(actor_for(Person.objects.get(pk=person.pk)))
    assert (again.unit, again.sheet_id == item.sheet_id) == (office.beside, False)
    assert person not in people_behind(office.beside, office.round)
    assert sum(DayTally.objects.values_list("people", flat=True)) == 1


def test_who_comes_after_the_closing_day_is_let_off_and_may_register_all_the_same(
    office, administrator, closing
):
    person = office.person()
    office.sent(actor_for(person))

    with time_machine.travel(AFTER, tick=False):
        transfer(person, office.beside, administrator)

        assert people_behind(office.beside, office.round) == []
        [exemption] = Exemption.objects.all()
        assert exemption.reason == (
            "Chuyển đến sau ngày hết hạn nộp; bản đăng ký ở Phòng Kinh tế ngành đã khép lại."
        )
        draft = office.item(actor_for(Person.objects.get(pk=person.pk)))
        actions.send(draft.sheet, by=actor_for(person), late_reason="Chuyển đơn vị")
    exemption.refresh_from_db()
    assert exemption.over is not None


def test_where_the_rule_closes_a_draft_follows_its_writer_and_what_is_reviewed_stays(
    office, administrator, closing
):
    writer, reviewed = office.person(), office.person()
    draft = office.item(actor_for(writer))
    item = office.sent(actor_for(reviewed))
    Review.objects.create(
        registration=item, round=office.round, table=table_of(office), path=item.unit.path
    )

    [work] = doors.open_work(reviewed, office.beside)
    for person in (writer, reviewed):
        transfer(person, office.beside, administrator)

    rows = Registration.objects.order_by("pk").values_list("pk", "unit", "state")
    assert list(rows) == [
        (draft.pk, office.beside.pk, State.DRAFT),
        (item.pk, office.division.pk, State.SUBMITTED),
    ]
    assert work.fate == "Ở lại Phòng Kinh tế ngành: đã đưa vào thẩm định, bình xét."


def test_the_owner_still_finds_what_was_closed(office, administrator, closing, client):
    person = office.person()
    item = office.sent(actor_for(person))
    transfer(person, office.beside, administrator)
    client.force_login(Person.objects.get(pk=person.pk).user)

    mine = client.get(f"/phong-trao/{office.round.pk}/dang-ky/cua-toi/").content.decode()
    page = client.get(f"/phong-trao/{office.round.pk}/dang-ky/{item.pk}/").content.decode()

    assert "Đã khép khi chuyển đơn vị" in mine
    assert "Người đăng ký chuyển từ Phòng Kinh tế ngành sang Phòng Nội chính." in page


def test_a_transfer_written_by_mistake_is_taken_back_with_all_it_did(
    office, administrator, closing
):
    person = office.person()
    item = office.sent(actor_for(person))
    old = office.division
    before = kept(old), list(Post.objects.order_by("pk").values("pk", "unit", "until"))
    staff = list(Unit.objects.order_by("pk").values_list("staff", flat=True))
    with time_machine.travel(AFTER, tick=False):
        transfer(person, office.beside, administrator)
        closed = kept(old)

        people.take_back(Transfer.objects.get(), by=administrator, note="Nhầm người")

    item.refresh_from_db()
    assert (closed["people"], item.state, item.unit) == (0, State.SUBMITTED, old)
    assert Sheet.objects.get().closed_at is None
    assert before == (kept(old), list(Post.objects.order_by("pk").values("pk", "unit", "until")))
    assert staff == list(Unit.objects.order_by("pk").values_list("staff", flat=True))
    assert Person.objects.get(pk=person.pk).unit == old
    assert Exemption.objects.filter(over=None).count() == 0
    assert Event.objects.get(verb="person.take_back").note == "Nhầm người"
    with pytest.raises(ValidationError, match="đã được chuyển, lấy lại hoặc cho nghỉ"):
        people.take_back(Transfer.objects.get(), by=administrator, note="Lần nữa")


def test_a_transfer_is_kept_once_something_new_was_written_after_it(office, administrator, closing):
    person = office.person()
    office.sent(actor_for(person))
    transfer(person, office.beside, administrator)
    office.item(actor_for(Person.objects.get(pk=person.pk)))

    with pytest.raises(ValidationError, match="đã viết bản đăng ký khác cho năm 2026"):
        people.take_back(Transfer.objects.get(), by=administrator, note="Nhầm")

    assert Person.objects.get(pk=person.pk).unit == office.beside
    assert Transfer.objects.get().undone_at is None


def test_only_who_may_move_somebody_takes_a_transfer_back_by_the_page(
    office, administrator, closing, client
):
    person = office.person()
    item = office.sent(actor_for(person))
    transfer(person, office.beside, administrator)
    address = f"/nguoi/{person.pk}/chuyen/lay-lai/"
    client.force_login(Person.objects.get(pk=administrator.person_id).user)

    shown = client.get(f"/phong-trao/{office.round.pk}/dang-ky/{item.pk}/").text
    offered = client.get(f"/nguoi/{person.pk}/chuyen/").text
    empty = client.post(address, {"note": ""})
    done = client.post(address, {"note": "Nhầm người"})
    again = client.get(address)

    assert ("chưa nhận" in shown, "In 2 bản" in shown) == (False, False)
    assert address in offered
    assert (empty.status_code, done.status_code, again.status_code) == (200, 302, 404)
    with pytest.raises(PermissionDenied):
        people.take_back(Transfer.objects.get(), by=actor_in(office.beside), note="Nhầm")


def test_a_closed_year_stays_where_it_was_told(office, administrator, launcher):
    person = office.person()
    item = office.sent(actor_for(person))
    close_year(office.round, by=launcher)

    transfer(person, office.beside, administrator)

    item.refresh_from_db()
    assert (item.unit_id, doors.open_work(person, office.focal)) == (office.division.pk, [])


def test_both_units_are_told_what_went_along(office, administrator):
    heads = [office.head(), actor_in(office.beside, Power.OVERSEE)]
    person = office.person()
    office.sent(actor_for(person))

    transfer(person, office.beside, administrator)

    told = Notice.objects.filter(text__startswith="Bản đăng ký năm 2026").order_by("person")
    assert {notice.person_id for notice in told} == {head.person_id for head in heads}
    assert {notice.text for notice in told} == {
        f"Bản đăng ký năm 2026 của {person} theo người từ Phòng Kinh tế ngành sang Phòng Nội chính."
    }


def test_the_rule_of_a_year_is_set_by_who_launches_and_leaves_a_trace(office, launcher):
    with pytest.raises(PermissionDenied, match="Chỉ đơn vị phát động"):
        decide_transfers(office.round, OnTransfer.STAY, by=office.clerk())

    decide_transfers(office.round, OnTransfer.STAY, by=launcher)
    decide_transfers(office.round, OnTransfer.STAY, by=launcher)

    assert list(Event.objects.values_list("verb", "changes")) == [
        ("round.transfers", {"on_transfer": ["follow", "stay"]})
    ]


@pytest.mark.parametrize("seed", range(3))
def test_tallies_equal_live_counts_after_random_transfers(office, administrator, launcher, seed):
    chance = random.Random(seed)
    owners = [office.owner(cell=chance.choice([None, office.cell])) for _ in range(3)]
    heads, clerk = [office.head()], office.clerk()
    away = UnitFactory(path="001.002.", kind=Kind.AGENCY, parent=office.province)
    units = [office.division, office.beside, office.focal, away]

    for n in range(24):
        decide_transfers(office.round, chance.choice(OnTransfer.values), by=launcher)
        with suppress(*REFUSALS):
            one_act(office, chance, owners, heads, clerk)
        person = Person.objects.get(pk=chance.choice(owners).person_id)
        with suppress(*REFUSALS):
            transfer(person, chance.choice(units), administrator, on=FIRST + dt.timedelta(n))
        if (last := last_transfer(person)) and chance.random() < TAKEN_BACK:
            with suppress(*REFUSALS):
                people.take_back(last, by=administrator, note="Ghi nhầm")

    for unit in units:
        assert kept(unit) == live(unit)
    for sheet in Sheet.objects.select_related("unit"):
        for row in Registration.objects.filter(sheet=sheet):
            assert (row.unit_id, sheet.path) == (sheet.unit_id, sheet.unit.path)
            assert row.sort_key.startswith(sheet.path)
