"""Items entered for a unit's people by whoever handles its registrations: all of it or nothing."""

import datetime as dt
from io import BytesIO

import pytest
import time_machine
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext, override
from python_calamine import load_workbook

from kheo.accounts.models import User
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Copy, DayTally, Entry, Load, Registration, Sheet, Tally
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration import access, behind, editing
from kheo.movement.s3_registration import actions as s3
from kheo.movement.s3_registration.actions import Rule
from kheo.movement.s3_registration.bulk import actions, sheets, shown, undoing
from kheo.movement.s3_registration.bulk.check import Checked, Line
from kheo.movement.s3_registration.questions import Kind, Question
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from kheo.orgs.states import Power, Staff
from tests.factories import ClauseFactory, actor_for, actor_in
from tests.movement.s3_registration.test_actions import AFTER

HEADER = ["Mã cán bộ", "Họ và tên", "Việc cụ thể sẽ làm", "Gắn với nhiệm vụ nào được giao?",
          "Chủ đề", "Hướng tới tiêu chí nào?", "Mục tiêu", "Hoàn thành trước ngày"]  # fmt: skip


@pytest.fixture
def two(office):
    """Two people of the division who have sent nothing."""
    return [office.person(full_name=name) for name in ("Lò Văn An", "Cà Thị Bích")]


@pytest.fixture
def clerk(office):
    return office.clerk()


def row(person, title="Hẹn dân theo khung giờ", criterion="1", due="30/11/2026", topic=""):
    duty, target = "Tiếp công dân", "Không ai chờ quá 15 phút"
    return [person.code, person.full_name, title, duty, topic, criterion, target, due]


def book(*rows, header=HEADER):
    made = BytesIO()
    with xlsxwriter.Workbook(made) as file:
        sheet = file.add_worksheet("Nội dung")
        for n, cells in enumerate([header, *rows]):
            sheet.write_row(n, 0, cells)
    return made.getvalue()


def bring(office, by, *rows, unit=None, **more):
    unit = unit or office.agency
    data = book(*rows, **more)
    return actions.bring(by=by, round_=office.round, unit=unit, name="dang-ky.xlsx", data=data)


def tally(office):
    names = ("people", "items_draft", "items_submitted", "items_unfiled", "copies_awaited")
    rows = Tally.objects.filter(unit=office.division).values_list(*names)
    return next(iter(rows), (0,) * len(names))


def titles(**of):
    return list(Registration.objects.filter(**of).order_by("pk").values_list("title", flat=True))


def test_a_sheet_is_only_checked_until_it_is_confirmed(office, clerk, two):
    load = bring(office, clerk, *map(row, two))

    assert (load.state, load.findings["errors"], load.findings["doubts"]) == ("checked", [], [])
    assert load.findings["first"][0] == [2, "Lò Văn An", "Hẹn dân theo khung giờ"]
    assert (titles(), Sheet.objects.count()) == ([], 0)


def test_confirmed_as_sent_it_is_as_if_each_had_sent_it(office, clerk, two):
    actions.confirm(bring(office, clerk, *map(row, two)), by=clerk, send=True)

    item = Registration.objects.get(person=two[0])
    assert (item.state, item.unfiled, list(item.criteria.all())) == (
        "submitted", True, [office.criterion],
    )  # fmt: skip
    assert tally(office) == (2, 0, 2, 2, 2)
    assert behind.people_behind(office.division, office.round) == []
    keepers = Copy.objects.filter(sheet=item.sheet).values_list("custodian", flat=True)
    assert list(keepers) == [office.division.pk, office.focal.pk]
    assert DayTally.objects.get().people == 2
    told = Notice.objects.get(person=two[0])
    assert (
        told.text
        == f"{clerk.name} đã nhập và gửi thay bạn bản đăng ký năm 2026. Không đúng thì rút lại."
    )


def test_the_trail_of_each_item_says_who_entered_it(office, clerk, two):
    actions.confirm(bring(office, clerk, row(two[0])), by=clerk, send=True)

    [event] = trail.history_of(Registration.objects.get())
    assert (event.verb, event.actor_name, event.note) == (
        "registration.load", clerk.name, "dang-ky.xlsx",
    )  # fmt: skip


def test_kept_as_drafts_they_are_the_persons_own_and_nobody_has_sent(office, clerk, two):
    actions.confirm(bring(office, clerk, row(two[0])), by=clerk, send=False)

    item = Registration.objects.get()
    assert (item.state, tally(office)) == ("draft", (0, 1, 0, 0, 0))
    assert list(access.visible_to(clerk)) == []
    owner = actor_in(office.division)
    assert not access.may_write(owner, item)


def test_every_error_is_named_by_its_cell_and_nothing_is_written(office, clerk, two):
    stranger = office.person(unit=office.province)
    wrong = [
        row(two[0], title=""),
        row(two[0], criterion="9"),
        row(two[1], due="31/2/2026"),
        row(stranger),
        [two[1].code, "Người khác", *row(two[1])[2:]],
        ["", "", *row(two[1])[2:]],
    ]

    load = bring(office, clerk, *wrong)

    assert [cell for cell, _words in load.findings["errors"]] == [
        "C2",
        "F3",
        "H4",
        "A5",
        "B6",
        "B7",
    ]
    words = [words for _cell, words in load.findings["errors"]]
    assert words[0] == "Chưa ghi. Cần điền ô này."
    assert words[1] == f"Đang ghi “9”. Cần một trong: 1) {office.criterion.text}."
    assert words[3] == f"Không có ai mã “{stranger.code}” trong đơn vị bạn phụ trách."
    with pytest.raises(ValidationError, match="Tệp còn 6 lỗi"):
        actions.confirm(load, by=clerk, send=False)
    assert titles() == []


def test_who_has_sent_is_exempt_or_beyond_the_maximum_is_named(office, clerk, two):
    sender = office.owner(full_name="Đã Gửi")
    office.sent(sender)
    s3.exempt(office.round, [two[1]], by=clerk, reason="Nghỉ thai sản")
    many = [row(two[0], title=f"Việc {n}") for n in range(4)]

    load = bring(office, clerk, row(Person.objects.get(pk=sender.person_id)), row(two[1]), *many)

    assert [cell for cell, _words in load.findings["errors"]] == ["B2", "B3", "B7"]
    assert "nhiều nhất 03 nội dung" in load.findings["errors"][2][1]


def test_a_title_that_is_there_already_needs_a_tick_and_twice_in_the_sheet_is_wrong(
    office, clerk, two
):
    actions.confirm(bring(office, clerk, row(two[0])), by=clerk, send=False)
    twice = bring(office, clerk, row(two[1]), row(two[1], title="HẸN DÂN theo khung giờ"))
    again = bring(office, clerk, row(two[0], title="hen dan theo khung gio"))

    assert twice.findings["errors"] == [("C3", "Trùng với dòng 2 của cùng một người. Bỏ một dòng.")]
    assert [cell for cell, _words in again.findings["doubts"]] == ["C2"]
    with pytest.raises(ValidationError, match="có thể trùng"):
        actions.confirm(again, by=clerk, send=False)
    actions.confirm(again, by=clerk, send=False, double=True)
    assert len(titles(person=two[0])) == 2


def test_a_topic_is_named_by_number_by_its_words_or_is_ones_own(office, clerk, two):
    topic = ClauseFactory(movement=office.round.movement, kind=ClauseKind.TOPIC, text="Tiết kiệm")
    rows = [
        row(two[0], title=title, topic=said)
        for title, said in (("Một", 1), ("Hai", "TIET KIEM"), ("Ba", "Việc khác hẳn"))
    ]

    actions.confirm(bring(office, clerk, *rows), by=clerk, send=False)

    found = Registration.objects.order_by("ordinal").values_list("topic", "own_topic")
    assert list(found) == [(topic.pk, ""), (topic.pk, ""), (None, "Việc khác hẳn")]


def test_below_the_minimum_nothing_is_sent_and_drafts_are_kept(office, clerk, two):
    launcher = actor_in(office.agency, Power.LAUNCH, Power.PLAN)
    s3.set_rule(office.round, "item", Staff.CIVIL_SERVANT, Rule(2, 2, 3), by=launcher)
    load = bring(office, clerk, row(two[0]))

    with pytest.raises(ValidationError, match="Lò Văn An mới có 01 nội dung, tối thiểu 02"):
        actions.confirm(load, by=clerk, send=True)
    actions.confirm(load, by=clerk, send=False)
    assert titles() == ["Hẹn dân theo khung giờ"]


def test_after_the_deadline_it_goes_with_a_reason_and_is_marked_late(office, clerk, two):
    load = bring(office, clerk, row(two[0]))
    with time_machine.travel(AFTER, tick=False):
        with pytest.raises(ValidationError, match="lý do nộp muộn"):
            actions.confirm(load, by=clerk, send=True)
        actions.confirm(load, by=clerk, send=True, late_reason="Đi công tác biên giới")

    sheet = Sheet.objects.get(person=two[0])
    assert (sheet.late, sheet.late_reason) == (True, "Đi công tác biên giới")
    assert Tally.objects.get(unit=office.division).people_late == 1


def test_what_somebody_wrote_in_between_refuses_the_whole(office, clerk, two):
    load = bring(office, clerk, *map(row, two))
    Sheet.objects.create(
        round=office.round, person=two[1], unit=two[1].unit, path=two[1].unit.path,
        submitted_at=dt.datetime(2026, 3, 20, tzinfo=dt.UTC),
    )  # fmt: skip

    with pytest.raises(ValidationError, match="Tệp còn 1 lỗi"):
        actions.confirm(load, by=clerk, send=True)

    load.refresh_from_db()
    assert (titles(), load.state) == ([], "checked")
    assert load.findings["errors"][0][0] == "B3"


def test_a_whole_load_is_undone_and_leaves_no_count_behind(office, clerk, two):
    load = actions.confirm(bring(office, clerk, *map(row, two)), by=clerk, send=True)

    undone = actions.undo(load, by=clerk)

    assert undone.state == "undone"
    left = (titles(), Sheet.objects.count(), Copy.objects.count(), Entry.objects.count())
    assert left == ([], 0, 0, 0)
    assert (tally(office), DayTally.objects.get().people) == ((0, 0, 0, 0, 0), 0)
    assert len(behind.people_behind(office.division, office.round)) == 2


def test_a_load_is_not_undone_once_anything_hangs_on_it(office, clerk, two):
    load = actions.confirm(bring(office, clerk, *map(row, two)), by=clerk, send=True)
    s3.accept(Registration.objects.get(person=two[0]), by=clerk)

    with pytest.raises(ValidationError, match="1 nội dung hoặc bản đăng ký đã được"):
        actions.undo(load, by=clerk)
    assert len(titles()) == 2


def test_the_person_takes_back_what_was_sent_for_them_within_the_window(office, clerk):
    owner = office.owner()
    person = Person.objects.select_related("unit").get(pk=owner.person_id)
    actions.confirm(bring(office, clerk, row(person)), by=clerk, send=True)
    sheet = Sheet.objects.select_related("round", "unit", "person").get()
    with pytest.raises(PermissionDenied):
        s3.withdraw(sheet, by=clerk)
    with time_machine.travel(AFTER, tick=False), pytest.raises(ValidationError, match="qua hạn"):
        s3.withdraw(sheet, by=owner)

    assert s3.withdraw(sheet, by=owner) == 1

    item = Registration.objects.get()
    assert (item.state, item.submitted_at, tally(office)) == ("draft", None, (0, 1, 0, 0, 0))
    assert Copy.objects.count() == 0
    s3.change(item, by=owner, facts=office.facts("Việc của chính tôi"))
    s3.send(sheet, by=owner)
    assert (titles(state="submitted"), tally(office)) == (["Việc của chính tôi"], (1, 0, 1, 1, 1))


def test_what_was_accepted_is_not_taken_back(office, clerk):
    owner = office.owner()
    person = Person.objects.select_related("unit").get(pk=owner.person_id)
    actions.confirm(bring(office, clerk, row(person)), by=clerk, send=True)
    s3.accept(Registration.objects.get(), by=clerk)

    with pytest.raises(ValidationError, match="Đã có nội dung được xử lý"):
        s3.withdraw(Sheet.objects.select_related("round").get(), by=owner)


def test_colleagues_strangers_and_the_cell_may_not_enter_for_others(office, two):
    rows = [row(two[0])]
    for by in (office.owner(), actor_in(office.division, Power.MODEL), office.secretary()):
        with pytest.raises(PermissionDenied):
            bring(office, by, *rows, unit=office.division)
    beside = actor_in(office.beside, Power.FILE)
    with pytest.raises(PermissionDenied):
        bring(office, beside, *rows, unit=office.division)
    load = bring(office, office.clerk(), *rows)
    for by in (office.owner(), beside):
        with pytest.raises(PermissionDenied):
            actions.confirm(load, by=by, send=True)
        assert list(access.visible_loads(by, office.round)) == []


def test_the_sheet_to_fill_in_holds_the_silent_people_and_the_columns_of_the_newest_form(
    office, clerk, two
):
    office.sent(office.owner(full_name="Đã Gửi"))
    launcher = actor_in(office.agency, Power.LAUNCH, Power.PLAN)
    asked = [*editing.shipped("item"), editing.Question("", "short", "Số hộ dân")]
    s3.edit_form(office.round, "item", asked, by=launcher, seen=0)

    data = sheets.template(clerk, office.round, office.division.path)

    rows = load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()
    at = next(n for n, cells in enumerate(rows) if cells[0] == "Mã cán bộ")
    assert [cell for cell in rows[at] if cell][-1] == "Số hộ dân"
    filled = [cells[:2] for cells in rows[at + 1 :]]
    assert sorted(filled) == sorted([p.code, p.full_name] for p in two)


def test_what_the_template_gives_comes_back_without_an_error(office, clerk, two):
    data = sheets.template(clerk, office.round, office.agency.path)

    load = actions.bring(
        by=clerk, round_=office.round, unit=office.agency, name="mau.xlsx", data=data
    )

    assert (load.state, load.findings["why"]) == (
        "refused", "Không dòng nào ghi nội dung. Điền vào mẫu, lưu, rồi đưa lên lại.",
    )  # fmt: skip


def test_a_sheet_is_checked_in_as_many_statements_for_one_row_as_for_six(
    office, clerk, two, django_assert_num_queries
):
    more = [office.person() for _n in range(4)]
    for rows in ([row(two[0])], [row(p) for p in (*two, *more)]):
        data = book(*rows)
        with django_assert_num_queries(12):
            sheets.read(data, "a.xlsx", office.round, office.agency.path)


# --- the pages


def grid_of(office):
    return f"{reverse('registration:bulk', args=[office.round.pk])}?don-vi={office.division.pk}"


def entered(person, n=0, **typed):
    given = {
        "title": "Hẹn dân theo khung giờ", "duty": "Tiếp công dân", "target": "Không ai chờ lâu",
        "due_on": "30/11/2026", **typed,
    }  # fmt: skip
    return {f"p{person.pk}-{n}-{name}": value for name, value in given.items()}


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(Person.objects.get(pk=clerk.person_id).user)
    return client


def test_the_grid_keeps_what_was_typed_and_names_errors_by_row(office, signed_in, two):
    office.person(full_name="Ai Khác")
    typed = entered(two[0], criteria=str(office.criterion.pk), due_on="32/13/2026")

    page = signed_in.post(grid_of(office), {"form": "0", **typed, **entered(two[1])})

    words = page.context["refused"]
    assert [w.partition(":")[0] for w in words[1:]] == ["Dòng 1, Lò Văn An", "Dòng 2, Cà Thị Bích"]
    assert 'value="32/13/2026"' in page.text
    assert titles() == []


def test_the_grid_writes_and_sends_in_one_press(office, signed_in, two):
    criterion = str(office.criterion.pk)
    rows = entered(two[0], criteria=criterion) | entered(two[1], criteria=criterion)

    signed_in.post(grid_of(office), {"form": "0", "send": "1", **rows})

    assert [r.state for r in Registration.objects.all()] == ["submitted"] * 2
    assert (Load.objects.get().state, Load.objects.get().sent) == ("done", True)


def test_a_form_changed_meanwhile_is_said_and_what_was_typed_stays(office, signed_in, two):
    typed = entered(two[0], criteria=str(office.criterion.pk))

    page = signed_in.post(grid_of(office), {"form": "7", **typed})

    assert page.context["refused"] == ["Cơ quan phát động vừa sửa mẫu. Xem các ô mới rồi bấm lại."]
    assert "Hẹn dân theo khung giờ" in page.text


def test_the_grid_asks_the_same_for_one_person_and_for_three(
    office, signed_in, two, django_assert_num_queries
):
    url = grid_of(office)
    signed_in.get(url)
    with django_assert_num_queries(18):
        signed_in.get(url)
    office.person()
    with django_assert_num_queries(18):
        signed_in.get(url)


def test_a_load_is_brought_confirmed_and_undone_on_its_page(office, signed_in, two):
    at = reverse("registration:bulk", args=[office.round.pk])
    file = BytesIO(book(row(two[0])))
    file.name = "dang-ky.xlsx"
    page = signed_in.post(at, {"file": file}, follow=True)
    load = Load.objects.get()
    assert page.context["shown"].figures[2] == ("Nội dung sẽ ghi", 1)

    def step(name):
        return signed_in.post(
            reverse("registration:load_step", args=[office.round.pk, load.pk, name]), follow=True
        )

    assert step("gui").context["load"].state == "done"
    assert step("hoan-tac").context["load"].state == "undone"
    assert titles() == []


def test_the_owners_page_says_who_entered_it_and_takes_it_back(client, office, clerk):
    owner = office.owner()
    person = Person.objects.select_related("unit", "user").get(pk=owner.person_id)
    actions.confirm(bring(office, clerk, row(person)), by=clerk, send=True)
    client.force_login(person.user)
    mine = client.get(reverse("registration:mine", args=[office.round.pk]))
    assert mine.context["loaded"].load == Load.objects.get()

    client.post(reverse("registration:withdraw", args=[office.round.pk]))

    assert titles(state="draft") == ["Hẹn dân theo khung giờ"]


def test_a_second_press_of_a_written_sheet_says_it_was_written_and_writes_nothing(
    client, office, clerk, two
):
    load = bring(office, clerk, row(two[0]))
    client.force_login(User.objects.get(pk=clerk.user_id))
    url = reverse("registration:load_step", args=[office.round.pk, load.pk, "ghi"])

    first, second = (client.post(url, follow=True) for _n in range(2))

    assert "Hẹn dân theo khung giờ" in first.text
    assert [str(m) for m in second.context["messages"]] == ["Đã ghi rồi, không ghi thêm lần nữa."]
    assert Registration.objects.count() == 1


def test_a_grid_pressed_twice_is_entered_once_and_takes_several_criteria(
    client, office, clerk, two
):
    other = ClauseFactory(movement=office.round.movement)
    client.force_login(User.objects.get(pk=clerk.user_id))
    url = f"{reverse('registration:bulk', args=[office.round.pk])}?don-vi={office.division.pk}"
    page = client.get(url)
    start = f"p{two[0].pk}-0-"
    typed = {
        "form": page.context["grid"].reader.number, "key": page.context["key"],
        f"{start}title": "Hẹn dân theo khung giờ", f"{start}duty": "Tiếp công dân",
        f"{start}target": "Không ai chờ", f"{start}due_on": "30/11/2026",
        f"{start}criteria": [office.criterion.pk, other.pk],
    }  # fmt: skip

    first = client.post(url, typed)
    second = client.post(url, typed, follow=True)

    [item] = Registration.objects.all()
    assert sorted(c.pk for c in item.criteria.all()) == sorted([office.criterion.pk, other.pk])
    assert second.redirect_chain == [(first["Location"], 302)]
    assert [str(m) for m in second.context["messages"]][-1] == "Đã ghi rồi, không ghi thêm lần nữa."
    with pytest.raises(StaleStateError):
        actions.enter(
            Checked(lines=[Line(1, two[1], {})]), by=clerk, round_=office.round,
            unit=office.division, send=False, key=typed["key"],
        )  # fmt: skip


def test_what_was_found_is_told_in_the_language_of_the_reader(office, clerk, two):
    load = bring(office, clerk, row(two[0], title=""), row(two[1]))

    with override("en"):
        english = shown.of(load)

    assert load.findings["errors"] == [("C2", "Chưa ghi. Cần điền ô này.")]
    assert english.errors == [("cell C2", gettext_in("en", "Chưa ghi. Cần điền ô này."))]
    assert (english.errors[0][1] != "Chưa ghi. Cần điền ô này.", english.first) == (True, [])
    assert [label for label, _n in shown.of(load).figures][-1] == "Dòng không có lỗi"


def gettext_in(language, words):
    with override(language):
        return gettext(words)


def test_a_draft_its_owner_took_up_is_shown_by_its_title_no_more(office, clerk, two):
    load = actions.confirm(bring(office, clerk, *map(row, two)), by=clerk, send=False)
    mine = Registration.objects.get(person=two[1])
    owner = actor_for(two[1])

    s3.change(mine, by=owner, facts={"title": "Việc của riêng tôi"})

    titles_ = {r.person_id: title for r, title in undoing.entered(load)}
    assert titles_ == {two[0].pk: "Hẹn dân theo khung giờ", two[1].pk: ""}


def test_a_form_with_more_questions_than_a_screen_is_wide_is_drawn_in_lines(office, signed_in, two):
    asked = [Question("", Kind.SHORT, f"Câu {n}", required=True) for n in range(2)]
    before = signed_in.get(grid_of(office)).text
    s3.edit_form(
        office.round, "item", [*editing.shipped("item"), *asked], by=office.clerk(), seen=0
    )

    after = signed_in.get(grid_of(office)).text

    assert ["data-long" in page for page in (before, after)] == [False, True]
