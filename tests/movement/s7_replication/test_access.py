"""The whole permission table of a card and of an adoption, on one screen."""

import pytest

from kheo.movement.s7_replication import access
from kheo.movement.s7_replication.states import (
    ADOPTION_FLOW,
    CARD_FLOW,
    AdoptionState,
    CardState,
)
from kheo.orgs.states import Power
from tests.factories import RoundFactory, UnitFactory, actor_in
from tests.factories.commendation import recognised_item, recognised_model
from tests.factories.replication import AdoptionFactory, card_of

pytestmark = pytest.mark.django_db

D, P, W = CardState.DRAFT, CardState.PUBLISHED, CardState.WITHDRAWN
# who stands where: the model's own unit, the one above, below and beside
CARDS = {
    ("own", Power.MODEL, D): {"publish"},
    ("own", Power.MODEL, P): {"withdraw"},
    ("own", Power.MODEL, W): {"publish"},
    ("own", Power.PLAN, D): set(),
    ("own", Power.COMMEND, D): set(),
    ("above", Power.COMMEND, D): {"publish"},
    ("above", Power.LAUNCH, P): {"withdraw"},
    ("above", Power.REPORT, P): set(),
    ("below", Power.MODEL, P): set(),
    ("beside", Power.MODEL, P): set(),
}
S, DONE, STOPPED = AdoptionState.STARTED, AdoptionState.DONE, AdoptionState.STOPPED
ADOPTIONS = {
    ("own", Power.MODEL, S): {"report", "stop"},
    ("own", Power.PLAN, S): {"report", "stop"},
    ("own", Power.COMMEND, S): set(),
    ("own", Power.MODEL, DONE): set(),
    ("own", Power.MODEL, STOPPED): set(),
    ("beside", Power.MODEL, S): set(),
}
ADOPT = {
    ("beside", Power.MODEL, P): "",
    ("beside", Power.PLAN, P): "",
    ("below", Power.MODEL, P): "",
    ("beside", Power.COMMEND, P): "Việc làm theo do người phụ trách",
    ("beside", Power.MODEL, W): "Phiếu này không còn công khai.",
    ("own", Power.MODEL, P): "Đây là mô hình của chính đơn vị bạn.",
}


@pytest.fixture
def units():
    above = UnitFactory(path="001.")
    own = UnitFactory(path="001.003.", parent=above)
    return {
        "above": above,
        "own": own,
        "below": UnitFactory(path="001.003.001.", parent=own),
        "beside": UnitFactory(path="001.004.", parent=above),
    }


@pytest.mark.parametrize(("place", "power", "state"), CARDS)
def test_open_steps_of_a_card(units, place, power, state):
    card = card_of(units["own"], RoundFactory(), state=state)

    steps = {s.name for s in access.open_steps(actor_in(units[place], power), card)}

    assert steps == CARDS[place, power, state]


@pytest.mark.parametrize(("place", "power", "state"), ADOPTIONS)
def test_open_steps_of_an_adoption(units, place, power, state):
    adoption = AdoptionFactory(unit=units["own"])
    adoption.state = state

    steps = {s.name for s in access.open_adoption_steps(actor_in(units[place], power), adoption)}

    assert steps == ADOPTIONS[place, power, state]


@pytest.mark.parametrize(("place", "power", "state"), ADOPT)
def test_who_may_adopt(units, place, power, state):
    card = card_of(units["own"], RoundFactory(), state=state)

    verdict = access.may_adopt(actor_in(units[place], power), card)

    assert verdict.reason.startswith(ADOPT[place, power, state])
    assert bool(verdict) == (not ADOPT[place, power, state])


def test_every_step_has_a_rule():
    assert set(access.CARD_RULES) == {step.name for step in CARD_FLOW}
    assert set(access.ADOPTION_RULES) == {step.name for step in ADOPTION_FLOW}


@pytest.mark.parametrize(
    ("place", "state", "seen"),
    (
        ("own", D, True),
        ("above", D, True),
        ("beside", D, False),
        ("beside", P, True),
        ("beside", W, False),
    ),
)
def test_a_card_is_seen_by_all_once_published_else_in_reach(units, place, state, seen):
    card = card_of(units["own"], RoundFactory(), state=state)

    rows = access.visible_to(actor_in(units[place]))

    assert list(rows) == ([card] if seen else [])
    assert list(access.public()) == ([card] if state == P else [])


def test_recognised_are_the_models_of_the_round_in_reach(units):
    round_ = RoundFactory()
    mine = recognised_model(units["own"], round_)
    recognised_item(units["own"], round_)
    recognised_model(units["beside"], round_)

    assert list(access.recognised(actor_in(units["own"]), round_)) == [mine]


def test_an_adoption_is_seen_from_both_sides_and_above(units):
    card = card_of(units["own"], RoundFactory())
    adoption = AdoptionFactory(card=card, unit=units["beside"])

    for place in ("own", "beside", "above"):
        assert list(access.visible_adoptions(actor_in(units[place]))) == [adoption]
    assert not access.visible_adoptions(actor_in(units["below"]))
