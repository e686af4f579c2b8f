"""People are added, moved, let go; posts are given, powers too; each refused in words where it must be."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from kheo.kernel.audit.models import Event
from kheo.notices.models import Notice
from kheo.orgs import access, actions, directory, gaps, past, queries
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Kind, Power, Sex, Staff
from tests.factories import (
    PersonFactory,
    PostFactory,
    SheetFactory,
    UnitFactory,
    actor_for,
    actor_in,
)
from tests.orgs.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
JULY = dt.date(2025, 7, 1)


def identity(**changes):
    return actions.Identity(
        **{
            "full_name": "Lò Thị Thanh",
            "code": "CC001",
            "staff": Staff.CIVIL_SERVANT,
            "sex": Sex.FEMALE,
            "born_in": 1990,
        }
        | changes
    )


def place(**changes):
    return actions.Place(**{"title": "Chuyên viên", "since": JULY} | changes)


def refused(error):
    return error.value.message_dict if hasattr(error.value, "error_dict") else error.value.messages


@pytest.fixture
def person(division):
    Unit.objects.filter(pk=division.pk).update(staff=1)
    return PostFactory(unit=division, person__full_name="Lò Thị Thanh").person


def test_a_person_is_added_with_a_first_post(division, administrator):
    person = actions.add_person(division, by=administrator, who=identity(), place=place())

    division.refresh_from_db()
    assert (division.staff, person.folded) == (1, "lo thi thanh")
    assert [post.title for post in queries.posts_ever(person)] == ["Chuyên viên"]
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "person.add",
        "post.give",
    ]


@pytest.mark.parametrize(
    ("who", "where", "field"),
    (
        ({"code": "MAU"}, {}, "code"),
        ({"born_on": dt.date(1991, 1, 2)}, {}, "born_on"),
        ({}, {"since": dt.date(2019, 1, 1)}, "since"),
        ({}, {"since": dt.date(2026, 4, 1)}, "since"),
        ({}, {"is_head": True}, "is_head"),
    ),
)
def test_what_cannot_be_is_refused_and_nobody_is_added(division, administrator, who, where, field):
    PersonFactory(code="MAU", full_name="Ai Đó")
    PostFactory(unit=division, is_head=True)
    before = Person.objects.count()

    with pytest.raises(ValidationError) as error:
        actions.add_person(division, by=administrator, who=identity(**who), place=place(**where))

    assert list(refused(error)) == [field]
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    ("known", "new"),
    (
        ({"born_in": 1990}, {}),
        ({"born_in": 1990, "born_on": dt.date(1990, 5, 1)}, {"born_on": dt.date(1990, 5, 1)}),
        ({"full_name": "Ai Khác", "phone": "0912345678"}, {"phone": "0912345678"}),
    ),
)
def test_a_likely_double_is_added_only_when_it_is_meant(division, administrator, known, new):
    PersonFactory(unit=division, **{"full_name": "LÒ THỊ THANH", "born_in": 1970} | known)

    with pytest.raises(ValidationError) as error:
        actions.add_person(division, by=administrator, who=identity(**new), place=place())
    assert "Có thể trùng với" in refused(error)[0]

    actions.add_person(division, by=administrator, who=identity(**new), place=place(), double=True)


def test_namesakes_born_on_other_days_are_two_people(division, administrator):
    PersonFactory(full_name="Lò Thị Thanh", born_in=1990, born_on=dt.date(1990, 5, 1))
    who = identity(born_on=dt.date(1990, 6, 1))

    person = actions.add_person(division, by=administrator, who=who, place=place())

    assert list(directory.doubles(person)) == []


def test_a_person_put_right_sorts_and_is_found_by_the_new_name(person, administrator):
    who = identity(full_name="Lò Thị Đào", code=person.code, born_in=person.born_in)

    actions.change_person(person, by=administrator, who=who)

    assert list(directory.people(administrator, "dao")) == [person]
    assert list(directory.people(administrator, "thanh")) == []


def test_a_list_runs_by_given_name_then_by_family_name(division, administrator):
    names = ["Vũ Thị Dung", "Lê Anh Dũng", "Đỗ Văn An", "Bùi Thị Dung", "Lò Văn Đông"]
    for name in names:
        PersonFactory(full_name=name, unit=division)
    order = directory.people(administrator).exclude(pk=administrator.person_id)

    assert [p.full_name for p in order.order_by("sort_key") if p.full_name in names] == [
        "Đỗ Văn An", "Bùi Thị Dung", "Vũ Thị Dung", "Lê Anh Dũng", "Lò Văn Đông",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ("lo thanh", "THANH", "Lò Thị", "cb9", "CB9", "0912.345.678", "+84 912 345 678")
)
def test_somebody_is_found_by_folded_name_code_or_phone(division, administrator, words):
    person = PersonFactory(unit=division, full_name="Lò Thị Thanh", code="CB9", phone="0912345678")

    assert list(directory.people(administrator, words)) == [person]


def test_a_transfer_moves_the_person_and_what_they_have_open(person, agency, administrator):
    old = person.unit
    sheet = SheetFactory(person=person)
    other = UnitFactory(path="001.001.002.", parent=agency, name="Phòng Văn thư")
    head = PostFactory(unit=other, is_head=True).person

    actions.transfer(person, by=administrator, to=other, on=JULY, title="Văn thư")

    person.refresh_from_db()
    sheet.refresh_from_db()
    assert (person.unit, sheet.unit) == (other, other)
    assert [(p.unit, p.since, p.until) for p in queries.posts_ever(person)] == [
        (other, JULY, None),
        (old, dt.date(2020, 1, 1), JULY),
    ]
    assert [Unit.objects.get(pk=u.pk).staff for u in (old, other)] == [0, 1]
    assert {n.person for n in Notice.objects.all()} == {person, head}


def test_the_history_of_a_transfer_says_from_where_to_where_and_from_what_day(
    person, agency, administrator
):
    other = UnitFactory(path="001.001.002.", parent=agency, name="Phòng Văn thư")
    old = person.unit
    actions.transfer(person, by=administrator, to=other, on=JULY, title="Văn thư", note="12/QĐ")
    person.refresh_from_db()
    actions.take_back(queries.last_transfer(person), by=administrator, note="Nhầm")

    told = [(one.what, one.about, one.note) for one in past.done_to(person)]

    assert told == [
        ("Lấy lại việc chuyển", f"Từ Phòng Văn thư về {old}.", "Nhầm"),
        ("Chuyển đơn vị", f"Từ {old} đến Phòng Văn thư, từ ngày 01/7/2025.", "12/QĐ"),
    ]


def test_a_post_elsewhere_outlasts_a_transfer(person, agency, administrator):
    council = PostFactory(person=person, unit=agency, title="Thành viên hội đồng")
    other = UnitFactory(path="001.001.002.", parent=agency)

    actions.transfer(person, by=administrator, to=other, on=JULY, title="Văn thư")

    council.refresh_from_db()
    assert council.until is None


@pytest.mark.parametrize("on", (dt.date(2020, 1, 1), dt.date(2019, 5, 1), dt.date(2026, 3, 21)))
def test_a_transfer_on_an_impossible_day_changes_nothing(person, agency, administrator, on):
    with pytest.raises(ValidationError) as error:
        actions.transfer(person, by=administrator, to=agency, on=on, title="Văn thư")

    assert list(refused(error)) == ["on"]
    person.refresh_from_db()
    assert person.unit != agency


def test_who_left_works_again_with_what_they_did(person, agency, division, administrator):
    actions.leave(person, by=administrator, on=JULY, note="QĐ 5/QĐ-SNV")
    before = {unit.pk: unit.staff for unit in Unit.objects.all()}
    person.refresh_from_db()

    actions.rejoin(person, by=administrator, to=agency, title="Văn thư", on=TODAY)

    person.refresh_from_db()
    after = {unit.pk: unit.staff for unit in Unit.objects.all()}
    assert (person.active, person.unit) == (True, agency)
    assert [post.title for post in queries.posts_ever(person) if not post.until] == ["Văn thư"]
    assert {pk: n - before[pk] for pk, n in after.items() if n != before[pk]} == {agency.pk: 1}
    assert Event.objects.filter(verb="person.rejoin").count() == 1


@pytest.mark.parametrize("on", (dt.date(2025, 6, 30), dt.date(2026, 3, 21)))
def test_nobody_works_again_before_they_left_or_tomorrow(person, agency, administrator, on):
    actions.leave(person, by=administrator, on=JULY, note="QĐ 5/QĐ-SNV")
    person.refresh_from_db()

    with pytest.raises(ValidationError) as error:
        actions.rejoin(person, by=administrator, to=agency, title="Văn thư", on=on)

    assert list(refused(error)) == ["on"]


def test_who_works_or_was_merged_away_is_not_taken_back(person, agency, administrator):
    gone = PersonFactory(unit=agency, active=False, merged_into=person)

    reasons = [access.may_rejoin(administrator, one).reason for one in (person, gone)]

    assert reasons == [
        "Người này đang làm việc, không cần nhận lại.",
        "Bản ghi này đã gộp vào bản ghi khác. Mở bản ghi ấy.",
    ]


def test_a_preview_of_a_transfer_refuses_what_writing_it_would(person, agency, administrator):
    asked = [(person.unit, TODAY), (agency, dt.date(2019, 1, 1)), (agency, dt.date(2027, 1, 1))]

    said = []
    for to, on in asked:
        with pytest.raises(ValidationError) as error:
            actions.check_transfer(person, by=administrator, to=to, on=on)
        said += refused(error)

    assert said == ["to", "on", "on"]


@pytest.mark.parametrize(("name", "code"), (("Lò Thị Thanh", "X2"), ("Hà Thị Nga", "X1")))
def test_who_is_out_of_reach_is_not_named_to_who_adds_their_double(division, name, code):
    PersonFactory(unit=UnitFactory(path="002."), full_name="Lò Thị Thanh", code="X1", born_in=1990)
    by, who = actor_in(division.parent, Power.ADMINISTER), identity(full_name=name, code=code)

    with pytest.raises(ValidationError, match="một người ở đơn vị ngoài phạm vi bạn quản trị"):
        actions.add_person(division, by=by, who=who, place=place())


def test_who_leaves_holds_nothing_and_is_listed_apart(person, administrator):
    actions.leave(person, by=administrator, on=JULY, note="QĐ 5/QĐ-SNV")

    assert list(queries.posts_of(person.user_id, on=TODAY)) == []
    assert person not in directory.people(administrator)
    assert list(directory.people(administrator, left=True)) == [person]
    person.refresh_from_db()
    with pytest.raises(PermissionDenied, match="đã nghỉ"):
        actions.change_person(person, by=administrator, who=identity())


def test_a_person_may_hold_several_posts_at_once(person, agency, administrator):
    actions.give_post(
        person, agency, by=administrator, place=place(title="Thành viên", until=TODAY)
    )

    assert len(queries.posts_ever(person)) == 2


def test_one_unit_has_one_head_at_a_time(division, person, administrator):
    PostFactory(unit=division, is_head=True, until=JULY)

    head = actions.give_post(
        person, division, by=administrator, place=place(title="Trưởng phòng", is_head=True)
    )
    with pytest.raises(ValidationError) as error:
        actions.give_post(
            PersonFactory(unit=division), division, by=administrator, place=place(is_head=True)
        )

    assert queries.head_of(division, on=TODAY) == head
    assert "đang đứng đầu" in refused(error)["is_head"][0]


def test_the_database_itself_refuses_a_second_head(division):
    PostFactory(unit=division, is_head=True)

    with pytest.raises(IntegrityError):
        PostFactory(unit=division, is_head=True)


def test_a_post_ends_before_it_began_or_on_a_closed_unit_is_refused(
    division, person, administrator
):
    with pytest.raises(ValidationError):
        actions.give_post(person, division, by=administrator, place=place(until=JULY))
    division.closed_on = JULY
    division.save()

    with pytest.raises(PermissionDenied, match="đã đóng"):
        actions.give_post(person, division, by=administrator, place=place())


def test_a_second_post_ends_on_a_day_and_the_last_one_does_not(person, agency, administrator):
    second = PostFactory(person=person, unit=agency)

    actions.end_post(second, by=administrator, on=JULY)
    with pytest.raises(ValidationError, match="duy nhất"):
        actions.end_post(person.posts.get(unit=person.unit), by=administrator, on=JULY)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        actions.end_post(second, by=administrator, on=TODAY)

    second.refresh_from_db()
    assert second.until == JULY


def test_powers_hold_over_the_unit_they_are_given_for(person, agency, administrator):
    post = person.posts.get()

    actions.set_powers(post, by=administrator, powers=[Power.REPORT, Power.FILE], over=agency)

    post.refresh_from_db()
    actor = queries.actor_of(post)
    assert (actor.reach, post.powers) == (agency.path, ["file", "report"])
    assert Event.objects.get(verb="post.powers").changes == {
        "powers": [[], ["file", "report"]],
        "over": [["001.001.001."], ["001.001."]],
    }
    assert Notice.objects.get().person == person


def test_powers_left_as_they_were_leave_no_trace(person, administrator):
    post = person.posts.get()

    actions.set_powers(post, by=administrator, powers=[], over=post.over)

    assert not Event.objects.exists()


def test_nobody_gives_powers_to_themselves_or_beyond_their_reach(province, agency, person):
    by = actor_in(agency, Power.ADMINISTER)
    own = Post.objects.get(pk=by.post_id)
    post = person.posts.get()

    with pytest.raises(PermissionDenied, match="cho mình"):
        actions.set_powers(own, by=by, powers=list(Power), over=agency)
    with pytest.raises(PermissionDenied):
        actions.set_powers(post, by=by, powers=[Power.REPORT], over=province)
    with pytest.raises(PermissionDenied, match="chính mình"):
        actions.end_post(own, by=by, on=TODAY)
    with pytest.raises(PermissionDenied, match="chính mình"):
        actions.leave(own.person, by=by, on=TODAY, note="QĐ 1")


def test_who_stands_in_may_do_the_work_until_the_day(division, person, administrator):
    head = PostFactory(unit=division, is_head=True, powers=[Power.OVERSEE, Power.PLAN])
    until = dt.date(2026, 4, 1)

    post = actions.stand_in(
        head,
        person,
        by=administrator,
        place=place(title="Làm thay Trưởng phòng", since=TODAY, until=until),
        powers=[Power.OVERSEE],
    )

    assert (post.stands_for, post.powers, post.is_head) == (head, ["oversee"], False)
    assert post in queries.posts_of(person.user_id, on=TODAY)
    assert post not in queries.posts_of(person.user_id, on=until)


@pytest.mark.parametrize(
    ("where", "powers", "field"),
    (
        ({"until": None}, [], "until"),
        ({"since": dt.date(2019, 1, 1)}, [], "since"),
        ({}, [Power.COMMEND], "powers"),
    ),
)
def test_standing_in_has_an_end_and_gives_no_more_than_the_post(
    division, person, administrator, where, powers, field
):
    head = PostFactory(unit=division, is_head=True, powers=[Power.OVERSEE])
    days = place(**{"since": TODAY, "until": dt.date(2026, 4, 1)} | where)

    with pytest.raises(ValidationError) as error:
        actions.stand_in(head, person, by=administrator, place=days, powers=powers)

    assert list(refused(error)) == [field]


def test_who_holds_a_post_does_not_stand_in_for_it(person, administrator):
    days = place(since=TODAY, until=dt.date(2026, 4, 1))

    with pytest.raises(ValidationError, match="người khác"):
        actions.stand_in(person.posts.get(), person, by=administrator, place=days, powers=[])


def test_standing_in_ends_with_the_post(agency, person, administrator):
    other = PostFactory(unit=agency)
    second = PostFactory(unit=agency, person=other.person, powers=[Power.FILE])
    stands = actions.stand_in(
        second,
        person,
        by=administrator,
        place=place(until=dt.date(2026, 4, 1)),
        powers=[Power.FILE],
    )

    actions.end_post(second, by=administrator, on=TODAY)

    stands.refresh_from_db()
    assert stands.until == TODAY


@pytest.fixture
def cell():
    committee = UnitFactory(path="002.", kind=Kind.COMMITTEE)
    return UnitFactory(path="002.001.", kind=Kind.CELL, parent=committee, name="Chi bộ 1")


def test_party_membership_is_for_the_person_the_cell_and_the_focal_office(
    province, agency, division, person, cell
):
    person.cell = cell
    person.save()
    other_cell = UnitFactory(path="002.002.", kind=Kind.CELL)
    focal = UnitFactory(path="001.001.002.", parent=agency, is_focal=True)
    chairs = {
        "owner": actor_for(person),
        "colleague": actor_in(division),
        "stranger": actor_in(UnitFactory(path="001.002.", parent=province)),
        "cell": actor_in(cell, Power.OVERSEE, Power.FILE),
        "other cell": actor_in(other_cell, Power.OVERSEE, Power.FILE),
        "focal": actor_in(focal, Power.FILE, over=agency),
        "administrator": actor_in(agency, Power.ADMINISTER),
        "head": actor_in(division, Power.OVERSEE, Power.PLAN),
    }

    opens = {n for n, by in chairs.items() if person in access.visible_people(by)}
    reads = {n for n, by in chairs.items() if access.sees_party(by, person)}
    assert opens == {"owner", "colleague", "cell", "focal", "administrator", "head"}
    assert reads == {"owner", "cell", "focal"}
    assert {n for n, by in chairs.items() if access.sees_contact(by, person)} == {
        "owner",
        "administrator",
    }


def test_the_focal_office_writes_the_cell_and_the_trail_keeps_it_to_itself(agency, person, cell):
    by = actor_in(agency, Power.FILE)

    actions.set_cell(person, by=by, cell=cell)
    with pytest.raises(ValidationError):
        actions.set_cell(person, by=by, cell=agency)

    person.refresh_from_db()
    assert person.cell == cell
    assert Event.objects.get().changes == {}
    with pytest.raises(PermissionDenied):
        actions.set_cell(person, by=actor_in(agency, Power.ADMINISTER), cell=None)


def test_the_register_lists_who_is_missing(province, agency, administrator):
    commune = UnitFactory(path="001.002.", parent=province, kind=Kind.COMMUNE, name="Xã Nà Hỏi")
    head = PostFactory(unit=commune, is_head=True, powers=[Power.PLAN])
    PostFactory(unit=commune, powers=[Power.OVERSEE])
    PostFactory(unit=agency, is_head=True, powers=[Power.PLAN])

    missing = gaps.assignments(administrator, on=TODAY)
    whole = gaps.assignments(administrator, on=TODAY, every=True).get(pk=commune.pk)

    assert [unit.path for unit in missing] == ["001.001.", "001.009."]
    assert (whole.leader, whole.leader_post) == (head.person.full_name, head.pk)
