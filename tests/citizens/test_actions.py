"""A grievance from the day it is heard until people are told, and every way it may go wrong."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kheo.citizens import access, actions, carrying
from kheo.citizens.models import Grievance
from kheo.citizens.states import DENUNCIATION, State
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.kernel.workflow.advance import StaleStateError
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from tests.citizens.conftest import DUE, FACTS
from tests.factories import RegistrationFactory, SheetFactory, UnitFactory, actor_in
from tests.factories.citizens import GrievanceFactory

TODAY = dt.date(2026, 3, 20)
LATER = dt.date(2026, 4, 20)


@pytest.fixture
def heard(round_, keeper):
    return actions.record(round_, by=keeper, facts=FACTS)


@pytest.fixture
def in_hand(heard, keeper, person):
    return actions.assign(heard, by=keeper, handler=person, due_on=DUE)


@pytest.fixture
def solved(in_hand, handler):
    return actions.solve(in_hand, by=handler, outcome="Đã rải đá 300 m", solved_on=TODAY)


def on(day):
    return time_machine.travel(
        dt.datetime(day.year, day.month, day.day, 3, tzinfo=dt.UTC), tick=False
    )


def told(person):
    return [n.text for n in Notice.objects.filter(person=person)]


def test_it_goes_from_heard_to_solved_to_answered(round_, keeper, handler, person):
    made = actions.record(round_, by=keeper, facts=FACTS)
    actions.assign(made, by=keeper, handler=person, due_on=DUE)
    actions.solve(made, by=handler, outcome="Đã rải đá 300 m", solved_on=TODAY)
    actions.answer(made, by=handler, answered_how="Tại cuộc họp bản", answered_on=TODAY)

    made.refresh_from_db()
    assert (made.state, made.handler, made.late) == (State.ANSWERED, person, False)
    assert (made.outcome, made.answered_how) == ("Đã rải đá 300 m", "Tại cuộc họp bản")
    assert [e.verb for e in trail.history_of(made).order_by("pk")] == [
        "grievance.record", "grievance.assign", "grievance.solve", "grievance.answer",
    ]  # fmt: skip
    assert told(person) == [f"Bạn được giao giải quyết ý kiến {made.code} của dân, hạn 31/3/2026."]
    assert told(keeper.person_id) == [f"Ý kiến {made.code} đã giải quyết, chờ trả lời dân."]


def test_the_words_of_people_stand_neither_in_the_trail_nor_in_notices(solved, keeper):
    actions.reopen(solved, by=keeper, note="Dân chưa đồng ý", due_on=LATER)

    kept = [
        *Event.objects.values_list("subject_name", "changes", "note"),
        *Notice.objects.values_list("text", "sentence"),
    ]
    assert [row for row in kept if "lầy lội" in str(row) or "Nà Pang" in str(row)] == []


def test_sent_twice_it_is_kept_once(round_, keeper):
    first = actions.record(round_, by=keeper, facts=FACTS, key="a1")
    second = actions.record(round_, by=keeper, facts=FACTS, key="a1")

    assert (first.pk, Grievance.objects.count()) == (second.pk, 1)
    assert Event.objects.filter(verb="grievance.record").count() == 1


def test_a_denunciation_is_turned_away_in_words_and_nothing_is_kept(round_, keeper):
    with pytest.raises(ValidationError, match="Tố cáo không ghi ở đây, và chưa ghi gì"):
        actions.record(round_, by=keeper, facts={**FACTS, "kind": DENUNCIATION})

    assert (Grievance.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    (
        ({"heard_on": dt.date(2025, 12, 31)}, "heard_on", "từ 01/01/2026 đến 20/3/2026"),
        ({"heard_on": dt.date(2026, 3, 21)}, "heard_on", "Đang ghi ngày 21/3/2026"),
        ({"due_on": dt.date(2026, 3, 15)}, "due_on", "ở trước ngày tiếp nhận 16/3/2026"),
    ),
)
def test_days_that_cannot_be_are_refused_in_words(round_, keeper, wrong, field, words):
    with pytest.raises(ValidationError, match=words) as refused:
        actions.record(round_, by=keeper, facts=FACTS | wrong)

    assert list(refused.value.message_dict) == [field]
    assert Grievance.objects.count() == 0


def test_only_what_the_unit_registered_may_be_said_to_solve_it(round_, unit, keeper):
    own = RegistrationFactory(
        sheet=SheetFactory(round=round_, unit=unit, person=None), state="accepted"
    )
    foreign = RegistrationFactory(sheet=SheetFactory(round=round_, person=None), state="accepted")

    made = actions.record(round_, by=keeper, facts=FACTS | {"registration": own})
    with pytest.raises(ValidationError, match="không phải đăng ký của đơn vị"):
        actions.record(round_, by=keeper, facts=FACTS | {"registration": foreign})

    assert made.registration == own


def test_the_unit_keeps_its_own_the_one_above_reads_and_others_see_nothing(
    heard, keeper, handler, clerk, neighbour, cell
):
    chairs = (keeper, clerk, handler, neighbour, cell)

    assert [access.visible_to(by).count() for by in chairs] == [1, 1, 0, 0, 0]
    assert [bool(access.may_keep(by, heard)) for by in chairs] == [True, *[False] * 4]
    assert [bool(access.may_remind(by, heard)) for by in chairs] == [True, True, *[False] * 3]


def test_who_is_given_it_sees_it_and_writes_what_was_done_but_gives_it_to_nobody(
    in_hand, handler, person
):
    assert access.visible_to(handler).get() == in_hand
    assert [step.name for step in access.open_steps(handler, in_hand)] == ["solve"]
    with pytest.raises(PermissionDenied, match="chính đơn vị ấy"):
        actions.assign(in_hand, by=handler, handler=person, due_on=DUE)


def test_the_unit_above_and_a_neighbour_write_nothing(round_, in_hand, clerk, neighbour, cell):
    for by in (clerk, neighbour):
        with pytest.raises(PermissionDenied, match="người được giao giải quyết"):
            actions.solve(in_hand, by=by, outcome="Xong", solved_on=TODAY)
    with pytest.raises(PermissionDenied, match="Chỉ người theo dõi hoặc báo cáo"):
        actions.record(round_, by=cell, facts=FACTS)

    in_hand.refresh_from_db()
    assert in_hand.state == State.IN_HAND


def test_it_is_given_only_to_the_units_own_people(heard, keeper, neighbour):
    stranger = Person.objects.get(pk=neighbour.person_id)

    with pytest.raises(ValidationError, match="không phải người của “Phòng Hạ tầng”"):
        actions.assign(heard, by=keeper, handler=stranger, due_on=DUE)

    assert Grievance.objects.get().state == State.RECORDED


def test_a_closed_year_hears_nothing_new_and_what_it_heard_is_still_solved(
    round_, in_hand, keeper, handler
):
    round_.state = "closed"
    round_.save()

    with pytest.raises(PermissionDenied, match="đã khép lại"):
        actions.record(round_, by=keeper, facts=FACTS)
    actions.solve(in_hand, by=handler, outcome="Đã rải đá", solved_on=TODAY)

    assert in_hand.state == State.SOLVED


def test_solved_after_its_day_it_stays_late_whatever_follows(in_hand, keeper, handler):
    with on(dt.date(2026, 4, 2)):
        actions.solve(in_hand, by=handler, outcome="Đã rải đá", solved_on=dt.date(2026, 4, 2))
        actions.reopen(in_hand, by=keeper, note="Còn một đoạn", due_on=LATER)
        actions.solve(in_hand, by=handler, outcome="Xong cả đoạn", solved_on=dt.date(2026, 4, 2))

    in_hand.refresh_from_db()
    assert (in_hand.state, in_hand.late, in_hand.reopened) == (State.SOLVED, True, 1)


def test_written_down_after_its_day_but_done_in_time_it_is_not_late(in_hand, handler):
    with on(dt.date(2026, 4, 2)):
        actions.solve(in_hand, by=handler, outcome="Đã rải đá", solved_on=DUE)

    assert in_hand.late is False


def test_a_day_put_off_after_it_has_passed_stays_late(heard, in_hand, keeper, person):
    with on(dt.date(2026, 4, 2)):
        actions.assign(in_hand, by=keeper, handler=person, due_on=LATER)

    assert (in_hand.late, in_hand.due_on) == (True, LATER)


def test_people_not_content_have_it_solved_again_with_a_reason(solved, keeper, handler, person):
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.reopen(solved, by=keeper, note=" ", due_on=LATER)
    solved.refresh_from_db()

    actions.reopen(solved, by=keeper, note="Dân chưa đồng ý", due_on=LATER)

    solved.refresh_from_db()
    assert (solved.state, solved.due_on, solved.outcome) == (State.IN_HAND, LATER, "")
    assert told(person)[0] == (
        f"Ý kiến {solved.code} phải giải quyết lại, hạn 20/4/2026: Dân chưa đồng ý"
    )


def test_it_is_passed_on_to_a_competent_body_and_may_come_back(heard, keeper):
    actions.pass_on(
        heard, by=keeper, passed_to="UBND xã Nà Pang", passed_on=TODAY, passed_number="12/SXD"
    )
    assert (heard.state, heard.passed_number) == (State.PASSED_ON, "12/SXD")

    actions.take_back(heard, by=keeper, note="Xã trả lại", due_on=LATER)

    heard.refresh_from_db()
    assert (heard.state, heard.passed_to, heard.passed_on) == (State.RECORDED, "", None)


def test_what_is_dropped_leaves_no_word_of_it(heard, keeper):
    actions.drop(heard, by=keeper, note="Là tố cáo, đã hướng dẫn gửi đúng nơi")

    heard.refresh_from_db()
    assert (heard.state, heard.title, heard.text, heard.place, heard.folded) == (
        State.DROPPED, "", "", "", "",
    )  # fmt: skip


def test_a_correction_is_written_down_without_the_words(heard, keeper):
    actions.edit(heard, by=keeper, facts=FACTS | {"title": "Cầu treo hỏng", "people": 80})

    event = trail.history_of(heard).get(verb="grievance.edit")
    assert event.changes == {"people": [120, 80], "words": ["bản cũ", "bản mới"]}
    assert Grievance.objects.get().folded.startswith("cau treo hong")


@pytest.mark.parametrize(
    ("action", "facts", "field"),
    (
        ("solve", {"outcome": " ", "solved_on": TODAY}, "outcome"),
        ("solve", {"outcome": "Xong", "solved_on": dt.date(2026, 3, 15)}, "solved_on"),
        ("solve", {"outcome": "Xong", "solved_on": dt.date(2026, 3, 21)}, "solved_on"),
        ("pass_on", {"passed_to": "", "passed_on": TODAY}, "passed_to"),
        ("pass_on", {"passed_to": "Xã", "passed_on": dt.date(2026, 3, 21)}, "passed_on"),
    ),
)
def test_what_is_not_said_or_cannot_be_is_refused_beside_its_field(
    in_hand, keeper, action, facts, field
):
    with pytest.raises(ValidationError) as refused:
        getattr(actions, action)(in_hand, by=keeper, **facts)

    assert list(refused.value.message_dict) == [field]
    assert Grievance.objects.get().state == State.IN_HAND


def test_of_two_who_solve_it_at_once_one_wins(in_hand, handler):
    other = Grievance.objects.get(pk=in_hand.pk)
    actions.solve(in_hand, by=handler, outcome="Một", solved_on=TODAY)

    with pytest.raises(StaleStateError):
        actions.solve(other, by=handler, outcome="Hai", solved_on=TODAY)

    assert Grievance.objects.get().outcome == "Một"


def test_the_unit_above_reminds_the_handler_and_the_head_once_a_day(in_hand, unit, person, clerk):
    head = actor_in(unit, Power.PLAN)
    Person.objects.get(pk=head.person_id).posts.update(is_head=True)

    actions.remind(in_hand, by=clerk)

    words = f"Mời giải quyết sớm ý kiến {in_hand.code} của dân, hạn 31/3/2026."
    assert (words in told(person), told(head.person_id)) == (True, [words])
    with pytest.raises(PermissionDenied, match="Hôm nay đã đôn đốc"):
        actions.remind(in_hand, by=clerk)


@pytest.mark.parametrize(
    "wrong",
    (
        {"state": State.IN_HAND},
        {"state": State.SOLVED},
        {"state": State.PASSED_ON},
        {"people": 0},
        {"due_on": dt.date(2026, 3, 1)},
    ),
)
def test_the_database_keeps_what_must_never_be_false(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GrievanceFactory(**wrong)


def test_a_unit_that_still_owes_people_an_answer_says_so_before_it_closes(unit, solved, handler):
    assert carrying.owed(unit, on=TODAY) == "Còn 1 ý kiến của dân chưa giải quyết, chưa trả lời."

    actions.answer(solved, by=handler, answered_how="Tại bản", answered_on=TODAY)

    assert (carrying.owed(unit, on=TODAY), carrying.owed(UnitFactory(), on=TODAY)) == ("", "")
