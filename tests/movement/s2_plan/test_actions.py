import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Acknowledgement, Plan
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s2_plan import actions, queries
from kheo.movement.s2_plan.actions import Task
from kheo.movement.s2_plan.states import State
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import ClauseFactory, PersonFactory, UnitFactory, actor_in
from tests.factories.directive import launched, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def stage():
    """A launched round, a division that must answer and who answers for it."""
    agency, (division, beside), launcher = office()
    round_ = launched(agency, [division, beside], launcher)
    return round_, division, actor_in(division, Power.PLAN)


def written(stage, **changes):
    round_, division, by = stage
    plan = actions.receive(round_, division, by=by)
    given = {
        "summary": "Làm tốt công tác dân vận.",
        "leader": PersonFactory(unit=division),
        "officer": None,
        "tasks": [],
    }
    return actions.write(plan, by=by, **(given | changes))


def test_receive_makes_the_row_and_notes_who_and_when(stage, noon):
    round_, division, by = stage

    plan = actions.receive(round_, division, by=by)

    assert (plan.state, plan.received_at, plan.received_by_id) == (
        State.RECEIVED,
        noon,
        by.person_id,
    )
    assert [e.verb for e in trail.history_of(plan)] == ["plan.receive"]


def test_of_two_who_receive_at_once_one_succeeds(stage):
    round_, division, by = stage
    actions.receive(round_, division, by=by)

    with pytest.raises(StaleStateError):
        actions.receive(round_, division, by=by)

    assert Plan.objects.count() == 1


def test_receive_is_refused_to_a_colleague_a_stranger_and_outside_the_scope(stage):
    round_, division, _by = stage
    outside = UnitFactory(path="001.777.")

    for other in (actor_in(division, Power.MODEL), actor_in(UnitFactory(), Power.PLAN)):
        with pytest.raises(PermissionDenied, match="nhận văn bản, lập kế hoạch"):
            actions.receive(round_, division, by=other)
    with pytest.raises(ValidationError, match="không giao cho"):
        actions.receive(round_, outside, by=actor_in(outside, Power.PLAN))

    assert Plan.objects.count() == 0


def test_write_keeps_people_summary_and_tasks_tied_to_contents(stage):
    round_, division, _by = stage
    content = ClauseFactory(movement=round_.movement, kind="content", ordinal=1)
    leader, officer = PersonFactory(unit=division), PersonFactory(unit=division)
    tasks = [Task("Mở lớp", content, "Lò Thị Dung", dt.date(2026, 5, 5)), Task("Tiếp dân")]

    plan = written(stage, leader=leader, officer=officer, tasks=tasks)

    assert (plan.leader, plan.officer) == (leader, officer)
    assert [(t.ordinal, t.text, t.content) for t in queries.tasks_of(plan)] == [
        (1, "Mở lớp", content),
        (2, "Tiếp dân", None),
    ]
    event = trail.history_of(plan)[0]
    assert (event.verb, event.changes["tasks"]) == ("plan.write", [[], ["Mở lớp", "Tiếp dân"]])


def test_write_refuses_a_leader_from_elsewhere_and_keeps_the_plan_as_it_was(stage):
    with pytest.raises(ValidationError, match="không thuộc Phòng Tổng hợp"):
        written(stage, leader=PersonFactory())

    assert Plan.objects.get().summary == ""


def test_write_after_the_sending_is_stale_and_changes_nothing(stage):
    _round, _division, by = stage
    plan = written(stage, tasks=[Task("Mở lớp")])
    same = Plan.objects.get(pk=plan.pk)
    actions.send(plan, by=by)

    with pytest.raises(StaleStateError):
        actions.write(same, by=by, summary="khác", leader=None, officer=None, tasks=[])

    assert [t.text for t in queries.tasks_of(plan)] == ["Mở lớp"]


@pytest.mark.parametrize(
    ("moment", "late"),
    (
        ("2026-03-10T23:59+07:00", False),
        ("2026-03-11T00:00+07:00", True),  # still the 10th in Greenwich
    ),
)
def test_send_is_late_after_its_day_in_viet_nam(stage, moment, late):
    _round, _division, by = stage
    plan = written(stage)

    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        actions.send(plan, by=by)

    plan.refresh_from_db()
    assert (plan.state, plan.late) == (State.SENT, late)


def test_send_asks_for_a_leader_and_for_something_written(stage):
    _round, division, by = stage
    plan = written(stage, leader=None)

    with pytest.raises(ValidationError, match="lãnh đạo phụ trách"):
        actions.send(plan, by=by)
    leader = PersonFactory(unit=division)
    plan = actions.write(plan, by=by, summary=" ", leader=leader, officer=None, tasks=[])
    with pytest.raises(ValidationError, match="chưa ghi gì"):
        actions.send(plan, by=by)

    plan.refresh_from_db()
    assert plan.state == State.RECEIVED


def test_send_tells_who_launched(stage):
    round_, _division, by = stage
    plan = actions.send(written(stage), by=by)

    [notice] = Notice.objects.filter(url=f"/phong-trao/{round_.pk}/ke-hoach/{plan.pk}/")
    assert notice.text == "Phòng Tổng hợp đã gửi kế hoạch năm 2026."


def test_recall_needs_a_reason_and_lets_the_plan_be_sent_again(stage):
    _round, _division, by = stage
    plan = actions.send(written(stage), by=by)

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.recall(plan, by=by, note="  ")
    actions.recall(plan, by=by, note="Thiếu một việc")
    again = actions.send(plan, by=by)

    assert again.state == State.SENT
    assert [e.note for e in trail.history_of(plan) if e.verb == "plan.recall"] == ["Thiếu một việc"]


def test_of_recall_and_send_at_once_one_succeeds(stage):
    _round, _division, by = stage
    plan = written(stage)
    same = Plan.objects.get(pk=plan.pk)
    actions.send(plan, by=by)

    with pytest.raises(StaleStateError):
        actions.send(same, by=by)
    with pytest.raises(StaleStateError):
        actions.recall(same, by=by, note="Sửa")

    plan.refresh_from_db()
    assert plan.state == State.SENT


def test_nothing_is_received_in_a_closed_year(stage):
    round_, division, by = stage
    round_.state = RoundState.CLOSED

    with pytest.raises(PermissionDenied, match="khép lại"):
        actions.receive(round_, division, by=by)


def test_acknowledge_counts_each_person_once(stage, noon):
    round_, division, by = stage

    first = actions.acknowledge(round_, by=by)
    second = actions.acknowledge(round_, by=by)

    assert (first, first.at, Acknowledgement.objects.count()) == (second, noon, 1)
    assert queries.readers(round_, division.path) == (1, 1)
    assert queries.readers(round_, "001.002.") == (0, 2)


def test_the_stepper_counts_units_without_an_answer_too(stage):
    round_, division, by = stage
    beside = queries.s1.scope_of(round_).exclude(pk=division.pk).get()
    above = actor_in(beside.parent, Power.LAUNCH)
    before = list(queries.stepper_row(above, round_))
    actions.send(written(stage), by=by)  # ten days after its day

    after = list(queries.stepper_row(above, round_))
    stranger = list(queries.stepper_row(actor_in(UnitFactory()), round_))

    assert before == [{"step": 2, "done": 0, "total": 2, "late": 2}]
    assert after == [{"step": 2, "done": 1, "total": 2, "late": 2}]
    assert stranger == [{"step": 2, "done": 0, "total": 0, "late": 0}]


def test_what_waits_moves_from_receipt_to_plan_to_nothing(stage):
    round_, division, by = stage

    def waiting(actor):
        return [(r["what"], r["n"]) for rows in queries.waiting_rows(actor, round_) for r in rows]

    first = waiting(by)
    plan = written(stage)
    second = waiting(by)
    actions.send(plan, by=by)

    assert (first, second, waiting(by)) == ([("plan.receive", 1)], [("plan.send", 1)], [])
    assert waiting(actor_in(division)) == []
