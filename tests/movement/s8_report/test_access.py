"""The whole permission table of a report, on one screen."""

import pytest

from kheo.movement.s8_report import access
from kheo.movement.s8_report.states import FLOW, State
from kheo.orgs.states import Power
from tests.factories import actor_in
from tests.factories.report import ReportFactory, SentReportFactory

# who: in which state → which steps they are offered, and whether they see the report
TABLE = {
    ("owner", State.DRAFT): ({"send"}, True),
    ("owner", State.SENT): ({"recall"}, True),
    ("owner", State.PUBLISHED): (set(), True),
    ("above", State.DRAFT): (set(), False),
    ("above", State.SENT): ({"return", "publish"}, True),
    ("above", State.PUBLISHED): (set(), True),
    ("colleague", State.DRAFT): (set(), False),
    ("colleague", State.SENT): (set(), True),
    ("colleague", State.PUBLISHED): (set(), True),
    ("stranger", State.DRAFT): (set(), False),
    ("stranger", State.SENT): (set(), False),
    ("stranger", State.PUBLISHED): (set(), True),
}


@pytest.mark.parametrize(("who", "state"), TABLE)
def test_steps_and_sight(land, who, state):
    factory = ReportFactory if state == State.DRAFT else SentReportFactory
    report = factory(round=land.round, unit=land.agency, state=state)
    by = getattr(land, who)

    steps = {step.name for step in access.open_steps(by, report)}
    seen = access.visible_to(by).filter(pk=report.pk).exists()

    assert (steps, seen) == TABLE[who, state]


def test_every_step_has_its_rule():
    assert set(access.RULES) == set(FLOW.steps)


def test_the_unit_that_asks_publishes_its_own_report(land):
    report = SentReportFactory(round=land.round, unit=land.province)

    steps = {step.name for step in access.open_steps(land.above, report)}

    assert steps == {"recall", "publish"}


def test_only_units_that_must_answer_report(land):
    assert set(access.answering(land.round)) == {
        land.province,
        land.agency,
        land.commune,
        land.division,
    }


def test_a_unit_beside_is_not_seen(land):
    seen = access.visible_units(land.stranger, land.round)

    assert set(seen) == {land.province, land.commune}


def test_without_any_power_one_sees_the_own_chain(land):
    by = actor_in(land.silent)

    assert set(access.visible_units(by, land.round)) == {land.province, land.agency}


def test_another_power_does_not_write(land):
    by = actor_in(land.agency, Power.OVERSEE)
    report = ReportFactory(round=land.round, unit=land.agency)

    verdict = access.may_write(by, report)

    assert verdict.reason == (
        "Báo cáo của Sở Nội vụ do người được giao việc báo cáo của đơn vị đó lập và gửi."
    )
