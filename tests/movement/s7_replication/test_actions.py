import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Adoption, Card
from kheo.movement.s7_replication import actions, lineage, queries
from kheo.movement.s7_replication.states import AdoptionState, CardState
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import RoundFactory, UnitFactory, actor_in
from tests.factories.commendation import recognised_model
from tests.factories.replication import AdoptionFactory, card_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
WORDS = {
    "title": "Chuyến xe hồ sơ về bản", "problem": "Bà con đi 34 km.", "way": "Xe về bản.",
    "cost": "", "result": "Còn 3 km.", "conditions": "", "contact": "Bộ phận Một cửa",
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


def test_write_card_begins_a_draft_that_is_found_without_marks(unit):
    review = recognised_model(unit, RoundFactory())

    card = actions.write_card(review, by=actor_in(unit, Power.MODEL), **WORDS)

    assert (card.state, card.path, len(card.code)) == (CardState.DRAFT, "001.003.", 8)
    assert card.folded.startswith("chuyen xe ho so ve ban trung tam phuc vu hanh chinh cong")
    assert [e.verb for e in trail.history_of(card)] == ["card.write"]


def test_write_card_again_keeps_its_address_and_what_was_before(unit):
    review = recognised_model(unit, RoundFactory())
    by = actor_in(unit, Power.MODEL)
    first = actions.write_card(review, by=by, **WORDS)

    again = actions.write_card(review, by=by, **(WORDS | {"result": "Còn 2 km."}))

    assert (again.pk, again.code) == (first.pk, first.code)
    assert trail.history_of(again)[0].changes == {"result": ["Còn 3 km.", "Còn 2 km."]}


def test_write_card_refuses_another_unit(unit, other):
    review = recognised_model(unit, RoundFactory())

    with pytest.raises(PermissionDenied, match="do đơn vị có mô hình"):
        actions.write_card(review, by=actor_in(other, Power.MODEL), **WORDS)

    assert not Card.objects.exists()


def test_publish_and_withdraw_need_the_right_state_and_a_reason(unit):
    by = actor_in(unit, Power.MODEL)
    card = card_of(unit, RoundFactory(), state=CardState.DRAFT, published_on=None)

    actions.publish(card, by=by)
    assert (card.state, card.published_on) == (CardState.PUBLISHED, TODAY)
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.withdraw(card, by=by, note="")
    actions.withdraw(card, by=by, note="Số liệu sai.")

    assert Card.objects.get().state == CardState.WITHDRAWN


def test_of_two_who_publish_at_once_one_succeeds(unit):
    by = actor_in(unit, Power.MODEL)
    card = card_of(unit, RoundFactory(), state=CardState.DRAFT, published_on=None)
    same = Card.objects.get(pk=card.pk)
    actions.publish(card, by=by)

    with pytest.raises(StaleStateError):
        actions.publish(same, by=by)

    assert trail.history_of(card).count() == 1


def test_withdraw_tells_those_who_follow_the_model_why(unit, other):
    card = card_of(unit, RoundFactory())
    follower = AdoptionFactory(card=card, unit=other).by

    actions.withdraw(card, by=actor_in(unit, Power.MODEL), note="Số liệu sai.")

    assert Notice.objects.get().person == follower
    assert Notice.objects.get().text == (
        "Phiếu mô hình “Chuyến xe hồ sơ về bản” đã rút: Số liệu sai."
    )


def test_adopt_records_who_when_and_what_changes_and_tells_the_owner(unit, other):
    owner = actor_in(unit, Power.MODEL)
    by = actor_in(other, Power.PLAN)
    card = card_of(unit, RoundFactory())

    adoption = actions.adopt(card, by=by, adopted_on=TODAY, changed="Đi bằng thuyền.")

    assert (adoption.unit, adoption.path, adoption.by_id) == (other, "001.004.", by.person_id)
    assert list(Notice.objects.values_list("person", "text")) == [
        (owner.person_id, "Xã Nậm Sung làm theo mô hình “Chuyến xe hồ sơ về bản”.")
    ]


def test_the_same_unit_does_not_adopt_twice(unit, other):
    card = card_of(unit, RoundFactory())
    AdoptionFactory(card=card, unit=other)

    with pytest.raises(ValidationError, match="Xã Nậm Sung đã ghi làm theo mô hình này rồi"):
        actions.adopt(card, by=actor_in(other, Power.MODEL), adopted_on=TODAY, changed="")

    assert Adoption.objects.count() == 1


def test_a_unit_does_not_adopt_its_own(unit):
    card = card_of(unit, RoundFactory())

    with pytest.raises(PermissionDenied, match="mô hình của chính đơn vị bạn"):
        actions.adopt(card, by=actor_in(unit, Power.MODEL), adopted_on=TODAY, changed="")


@pytest.mark.parametrize("day", (dt.date(2026, 2, 28), dt.date(2026, 11, 22)))
def test_adoption_begins_between_the_publication_and_today(unit, other, day):
    card = card_of(unit, RoundFactory())

    with pytest.raises(ValidationError, match="Cần một ngày từ 01/3/2026 đến hôm nay"):
        actions.adopt(card, by=actor_in(other, Power.MODEL), adopted_on=day, changed="")


def test_learnt_from_must_be_of_the_same_model(unit, other):
    card = card_of(unit, RoundFactory())
    stranger = AdoptionFactory()

    with pytest.raises(ValidationError, match="Nơi này không làm theo mô hình ấy"):
        actions.adopt(
            card, by=actor_in(other, Power.MODEL), adopted_on=TODAY, changed="",
            learnt_from=stranger,
        )  # fmt: skip


def test_report_keeps_the_result_once(unit, other):
    adoption = AdoptionFactory(card=card_of(unit, RoundFactory()), unit=other)
    same = Adoption.objects.get(pk=adoption.pk)
    by = actor_in(other, Power.MODEL)
    with pytest.raises(ValidationError, match="Chưa ghi kết quả"):
        actions.report(adoption, by=by, result=" ")

    actions.report(adoption, by=by, result="120 hộ.")
    with pytest.raises(StaleStateError):
        actions.report(same, by=by, result="130 hộ.")

    adoption.refresh_from_db()
    assert (adoption.state, adoption.result) == (AdoptionState.DONE, "120 hộ.")


def test_stop_needs_a_reason_and_keeps_the_day(unit, other):
    adoption = AdoptionFactory(card=card_of(unit, RoundFactory()), unit=other)
    by = actor_in(other, Power.MODEL)
    with pytest.raises(PermissionDenied, match="do chính đơn vị làm theo ghi"):
        actions.stop(adoption, by=actor_in(unit, Power.MODEL), note="x")

    actions.stop(adoption, by=by, note="Đã có điểm nhận cách 1 km.")

    adoption.refresh_from_db()
    assert (adoption.state, adoption.ended_on) == (AdoptionState.STOPPED, TODAY)


def test_the_tree_puts_each_unit_below_whom_it_learnt_from(unit):
    card = card_of(unit, RoundFactory())
    first = AdoptionFactory(card=card)
    second = AdoptionFactory(card=card, adopted_on=dt.date(2026, 5, 1))
    pupil = AdoptionFactory(card=card, adopted_on=dt.date(2026, 9, 1), learnt_from=first)

    branches = lineage.tree(card, queries.family(card))

    assert [(b.adoption, b.depth, b.y, b.parent_y) for b in branches] == [
        (first, 1, 84, 34),
        (pupil, 2, 134, 84),
        (second, 1, 184, 34),
    ]
