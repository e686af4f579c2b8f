"""The whole permission table of a directive, on one screen."""

import pytest

from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, ROUND_FLOW, DirectiveState
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, RoundFactory, UnitFactory, actor_in
from tests.factories.directive import DirectiveFactory

pytestmark = pytest.mark.django_db

LAUNCH, PLAN = Power.LAUNCH, Power.PLAN
# who stands where: the unit that read it, the unit above, a unit below, the unit beside
TABLE = {
    ("own", LAUNCH, DirectiveState.READ): {"confirm", "remove"},
    ("own", LAUNCH, DirectiveState.CONFIRMED): {"reopen", "open", "remove"},
    ("own", LAUNCH, DirectiveState.OPENED): set(),
    ("own", PLAN, DirectiveState.READ): set(),
    ("above", LAUNCH, DirectiveState.READ): {"confirm", "remove"},
    ("below", LAUNCH, DirectiveState.READ): set(),
    ("beside", LAUNCH, DirectiveState.READ): set(),
}


@pytest.fixture
def places():
    above = UnitFactory(path="001.", kind=Kind.PROVINCE)
    own = UnitFactory(path="001.001.", parent=above, kind=Kind.AGENCY)
    return {
        "above": above,
        "own": own,
        "below": UnitFactory(path="001.001.001.", parent=own),
        "beside": UnitFactory(path="001.002.", parent=above),
    }


def directive_in(unit, state):
    return DirectiveFactory(
        unit=unit,
        state=state,
        confirmed_by=None if state == DirectiveState.READ else PersonFactory(unit=unit),
    )


@pytest.mark.parametrize(("place", "power", "state"), TABLE)
def test_open_steps(places, place, power, state):
    directive = directive_in(places["own"], state)

    steps = {s.name for s in access.open_steps(actor_in(places[place], power), directive)}

    assert steps == TABLE[place, power, state]


def test_every_step_has_a_rule():
    assert set(access.RULES) == {step.name for step in DIRECTIVE_FLOW}
    assert set(access.ROUND_RULES) == {step.name for step in ROUND_FLOW}


@pytest.mark.parametrize(
    ("place", "power", "state", "seen"),
    (
        ("own", LAUNCH, DirectiveState.READ, (True, True)),
        ("above", LAUNCH, DirectiveState.READ, (True, True)),
        ("own", PLAN, DirectiveState.READ, (False, False)),
        ("below", PLAN, DirectiveState.READ, (False, False)),
        ("below", PLAN, DirectiveState.OPENED, (False, True)),
        ("beside", LAUNCH, DirectiveState.OPENED, (False, False)),
    ),
)
def test_who_sees_a_paper_and_who_may_take_its_file(places, place, power, state, seen):
    directive = directive_in(places["own"], state)
    by = actor_in(places[place], power)

    found = [directive in rows for rows in (access.visible_to(by), access.listed_to(by))]

    assert tuple(found) == seen


@pytest.mark.parametrize(
    ("place", "power", "allowed"),
    (
        ("own", LAUNCH, True),
        ("above", LAUNCH, True),
        ("own", PLAN, False),
        ("beside", LAUNCH, False),
    ),
)
def test_who_opens_and_closes_a_year(places, place, power, allowed):
    round_ = RoundFactory(movement__unit=places["own"])
    by = actor_in(places[place], power)

    verdicts = (access.may_close(by, round_), access.may_open_year(by, round_.movement))

    assert tuple(bool(v) for v in verdicts) == (allowed, allowed)
