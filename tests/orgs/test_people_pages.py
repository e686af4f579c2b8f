"""People, posts and powers over HTTP."""

import datetime as dt

import pytest
from django.urls import reverse

from kheo.orgs import access, directory, queries
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.spelling import why_no_name
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PostFactory, UnitFactory, actor_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "signed")]
WHO = {
    "full_name": "Lò  Thị Thanh",
    "code": "CC001",
    "staff": "civil_servant",
    "sex": "female",
    "born_in": "1990",
    "phone": "+84 912 345 678",
}


def at(name, *args):
    return reverse(f"orgs:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_asks_the_same_number_of_queries(
    client, division, django_assert_num_queries, count
):
    for _n in range(count):
        PersonFactory(unit=division)
    client.get(at("people"))

    with django_assert_num_queries(5):  # session, user, post, total, rows
        response = client.get(at("people"))

    assert len(response.context["page"].rows) == count + 1


@pytest.mark.parametrize("count", (1, 3))
def test_the_register_asks_the_same_number_of_queries(
    client, province, django_assert_num_queries, count
):
    for n in range(count):
        UnitFactory(path=f"001.01{n}.", parent=province, kind=Kind.COMMUNE)
    client.get(at("register"))

    with django_assert_num_queries(4):  # session, user, post, rows
        response = client.get(at("register"))

    assert len(response.context["page"].rows) == count + 1
    assert "Chưa có" in words(response)


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_of_a_person_asks_the_same_number_of_queries(
    client, division, django_assert_num_queries, count
):
    person = PersonFactory(unit=division)
    for _n in range(count):
        PostFactory(person=person, unit=division)
    client.get(at("person", person.pk))

    with django_assert_num_queries(8):  # session, user, post, person, posts, doubles, merged, past
        response = client.get(at("person", person.pk))

    assert len(response.context["posts"]) == count


def test_somebody_is_added_moved_and_let_go_by_the_forms(client, agency, division):
    first = {"title": "Chuyên viên", "since": "01/7/2025"}
    client.post(at("add", division.pk), WHO | first)
    person = Person.objects.get(code="CC001")
    assert (person.full_name, person.phone) == ("Lò Thị Thanh", "0912345678")

    client.post(at("identity", person.pk), WHO | {"born_on": "02/5/1990"})
    client.post(
        at("give", person.pk), {"title": "Thủ quỹ", "unit": "so noi vu", "since": "01/8/2025"}
    )
    second = Post.objects.get(title="Thủ quỹ")
    client.post(at("end", second.pk), {"on": "01/9/2025"})
    client.post(
        at("transfer", person.pk),
        {"to": "Sở Nội vụ, Tỉnh Nam Sơn", "title": "Văn thư", "on": "01/10/2025", "write": "1"},
    )
    page = client.post(at("leave", person.pk), {"on": "01/11/2025", "note": "QĐ 5"}, follow=True)

    person.refresh_from_db()
    assert (person.unit, person.active, person.born_on) == (agency, False, dt.date(1990, 5, 2))
    assert [event.what for event in page.context["events"]] == [
        "Cho nghỉ", "Chuyển đơn vị", "Sửa thông tin cá nhân", "Thêm người",
    ]  # fmt: skip
    assert "Đã nghỉ" in words(page)
    assert "Chưa ai nghỉ" not in words(client.get(at("people"), {"xem": "da-nghi"}))


@pytest.mark.parametrize(
    ("changes", "said"),
    (
        ({"phone": "12"}, "Cần số bắt đầu bằng 0"),
        ({"born_in": "19"}, "Cần một năm từ"),
        ({"full_name": "a" * 300}, "Đang dài 300 ký tự"),
        ({"since": "1/1/2019"}, "trở đi"),
        ({"code": "CB9"}, "Mã này đã dùng cho"),
        ({"full_name": "Giàng A Páo"}, "Có thể trùng với"),
    ),
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, division, changes, said):
    PersonFactory(code="CB9", full_name="Giàng A Páo", born_in=1990)
    data = WHO | {"title": "Chuyên viên", "since": "01/7/2025"} | changes

    response = client.post(at("add", division.pk), data)

    assert said in words(response)
    assert 'value="Chuyên viên"' in words(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    (
        ("Phòng Kế", "Không tìm thấy “Phòng Kế”"),
        ("phong to", "“phong to” có thể là: Phòng Tổ chức, Sở Nội vụ; Phòng Tổng hợp, Sở Nội vụ."),
    ),
)
def test_a_unit_that_is_not_clear_is_asked_for(client, agency, division, typed, said):
    UnitFactory(path="001.001.002.", parent=agency, name="Phòng Tổng hợp")
    person = PostFactory(unit=division).person

    response = client.post(
        at("transfer", person.pk), {"to": typed, "title": "Văn thư", "on": "01/10/2025"}
    )

    assert said in words(response)


def test_powers_are_ticked_and_somebody_stands_in(client, agency, division):
    post = PostFactory(unit=division, powers=[Power.PLAN])
    person = PostFactory(unit=division, person__full_name="Giàng A Páo").person

    client.post(at("powers", post.pk), {"powers": ["plan", "report"], "over": "Sở Nội vụ"})
    client.post(
        at("stand_in", post.pk),
        {"person": person.code, "since": "20/3/2026", "until": "01/5/2026", "powers": ["plan"]},
    )
    page = client.get(at("post", post.pk))

    post.refresh_from_db()
    assert (post.powers, post.over) == (["plan", "report"], agency)
    held = page.context["stand_ins"]
    assert [(one.person, one.until) for one in held] == [(person, dt.date(2026, 5, 2))]
    assert [label for label, _does, has in page.context["powers"] if has] == [
        "Nhận văn bản, lập kế hoạch", "Báo cáo",
    ]  # fmt: skip


def test_who_stands_in_is_named_exactly(client, division):
    post = PostFactory(unit=division, powers=[Power.PLAN])
    for code in ("A1", "A2"):
        PersonFactory(unit=division, full_name="Giàng A Páo", code=code)

    response = client.post(
        at("stand_in", post.pk),
        {"person": "giang a pao", "since": "20/3/2026", "until": "01/5/2026"},
    )

    assert "có thể là: Giàng A Páo (A1); Giàng A Páo (A2)" in words(response)


def test_a_colleague_finds_a_person_and_none_of_the_private_facts(client, division):
    cell = UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    person = PersonFactory(unit=division, cell=cell, phone="0912345678")
    for unit, seen in ((division, 200), (UnitFactory(path="001.008."), 404)):
        client.force_login(PostFactory(unit=unit).person.user)
        response = client.get(at("person", person.pk))

        assert response.status_code == seen
        assert not {"Chi bộ 1", "0912345678"} & set(response.content.decode().split("<"))
        assert "Chi bộ 1" not in response.content.decode()
        assert client.get(at("transfer", person.pk)).status_code in (200, 404)
        assert client.post(at("transfer", person.pk)).status_code in (403, 404)


def test_who_leads_a_cell_is_a_member_and_shown_as_such_to_few(agency, division):
    cell = UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    person = PostFactory(unit=division, title="Chuyên viên").person
    PostFactory(unit=cell, person=person, title="Bí thư")
    readers = [
        actor_in(agency, Power.ADMINISTER),
        actor_in(division),
        actor_in(agency, Power.FILE),
        actor_in(cell, Power.ADMINISTER),
    ]

    shown = [access.shown_posts(by, queries.posts_ever(person)) for by in readers]

    assert [len(posts) for posts in shown] == [1, 1, 2, 2]


def test_a_double_out_of_reach_is_not_named(agency, division):
    here, there = (PersonFactory(unit=u, full_name="Lò Thị Thanh", born_in=1990)
                   for u in (division, UnitFactory(path="001.077.")))  # fmt: skip

    assert directory.doubles_seen(actor_in(agency, Power.ADMINISTER), here) == []
    assert list(directory.doubles(here)) == [there]


def test_the_focal_office_writes_the_cell_by_name(client, agency, division):
    UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    person = PersonFactory(unit=division)
    client.force_login(PostFactory(unit=agency, powers=[Power.FILE]).person.user)

    response = client.post(at("cell", person.pk), {"cell": "chi bo 1"}, follow=True)

    assert "Chi bộ 1" in words(response)


def test_the_focal_office_finds_its_people_and_nothing_of_administration(client, agency, division):
    person = PersonFactory(unit=division)
    client.force_login(PostFactory(unit=agency, powers=[Power.FILE]).person.user)

    response = client.get(at("people"), {"q": person.code})

    assert response.context["page"].rows == [person]
    assert "Phân công" not in words(response)
    assert f'href="{at("people")}"' in words(client.get("/"))
    assert client.get(at("units")).status_code == 403


@pytest.mark.parametrize("typed", ("\0", "a\0b", "%", "_", "'", "9" * 400, "+84"))
def test_strange_words_find_nobody_and_break_nothing(client, division, typed):
    assert client.get(at("people"), {"q": typed}).status_code == 200


def test_the_list_of_people_is_not_for_everybody(client, division):
    client.force_login(PostFactory(unit=division, powers=[Power.OVERSEE]).person.user)

    assert client.get(at("people")).status_code == 403


def test_a_form_one_may_not_send_says_why_and_shows_nothing_written(client, division):
    person = PersonFactory(unit=division, phone="0912345678")
    client.force_login(PostFactory(unit=division).person.user)

    response = client.get(at("identity", person.pk))

    assert "Chỉ người được giao quản trị" in words(response)
    assert "0912345678" not in words(response)


def test_one_finds_oneself_and_nothing_to_press(client, division, signed):
    text = words(client.get(at("person", signed.person_id)))

    assert "Không ai tự giao chức vụ" in text


def test_taking_a_transfer_back_twice_leaves_the_one_before_it_alone(client, agency, division):
    person = PostFactory(unit=division).person
    Unit.objects.filter(pk=division.pk).update(staff=1)
    for name, on in (("Phòng Văn thư", "01/10/2025"), ("Phòng Thi đua", "01/12/2025")):
        UnitFactory(path=f"{agency.path}{on[3:5]}0.", parent=agency, name=name)
        asked = {"to": name, "title": "Văn thư", "on": on, "write": "1"}
        client.post(at("transfer", person.pk), asked)
    shown = client.get(at("take_back", person.pk)).context["form"]["transfer"].value()
    press = {"note": "Ghi nhầm", "transfer": shown}

    first, second = (client.post(at("take_back", person.pk), press) for _n in range(2))

    person.refresh_from_db()
    assert person.unit.name == "Phòng Văn thư"
    assert [first["Location"], second["Location"]] == [at("person", person.pk)] * 2
    assert "đã lấy lại từ trước" in words(client.get(at("person", person.pk)))


@pytest.mark.parametrize(
    ("name", "said"),
    (
        ("Lò\u200bVăn Ẩn", "Có ký tự không in được."),
        ("Lò Văn Hiện 123", "Trong họ tên có “1”."),
        ("Lò Văn Hiện @", "Trong họ tên có “@”."),
        ("<script>", "Trong họ tên có “&lt;”."),
    ),
)
def test_the_form_refuses_a_name_that_a_sheet_would_be_refused_for(client, division, name, said):
    asked = WHO | {"full_name": name, "title": "Chuyên viên", "since": "01/02/2026"}

    page = words(client.post(at("add", division.pk), asked))

    assert said in page
    assert Person.objects.filter(code="CC001").count() == 0


@pytest.mark.parametrize("name", ("H'Hen Niê", "Y-Bhăm Êban", "K\u2019 Brôi", "Lò Thị Thanh"))
def test_the_signs_that_names_of_our_peoples_have_are_taken(name):
    assert why_no_name(name) == ""
