import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from kheo.movement.models import Adoption, Card, Note
from kheo.movement.s3_registration.states import Field
from kheo.movement.s7_replication import queries
from kheo.movement.s7_replication.states import AdoptionState, CardState
from kheo.orgs import queries as orgs
from kheo.orgs.states import Power
from tests.factories import PersonFactory, PostFactory, RoundFactory, UnitFactory
from tests.factories.commendation import recognised_model
from tests.factories.replication import AdoptionFactory, card_of

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Chuyến xe hồ sơ về bản", "problem": "Bà con đi 34 km.", "way": "Xe về bản.",
    "result": "Còn 3 km.", "contact": "Bộ phận Một cửa",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def unit():
    return UnitFactory(path="001.003.", name="Trung tâm Phục vụ hành chính công")


@pytest.fixture
def other():
    return UnitFactory(path="001.004.", name="Xã Nậm Sung")


@pytest.fixture
def round_():
    return RoundFactory(movement__name="Dân vận khéo")


def url(name, *args):
    return reverse(f"replication:{name}", args=args)


def enter(client, unit, *powers):
    post = PostFactory(unit=unit, powers=list(powers))
    client.force_login(post.person.user)
    return orgs.actor_of(post)


@pytest.mark.parametrize("count", (1, 3))
def test_overview_asks_the_same_number_of_queries_for_any_length(
    client, unit, round_, django_assert_num_queries, count
):
    for _n in range(count):
        card_of(unit, round_, title=f"Mô hình {_n}")
    enter(client, unit, Power.MODEL)

    with django_assert_num_queries(7):  # session, user, posts, round, figures, rows, stepper
        response = client.get(url("index", round_.pk))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_adoptions_ask_the_same_number_of_queries_for_any_length(
    client, unit, round_, django_assert_num_queries, count
):
    card = card_of(unit, round_)
    for _n in range(count):
        AdoptionFactory(card=card)
    enter(client, unit, Power.MODEL)

    with django_assert_num_queries(7):  # session, user, posts, round, figures, rows, stepper
        response = client.get(url("adoptions", round_.pk))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_gallery_asks_the_cards_and_their_agencies_of_a_visitor(
    client, unit, round_, django_assert_num_queries, count
):
    for _n in range(count):
        card_of(unit, round_, title=f"Mô hình {_n}")

    with django_assert_num_queries(2):
        response = client.get(url("gallery"))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_card_asks_the_same_number_of_queries_for_any_family(
    client, unit, round_, django_assert_num_queries, count
):
    card = card_of(unit, round_)
    for _n in range(count):
        AdoptionFactory(card=card)

    with django_assert_num_queries(6):  # card, family, agencies, review, awards twice
        response = client.get(url("card", card.code))

    assert len(response.context["family"]) == count


@pytest.mark.parametrize(
    ("words", "found"),
    (("ho so", True), ("HỒ SƠ", True), ("xe hanh chinh", True), ("bếp ăn", False), ("", True)),
)
def test_gallery_finds_words_without_their_marks(client, unit, round_, words, found):
    card = card_of(unit, round_)

    response = client.get(url("gallery"), {"q": words})

    assert list(response.context["page"].rows) == ([card] if found else [])


def test_gallery_filters_by_field_and_hides_what_is_not_public(client, unit, round_):
    economy = card_of(unit, round_, title="Vườn rau")
    economy.registration.field = Field.ECONOMY
    economy.registration.save()
    card_of(unit, round_, title="Bản nháp", state=CardState.DRAFT)

    assert list(client.get(url("gallery"), {"linh_vuc": "economy"}).context["page"].rows) == [
        economy
    ]
    assert not client.get(url("gallery"), {"linh_vuc": "culture"}).context["page"].rows


def test_the_form_is_prefilled_from_the_registration_and_its_notes(client, unit, round_):
    review = recognised_model(unit, round_, title="Bếp ăn", method="Góp gạo.", target="50 suất")
    Note.objects.create(
        registration=review.registration, day=dt.date(2026, 9, 5), text="Đã nấu 60 suất.",
        by=PersonFactory(), at=dt.datetime(2026, 9, 5, 2, tzinfo=dt.UTC),
    )  # fmt: skip
    enter(client, unit, Power.MODEL)

    response = client.get(url("edit", round_.pk, review.registration_id))

    initial = response.context["form"].initial
    assert (initial["title"], initial["way"]) == ("Bếp ăn", "Góp gạo.")
    assert initial["result"] == "50 suất\n05/9/2026: Đã nấu 60 suất."


def test_from_recognised_to_followed_with_a_result_by_the_pages_alone(client, unit, other, round_):
    review = recognised_model(unit, round_)
    registration = review.registration_id
    enter(client, unit, Power.MODEL)
    client.post(url("edit", round_.pk, registration), WORDS)
    client.post(url("publish", round_.pk, registration))
    card = Card.objects.get()
    enter(client, other, Power.MODEL)
    assert "Đơn vị tôi làm theo" in client.get(url("card", card.code)).text

    client.post(url("adopt", card.code), {"adopted_on": "21/11/2026", "changed": "Đi thuyền."})
    client.post(url("report", card.code), {"result": "120 hộ."})

    adoption = Adoption.objects.get()
    assert (adoption.unit, adoption.state) == (other, AdoptionState.DONE)
    client.logout()
    page = client.get(url("card", card.code)).text
    assert all(word in page for word in ("Xã Nậm Sung", "Đi thuyền.", "120 hộ.", "Được công nhận"))


def test_an_empty_card_keeps_what_was_typed_and_says_what_is_missing(client, unit, round_):
    review = recognised_model(unit, round_)
    enter(client, unit, Power.MODEL)

    response = client.post(url("edit", round_.pk, review.registration_id), WORDS | {"way": ""})

    form = response.context["form"]
    assert (list(form.errors), form["problem"].value()) == (["way"], "Bà con đi 34 km.")
    assert not Card.objects.exists()


def test_a_colleague_reads_the_card_page_and_is_refused_the_change(client, unit, round_):
    review = recognised_model(unit, round_)
    enter(client, unit)

    page = client.get(url("edit", round_.pk, review.registration_id))

    assert "do đơn vị có mô hình" in page.text
    answer = client.post(url("edit", round_.pk, review.registration_id), WORDS)
    assert answer.status_code == 403


def test_a_stranger_does_not_find_a_model_without_a_card(client, unit, other, round_):
    review = recognised_model(unit, round_)
    draft = card_of(unit, round_, state=CardState.DRAFT)
    enter(client, other, Power.MODEL)

    assert client.get(url("edit", round_.pk, review.registration_id)).status_code == 404
    assert client.get(url("card", draft.code)).status_code == 404
    assert client.get(url("adopt", draft.code)).status_code == 404


def test_the_own_unit_sees_why_it_does_not_adopt(client, unit, round_):
    card = card_of(unit, round_)
    enter(client, unit, Power.MODEL)

    assert "Đây là mô hình của chính đơn vị bạn." in client.get(url("card", card.code)).text
    assert client.post(url("adopt", card.code), {"adopted_on": "21/11/2026"}).status_code == 403


def test_adopting_twice_says_so_in_the_form(client, unit, other, round_):
    card = card_of(unit, round_)
    AdoptionFactory(card=card, unit=other)
    enter(client, other, Power.MODEL)

    response = client.post(url("adopt", card.code), {"adopted_on": "21/11/2026", "changed": ""})

    assert response.context["form"].non_field_errors() == [
        "Xã Nậm Sung đã ghi làm theo mô hình này rồi."
    ]


def test_withdraw_without_a_reason_says_so_and_a_withdrawn_card_is_gone(client, unit, round_):
    card = card_of(unit, round_)
    enter(client, unit, Power.MODEL)
    there = url("withdraw", round_.pk, card.registration_id)

    assert "Cần nêu lý do" in client.post(there, {"note": ""}, follow=True).text
    client.post(there, {"note": "Số liệu sai."})

    assert client.get(url("card", card.code)).status_code == 404


def test_a_follower_stops_even_after_the_card_was_withdrawn(client, unit, other, round_):
    card = card_of(unit, round_, state=CardState.WITHDRAWN)
    AdoptionFactory(card=card, unit=other)
    enter(client, other, Power.PLAN)

    client.post(url("stop", card.code), {"note": "Hết cần."})

    assert Adoption.objects.get().state == AdoptionState.STOPPED


def test_publishing_twice_warns(client, unit, round_):
    card = card_of(unit, round_)
    enter(client, unit, Power.MODEL)

    response = client.post(url("publish", round_.pk, card.registration_id), follow=True)

    assert "Vừa có người khác xử lý" in response.text


def test_overview_counts_by_state_and_filters(client, unit, round_):
    bare = recognised_model(unit, round_, title="Chưa có")
    card_of(unit, round_)
    enter(client, unit, Power.MODEL)

    response = client.get(url("index", round_.pk), {"state": "none"})

    assert list(response.context["page"].rows) == [bare]
    assert [tab.count for tab in response.context["tabs"]] == [2, 1, 0, 1, 0]


def test_stepper_counts_places_that_follow_and_models(client, unit, round_):
    card = card_of(unit, round_)
    AdoptionFactory(card=card)
    AdoptionFactory(card=card, state=AdoptionState.STOPPED, ended_on=dt.date(2026, 9, 1))
    by = enter(client, unit, Power.MODEL)

    row = queries.stepper_row(by, round_).get()

    assert row == {"step": 7, "done": 1, "total": 1, "late": 0}


def test_what_waits_is_for_who_may_do_it(client, unit, other, round_):
    recognised_model(unit, round_)
    AdoptionFactory(card=card_of(unit, round_), unit=other)

    def waiting(by):
        rows = queries.waiting_rows(by, round_)
        return {r["what"]: r["n"] for row in rows for r in row}

    assert waiting(enter(client, unit, Power.MODEL)) == {
        "replication.card": 1, "replication.result": 0, "replication.checkup": 0,
    }  # fmt: skip
    assert waiting(enter(client, other, Power.PLAN)) == {"replication.result": 1}
    elsewhere = RoundFactory()
    follower = enter(client, other, Power.PLAN)
    [counted] = queries.waiting_rows(follower, elsewhere)
    assert [r["n"] for r in counted] == [0]
    assert waiting(enter(client, unit)) == {}
    assert set(queries.WAITING) == {
        "replication.card", "replication.result", "replication.checkup", "replication.read",
    }  # fmt: skip
