"""The day work is due on: the one the rule for whoever it waits for sets, else the round's."""

import datetime as dt

import pytest

from kheo.desk import queries
from kheo.desk.days import days
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.actions import Rule
from kheo.orgs.states import Kind, Power, Staff
from tests.factories import RoundFactory, actor_in
from tests.factories.registration import Office

MARCH, APRIL, MAY = dt.date(2026, 3, 25), dt.date(2026, 4, 30), dt.date(2026, 5, 31)


@pytest.fixture
def office(db, noon):
    return Office()


def ruled(office, category, closes_on, subject=Subject.ITEM):
    by = actor_in(office.agency, Power.LAUNCH, Power.PLAN)
    rule = Rule(1, 1, 3, closes_on=closes_on)
    actions.set_rule(office.round, subject, category, rule, by=by)


def lines(office, by):
    found = queries.waiting(by, office.round, days(office.round, by=by)[office.round.pk])
    return {line.title: line.due_on for line in found if "đăng ký" in line.title}


def test_each_registers_by_the_day_of_the_rule_that_holds_for_them(office):
    ruled(office, "", MAY)
    ruled(office, Staff.WORKER, APRIL)
    ruled(office, Staff.PUBLIC_EMPLOYEE, None)
    kinds = (Staff.WORKER, Staff.CADRE, Staff.PUBLIC_EMPLOYEE)

    found = [lines(office, office.owner(staff=staff)) for staff in kinds]

    title = "Bạn chưa gửi bản đăng ký"
    assert found == [{title: APRIL}, {title: MAY}, {title: MARCH}]


def test_a_unit_registers_its_models_by_the_day_for_its_kind(office):
    ruled(office, Kind.DIVISION, APRIL, Subject.MODEL)
    head = actor_in(office.division, Power.MODEL)
    centre = actor_in(office.agency, Power.MODEL)

    found = [lines(office, by)["Đơn vị chưa gửi bản đăng ký mô hình"] for by in (head, centre)]

    assert found == [APRIL, MARCH]


def test_the_earliest_own_day_comes_first_on_the_desk(office):
    ruled(office, "", dt.date(2026, 2, 2))
    by = office.owner()

    found = queries.waiting(by, office.round, days(office.round, by=by)[office.round.pk])

    assert found[0].due_on == dt.date(2026, 2, 2)


def test_the_days_of_one_and_of_three_rounds_take_one_statement(office, django_assert_num_queries):
    by, more = office.owner(), [RoundFactory(), RoundFactory()]

    for rounds in ([office.round], [office.round, *more]):
        with django_assert_num_queries(1):
            found = days(*rounds, by=by)
        assert [d.milestones["registration"] for d in found.values()] == [MARCH] * len(rounds)
