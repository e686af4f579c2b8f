"""Launching a movement, opening its next year and closing one, by their actions."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Directive, Movement, Plan, Round
from kheo.movement.s1_directive import actions, addressed, queries
from kheo.movement.s1_directive.states import (
    ClauseKind,
    DirectiveState,
    FactKind,
    MilestoneKind,
    RoundState,
    Subject,
)
from kheo.notices.models import Notice
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind, Power
from tests.factories import MovementFactory, UnitFactory, actor_in
from tests.factories.directive import DirectiveFactory, FactFactory, launched, office, terms

pytestmark = pytest.mark.django_db


def confirmed(agency, by):
    return actions.confirm(DirectiveFactory(unit=agency), by=by)


def test_launch_writes_movement_year_quotas_days_clauses_and_scope():
    agency, divisions, by = office()
    directive = confirmed(agency, by)
    clauses = {ClauseKind.CONTENT: ["Học", "Làm"], ClauseKind.PLEDGE: ["Không gây phiền hà"]}

    round_ = actions.launch(directive, terms(divisions, clauses=clauses), by=by)

    movement = round_.movement
    assert (movement.directive, movement.unit) == (directive, agency)
    assert list(movement.scope.all()) == divisions
    assert {k: len(v) for k, v in queries.all_clauses(round_).items()} == {
        "content": 2, "criterion": 0, "topic": 0, "pledge": 1,
    }  # fmt: skip
    quota = round_.quotas.get(subject=Subject.ITEM)
    assert (quota.minimum, quota.target, quota.maximum) == (1, 1, 3)
    assert queries.due_on(round_, MilestoneKind.PLAN) == dt.date(2026, 3, 10)
    assert directive.state == DirectiveState.OPENED
    assert [e.verb for e in trail.history_of(movement)] == ["movement.launch"]


def test_a_rule_is_tied_to_the_place_of_the_paper_it_is_read_from():
    agency, divisions, by = office()
    directive = DirectiveFactory(unit=agency)
    said = "đăng ký từ 01\nđến 03 nội dung"
    fact = FactFactory(directive=directive, kind=FactKind.QUOTA, quote=said)
    actions.confirm(directive, by=by)
    bases = {Subject.ITEM: "đăng ký từ 01 đến 03 nội dung", Subject.MODEL: "Theo thông báo 12"}

    round_ = actions.launch(directive, terms(divisions, bases=bases), by=by)
    opened = actions.open_year(round_.movement, 2027, by=by)

    for year in (round_, opened):
        ties = {q.subject: (q.basis, q.fact) for q in year.quotas.all()}
        assert ties == {
            "item": ("đăng ký từ 01 đến 03 nội dung", fact),
            "model": ("Theo thông báo 12", None),
        }


def test_launch_makes_no_answers_beforehand_and_tells_who_must_answer():
    agency, (first, second), by = office()
    planner = actor_in(first, Power.PLAN)
    actor_in(second, Power.MODEL)

    round_ = launched(agency, [first, second], by)

    assert Plan.objects.count() == 0
    [notice] = Notice.objects.all()
    assert (notice.person_id, notice.url) == (
        planner.person_id,
        f"/phong-trao/{round_.pk}/ke-hoach/cua-toi/",
    )


def test_of_two_who_launch_one_paper_at_once_one_succeeds():
    agency, divisions, by = office()
    directive = confirmed(agency, by)
    same = Directive.objects.get(pk=directive.pk)
    actions.launch(directive, terms(divisions), by=by)

    with pytest.raises(StaleStateError):
        actions.launch(same, terms(divisions), by=by)

    assert Movement.objects.count() == 1


@pytest.mark.parametrize("power", (Power.PLAN, Power.REPORT))
def test_launch_is_refused_without_the_power(power):
    agency, divisions, by = office()
    directive = confirmed(agency, by)

    with pytest.raises(PermissionDenied, match="phát động"):
        actions.launch(directive, terms(divisions), by=actor_in(agency, power))

    assert Movement.objects.count() == 0


def test_launch_refuses_an_empty_scope_a_strange_unit_and_a_year_outside_the_stage():
    agency, divisions, by = office()
    directive = confirmed(agency, by)
    cell = UnitFactory(parent=agency, path="001.009.", kind=Kind.CELL, name="Chi bộ 9")
    wrong = (
        (terms([]), "Chưa chọn đơn vị"),
        (terms([*divisions, UnitFactory(name="Sở Xa")]), "Sở Xa"),
        (terms([*divisions, cell]), "Chi bộ 9"),
        (terms(divisions, year=2031), "ngoài giai đoạn"),
    )

    for chosen, said in wrong:
        with pytest.raises(ValidationError, match=said):
            actions.launch(directive, chosen, by=by)

    directive.refresh_from_db()
    assert (directive.state, Movement.objects.count()) == (DirectiveState.CONFIRMED, 0)


def test_open_year_copies_quotas_and_days_moved_by_a_year():
    agency, divisions, by = office()
    days = {MilestoneKind.PLAN: dt.date(2028, 2, 29), MilestoneKind.REPORT: dt.date(2029, 1, 10)}
    round_ = launched(agency, divisions, by, year=2028, milestones=days)

    opened = actions.open_year(round_.movement, 2029, by=by)

    assert (opened.year, opened.opens_on) == (2029, dt.date(2029, 1, 1))
    assert queries.due_on(opened, MilestoneKind.PLAN) == dt.date(2029, 2, 28)
    assert queries.due_on(opened, MilestoneKind.REPORT) == dt.date(2030, 1, 10)
    assert opened.quotas.get(subject=Subject.MODEL).maximum == 2
    assert [e.verb for e in trail.history_of(opened)] == ["round.open"]


@pytest.mark.parametrize(("year", "said"), ((2026, "đã mở"), (2025, "ngoài"), (2031, "ngoài")))
def test_open_year_refuses_a_year_twice_or_outside_the_stage(year, said):
    agency, divisions, by = office()
    round_ = launched(agency, divisions, by)

    with pytest.raises(ValidationError, match=said):
        actions.open_year(round_.movement, year, by=by)

    assert Round.objects.count() == 1


def test_open_and_close_year_are_refused_to_a_stranger():
    agency, divisions, by = office()
    round_ = launched(agency, divisions, by)
    stranger = actor_in(divisions[0], Power.LAUNCH)

    with pytest.raises(PermissionDenied, match="đơn vị phát động"):
        actions.open_year(round_.movement, 2027, by=stranger)
    with pytest.raises(PermissionDenied, match="đơn vị phát động"):
        actions.close_year(round_, by=stranger)


def test_close_year_happens_once():
    agency, divisions, by = office()
    round_ = launched(agency, divisions, by)
    same = Round.objects.get(pk=round_.pk)
    actions.close_year(round_, by=by)

    with pytest.raises(StaleStateError):
        actions.close_year(same, by=by)

    assert (round_.state, queries.current_round(by)) == (RoundState.CLOSED, None)


def test_next_year_ends_with_the_stage():
    agency, divisions, by = office()
    round_ = launched(agency, divisions, by, first_year=2026, last_year=2027)

    first = queries.next_year(round_.movement)
    actions.open_year(round_.movement, 2027, by=by)

    assert (first, queries.next_year(round_.movement)) == (2027, None)


def test_a_parent_movement_comes_from_above_only():
    agency, _divisions, _by = office(path="001.001.")
    above = MovementFactory(unit=UnitFactory(path="001."))
    MovementFactory(unit=UnitFactory(path="002."))

    assert list(queries.parents_for(agency)) == [above]


def test_the_tree_sums_the_staff_of_each_branch():
    province = UnitFactory(path="009.", kind=Kind.PROVINCE)
    agency = UnitFactory(path="009.001.", parent=province, kind=Kind.AGENCY, staff=3)
    UnitFactory(path="009.001.001.", parent=agency, staff=4)
    UnitFactory(path="009.001.002.", parent=agency, kind=Kind.CELL, staff=9)
    UnitFactory(path="009.002.", parent=province, kind=Kind.COMMUNE, staff=5)

    found = queries.tree("009.")

    assert [(b.unit.path, b.staff, len(b.below)) for b in found] == [
        ("009.001.", 7, 1),
        ("009.002.", 5, 0),
    ]


def test_those_below_a_named_unit_are_counted_with_it_and_the_unit_once():
    agency, divisions, by = office()
    round_ = launched(agency, divisions, by)
    for unit in divisions:
        UnitFactory(path=f"{unit.path}001.", parent=unit, staff=5)
    Unit.objects.filter(pk__in=[d.pk for d in divisions]).update(staff=2)

    assert addressed.scope_figures(round_) == {"units": len(divisions), "staff": 7 * len(divisions)}
