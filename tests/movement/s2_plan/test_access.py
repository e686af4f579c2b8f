"""The whole permission table of a unit's answer, on one screen."""

import datetime as dt

import pytest

from kheo.movement.s1_directive.owing import NOBODY
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s2_plan import access
from kheo.movement.s2_plan.states import FLOW, State
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PlanFactory, RoundFactory, UnitFactory, actor_in

pytestmark = pytest.mark.django_db

PLAN, LAUNCH = Power.PLAN, Power.LAUNCH
# who stands where: the unit itself, the unit above, a unit below, the unit beside
TABLE = {
    ("own", PLAN, State.AWAITED): {"receive"},
    ("own", PLAN, State.RECEIVED): {"send"},
    ("own", PLAN, State.SENT): {"recall"},
    ("own", LAUNCH, State.SENT): set(),
    ("above", PLAN, State.RECEIVED): {"send"},
    ("above", LAUNCH, State.SENT): set(),
    ("below", PLAN, State.RECEIVED): set(),
    ("beside", PLAN, State.RECEIVED): set(),
}


@pytest.fixture
def places():
    above = UnitFactory(path="001.", kind=Kind.AGENCY)
    own = UnitFactory(path="001.001.", parent=above)
    return {
        "above": above,
        "own": own,
        "below": UnitFactory(path="001.001.001.", parent=own),
        "beside": UnitFactory(path="001.002.", parent=above),
    }


def plan_in(unit, state, **more):
    """Return an answer in *state*, with what the database asks of it."""
    moment = dt.datetime(2026, 2, 1, 2, tzinfo=dt.UTC)
    return PlanFactory(
        unit=unit,
        state=state,
        received_at=None if state == State.AWAITED else moment,
        sent_at=moment if state == State.SENT else None,
        leader=PersonFactory(unit=unit) if state == State.SENT else None,
        **more,
    )


@pytest.mark.parametrize(("place", "power", "state"), TABLE)
def test_open_steps(places, place, power, state):
    plan = plan_in(places["own"], state)

    steps = {step.name for step in access.open_steps(actor_in(places[place], power), plan)}

    assert steps == TABLE[place, power, state]


def test_every_step_has_a_rule():
    assert set(access.RULES) == {step.name for step in FLOW}


def test_a_closed_year_takes_no_step(places):
    plan = plan_in(places["own"], State.SENT, round=RoundFactory(state=RoundState.CLOSED))
    by = actor_in(places["own"], PLAN)

    assert access.open_steps(by, plan) == []
    assert "khép lại" in access.RULES["recall"](by, plan).reason
    assert "khép lại" in access.may_acknowledge(by, plan.round).reason


@pytest.mark.parametrize(
    ("place", "seen"), (("own", True), ("above", True), ("below", True), ("beside", False))
)
def test_who_sees_an_answer(places, place, seen):
    plan = plan_in(places["own"], State.SENT)
    plan.round.movement.scope.add(places["own"])
    by = actor_in(places[place])

    assert (plan in access.visible_to(by)) == seen
    assert (places["own"] in access.visible_units(by, NOBODY.units(plan.round))) == seen
