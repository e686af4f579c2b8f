"""Two records of one person are pointed out and become one: nothing is lost."""

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit.models import Event
from kheo.kernel.workflow.advance import StaleStateError
from kheo.notices.models import Notice
from kheo.orgs import actions, directory, past
from kheo.orgs.actions.marking import mark_all
from kheo.orgs.actions.merging import merge
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Power
from tests.conftest import NOON
from tests.factories import (
    PersonFactory,
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
    UserFactory,
    actor_in,
)
from tests.orgs.test_people import identity
from tests.orgs.test_people_pages import at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def pair(division):
    kept = PersonFactory(unit=division, full_name="Lò Thị Thanh", code="CC1", born_in=1990)
    gone = PostFactory(
        unit=division, person__full_name="Lò Thị Thành", person__code="CC2", person__born_in=1990,
        person__born_on=dt.date(1990, 5, 2), person__phone="0912345678",
    ).person  # fmt: skip
    Unit.objects.filter(pk=division.pk).update(staff=2)
    return kept, gone


def test_doubles_stand_side_by_side_in_the_order_of_names(administrator, division, pair):
    PersonFactory(unit=division, full_name="Hà Văn Toàn")
    PersonFactory(unit=UnitFactory(), full_name="Lò Thị Thanh", born_in=1990)

    found = directory.pairs(administrator).order_by("sort_key")

    assert [(one.code, [two.code for two in twins]) for one, twins in directory.with_twins(
        administrator, list(found)
    )] == [("CC1", ["CC2"]), ("CC2", ["CC1"])]  # fmt: skip


def test_everything_of_the_second_passes_to_the_first(administrator, division, pair):
    kept, gone = pair
    post, user = gone.posts.get(), gone.user
    registration = RegistrationFactory(sheet=SheetFactory(person=gone, unit=division))
    Notice.objects.create(person=gone, text="Xin chào", url="/", sender="", sent_at=NOON)
    Person.objects.filter(pk=gone.pk).update(unread=1)

    merge(kept, gone, by=administrator, take=["born", "phone"], note="Đã so căn cước")

    for one in (kept, gone, post, registration, division):
        one.refresh_from_db()
    assert (post.person, registration.person, registration.sheet.person) == (kept, kept, kept)
    assert kept.name_key in registration.sort_key
    assert (kept.born_on, kept.phone, kept.full_name) == (
        dt.date(1990, 5, 2), "0912345678", "Lò Thị Thanh",
    )  # fmt: skip
    assert (kept.user, kept.unread) == (user, 2)  # the merging itself is told of
    assert (gone.active, gone.merged_into, gone.user, division.staff) == (False, kept, None, 1)
    assert set(Event.objects.values_list("verb", "note")) == {
        ("person.merge", "Đã so căn cước"),
        ("person.merged", "Đã so căn cước"),
    }


def test_of_two_accounts_the_second_is_closed(administrator, pair):
    kept, gone = pair
    Person.objects.filter(pk=kept.pk).update(user=UserFactory())

    merge(kept, gone, by=administrator, take=[], note="Đã so căn cước")

    gone.user.refresh_from_db()
    assert not gone.user.is_active


def test_of_two_who_merge_the_same_pair_at_once_the_second_is_told(administrator, pair):
    kept, gone = pair
    merge(kept, gone, by=administrator, take=[], note="Đã so")

    with pytest.raises(StaleStateError):
        merge(kept, gone, by=administrator, take=[], note="Đã so")


def test_two_sheets_of_one_year_are_not_made_one(administrator, division, pair):
    round_ = RoundFactory()
    for person in pair:
        SheetFactory(person=person, unit=division, round=round_)

    with pytest.raises(ValidationError, match="bản đăng ký của một năm"):
        merge(*pair, by=administrator, take=[], note="x")

    assert Person.objects.filter(merged_into=None, code__in=["CC1", "CC2"]).count() == 2


def test_nobody_hands_on_powers_they_could_not_give(province, agency, pair):
    kept, gone = pair
    by = actor_in(agency, Power.ADMINISTER)
    PostFactory(person=gone, unit=agency, over=province, powers=[Power.COMMEND])

    with pytest.raises(PermissionDenied, match="ngoài phạm vi"):
        merge(kept, gone, by=by, take=[], note="x")
    with pytest.raises(PermissionDenied, match="chính mình"):
        merge(kept, Person.objects.get(pk=by.person_id), by=by, take=[], note="x")
    with pytest.raises(PermissionDenied, match="cùng một bản ghi"):
        merge(kept, kept, by=actor_in(province, Power.ADMINISTER), take=[], note="x")


def test_a_name_put_right_moves_the_registrations_in_their_list(administrator, division):
    person = PersonFactory(unit=division)
    registration = RegistrationFactory(sheet=SheetFactory(person=person, unit=division))

    actions.change_person(person, by=administrator, who=identity())

    registration.refresh_from_db()
    assert person.name_key in registration.sort_key


@pytest.mark.usefixtures("signed")
def test_the_pages_show_what_would_pass_and_join_the_two(client, pair):
    kept, gone = pair
    assert "CC2" in words(client.get(at("doubles")))
    preview = words(client.get(at("merge", kept.pk, gone.pk)))
    assert "Chuyển sang CC1: 1 chức vụ, 0 bản ghi khác" in preview

    client.post(
        at("merge", kept.pk, gone.pk),
        {"full_name": "kept", "born": "gone", "phone": "gone", "note": "Đã so"},
    )

    gone.refresh_from_db()
    assert gone.merged_into == kept


@pytest.mark.usefixtures("signed")
def test_two_plainly_different_people_are_warned_of_before_they_are_merged(client, pair, division):
    kept, gone = pair
    other = PersonFactory(unit=division, full_name="Đỗ Công Sơn", born_in=1980, phone="")

    notes = [words(client.get(at("merge", kept.pk, one.pk))) for one in (gone, other)]

    said = "Hai bản ghi khác họ tên hoặc ngày sinh, cũng không chung điện thoại: xem kỹ đã."
    assert [said in note for note in notes] == [False, True]


@pytest.mark.usefixtures("signed")
def test_each_of_two_merged_records_leads_to_the_other_and_no_warning_is_left(client, pair):
    kept, gone = pair
    press = {"full_name": "kept", "born": "gone", "phone": "gone", "note": "Đã so"}
    client.post(at("merge", kept.pk, gone.pk), press)

    again = client.post(at("merge", kept.pk, gone.pk), press, follow=True)
    pages = [words(client.get(at("person", one.pk))) for one in pair]

    assert again.redirect_chain == [(at("person", kept.pk), 302)]
    assert "CC2 đã gộp vào CC1 từ trước" in words(again)
    links = [f'<a href="{at("person", one.pk)}" >' for one in (gone, kept)]
    assert ["Có thể là cùng một người" in page for page in pages] == [False, False]
    assert "Đã gộp vào đây:" in pages[0]
    assert "Bản ghi này đã gộp vào bản ghi khác:" in pages[1]
    assert [one.about for one in past.done_to(kept)] == ["Bản ghi được gộp: CC2."]
    assert [one.about for one in past.done_to(gone)] == ["Bản ghi được giữ: CC1."]
    assert [f"{link}Bản ghi được" in page for link, page in zip(links, pages, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.usefixtures("signed")
def test_the_list_of_doubles_asks_the_same_number_of_queries(
    client, division, django_assert_num_queries, count
):
    for n in range(count):
        for _two in range(2):
            PersonFactory(unit=division, full_name=f"Lò Thị Thanh {n}")
    client.get(at("doubles"))

    with django_assert_num_queries(5):  # session, user, post, rows, twins
        response = client.get(at("doubles"))

    assert len(response.context["pairs"]) == 2 * count


@pytest.mark.usefixtures("signed")
def test_a_transfer_is_shown_with_each_open_item_its_rule_and_its_fate_before_it_is_written(
    client, agency, division
):
    person = PostFactory(unit=division).person
    RegistrationFactory(
        sheet=SheetFactory(person=person, unit=division), title="Cấp giấy trong ngày"
    )
    data = {"to": agency.name, "title": "Văn thư", "on": "01/10/2025"}

    page = words(client.post(at("transfer", person.pk), data))

    person.refresh_from_db()
    assert person.unit == division
    for said in (
        "Cấp giấy trong ngày (Bản nháp)",
        "Theo người sang đơn vị mới",
        "Chuyển sang Sở Nội vụ, tính cho đơn vị mới.",
        'value="Văn thư"',
    ):
        assert said in page


@pytest.mark.parametrize("facts", ({"phone": "0912345678"}, {"born_on": None}))
def test_who_may_be_a_double_is_marked_as_people_are_written(division, administrator, facts):
    first = PersonFactory(unit=division, full_name="Lò Thị Hoa", phone="0912345678", alike=False)
    others = PersonFactory.create_batch(2, unit=division, born_in=1970, alike=False)
    Person.objects.exclude(unit=division).update(alike=False)
    who = identity(full_name="Lo Thi Hoa", code="B1", born_in=first.born_in, **facts)
    place = actions.Place(title="Chuyên viên", since=NOON.date())

    second = actions.add_person(division, by=administrator, who=who, place=place, double=True)

    assert set(Person.objects.filter(alike=True)) == {first, second}
    assert (mark_all(by=administrator), {p.alike for p in others}) == (2, {False})
    actions.change_person(
        second,
        by=administrator,
        who=dataclasses.replace(who, full_name="Giàng A Páo", phone="", born_in=1999),
    )
    assert (second.alike, mark_all(by=administrator)) == (False, 0)
    assert not directory.pairs(administrator).exists()
