"""The pages, from the address to what is on them, with their queries counted."""

import io
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from docx import Document
from python_calamine import CalamineWorkbook

from kheo.accounts.models import User
from kheo.documents.books.models import Entry
from kheo.documents.paper.check.checking import report
from kheo.documents.paper.description import Field, Heading
from kheo.documents.paper.layout import laid
from kheo.movement.models import Copy, Registration, Round
from kheo.movement.s1_directive.states import ClauseKind, RoundState
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.forms import ItemForm
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.states import FLOW, State
from kheo.orgs.models import Unit
from kheo.orgs.states import Power
from tests.factories import ClauseFactory, UnitFactory, actor_in
from tests.movement.s3_registration.test_actions import AFTER


@pytest.fixture
def sign_in(client):
    def signed(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


def url(office, name, *args):
    return reverse(f"registration:{name}", args=[office.round.pk, *args])


def typed(office, title="Tiết kiệm điện tại phòng làm việc", **more):
    return {
        "title": title,
        "duty": "Quản lý điện",
        "criteria": [office.criterion.pk],
        "target": "Giảm 10 %",
        "due_on": "30/11/2026",
        **more,
    }


@pytest.mark.parametrize("rows", (1, 3))
def test_the_list_asks_the_same_queries_for_any_length(
    office, sign_in, django_assert_num_queries, rows
):
    for _ in range(rows):
        office.sent(office.owner(cell=office.cell))
    client = sign_in(office.clerk())

    # user, posts, round with its deadline, tallies, rows with copies, stepper, office; the session is cached
    with django_assert_num_queries(8):
        response = client.get(url(office, "index"))

    assert len(response.context["page"].rows) == rows
    assert "Chi bộ Kinh tế" in response.text


@pytest.mark.parametrize(
    ("tab", "found"), (("", 2), ("submitted", 1), ("returned", 1), ("unfiled", 2), ("late", 0))
)
def test_each_tab_shows_what_its_count_says(office, sign_in, tab, found):
    clerk = office.clerk()
    office.item(office.owner())
    office.sent(office.owner())
    actions.return_(office.sent(office.owner()), by=clerk, note="Ghi rõ việc")

    response = sign_in(clerk).get(url(office, "index"), {"xem": tab} if tab else {})

    current = next(t for t in response.context["tabs"] if t["current"])
    assert (len(response.context["page"].rows), current["count"]) == (found, found)


def test_a_draft_stands_apart_and_only_in_its_writers_list(office, sign_in):
    writer = office.owner()
    draft = office.item(writer)

    def drafts(actor):
        page = sign_in(actor).get(url(office, "index"), {"xem": "draft"}).context["page"]
        return [r.pk for r in page.rows]

    assert (drafts(writer), drafts(office.clerk())) == ([str(draft.pk)], [])


def test_a_paper_printed_by_another_leaves_out_what_the_writer_has_not_sent(office):
    writer, clerk = office.owner(), office.clerk()
    sheet = office.sent(writer).sheet
    office.item(writer, "Nội dung còn nháp")
    unsent = office.item(office.owner()).sheet

    def lines(by):
        return {s.pk: len(s.registrations.all()) for s in paired.sheets_seen(by)}

    assert (lines(clerk), lines(writer)) == ({sheet.pk: 1}, {sheet.pk: 2})
    assert unsent.pk not in lines(clerk)


def test_anothers_draft_is_not_found_by_its_address(office, sign_in):
    draft = office.item(office.owner())

    response = sign_in(office.clerk()).get(url(office, "detail", draft.pk))

    assert response.status_code == 404


def test_a_filter_by_unit_stays_in_the_address(office, sign_in):
    office.sent(office.owner(unit=office.beside))
    office.sent(office.owner())

    response = sign_in(office.clerk()).get(url(office, "index"), {"don-vi": office.beside.pk})

    assert [r.unit for r in response.context["page"].rows] == ["Phòng Nội chính"]
    assert f"don-vi={office.beside.pk}" in response.context["tabs"][1]["url"]


def test_a_unit_out_of_reach_is_no_filter(office, sign_in):
    office.sent(office.owner())

    response = sign_in(office.head()).get(url(office, "index"), {"don-vi": office.beside.pk})

    assert response.context["asked"].unit is None


def test_heads_have_a_view_of_their_own_001_10(office, sign_in):
    head = office.head()
    head_item = office.sent(head)
    type(head_item.person.posts.get()).objects.filter(pk=head.post_id).update(is_head=True)
    office.sent(office.owner())

    response = sign_in(office.clerk()).get(url(office, "index"), {"xem": "heads"})

    assert [r.pk for r in response.context["page"].rows] == [str(head_item.pk)]


def test_where_copy_1_lies_is_a_dash_to_who_may_not_know(office, sign_in):
    office.sent(office.owner(cell=office.cell))

    response = sign_in(office.head()).get(url(office, "index"))

    assert "Chi bộ Kinh tế" not in response.text


def test_many_are_accepted_at_once_and_what_became_of_them_is_said(office, sign_in):
    items = [office.sent(office.owner()) for _ in range(3)]
    actions.accept(items[0], by=office.head())
    client = sign_in(office.clerk())

    response = client.post(
        url(office, "act"), {"row": [i.pk for i in items], "act": "accept"}, follow=True
    )

    assert "Đã ghi nhận 2 nội dung; 1 nội dung đã được xử lý trước đó (" in response.text
    assert not Registration.objects.exclude(state=State.ACCEPTED).exists()


def test_many_are_not_returned_without_a_reason(office, sign_in):
    item = office.sent(office.owner())

    response = sign_in(office.clerk()).post(
        url(office, "act"), {"row": [item.pk], "act": "return", "note": ""}, follow=True
    )

    assert "Cần nêu lý do." in response.text


def test_ticks_of_what_is_not_seen_do_nothing(office, sign_in):
    item = office.sent(office.owner())

    sign_in(actor_in(office.beside, Power.OVERSEE)).post(
        url(office, "act"), {"row": [item.pk, "x"], "act": "accept"}
    )

    assert Registration.objects.get().state == State.SUBMITTED


def test_who_accepts_from_the_waiting_list_comes_back_to_it(office, sign_in):
    item, waiting = office.sent(office.owner()), url(office, "to_accept")
    client = sign_in(office.clerk())
    page = client.get(f"{waiting}?loai=item").text

    response = client.post(
        url(office, "act"), {"row": [item.pk], "act": "accept", "next": f"{waiting}?loai=item"}
    )
    elsewhere = client.post(url(office, "act"), {"act": "accept", "next": "https://x.example/"})

    assert f'value="{waiting}?loai=item"' in page
    assert (response.url, elsewhere.url) == (f"{waiting}?loai=item", url(office, "index"))


def test_second_copies_are_logged_from_the_list(office, sign_in):
    item = office.sent(office.owner())

    response = sign_in(office.clerk()).post(
        url(office, "act"), {"row": [item.pk], "act": "file"}, follow=True
    )

    assert "Đã ghi sổ nhận bản 2 của 1 bản đăng ký." in response.text


def test_an_item_is_written_and_sent_in_three_pages(office, sign_in):
    client = sign_in(office.owner())

    client.post(url(office, "write", "item"), typed(office))
    page = client.get(url(office, "mine"))
    sent = client.post(url(office, "send", "item"), follow=True)

    assert "Tiết kiệm điện tại phòng làm việc" in page.text
    assert "Hạn nộp 25/3/2026, còn 3 ngày làm việc." in page.text
    assert "Đã gửi 1 nội dung." in sent.text
    assert "Phòng Hành chính - Tổ chức" in sent.text


def test_criteria_stand_in_full_while_writing_000_08(office, sign_in):
    response = sign_in(office.owner()).get(url(office, "write", "item"))

    assert office.criterion.text in response.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    (
        ("title", "", "Chưa ghi. Cần điền ô này."),
        ("due_on", "25/3/3013", "Đang ghi “25/3/3013”. Cần một ngày từ 05/01/2026 đến 31/12/2026."),
        ("criteria", [], "Chưa ghi. Cần điền ô này."),
        ("duty", "", "Chưa ghi. Cần điền ô này."),
    ),
)
def test_bad_input_is_named_and_what_was_typed_is_kept(office, sign_in, field, value, words):
    sent = typed(office, result="Điện giảm thấy rõ", **{field: value})

    response = sign_in(office.owner()).post(url(office, "write", "item"), sent)

    assert words in response.context["form"].errors[field]
    assert "Điện giảm thấy rõ" in response.text
    assert not Registration.objects.exists()


def test_a_fourth_item_from_another_tab_is_refused_and_what_was_typed_is_kept(office, sign_in):
    owner = office.owner()
    for n in range(3):
        office.item(owner, f"Nội dung {n}")

    response = sign_in(owner).post(url(office, "write", "item"), typed(office, "Việc thứ tư"))

    assert "Mỗi người đăng ký từ 01 đến 03 nội dung. Bạn đã có 03" in response.text
    assert "Việc thứ tư" in response.text


def test_a_full_sheet_shows_its_items_and_no_form(office, sign_in):
    owner = office.owner()
    sent = office.sent(owner)
    drafts = [office.item(owner, f"Nội dung {n}") for n in range(2)]

    response = sign_in(owner).get(url(office, "write", "item"))

    assert "Đã đủ 03. Nội dung chưa gửi hoặc bị trả lại thì còn sửa hay bỏ được." in " ".join(
        response.text.split()
    )
    assert url(office, "detail", sent.pk) in response.text
    assert all(url(office, "change", item.pk) in response.text for item in drafts)
    assert 'name="title"' not in response.text
    assert "Lưu và xem lại" not in response.text


def seen(response):
    return response.context["seen"]


def test_of_two_windows_the_second_is_told_and_sees_both_texts(office, sign_in):
    owner = office.owner()
    item = office.item(owner)
    client = sign_in(owner)
    address = url(office, "change", item.pk)
    stamp = seen(client.get(address))

    first = client.post(address, typed(office, "Cửa sổ một", seen=stamp))
    second = client.post(address, typed(office, "Cửa sổ hai", seen=stamp))
    kept = Registration.objects.get().title
    again = client.post(address, typed(office, "Cửa sổ hai", seen=seen(second)))

    assert (first.status_code, kept) == (302, "Cửa sổ một")
    assert "vừa được sửa ở cửa sổ khác" in second.text
    assert [(str(label), words) for label, words in second.context["others"]] == [
        ("Việc cụ thể sẽ làm", "Cửa sổ một")
    ]
    assert "Cửa sổ hai" in second.text
    assert (again.status_code, Registration.objects.get().title) == (302, "Cửa sổ hai")


def test_a_form_with_a_fault_still_carries_what_it_was_opened_with(office, sign_in):
    owner = office.owner()
    item = office.item(owner)
    client = sign_in(owner)
    address = url(office, "change", item.pk)
    stamp = seen(client.get(address))
    client.post(address, typed(office, "Cửa sổ một", seen=stamp))

    faulty = client.post(address, typed(office, "", seen=stamp))

    assert seen(faulty) == stamp


def test_no_other_topic_is_asked_where_none_is_suggested(office):
    kept = office.item(office.owner(), own_topic="Chuyển đổi số")

    bare, written = ItemForm(round_=office.round), ItemForm(round_=office.round, registration=kept)

    assert [name for name in bare.fields if "topic" in name] == []
    assert [str(written[name].label) for name in written.fields if "topic" in name] == ["Chủ đề"]


def test_a_topic_in_own_words_needs_the_words_000_15(office, sign_in):
    client = sign_in(office.owner())
    office.round.movement.clauses.create(kind="topic", ordinal=1, text="Giữ gìn môi trường")

    missing = client.post(url(office, "write", "item"), typed(office, topic="0"))
    client.post(url(office, "write", "item"), typed(office, topic="0", own_topic="Chuyển đổi số"))

    assert "own_topic" in missing.context["form"].errors
    assert Registration.objects.get().own_topic == "Chuyển đổi số"


def test_a_draft_sent_from_another_tab_is_not_changed_and_what_was_typed_is_kept(office, sign_in):
    owner = office.owner()
    item = office.sent(owner)

    response = sign_in(owner).post(url(office, "change", item.pk), typed(office, "Sửa muộn"))

    assert "vừa được gửi từ cửa sổ khác" in response.text
    assert "Sửa muộn" in response.text


def test_a_second_press_of_send_is_told_and_doubles_nothing(office, sign_in):
    owner = office.owner()
    office.sent(owner)

    response = sign_in(owner).post(url(office, "send", "item"), follow=True)

    assert "đã được gửi từ cửa sổ khác" in response.text
    assert Copy.objects.count() == 2


def test_after_the_deadline_sending_asks_for_the_tick_and_the_reason(office, sign_in):
    owner = office.owner()
    office.item(owner)
    client = sign_in(owner)

    with time_machine.travel(AFTER, tick=False):
        client.force_login(User.objects.get(pk=owner.user_id))
        asked = client.get(url(office, "mine"))
        bare = client.post(url(office, "send", "item"), {"reason": "Đi công tác"})
        ticked = client.post(url(office, "send", "item"), {"late": "on", "reason": ""})
        sent = client.post(
            url(office, "send", "item"), {"late": "on", "reason": "Đi công tác"}, follow=True
        )

    assert "Hạn nộp là 25/3/2026, đã qua." in bare.text
    assert "Đi công tác" in bare.text
    assert "không bắt buộc" not in asked.text + ticked.text + bare.text
    assert "Ghi lý do nộp muộn." in ticked.text
    assert "Đã gửi 1 nội dung." in sent.text
    assert Registration.objects.get().late


def test_a_closed_round_refuses_and_keeps_what_was_typed(office, sign_in):
    client = sign_in(office.owner())
    Round.objects.update(state=RoundState.CLOSED)

    response = client.post(url(office, "write", "item"), typed(office))

    assert "Năm 2026 đã khép lại" in response.text
    assert "Tiết kiệm điện tại phòng làm việc" in response.text


def test_a_unit_writes_its_models(office, sign_in):
    client = sign_in(office.head())
    model = {
        **typed(office, "Phòng họp không giấy"),
        "field": "political", "method": "Dùng tài liệu số", "place": "Phòng", "forces": "Cả phòng",
    }  # fmt: skip

    client.post(url(office, "write", "model"), model)
    page = client.get(url(office, "unit"))

    assert "Phòng họp không giấy" in page.text


def test_an_ordinary_member_has_no_page_of_the_units_models(office, sign_in):
    assert sign_in(office.owner()).get(url(office, "unit")).status_code == 403


def test_last_years_items_are_offered_and_copied(office, sign_in):
    owner = office.owner()
    office.sent(owner, "Tiếp công dân đúng hẹn")
    later = Round.objects.get(pk=office.round.pk)
    Round.objects.filter(pk=later.pk).update(year=2025)
    new = type(later).objects.create(
        movement=later.movement, year=2026, opens_on=later.opens_on, state=RoundState.OPEN
    )
    for quota in later.quotas.all():
        type(quota).objects.create(
            round=new, subject=quota.subject, minimum=1, target=1, maximum=quota.maximum
        )
    client = sign_in(owner)

    offered = client.get(reverse("registration:mine", args=[new.pk]))
    copied = client.post(reverse("registration:reuse", args=[new.pk, "item"]), follow=True)

    assert "Lấy từ năm trước" in offered.text
    assert "Còn thiếu: hạn hoàn thành." in copied.text


def test_a_stranger_finds_nothing_and_a_colleague_is_refused(office, sign_in):
    item = office.sent(office.owner())
    beside = sign_in(actor_in(office.beside, Power.OVERSEE))

    assert beside.get(url(office, "detail", item.pk)).status_code == 404
    assert beside.post(url(office, "decide", item.pk, "accept")).status_code == 404
    leader = sign_in(actor_in(office.agency, Power.COMMEND))
    assert leader.get(url(office, "detail", item.pk)).status_code == 200
    assert leader.post(url(office, "decide", item.pk, "accept")).status_code == 403


def test_one_is_returned_with_a_reason_and_the_owner_reads_it(office, sign_in):
    owner = office.owner()
    item = office.sent(owner)

    sign_in(office.clerk()).post(
        url(office, "decide", item.pk, "return"), {"note": "Ghi rõ với ai, ở đâu"}
    )
    mine = sign_in(owner)
    pages = [
        mine.get(url(office, *place))
        for place in (("detail", item.pk), ("mine",), ("change", item.pk))
    ]

    assert all("Ghi rõ với ai, ở đâu" in page.text for page in pages)


def test_a_keeper_logs_receipts_in_the_book(office, sign_in):
    office.sent(office.owner(cell=office.cell))
    client = sign_in(office.secretary())
    copy = Copy.objects.get(number=1)

    before = client.get(url(office, "copies"))
    after = client.post(url(office, "copies"), {"row": [copy.pk], "on": "20/3/2026"}, follow=True)

    assert [c.pk for c in before.context["page"].rows] == [copy.pk]
    assert "Đã ghi sổ nhận 1 bản." in after.text


@pytest.mark.parametrize("units", (1, 3))
def test_who_is_missing_is_counted_by_unit(office, sign_in, django_assert_num_queries, units):
    for n in range(units):
        division = Unit.objects.create(
            name=f"Phòng {n}", path=f"001.001.1{n}.", kind="division", parent=office.agency,
            staff=2, opened_on=office.agency.opened_on,
        )  # fmt: skip
        office.sent(office.owner(unit=division))
    client = sign_in(office.clerk())

    # user, posts, round with its deadline, scope, units, stepper; the session is cached
    with django_assert_num_queries(7):
        response = client.get(url(office, "missing"))

    assert [u.behind for u in response.context["page"].rows] == [1] * units


@pytest.mark.parametrize("units", (1, 3))
def test_units_short_of_models_are_listed(office, sign_in, django_assert_num_queries, units):
    for n in range(units):
        division = UnitFactory(path=f"001.001.1{n}.", parent=office.agency)
        office.round.movement.scope.add(division)
    office.round.movement.scope.remove(office.agency)
    client = sign_in(office.clerk())

    # user, posts, round with its deadline, units, stepper; the session is cached
    with django_assert_num_queries(6):
        response = client.get(url(office, "short"))

    assert [u.lacks for u in response.context["page"].rows] == [1] * units
    assert "còn thiếu 1 mô hình" in response.text
    assert url(office, "short") in client.get(url(office, "index")).text


def test_only_who_follows_up_reads_which_units_lack_models(office, sign_in):
    allowed = (
        actor_in(office.agency, Power.REPORT), actor_in(office.agency, Power.FILE), office.clerk()
    )  # fmt: skip
    refused = (office.owner(), actor_in(office.agency, Power.MODEL), office.secretary())

    assert {sign_in(by).get(url(office, "short")).status_code for by in allowed} == {200}
    assert {sign_in(by).get(url(office, "short")).status_code for by in refused} == {403}


def test_an_ordinary_member_does_not_read_who_is_missing(office, sign_in):
    assert sign_in(office.owner()).get(url(office, "missing")).status_code == 403


def test_the_consolidated_table_adds_up(office, sign_in):
    office.sent(office.owner())
    office.item(office.owner(), "Còn nháp")
    office.sent_model(office.head())

    response = sign_in(office.clerk()).get(url(office, "export"))

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    cells = rows.to_python()
    assert cells[1][0] == office.agency.name  # whose table it is, not where its clerk sits
    assert [row[4] for row in cells[4:6]] == [
        "Phòng họp không giấy",
        "Tiết kiệm điện tại phòng làm việc",
    ]
    assert [row[1:3] for row in cells[6:]] == [
        ["Cộng", 2.0],
        ["Nội dung của cá nhân", 1.0],
        ["Mô hình: Kinh tế", 1.0],
        ["Mô hình: Văn hoá - xã hội", 0.0],
        ["Mô hình: Quốc phòng - an ninh", 0.0],
        ["Mô hình: Xây dựng hệ thống chính trị", 0.0],
    ]


def test_the_word_table_marks_what_was_sent_back(office, sign_in):
    actions.return_(office.sent(office.owner()), by=office.clerk(), note="Ghi rõ nơi làm")

    response = sign_in(office.clerk()).get(url(office, "export_docx"))

    table = Document(BytesIO(response.content)).tables
    cells = [cell.text for one in table for row in one.rows for cell in row.cells]
    assert any(text.startswith("Trả lại") for text in cells)


@pytest.mark.parametrize("name", ("export_docx", "sheets_pdf", "sheets_zip"))
def test_papers_of_many_are_made(office, sign_in, name):
    office.sent(office.owner(cell=office.cell))
    office.sent_model(office.head())

    response = sign_in(office.clerk()).get(url(office, name))

    assert response.content[:4] in (b"PK\x03\x04", b"%PDF")


@pytest.mark.parametrize("name", ("sheet_docx", "sheet_pdf"))
def test_two_copies_are_printed_for_who_may_know_where_they_lie_000_16(office, sign_in, name):
    owner = office.owner(cell=office.cell)
    sheet = office.sent(owner).sheet

    assert sign_in(owner).get(url(office, name, sheet.pk)).status_code == 200
    assert sign_in(office.head()).get(url(office, name, sheet.pk)).status_code == 403
    assert sign_in(office.owner()).get(url(office, name, sheet.pk)).status_code == 404


@pytest.mark.parametrize(("name", "copy"), (("find", []), ("find_copy", [2]), ("find_printed", [])))
def test_the_code_on_the_paper_leads_to_the_record(office, sign_in, name, copy):
    item = office.sent(office.owner())

    found = sign_in(office.clerk()).get(
        reverse(f"registration:{name}", args=[item.sheet_id, *copy])
    )

    assert found.headers["Location"] == url(office, "detail", item.pk)


def test_the_code_says_nothing_to_who_may_not_see_the_record_nor_of_a_third_copy(office, sign_in):
    sheet = office.sent(office.owner()).sheet_id

    stranger, clerk = sign_in(office.owner()), [sheet, 3]
    assert stranger.get(reverse("registration:find", args=[sheet])).status_code == 404
    found = sign_in(office.clerk()).get(reverse("registration:find_copy", args=clerk))
    assert found.status_code == 404


@pytest.mark.parametrize("kind", ("pdf", "docx"))
def test_the_card_of_a_model_is_printed_and_an_item_has_none(office, sign_in, kind):
    item, model = office.sent(office.owner()), office.sent_model(office.head())
    clerk = sign_in(office.clerk())

    assert clerk.get(url(office, f"card_{kind}", model.pk)).content[:2] in (b"PK", b"%P")
    assert clerk.get(url(office, f"card_{kind}", item.pk)).status_code == 404


def test_a_letter_names_who_has_not_registered_and_is_as_the_decree_asks(office, sign_in):
    office.person(full_name="Lò Văn An")
    Unit.objects.filter(pk=office.division.pk).update(staff=1)

    response = sign_in(office.clerk()).get(url(office, "urge_docx"))

    letter = Document(io.BytesIO(response.content))
    named = [cell.text for row in letter.tables[1].rows for cell in row.cells]
    lacking = [(d.part, d.trait) for d in report(response.content, "x.docx").deviations]
    assert "Lò Văn An" in named
    assert lacking == [("signer", "present")]  # nobody heads the agency of the test


def test_a_letter_says_the_new_day_that_was_asked_for_before_printing(office, sign_in):
    office.person(full_name="Lò Văn An")
    Unit.objects.filter(pk=office.division.pk).update(staff=1)
    client, letter = sign_in(office.clerk()), url(office, "urge_docx")

    dated = client.post(letter, {"until": "27/3/2026"})
    wrong = client.post(letter, {"until": "27/3/26"}, follow=True)

    words = "\n".join(p.text for p in Document(io.BytesIO(dated.content)).paragraphs)
    assert "trước ngày 27/3/2026; trường hợp" in words
    assert [str(message) for message in wrong.context["messages"]] == [
        (
            "Hạn mới ghi trong công văn. Đang ghi “27/3/26”. Ghi năm đủ bốn chữ số. "
            "Cần một ngày từ 20/3/2026 trở đi."
        )
    ]


def test_the_letter_takes_one_number_a_day_and_is_kept_in_the_register(office, sign_in):
    office.person(full_name="Lò Văn An")
    Unit.objects.filter(pk=office.division.pk).update(staff=1)
    Unit.objects.filter(pk=office.agency.pk).update(symbol="SNV")
    client = sign_in(office.clerk())

    first, second = (client.post(url(office, "urge_number")) for _n in range(2))

    [entry] = Entry.objects.all()
    number = Document(io.BytesIO(first.content)).tables[0].rows[1].cells[0].paragraphs[0].text
    assert number == f"Số: {entry.symbol}"
    assert (entry.state, entry.document.number) == ("issued", entry.symbol)
    assert second.content == first.content


def test_no_letter_is_written_before_a_day_is_set(office, sign_in):
    office.round.milestones.all().delete()

    assert sign_in(office.clerk()).get(url(office, "urge_docx")).status_code == 403


def test_a_zip_holds_one_word_file_a_sheet(office, sign_in):
    owner = office.owner(full_name="Lò Văn An")
    sheet = office.sent(owner).sheet_id

    response = sign_in(office.clerk()).get(url(office, "sheets_zip"))

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == [f"phong-kinh-te-nganh-lo-van-an-{sheet}.docx"]


def test_the_sheets_of_a_unit_of_the_party_are_laid_out_as_the_party_does(office):
    owner = office.owner()
    sheet = office.sent(owner).sheet
    office.agency.line = "party"
    office.agency.save()

    [first, _second] = paired.papers(list(paired.sheets_seen(owner).filter(pk=sheet.pk)))

    assert laid(first).style.nation_text == "ĐẢNG CỘNG SẢN VIỆT NAM"


def test_the_list_answers_htmx_with_the_rows_alone(office, sign_in):
    office.sent(office.owner())

    response = sign_in(office.clerk()).get(url(office, "index"), headers={"HX-Target": "rows"})

    assert "<html" not in response.text


def test_the_page_of_one_offers_the_acts_and_keeps_the_eight_steps(office, sign_in):
    item = office.sent(office.owner())

    response = sign_in(office.clerk()).get(url(office, "detail", item.pk))

    assert [step.name for step in response.context["acts"]] == ["return", "accept"]
    assert [step.number for step in response.context["steps"]()] == [*range(1, 9)]


def test_both_copies_say_where_they_lie_and_lead_to_the_record_000_16(office):
    owner = office.owner(full_name="Lò Văn An", cell=office.cell)
    sheet = office.sent(owner).sheet

    [first, second] = paired.papers(list(paired.sheets_seen(owner).filter(pk=sheet.pk)))

    assert first.marks == ("Bản số 1/2", "(lưu tại Chi bộ Kinh tế)")
    assert second.marks == ("Bản số 2/2", "(lưu tại Phòng Hành chính - Tổ chức)")
    codes = [f"{settings.PUBLIC_URL}/dk/{sheet.pk}/{copy}/" for copy in (1, 2)]
    assert [first.qr, second.qr] == codes


@pytest.mark.parametrize("subject", ("item", "model"))
@pytest.mark.parametrize(("kind", "begins"), (("docx", b"PK"), ("pdf", b"%PDF-")))
def test_anybody_takes_an_empty_form_of_the_round(office, sign_in, subject, kind, begins):
    address = reverse(f"registration:blank_{kind}", args=[office.round.pk, subject])

    response = sign_in(office.owner()).get(address)

    assert response.content.startswith(begins)
    assert f'filename="mau-dang-ky.{kind}"' in response["Content-Disposition"]


def test_there_is_no_form_of_another_kind(office, sign_in):
    address = reverse("registration:blank_pdf", args=[office.round.pk, "khac"])

    assert sign_in(office.owner()).get(address).status_code == 404


def test_every_act_on_a_registration_has_words_in_its_trail():
    source = "\n".join(p.read_text("utf-8") for p in Path("kheo/movement").rglob("actions/**/*.py"))
    recorded = {
        f"registration.{v}" for v in re.findall(r'record\(\s*"registration\.(\w+)"', source)
    }
    recorded |= {FLOW.verb(step) for step in FLOW}

    shown = {
        verb: render_to_string("movement/registration/verb.html", {"event": {"verb": verb}})
        for verb in recorded - {"registration.drop"}  # its record is gone
    }

    assert "registration.note" in shown
    assert [v for v, text in shown.items() if not strip_tags(text).strip() or v in text] == []


def test_a_second_copy_kept_elsewhere_is_refused_for_its_own_reason(office, sign_in):
    item = office.sent(office.owner())
    by = actor_in(office.division, Power.OVERSEE)

    response = sign_in(by).post(url(office, "act"), {"row": [item.pk], "act": "file"}, follow=True)

    assert (
        "Chưa ghi sổ nhận bản nào; 1 bản không thuộc phần việc của bạn nên giữ nguyên "
        f"({item.person.full_name}). Bản 2 do Phòng Hành chính - Tổ chức ghi sổ nhận."
    ) in response.text
    assert "tự ghi nhận" not in response.text


@pytest.mark.parametrize(
    ("post", "owned", "offers"),
    (
        ((Power.FILE, Power.OVERSEE), False, (True, True, True)),  # the clerk
        ((Power.OVERSEE,), False, (True, False, False)),
        ((Power.OVERSEE,), True, (False, False, True)),  # one's own sheet: to print, no more
        ((Power.REPORT,), False, (False, False, False)),
    ),
)
def test_the_list_offers_what_can_be_done_to_one_of_its_rows(office, sign_in, post, owned, offers):
    clerk = Power.FILE in post
    by = office.clerk() if clerk else actor_in(office.division, *post)
    office.sent(by if owned else office.owner())

    found = sign_in(by).get(url(office, "index")).context["offered"]

    assert (found.decide, found.file, found.print) == offers


def test_what_waits_of_ones_own_is_told_apart_on_the_list(office, sign_in):
    head = office.head()
    office.sent(office.owner())
    office.sent(head)

    page = sign_in(head).get(url(office, "to_accept"))

    assert page.context["page"].range == "1-2 trong 2"
    assert (page.context["offered"].decide, page.context["offered"].own) == (True, 1)
    assert "Trong trang này có 1 dòng của bạn" in " ".join(page.text.split())


def test_a_copy_once_received_is_offered_to_no_one_again(office, sign_in):
    item, clerk = office.sent(office.owner()), office.clerk()
    actions.receive([office.copy(item.sheet, 2)], by=clerk)

    assert not sign_in(clerk).get(url(office, "index")).context["offered"].file


def test_a_view_with_nothing_left_says_so_and_asks_for_no_writing(office, sign_in):
    actions.accept(office.sent(office.owner()), by=office.head())

    response = sign_in(office.clerk()).get(url(office, "to_accept"))

    assert "Không còn nội dung nào ở mục này" in response.text
    assert "Viết bản đăng ký của tôi" not in response.text


@pytest.mark.parametrize("rows", (1, 3))
def test_units_behind_are_shown_with_the_unit_above_at_the_same_cost(
    office, sign_in, django_assert_max_num_queries, rows
):
    Unit.objects.filter(pk__in=[office.division.pk, office.beside.pk]).update(staff=2)
    for n in range(rows):
        UnitFactory(path=f"{office.agency.path}9{n:02}.", parent=office.agency, staff=1)
    client = sign_in(actor_in(office.province, Power.OVERSEE))

    with django_assert_max_num_queries(7):
        response = client.get(url(office, "missing"))

    shown = {unit.parent.name for unit in response.context["page"].rows if unit.parent_id}
    assert office.agency.name in shown
    assert office.agency.name in response.text.partition("<tbody>")[2].partition("</tbody>")[0]


def test_pledges_stand_where_one_writes_reads_and_signs(office, sign_in):
    owner, words = office.owner(), "Giữ lời đã ghi trong bản đăng ký."
    ClauseFactory(movement=office.round.movement, kind=ClauseKind.PLEDGE, text=words)
    item = office.sent(owner)
    browser = sign_in(owner)
    pages = [
        reverse("registration:write", args=[office.round.pk, "item"]),
        url(office, "mine"),
        url(office, "detail", item.pk),
    ]

    [paper, _second] = paired.papers(list(paired.sheets_seen(owner)))

    assert [browser.get(page).text.count(words) for page in pages] == [1, 1, 1]
    assert [b.value for b in paper.body if getattr(b, "label", "") == "Cam kết"] == [words]


def test_a_sheet_prints_the_topic_and_leaves_out_what_was_returned(office):
    owner, clerk = office.owner(), office.clerk()
    topic = ClauseFactory(movement=office.round.movement, kind=ClauseKind.TOPIC, text="Số hoá")
    kept, back = office.item(owner, "Việc còn giữ", topic=topic), office.item(owner, "Việc trả lại")
    actions.send(kept.sheet, by=owner)
    back.refresh_from_db()
    actions.return_(back, by=clerk, note="Chưa rõ việc")

    [paper, _second] = paired.papers(list(paired.sheets_seen(owner)))

    heads = [b.text for b in paper.body if isinstance(b, Heading)]
    assert heads == ["Nội dung 1. Việc còn giữ"]
    assert Field("Chủ đề", "Số hoá") in paper.body
    assert [b.text for b in paper.body if "01 nội dung" in getattr(b, "text", "")]


def test_a_reason_typed_too_late_is_given_back(office, sign_in):
    item = office.sent(office.owner())
    actions.accept(item, by=office.clerk())

    response = sign_in(office.clerk()).post(
        url(office, "decide", item.pk, "return"), {"note": "Chưa rõ việc"}, follow=True
    )

    assert "Bạn vừa ghi: “Chưa rõ việc”." in response.text


@pytest.mark.parametrize(
    ("page", "sent"),
    (
        ("act", {"act": "accept"}),
        ("act", {"act": "print"}),
        ("act", {"act": "return", "note": "Thiếu mục tiêu"}),
        ("copies", {"on": "20/3/2026"}),
        ("exempt", {"reason": "Thiếu mục tiêu"}),
    ),
)
def test_an_act_on_no_row_says_so_and_gives_back_what_was_typed(office, sign_in, page, sent):
    office.sent(office.owner())

    response = sign_in(office.clerk()).post(url(office, page), sent, follow=True)

    [said] = [str(message) for message in response.context["messages"]]
    typed = " Bạn vừa ghi: “Thiếu mục tiêu”." if "Thiếu mục tiêu" in sent.values() else ""
    assert said == f"Chưa chọn mục nào. Đánh dấu các dòng cần làm rồi bấm lại.{typed}"


def test_nobody_is_shown_a_form_that_would_be_refused_when_it_is_sent(office, sign_in):
    stranger = office.owner(unit=UnitFactory(path="003.", name="Sở Công Thương"))
    owner, form = office.owner(), url(office, "write", "item")

    assert sign_in(owner).get(form).status_code == 200
    assert (
        "Chỉ người được giao mới đăng ký mô hình"
        in sign_in(owner).get(url(office, "write", "model")).text
    )
    said = "Phong trào này không giao cho Sở Công Thương."
    assert said in sign_in(stranger).get(form).text
    assert said in sign_in(stranger).get(url(office, "mine")).text
    Round.objects.update(state=RoundState.CLOSED)
    refused = sign_in(owner).get(form)
    assert (refused.status_code, "Năm 2026 đã khép lại" in refused.text) == (403, True)


def test_a_row_no_database_could_hold_is_no_row(office, sign_in):
    office.sent(office.owner())

    response = sign_in(office.clerk()).get(
        f"/phong-trao/{office.round.pk}/dang-ky.pdf", {"row": "9" * 20}
    )

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")


def test_what_is_done_seldom_stands_folded_on_the_list(office, sign_in):
    office.sent(office.owner())
    copies, contract = url(office, "copies"), url(office, "contract")

    clerks = sign_in(office.clerk()).get(url(office, "index")).text
    owners = sign_in(office.owner()).get(url(office, "index")).text

    often, seldom = clerks.split("Thêm việc khác")
    assert [copies in part for part in (often, seldom)] == [False, True]
    assert [contract in part for part in (often, seldom)] == [False, True]
    assert ("Thêm việc khác" in owners, contract in owners) == (False, True)
