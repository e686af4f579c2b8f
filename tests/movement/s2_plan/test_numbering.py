"""The plan of a unit takes its number from the unit's book."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.documents.books import actions as books
from kheo.documents.books.models import Entry
from kheo.kernel import clock
from kheo.kernel.audit import trail
from kheo.movement.s2_plan import access, actions, exports
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s2_plan.states import State
from kheo.orgs.models import Unit
from kheo.orgs.states import Power
from tests.factories import PlanFactory, PostFactory, RoundFactory, UnitFactory, actor_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def plan(noon):
    unit = UnitFactory(path="001.", name="Sở Nội vụ", symbol="SNV")
    return PlanFactory(
        round=RoundFactory(), unit=unit, state=State.SENT, received_at=noon, sent_at=noon,
        leader=PostFactory(unit=unit).person,
    )  # fmt: skip


@pytest.fixture
def clerk(plan):
    return actor_in(plan.unit, Power.FILE)


def head(plan):
    row = access.visible_to(actor_in(plan.unit)).get(pk=plan.pk)
    return exports.paper(row, tasks=[], quotas=[], contents=[], head=None).head


def test_a_plan_takes_the_next_number_and_says_it_on_the_paper(plan, clerk):
    entry = actions.number(plan, by=clerk)

    assert (entry.symbol, entry.state, entry.kind) == ("01/KH-SNV", "issued", "Kế hoạch")
    assert (head(plan).notation, head(plan).day) == ("01/KH-SNV", dt.date(2026, 3, 20))
    assert [e.verb for e in trail.history_of(plan)] == ["plan.number"]


def test_a_plan_keeps_its_number_until_it_is_withdrawn(plan, clerk):
    first = actions.number(plan, by=clerk)
    with pytest.raises(ValidationError, match="Kế hoạch đã có số 01/KH-SNV"):
        actions.number(plan, by=clerk)

    books.withdraw(first, by=clerk, on=clock.today(), reason="Ghi nhầm kế hoạch")
    without = head(plan).notation
    second = actions.number(plan, by=clerk)

    assert (without, second.symbol, head(plan).notation) == ("", "02/KH-SNV", "02/KH-SNV")


def test_only_who_files_for_the_unit_numbers_a_plan_that_was_sent(plan, clerk):
    with pytest.raises(PermissionDenied, match="lưu hồ sơ"):
        actions.number(plan, by=actor_in(plan.unit, Power.PLAN))
    Plan.objects.update(state=State.RECEIVED)
    plan.refresh_from_db()
    with pytest.raises(PermissionDenied, match="chưa gửi"):
        actions.number(plan, by=clerk)
    assert Entry.objects.count() == 0


def test_a_unit_without_a_sign_has_no_book(plan, clerk):
    Unit.objects.update(symbol="", short_name="")
    plan.unit.refresh_from_db()
    with pytest.raises(PermissionDenied, match="chưa có chữ viết tắt nên chưa có sổ"):
        actions.number(plan, by=clerk)


def test_the_button_numbers_the_plan(plan, client):
    post = PostFactory(unit=plan.unit, powers=[Power.FILE])
    client.force_login(post.person.user)
    address = f"/phong-trao/{plan.round_id}/ke-hoach/{plan.pk}/"

    shown = client.post(f"{address}lay-so/", follow=True).content.decode()
    again = client.post(f"{address}lay-so/", follow=True).content.decode()

    assert "Kế hoạch có số 01/KH-SNV, đã ghi trong sổ văn bản đi." in shown
    assert "Kế hoạch đã có số 01/KH-SNV." in again
