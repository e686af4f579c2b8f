"""What each act does, from three chairs: the owner, who oversees, a stranger."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from kheo.documents.paper.description import Field
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Copy, DayTally, Registration, Round, Sheet, Tally
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.outcome import Act, Outcome
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.states import State
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import MilestoneKind, RoundFactory, UnitFactory, actor_for, actor_in

AFTER = dt.datetime(2026, 3, 26, 2, tzinfo=dt.UTC)  # the morning after the deadline


def fresh(registration):
    return Registration.objects.select_related("unit", "person", "round").get(pk=registration.pk)


def said_late(owner):
    """Return what the two copies say of coming late."""
    papers = paired.papers(list(paired.sheets_seen(owner)))
    blocks = [block for paper in papers for block in paper.body if isinstance(block, Field)]
    return [block.value for block in blocks if block.label == "Nộp muộn"]


def test_a_draft_stands_on_the_owners_sheet_with_its_trace(office):
    owner = office.owner()

    item = office.item(owner, "Hẹn người dân theo khung giờ")

    assert (item.state, item.ordinal, item.sheet.person_id) == (State.DRAFT, 1, owner.person_id)
    assert list(item.criteria.all()) == [office.criterion]
    assert [event.verb for event in trail.history_of(item)] == ["registration.draft"]


def test_a_fourth_item_is_refused_in_words(office):
    owner = office.owner()
    for n in range(3):
        office.item(owner, f"Nội dung {n}")

    with pytest.raises(ValidationError) as refused:
        office.item(owner, "Nội dung thứ tư")

    assert refused.value.message % (refused.value.params or {}) == (
        "Mỗi người đăng ký từ 01 đến 03 nội dung. Bạn đã có 03; "
        "muốn thêm, hãy sửa hoặc bỏ một nội dung."
    )


def test_a_dropped_place_is_free_again(office):
    owner = office.owner()
    items = [office.item(owner, f"Nội dung {n}") for n in range(3)]

    actions.drop(items[1], by=owner)

    assert office.item(owner, "Nội dung khác").ordinal == 2


def test_a_sent_item_is_not_dropped(office):
    owner = office.owner()

    with pytest.raises(StaleStateError):
        actions.drop(office.sent(owner), by=owner)

    assert Registration.objects.count() == 1


def test_a_stranger_neither_changes_nor_drops_nor_sends(office):
    item, stranger = office.item(office.owner()), office.owner()

    with pytest.raises(PermissionDenied):
        actions.change(item, by=stranger, facts=office.facts("Khác"))
    with pytest.raises(PermissionDenied):
        actions.drop(item, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.send(item.sheet, by=stranger)

    assert fresh(item).title == "Tiết kiệm điện tại phòng làm việc"


def test_a_change_leaves_what_was_and_what_is(office):
    owner = office.owner()
    item = office.item(owner)

    actions.change(item, by=owner, facts=office.facts("Tiết kiệm nước"))

    event = trail.history_of(item).first()
    assert event.changes["title"] == ["Tiết kiệm điện tại phòng làm việc", "Tiết kiệm nước"]
    assert fresh(item).folded == "tiet kiem nuoc"


def test_a_change_to_what_was_just_sent_is_stale(office):
    owner = office.owner()
    item = office.item(owner)
    actions.send(item.sheet, by=owner)

    with pytest.raises(StaleStateError):
        actions.change(item, by=owner, facts=office.facts("Khác"))


def test_sending_sends_all_and_is_on_time(office):
    owner = office.owner()
    items = [office.item(owner, f"Nội dung {n}") for n in range(2)]

    assert actions.send(items[0].sheet, by=owner) == 2

    assert {(fresh(i).state, fresh(i).late) for i in items} == {(State.SUBMITTED, False)}
    assert not Sheet.objects.get().late
    assert DayTally.objects.get().people == 1


def test_copy_1_of_a_member_goes_to_the_cell_of_others_to_the_unit_000_17(office):
    member = office.sent(office.owner(cell=office.cell))
    other = office.sent(office.owner())

    assert office.copy(member.sheet, 1).custodian == office.cell
    assert office.copy(other.sheet, 1).custodian == office.division


def test_copy_2_goes_to_the_focal_division_000_19(office):
    item = office.sent(office.owner(cell=office.cell))
    model = office.sent_model(office.head())

    assert office.copy(item.sheet, 2).custodian == office.focal
    assert office.copy(model.sheet, 1).custodian == office.division
    assert office.copy(model.sheet, 2).custodian == office.focal


def test_a_second_sending_from_another_tab_is_stale_and_doubles_nothing(office):
    owner = office.owner()
    sheet = office.sent(owner).sheet

    with pytest.raises(StaleStateError):
        actions.send(sheet, by=owner)

    assert (Copy.objects.count(), DayTally.objects.get().people) == (2, 1)


def test_an_empty_sheet_is_not_sent(office):
    owner = office.owner()
    item = office.item(owner)
    sheet = item.sheet
    actions.drop(item, by=owner)

    with pytest.raises(ValidationError) as refused:
        actions.send(sheet, by=owner)

    assert refused.value.messages == ["Mỗi người đăng ký từ 01 đến 03 nội dung. Bạn mới có 00."]


def test_after_the_deadline_a_sending_without_a_reason_is_refused_and_the_draft_stays(office):
    owner = office.owner()
    item = office.item(owner)

    with time_machine.travel(AFTER, tick=False), pytest.raises(ValidationError, match="25/3/2026"):
        actions.send(item.sheet, by=owner)

    assert fresh(item).state == State.DRAFT
    assert not Copy.objects.exists()


def test_a_late_sending_with_a_reason_is_marked_for_good(office):
    owner, clerk = office.owner(), office.clerk()
    item = office.item(owner)

    with time_machine.travel(AFTER, tick=False):
        actions.send(item.sheet, by=owner, late_reason="Đi công tác dài ngày")
        actions.return_(fresh(item), by=clerk, note="Ghi rõ việc cụ thể")
        actions.send(item.sheet, by=owner)

    sheet = Sheet.objects.get()
    assert (sheet.late, sheet.late_reason, fresh(item).late) == (True, "Đi công tác dài ngày", True)
    assert said_late(owner) == ["ngày 26/3/2026. Lý do: Đi công tác dài ngày"] * 2


def test_the_deadline_is_a_day_in_viet_nam(office):
    owner = office.owner()
    last_minute = dt.datetime(2026, 3, 25, 16, 59, tzinfo=dt.UTC)  # 23:59 of 25/3

    with time_machine.travel(last_minute, tick=False):
        item = office.sent(owner)

    assert not item.late


def test_what_was_returned_goes_again_after_the_deadline_without_being_late(office):
    owner, clerk = office.owner(), office.clerk()
    item = office.sent(owner)
    actions.return_(item, by=clerk, note="Ghi rõ việc cụ thể")

    with time_machine.travel(AFTER, tick=False):
        actions.send(item.sheet, by=owner)

    assert (fresh(item).state, fresh(item).late) == (State.SUBMITTED, False)


def test_a_closed_round_refuses_altogether(office):
    owner = office.owner()
    item = office.item(owner)
    Round.objects.update(state=RoundState.CLOSED)

    for act in (
        lambda: office.item(owner, "Thêm"),
        lambda: actions.change(item, by=owner, facts=office.facts("Khác")),
        lambda: actions.drop(item, by=owner),
        lambda: actions.send(item.sheet, by=owner, late_reason="muộn"),
    ):
        with pytest.raises(ValidationError, match="đã khép lại"):
            act()


def test_a_unit_the_movement_does_not_address_is_refused(office):
    elsewhere = office.owner(unit=UnitFactory(path="003.", name="Sở Công Thương"))

    with pytest.raises(ValidationError, match="không giao cho Sở Công Thương"):
        office.item(elsewhere)


def test_only_the_holder_of_the_power_registers_a_model_004_13(office):
    with pytest.raises(PermissionDenied):
        office.model(actor_in(office.division))

    assert office.model(office.head()).unit == office.division


def test_an_incomplete_item_is_named_when_sent(office):
    owner = office.owner()
    item = office.item(owner, "Việc cũ", due_on=None, criteria=[])

    with pytest.raises(ValidationError) as refused:
        actions.send(item.sheet, by=owner)

    assert refused.value.messages == ["“Việc cũ” còn thiếu: hạn hoàn thành, tiêu chí."]


def test_accepting_tells_the_owner(office):
    owner, clerk = office.owner(), office.clerk()
    item = office.sent(owner)

    actions.accept(item, by=clerk)

    notice = Notice.objects.get()
    assert (notice.person_id, notice.text) == (
        owner.person_id,
        "“Tiết kiệm điện tại phòng làm việc” đã được ghi nhận.",
    )


def test_returning_needs_a_reason(office):
    item = office.sent(office.owner())

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.return_(item, by=office.clerk(), note=" ")
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.decide_many([item], "return", by=office.clerk())

    assert fresh(item).state == State.SUBMITTED


def test_nobody_accepts_their_own(office):
    head = office.head()
    item = office.sent(head)

    with pytest.raises(PermissionDenied, match="Không ai tự ghi nhận"):
        actions.accept(item, by=head)


def test_of_many_each_is_done_handled_before_or_refused(office):
    head = office.head()
    own, others = office.sent(head), [office.sent(office.owner()) for _ in range(3)]
    seen = [fresh(r) for r in (own, *others)]
    actions.accept(fresh(others[0]), by=office.clerk())

    outcome = actions.decide_many(seen, "accept", by=head)

    assert outcome == Outcome(done=2, stale=1, refused=1)
    assert (outcome.before, outcome.kept) == ((f"“{others[0].title}”",), (f"“{own.title}”",))


def test_what_became_of_many_is_said_in_whole_sentences_that_name_what_was_left(office):
    outcome = Outcome(
        done=1, stale=6, refused=1, reasons=("Không ai tự ghi nhận.",),
        before=tuple(f"“Việc {n}”" for n in range(6)), kept=("“Trực điện thoại”",),
    )  # fmt: skip

    said = outcome.said(Act.RETURN)
    with translation.override("en"):
        english = Outcome(done=2, refused=1, kept=("“Trực điện thoại”",)).said(Act.ACCEPT)

    assert english == (
        "Accepted 2 items; 1 item is not yours to handle and stays as it was (“Trực điện thoại”)."
    )
    assert said == (
        "Đã trả lại 1 nội dung; 6 nội dung đã được xử lý trước đó (“Việc 0”, “Việc 1”, “Việc 2”, "
        "“Việc 3”, “Việc 4”, và 1 dòng nữa); 1 nội dung không thuộc phần việc của bạn nên giữ "
        "nguyên (“Trực điện thoại”). Không ai tự ghi nhận."
    )
    assert Outcome(stale=1).said(Act.RECEIVE) == (
        "Chưa ghi sổ nhận bản nào; 1 bản đã ghi sổ nhận trước đó."
    )


def test_the_keeper_logs_a_copy_once(office):
    item = office.sent(office.owner(cell=office.cell))
    first, second = office.copy(item.sheet, 1), office.copy(item.sheet, 2)

    assert actions.receive([first, second], by=office.clerk()) == Outcome(done=2)
    assert actions.receive([first, second], by=office.clerk()) == Outcome(stale=2)
    assert office.copy(item.sheet, 2).received_on == dt.date(2026, 3, 20)
    assert not fresh(item).unfiled


def test_items_sent_later_need_receipts_of_their_own_paper(office):
    owner, clerk = office.owner(cell=office.cell), office.clerk()
    first = office.sent(owner)
    actions.accept(fresh(first), by=clerk)
    actions.receive([office.copy(first.sheet, n) for n in (1, 2)], by=clerk)

    with time_machine.travel(AFTER, tick=False):
        later = office.item(owner, "Tiết kiệm nước")
        actions.send(later.sheet, by=owner, late_reason="Đi công tác")

    assert said_late(owner) == ["ngày 26/3/2026. Lý do: Đi công tác"] * 2
    copies = [office.copy(first.sheet, n) for n in (1, 2)]
    assert [(c.received_on, c.received_by) for c in copies] == [(None, None)] * 2
    assert [fresh(r).unfiled for r in (first, later)] == [False, True]
    tally = Tally.objects.get(round=office.round, unit=office.division)
    assert (tally.copies_awaited, tally.items_unfiled) == (1, 1)
    for copy in copies:
        reopened = trail.history_of(copy).get(verb="copy.reopen")
        assert reopened.changes == {
            "received_on": ["2026-03-20", None],
            "received_by": [clerk.person_id, None],
        }


def test_what_was_returned_and_goes_again_needs_a_fresh_receipt(office):
    owner, clerk = office.owner(), office.clerk()
    item = office.sent(owner)
    actions.receive([office.copy(item.sheet, n) for n in (1, 2)], by=clerk)
    actions.return_(fresh(item), by=clerk, note="Ghi rõ việc cụ thể")

    actions.send(item.sheet, by=owner)

    assert office.copy(item.sheet, 2).received_on is None
    assert fresh(item).unfiled
    assert actions.receive([office.copy(item.sheet, 2)], by=clerk) == Outcome(done=1)
    tally = Tally.objects.get(round=office.round, unit=office.division)
    assert (tally.copies_awaited, tally.items_unfiled) == (0, 0)


def test_a_cell_logs_its_own_copies_and_no_others(office):
    item = office.sent(office.owner(cell=office.cell))
    copies = [office.copy(item.sheet, n) for n in (1, 2)]

    assert actions.receive(copies, by=office.secretary()) == Outcome(done=1, refused=1)


def test_a_copy_is_not_received_tomorrow(office):
    item = office.sent(office.owner())

    with pytest.raises(ValidationError, match="Đang ghi ngày nhận 21/3/2026"):
        actions.receive([office.copy(item.sheet, 2)], by=office.clerk(), on=dt.date(2026, 3, 21))


def test_last_years_items_are_a_start(office):
    owner = office.owner()
    office.sent(owner, "Tiếp công dân đúng hẹn")
    later = RoundFactory(movement=office.round.movement, year=2027)

    assert actions.reuse(by=owner, round_=later, subject=Subject.ITEM) == 1
    assert actions.reuse(by=owner, round_=later, subject=Subject.ITEM) == 0

    copied = Registration.objects.get(round=later)
    assert (copied.title, copied.state, copied.due_on) == (
        "Tiếp công dân đúng hẹn",
        State.DRAFT,
        None,
    )
    assert list(copied.criteria.all()) == [office.criterion]


def test_a_round_without_a_deadline_is_never_late(office):
    office.round.milestones.filter(kind=MilestoneKind.REGISTRATION).delete()
    owner = office.owner()

    with time_machine.travel(AFTER, tick=False):
        assert not office.sent(owner).late


def test_the_same_person_in_another_post_owns_the_same_sheet(office):
    person = office.person()
    item = office.item(actor_for(person))

    second = actor_for(person, Power.OVERSEE)

    assert office.item(second, "Việc khác").sheet == item.sheet


def test_a_copy_is_not_received_before_what_was_added_to_its_sheet_was_sent(office):
    owner, clerk = office.owner(), office.clerk()
    sheet = office.sent(owner).sheet
    added = office.item(owner, "Hẹn dân theo khung giờ")
    with time_machine.travel(AFTER, tick=False):
        actions.send(added.sheet, by=owner, late_reason="Đi công tác")

        with pytest.raises(ValidationError, match="không thể nhận trước đó"):
            actions.receive([office.copy(sheet, 2)], by=clerk, on=dt.date(2026, 3, 25))


def test_a_copy_is_not_received_before_its_sheet_was_sent(office):
    item = office.sent(office.owner())

    with pytest.raises(ValidationError, match="không thể nhận trước đó"):
        actions.receive([office.copy(item.sheet, 2)], by=office.clerk(), on=dt.date(2020, 1, 1))
