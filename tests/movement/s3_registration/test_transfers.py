"""What somebody registered follows them to another unit, or stays, as the rule of the year says."""

import datetime as dt
import random
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied

from kheo.kernel.audit.models import Event
from kheo.kernel.search.models import Entry
from kheo.movement.models import Copy, Registration, Review, ScoringTable, Sheet, Tally
from kheo.movement.s1_directive.actions import close_year, decide_transfers
from kheo.movement.s1_directive.states import OnTransfer
from kheo.movement.s3_registration import actions
from kheo.notices.models import Notice
from kheo.orgs import actions as people
from kheo.orgs import doors
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Power
from tests.factories import UnitFactory, actor_for, actor_in
from tests.movement.s3_registration.test_tallies import REFUSALS, kept, live, one_act

FIRST = dt.date(2026, 1, 10)


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
    assert Event.objects.latest("pk").verb == ("sheet.follow" if follows else "sheet.stay")


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

    for unit in units:
        assert kept(unit) == live(unit)
    for sheet in Sheet.objects.select_related("unit"):
        for row in Registration.objects.filter(sheet=sheet):
            assert (row.unit_id, sheet.path) == (sheet.unit_id, sheet.unit.path)
            assert row.sort_key.startswith(sheet.path)
