import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kheo.desk import figures, heat, queries, search, stepper
from kheo.kernel.actor import Actor
from kheo.kernel.search import index as words
from kheo.kernel.search.models import Entry
from kheo.movement.models import DayTally, Reminder, Tally
from kheo.movement.s7_replication.states import AdoptionState
from kheo.notices import actions as notices
from kheo.orgs import queries as orgs
from kheo.orgs.states import Kind, Power
from tests.conftest import NOON
from tests.factories import (
    PersonFactory,
    PlanFactory,
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
    UserFactory,
    actor_in,
)
from tests.factories.directive import DirectiveFactory
from tests.factories.registration import Office
from tests.factories.replication import AdoptionFactory, card_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
HOME = "/"


def test_a_stranger_finds_what_is_public_and_where_to_sign_in(client):
    response = client.get(HOME)

    ways = re.findall(r'<a[^>]*href="([^"]+)"', response.text.partition("<main")[2])
    assert response.status_code == 200
    assert ways == [reverse("account_login"), "/mo-hinh/", "/xac-minh/", "/bao-cao/"]


def test_the_sign_in_page_leads_to_each_page_that_needs_none(client):
    response = client.get(reverse("account_login"))

    ways = re.findall(r'<a[^>]*href="([^"]+)"', response.text.partition("<main")[2])
    assert ways == [
        reverse("account_reset_password"),
        reverse("accounts:code"),
        "/mo-hinh/",
        "/xac-minh/",
        "/bao-cao/",
    ]
    assert [client.get(way).status_code for way in ways] == [200] * 5
    assert "gửi ý kiến" not in response.text


def test_what_lies_behind_the_front_page_still_asks_to_sign_in(client):
    response = client.get(reverse("movements"))

    assert response.url == f"{reverse('account_login')}?next={reverse('movements')}"


def test_the_style_guide_is_no_officers_business_and_offered_to_none(client, clerk):
    guide = f'href="{reverse("ui:guide")}"'
    before = guide in client.get(HOME).text

    client.force_login(clerk.person.user)

    assert (before, guide in client.get(HOME).text) == (False, False)


def test_somebody_without_a_post_is_told_who_can_help(client):
    client.force_login(UserFactory())

    response = client.get(HOME)

    assert response.status_code == 403
    assert "chưa gắn với chức vụ nào" in response.text


def test_an_empty_desk_says_what_to_do_first(client, clerk):
    client.force_login(clerk.person.user)

    response = client.get(HOME)

    assert "Chưa có phong trào nào đang mở" in response.text
    assert reverse("directive:upload") in response.text


def test_the_desk_tells_the_day_and_the_next_milestone(client, clerk, counted):
    client.force_login(clerk.person.user)

    response = client.get(HOME)

    assert (
        "Thứ Sáu, ngày 20 tháng 3 năm 2026. Mốc tới: nộp bản đăng ký, 25/3, còn 3 ngày làm việc."
        in response.text
    )
    assert "4 trên 12 người đã đăng ký (33 %)." in response.text


def test_work_is_grouped_by_its_day(client, agency, counted, noon):
    division = agency.children.first()
    head = PostFactory(unit=division, powers=[Power.PLAN])
    PlanFactory(round=counted, unit=division, state="received", received_at=noon)
    client.force_login(head.person.user)

    groups = client.get(HOME).context["waiting"]

    assert [(g.heading, [line.due_on for line in g.lines]) for g in groups] == [
        ("Quá hạn", [dt.date(2026, 3, 10)]),
        ("Sau đó", [dt.date(2026, 3, 25)]),
    ]


def test_a_worker_sees_only_what_is_theirs(client, worker, counted):
    client.force_login(worker.person.user)

    titles = [line.title for group in client.get(HOME).context["waiting"] for line in group.lines]

    assert titles == ["Bạn chưa gửi bản đăng ký"]


@pytest.mark.parametrize("units", (1, 3))
def test_the_desk_asks_twelve_queries_at_most(
    client, clerk, counted, agency, units, django_assert_max_num_queries
):
    for n in range(units):
        UnitFactory(path=f"001.001.1{n:02}.", parent=agency, staff=2)
    client.force_login(clerk.person.user)

    with django_assert_max_num_queries(12):
        client.get(HOME)


@pytest.mark.parametrize("units", (1, 3))
def test_the_movement_page_asks_twelve_queries_at_most(
    client, clerk, counted, agency, units, django_assert_max_num_queries
):
    for n in range(units):
        UnitFactory(path=f"001.001.1{n:02}.", parent=agency, staff=2)
    client.force_login(clerk.person.user)

    with django_assert_max_num_queries(12):
        client.get(reverse("movement", args=[counted.pk]))


def test_the_movement_page_has_a_row_for_each_unit_below(client, clerk, counted):
    client.force_login(clerk.person.user)

    rows = client.get(reverse("movement", args=[counted.pk])).context["rows"]

    assert [(str(row.unit), row.cells[2].text) for row in rows] == [
        ("Phòng Tổng hợp", "4/7"),
        ("Phòng Nội chính", "0/5"),
    ]
    assert rows[0].cells[1].shade == "late"  # plans were due on 10 March


def test_the_offices_own_people_have_a_row_so_that_the_table_sums_to_the_whole(
    client, clerk, counted, agency
):
    type(agency).objects.filter(pk=agency.pk).update(staff=2)
    Tally.objects.create(round=counted, unit=agency, path=agency.path, people=1)
    client.force_login(clerk.person.user)

    response = client.get(reverse("movement", args=[counted.pk]))

    rows = response.context["rows"]
    assert [(str(row.unit), row.own, row.cells[2].text) for row in rows] == [
        ("Văn phòng", True, "1/2"),
        ("Phòng Tổng hợp", False, "4/7"),
        ("Phòng Nội chính", False, "0/5"),
    ]
    assert "Văn phòng (riêng cơ quan)" in response.text


def test_followers_stand_at_whose_model_they_follow_and_none_that_stopped(counted, agency):
    ours, theirs = agency.children.order_by("path")
    card = card_of(ours, counted)
    for state in AdoptionState.values:
        AdoptionFactory(
            card=card,
            unit=UnitFactory(path=f"{theirs.path}{state}."),
            state=state,
            ended_on=dt.date(2026, 5, 1) if state == AdoptionState.STOPPED else None,
        )

    rows = heat.rows(counted, [ours, theirs], {})

    assert [row.cells[6].text for row in rows] == ["2 nơi", ""]


def test_the_movement_page_of_a_leaf_shows_the_leaf(client, worker, counted):
    client.force_login(worker.person.user)

    rows = client.get(reverse("movement", args=[counted.pk])).context["rows"]

    assert [str(row.unit) for row in rows] == ["Phòng Tổng hợp"]


def test_a_round_that_is_not_there_is_not_found(client, clerk):
    client.force_login(clerk.person.user)

    assert client.get(reverse("movement", args=[0])).status_code == 404


def test_the_list_of_movements_leads_to_each_year(client, clerk, round_):
    older = RoundFactory(movement=round_.movement, year=2025, opens_on=dt.date(2025, 1, 6))
    client.force_login(clerk.person.user)

    response = client.get(reverse("movements"))

    assert reverse("movement", args=[older.pk]) in response.text
    assert reverse("movement", args=[round_.pk]) in response.text


@pytest.mark.parametrize(
    ("stage", "name"), (("dang-ky", "registration:index"), ("bao-cao", "report:index"))
)
def test_the_menu_leads_to_the_open_round(client, clerk, round_, stage, name):
    client.force_login(clerk.person.user)

    response = client.get(reverse("current", args=[stage]))

    assert response.url == reverse(name, args=[round_.pk])


@pytest.mark.parametrize("stage", ("dang-ky", "khong-co"))
def test_the_menu_leads_to_the_movements_when_nothing_is_open(client, clerk, stage):
    client.force_login(clerk.person.user)

    assert client.get(reverse("current", args=[stage])).url == reverse("movements")


def test_somebody_with_two_posts_acts_in_the_other(client, clerk, agency):
    second = PostFactory(person=clerk.person, unit=agency, title="Thư ký Hội đồng")
    client.force_login(clerk.person.user)

    client.post(reverse("capacity"), {"post": second.pk})

    assert client.get(HOME).context["actor"].post == "Thư ký Hội đồng"


def test_nobody_acts_in_somebody_elses_post(client, clerk, worker):
    client.force_login(worker.person.user)

    client.post(reverse("capacity"), {"post": clerk.pk})

    assert client.get(HOME).context["actor"].post_id == worker.pk


def test_notices_are_shown_counted_and_read(client, worker, clerk):
    notices.tell([worker.person], "Nhắc hạn 25/3.", "/", by=orgs.actor_of(clerk))
    client.force_login(worker.person.user)

    assert client.get(HOME).context["unread"]() == 1
    assert "Nhắc hạn 25/3." in client.get(reverse("notices")).text
    client.post(reverse("notices"))
    assert client.get(HOME).context["unread"]() == 0


@pytest.fixture
def found_by(client, round_):
    """Return what a post finds by words; one item and one movement are in the index."""
    person = PersonFactory(unit=round_.movement.unit.children.first(), full_name="Quàng Thị Giang")
    item = RegistrationFactory(
        sheet=SheetFactory(round=round_, person=person),
        title="Giải thích chính sách đền bù",
        state="submitted",
    )
    for record in (item, round_.movement):
        search.index(record)

    def found(post, query):
        client.force_login(post.person.user)
        return [one.title for one in client.get(reverse("search"), {"q": query}).context["found"]]

    return found


@pytest.mark.parametrize("query", ("chinh sach den bu", "Chính sách", "giai thich chi", "giang"))
def test_words_without_marks_find_words_with(found_by, clerk, query):
    assert found_by(clerk, query) == ["Giải thích chính sách đền bù"]


def test_everybody_finds_the_movement(found_by, worker):
    assert found_by(worker, "dan van kheo") == ["Dân vận khéo 2026-2030"]


def test_everybody_finds_the_movement_by_the_number_of_its_paper(client, round_, worker):
    movement = round_.movement
    movement.directive = DirectiveFactory(unit=movement.unit, document__number="88/KH-VPUBND")
    movement.save()
    search.index(movement)
    client.force_login(worker.person.user)

    found = client.get(reverse("search"), {"q": "88/kh-vpubnd"}).context["found"]

    assert [one.title for one in found] == ["Dân vận khéo 2026-2030"]


def test_a_colleague_without_powers_does_not_find_anothers_item(found_by, worker):
    assert found_by(worker, "den bu") == []


def test_a_neighbour_unit_finds_nothing(found_by):
    stranger = PostFactory(unit=UnitFactory(path="002."))

    assert found_by(stranger, "den bu") == []


def test_the_secretary_of_a_cell_finds_what_its_members_registered_and_no_one_elses(client):
    office = Office()
    member = office.owner(cell=office.cell)
    for by, title in ((member, "Tưới cây bằng nước mưa"), (office.owner(), "Trồng cây ven đường")):
        search.index(office.sent(by, title))

    def found(post):
        client.force_login(post.person.user)
        return [one.title for one in client.get(reverse("search"), {"q": "cay"}).context["found"]]

    assert found(PostFactory(unit=office.cell, powers=[Power.OVERSEE])) == [
        "Tưới cây bằng nước mưa"
    ]
    assert found(PostFactory(unit=office.cell)) == []


def test_an_unsent_draft_is_found_by_its_writer_alone(db):
    office = Office()
    writer = office.owner()
    search.index(office.item(writer, "Tưới cây bằng nước mưa"))

    found = [search.find(by, "tuoi cay") for by in (writer, office.clerk(), office.head())]

    assert [len(results) for results in found] == [1, 0, 0]


@pytest.mark.parametrize("query", ("", "  ", "%%%", '"', "a' OR 1=1", "*", "khong co gi"))
def test_odd_queries_find_nothing_and_break_nothing(found_by, clerk, query):
    assert found_by(clerk, query) == []


def test_the_index_follows_a_change_of_title(found_by, clerk, round_):
    movement = round_.movement
    movement.name = "Chính quyền làm dân vận khéo"
    movement.save()
    search.index(movement)

    assert found_by(clerk, "chinh quyen") == ["Chính quyền làm dân vận khéo"]
    assert found_by(clerk, "2026 2030") == []


def test_one_press_reminds_all_that_lag_with_the_same_thing(client, clerk, counted, agency):
    for division in agency.children.all():
        PostFactory(unit=division, powers=[Power.PLAN])
    with time_machine.travel(dt.datetime(2026, 4, 1, 3, tzinfo=dt.UTC), tick=False):
        client.force_login(clerk.person.user)
        together = client.get(HOME).context["together"]

        response = client.post(
            reverse("progress:remind", args=[counted.pk]),
            {"about": together[0].about, "unit": [late.unit.pk for late in together], "next": HOME},
        )
        after = client.get(HOME)

    assert len(together) == 2
    again = {(late.unit, late.about) for late in after.context["together"]}
    assert again.isdisjoint({(late.unit, late.about) for late in together})
    assert after.text.count("đã nhắc hôm nay") == 2
    assert response.url == HOME
    assert Reminder.objects.count() == 2


def test_units_that_lag_with_different_things_are_reminded_apart():
    assert figures.together([]) == []


ENTRY = ("object_id", "path", "folded", "pairs__pair")


def test_the_index_written_anew_finds_the_same(found_by, clerk, round_):
    model = RegistrationFactory(sheet=SheetFactory(round=round_, person=None), title="Tổ lưu động")
    search.index(model)
    by_trail = set(Entry.objects.filter(kind="registration").values_list(*ENTRY))

    assert search.reindex() == 3
    assert set(Entry.objects.filter(kind="registration").values_list(*ENTRY)) == by_trail
    model.title = "Tổ tư vấn lưu động"
    search.index(model)
    found = words.find("to tu van", paths=[model.unit.path], limit=9)
    assert found == [("registration", model.pk)]
    assert found_by(clerk, "den bu") == ["Giải thích chính sách đền bù"]


def test_work_in_another_capacity_is_told_on_the_desk(client, agency, counted):
    division = agency.children.first()
    person = PersonFactory(unit=division, user=UserFactory())
    PostFactory(person=person, unit=division)
    second = PostFactory(person=person, unit=agency, powers=[Power.OVERSEE], title="Thư ký")
    client.force_login(person.user)

    response = client.get(HOME)

    assert [(post.pk, count > 0) for post, count in response.context["elsewhere"]] == [
        (second.pk, True)
    ]
    assert "Việc ở tư cách khác của bạn" in response.text


def test_the_line_of_a_division_comes_from_its_own_sheets(client, agency, round_, worker):
    SheetFactory(
        round=round_,
        person=PersonFactory(unit=agency.children.first()),
        submitted_at=dt.datetime(2026, 3, 18, 3, tzinfo=dt.UTC),
    )
    client.force_login(worker.person.user)

    assert client.get(HOME).context["line"].value == 1


@pytest.mark.parametrize("method", ("put", "patch", "delete"))
def test_a_method_no_page_takes_is_not_called_an_old_page(method):
    assert getattr(Client(enforce_csrf_checks=True), method)("/tai-khoan/login/").status_code == 405


def test_browsers_find_the_icon_and_engines_what_they_may_read(client):
    assert client.get("/favicon.ico")["Content-Type"] == "image/svg+xml"
    assert "Disallow: /\n" in client.get("/robots.txt").text


def test_of_two_open_movements_neither_hides_the_work_of_the_other(client, counted, agency, clerk):
    other = RoundFactory(movement__unit=agency, movement__name="Sáng xanh sạch đẹp")
    other.movement.scope.set(agency.children.all())
    client.force_login(clerk.person.user)

    response = client.get(HOME)

    lines = [line for group in response.context["waiting"] for line in group.lines]
    assert {line.movement for line in lines} == {str(counted), str(other)}
    assert [c.name for c in response.context["choices"]] == [str(other), str(counted)]
    shown = client.get(HOME, {"phong-trao": counted.pk}).context
    assert shown["current"] == counted
    assert client.get(HOME, {"phong-trao": "0"}).status_code == 200


def test_a_movement_of_others_is_not_on_the_desk(client, counted, clerk):
    far = UnitFactory(path="009.")
    other = RoundFactory(movement__unit=far)
    other.movement.scope.set([far])
    client.force_login(clerk.person.user)

    response = client.get(HOME)

    assert (response.context["current"], response.context["choices"]) == (counted, [])


def test_the_steps_show_ones_own_act_at_once(client, counted, clerk, settings):
    settings.STEPPER_SECONDS = 60
    client.force_login(clerk.person.user)
    page = reverse("registration:index", args=[counted.pk])
    before = client.get(page).context["steps"]()[2].count
    Tally.objects.update(people=5)

    kept = client.get(page).context["steps"]()[2].count
    client.post(reverse("registration:act", args=[counted.pk]), {"act": "accept", "row": ["1"]})

    assert (before, kept) == ("4/12 người", "4/12 người")
    assert client.get(page).context["steps"]()[2].count == "5/12 người"


def test_the_line_of_the_year_is_never_older_than_the_steps_may_be(settings):
    settings.STEPPER_SECONDS = 5
    round_, agency = RoundFactory(), UnitFactory(kind=Kind.AGENCY)
    office = Actor(user_id=None, name="", reach=agency.path)
    with time_machine.travel(NOON, tick=False) as clock:
        first = queries.people_by_day(office, round_, {})
        DayTally.objects.create(
            round=round_, agency=agency, path=agency.path, day=NOON.date(), people=2
        )
        clock.shift(4)
        kept = queries.people_by_day(office, round_, {})
        clock.shift(4)
        renewed = queries.people_by_day(office, round_, {})

    assert kept == first
    assert renewed[0][-1] == (NOON.date(), 2)


def test_a_refusal_leaves_one_line_in_the_log_and_no_traceback(client, worker, counted, caplog):
    client.force_login(worker.person.user)

    response = client.get(reverse("registration:missing", args=[counted.pk]))

    assert response.status_code == 403
    lines = [r for r in caplog.records if r.name == "django.request"]
    assert [(bool(r.exc_info), r.status_code) for r in lines] == [(False, 403)]


def test_the_code_on_a_registration_paper_is_found(client):
    office = Office()
    item = office.sent(office.owner())
    code = f"dk-{office.round.year}-{item.sheet_id:06d}"

    found = [
        [one.title for one in search.find(by, code)]
        for by in (office.clerk(), actor_in(UnitFactory()))
    ]

    assert found == [[str(item)], []]


def test_results_that_were_cut_say_so(client, monkeypatch):
    office = Office()
    for n in range(2):
        office.sent(office.owner(), f"Tiết kiệm điện {n}")
    by = office.clerk()
    whole = search.find(by, "tiet kiem").capped
    monkeypatch.setattr(search, "LIMIT", 2)

    assert (whole, search.find(by, "tiet kiem").capped) == (False, True)


def test_a_party_cell_finds_on_its_desk_what_its_members_registered_in(client, counted):
    cell = UnitFactory(path="008.", kind=Kind.CELL)
    secretary = PostFactory(unit=cell, powers=[Power.OVERSEE])
    client.force_login(secretary.person.user)

    assert client.get(HOME).context["current"] == counted


@pytest.mark.parametrize(
    ("came", "leads"),
    (
        ("http://testserver/phong-trao/1/?xem=tat-ca", "/phong-trao/1/%3Fxem%3Dtat-ca"),
        ("http://elsewhere.example/phong-trao/1/", "/"),
        ("", "/"),
    ),
)
def test_after_signing_in_one_is_back_at_the_page_the_button_was_on(client, came, leads):
    response = client.post("/phong-trao/1/ke-hoach/cua-toi/nhan/", headers={"Referer": came})

    assert response.url == f"{reverse('account_login')}?next={leads}"


def test_an_address_that_takes_only_a_button_says_so_when_opened(client):
    client.force_login(PostFactory(person__user=UserFactory()).person.user)

    response = client.get("/phong-trao/1/ke-hoach/cua-toi/nhan/")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Địa chỉ này chỉ nhận nút bấm" in response.text


def test_a_later_step_is_not_done_while_people_still_register():
    def state(registered):
        step = stepper.Figures(registered, 53, due_on=dt.date(2026, 3, 25))
        found = {3: step, 6: stepper.Figures(1, 1), 8: stepper.Figures()}
        return stepper.shown(found, RoundFactory.build(pk=1))[1].state

    assert (state(52), state(53)) == ("open", "done")


def test_the_secretary_of_a_cell_reads_how_many_of_its_members_registered(client):
    office = Office()
    member, other = office.owner(cell=office.cell), office.owner(cell=office.cell)
    office.sent(member)
    secretary = PostFactory(unit=office.cell, powers=[Power.OVERSEE])
    client.force_login(secretary.person.user)

    counts = client.get(HOME).context["counts"]

    assert other.person_id != member.person_id
    assert (counts["people"], counts["staff"]) == (1, 2)


def test_a_page_of_another_capacity_is_not_found_but_the_way_there_is(client, worker, round_):
    page = reverse("movement", args=[round_.pk + 1])
    client.force_login(worker.person.user)
    alone = client.get(page)

    PostFactory(unit=UnitFactory(path="003."), person=worker.person)
    beside = client.get(page)

    assert (alone.status_code, beside.status_code) == (404, 404)
    assert ["Đổi tư cách" in response.text for response in (alone, beside)] == [False, True]
