"""The whole permission table of a commendation, on one screen."""

import datetime as dt

import pytest

from kheo.movement.s6_commendation import access
from kheo.movement.s6_commendation.states import FLOW, STANDING_FLOW, State
from kheo.orgs.states import Power
from tests.factories import PersonFactory, RoundFactory, UnitFactory, actor_in
from tests.factories.commendation import (
    AwardFormFactory,
    ProposalFactory,
    recognised_item,
)

pytestmark = pytest.mark.django_db

# who stands where: the unit that proposes, the one above, below and beside
TABLE = {
    ("own", Power.COMMEND, State.DRAFT): {"send"},
    ("own", Power.COMMEND, State.SENT): {"return", "decide"},
    ("own", Power.COMMEND, State.DECIDED): set(),
    ("own", Power.REPORT, State.DRAFT): set(),
    ("above", Power.COMMEND, State.DRAFT): set(),
    ("above", Power.COMMEND, State.SENT): {"return", "decide"},
    ("above", Power.REPORT, State.SENT): set(),
    ("below", Power.COMMEND, State.SENT): set(),
    ("beside", Power.COMMEND, State.DRAFT): set(),
    ("beside", Power.COMMEND, State.SENT): set(),
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


def proposal_of(unit, state=State.DRAFT, **fields):
    if state != State.DRAFT:
        sent = {"sent_at": dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC), "sent_by": PersonFactory()}
        sent |= {"number": 1, "numbered_on": dt.date(2026, 11, 1)}
        fields = sent | fields
    return ProposalFactory(unit=unit, state=state, **fields)


@pytest.mark.parametrize(("place", "power", "state"), TABLE)
def test_open_steps(units, place, power, state):
    proposal = proposal_of(units["own"], state)
    actor = actor_in(units[place], power)

    steps = {step.name for step in access.open_steps(actor, proposal)}

    assert steps == TABLE[place, power, state]


def test_who_sent_does_not_decide(units):
    actor = actor_in(units["own"], Power.COMMEND)
    proposal = proposal_of(units["own"], State.SENT, sent_by_id=actor.person_id, sent_by=None)
    proposal.sent_by_id = actor.person_id

    verdict = access.may_decide(actor, proposal)

    assert (bool(verdict), verdict.reason) == (
        False,
        "Người trình không tự quyết định. Người khác có thẩm quyền sẽ quyết định.",
    )


def test_every_step_has_a_rule():
    assert set(access.RULES) == {step.name for step in FLOW}
    assert set(access.AWARD_RULES) == {step.name for step in STANDING_FLOW}


@pytest.mark.parametrize(
    ("place", "power", "seen"),
    (
        ("own", Power.COMMEND, True),
        ("above", Power.COMMEND, True),
        ("below", Power.COMMEND, False),
        ("beside", Power.COMMEND, False),
        ("own", Power.REPORT, False),
    ),
)
def test_a_proposal_is_seen_by_those_who_commend_over_its_unit(units, place, power, seen):
    proposal = proposal_of(units["own"])

    rows = access.visible_to(actor_in(units[place], power))

    assert list(rows) == ([proposal] if seen else [])


def test_eligible_are_the_recognised_of_the_round_in_reach(units):
    round_ = RoundFactory()
    mine = recognised_item(units["below"], round_)
    recognised_item(units["beside"], round_)
    recognised_item(units["below"], RoundFactory())

    assert list(access.eligible(actor_in(units["own"], Power.COMMEND), round_)) == [mine]
    assert not access.eligible(actor_in(units["own"], Power.REPORT), round_)


def test_forms_in_force_are_those_of_the_unit_and_above_today(noon, units):
    own = AwardFormFactory(unit=units["own"])
    above = AwardFormFactory(unit=units["above"], name="Bằng khen")
    AwardFormFactory(unit=units["beside"])
    AwardFormFactory(unit=units["own"], valid_from=dt.date(2026, 3, 21))
    AwardFormFactory(unit=units["own"], valid_until=dt.date(2026, 3, 20))

    assert list(access.forms_in_force("001.003.")) == [own, above]
