import pytest
from django.core.exceptions import ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.kernel.workflow.flow import Flow, step
from kheo.movement.models import Plan
from kheo.movement.s2_plan.states import FLOW, State
from tests.factories import PlanFactory, UnitFactory, actor_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(noon):
    plan = PlanFactory()
    by = actor_in(plan.unit)
    advance(plan, FLOW, "receive", by=by, received_at=noon, received_by_id=by.person_id)
    return plan, by


def test_a_step_moves_the_state_and_leaves_a_line(received, noon):
    plan, by = received

    [event] = trail.history_of(plan)

    assert (event.verb, event.at, event.actor_name) == ("plan.receive", noon, by.name)
    assert event.capacity == f"Chuyên viên, {plan.unit.name}"
    assert event.changes["state"] == [State.AWAITED, State.RECEIVED]


def test_of_two_who_press_at_once_one_succeeds(received):
    plan, by = received
    stale = Plan(pk=plan.pk, round=plan.round, unit=plan.unit, state=State.AWAITED)

    with pytest.raises(StaleStateError):
        advance(stale, FLOW, "receive", by=by)

    assert trail.history_of(plan).count() == 1


def test_a_step_that_needs_a_reason_refuses_without(received):
    plan, by = received
    Plan.objects.filter(pk=plan.pk).update(state=State.RECEIVED)

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        advance(plan, FLOW, "recall", by=by, note="  ")


def test_a_step_from_another_state_is_stale(received):
    plan, by = received

    with pytest.raises(StaleStateError):
        advance(plan, FLOW, "recall", by=by, note="Sửa số liệu")


def test_the_trail_is_written_once(received):
    event = trail.history_of(received[0]).get()

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_many_records_get_a_line_each_in_one_statement(django_assert_num_queries):
    units = [UnitFactory(), UnitFactory()]
    by = actor_in(units[0])
    trail.record("unit.look", units[0], by=by)

    with django_assert_num_queries(1):
        trail.record_each("unit.open", units, by=by)

    assert [trail.history_of(unit).first().verb for unit in units] == ["unit.open", "unit.open"]


def test_a_flow_with_two_steps_of_one_name_is_refused():
    with pytest.raises(ValueError, match="two steps of one name"):
        Flow("thing", step("go", "Đi", {"a"}, "b"), step("go", "Đi", {"b"}, "a"))


def test_a_flow_tells_the_steps_that_leave_a_state():
    assert [s.name for s in FLOW.leaving(State.SENT)] == ["recall"]
