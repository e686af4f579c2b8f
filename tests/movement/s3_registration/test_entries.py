"""A sheet handed in on paper: entered with its scan by who receives it, disowned by its owner."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kheo.accounts.models import User
from kheo.kernel import clock
from kheo.kernel.audit import trail
from kheo.movement.models import Copy, PaperEntry, Registration, ScanPage, Sheet, Tally
from kheo.movement.s3_registration import access, actions
from kheo.movement.s3_registration.exports import list_rows, shown
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import RoundFactory, actor_for, actor_in
from tests.factories.progress import NoteFactory

HANDED = dt.date(2026, 3, 18)


def scan(shade=200):
    made = io.BytesIO()
    Image.new("L", (60, 80), shade).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def person(office):
    return office.person(full_name="Lò Thị Mẩy")


def enter(office, person, by, *, n=1, key="k1", **more):
    items = [office.facts(f"Việc {i}") for i in range(1, n + 1)]
    known = {"on": HANDED, "copy": 2, "name": "quet.png", "data": scan()}
    paper = actions.Handed(**known | more)
    return actions.enter(office.round, person, by=by, items=items, paper=paper, key=key)


def test_it_is_sent_as_the_persons_with_its_scan_its_copy_and_a_notice(office, person):
    sheet = enter(office, person, office.clerk(), n=2)

    rows = Registration.objects.filter(sheet=sheet)
    assert (
        list(rows.values_list("state", "on_paper", "person"))
        == [("submitted", True, person.pk)] * 2
    )
    assert clock.day_of(sheet.__class__.objects.get(pk=sheet.pk).submitted_at) == HANDED
    assert list(Copy.objects.filter(sheet=sheet).values_list("number", "received_on")) == [
        (1, None),
        (2, HANDED),
    ]
    page = ScanPage.objects.get()
    assert (page.state, page.copy.number, page.copy.sheet_id) == ("filed", 2, sheet.pk)
    assert [e.verb for e in reversed(trail.history_of(rows[0]))] == [
        "registration.enter",
        "registration.submit",
    ]
    told = Notice.objects.get(person=person)
    assert "nộp bằng giấy ngày 18/3/2026" in told.text
    assert Tally.objects.get().people == 1


def test_pressed_twice_it_is_entered_once(office, person):
    by = office.clerk()
    first, again = enter(office, person, by), enter(office, person, by)

    assert first == again
    assert Registration.objects.count() == PaperEntry.objects.count() == 1
    with pytest.raises(ValidationError, match="đã có bản đăng ký gửi ngày 18/3/2026"):
        enter(office, person, by, key="k2")


def test_who_receives_the_registration_enters_it_and_nobody_else(office, person):
    member = office.person(cell=office.cell)
    allowed = (office.clerk(), office.head())
    assert [bool(access.may_enter(by, person)) for by in allowed] == [True, True]
    assert bool(access.may_enter(office.secretary(), member)) is True
    others = (
        office.secretary(),
        actor_in(office.beside, *office.head().powers),
        actor_for(person),
        office.owner(),
    )
    for by in others:
        with pytest.raises(PermissionDenied):
            enter(office, person, by)
    assert not Sheet.objects.exists()
    assert list(access.people_to_enter(office.secretary())) == [member]


def test_a_secretary_files_copy_one_of_a_member(office):
    member = office.person(cell=office.cell)

    sheet = enter(office, member, office.secretary(), copy=1)

    first = Copy.objects.get(sheet=sheet, number=1)
    assert (first.custodian, first.received_on) == (office.cell, HANDED)


@pytest.mark.parametrize(
    ("changes", "words"),
    (
        ({"on": dt.date(2026, 3, 21)}, "Đang ghi ngày nộp 21/3/2026"),
        ({"data": b"MZ\x90 khong phai anh"}, "không dùng làm bản quét được"),
        ({"n": 4}, "chỉ còn 3 chỗ"),
    ),
)
def test_what_cannot_be_is_said_and_nothing_is_half_done(office, person, changes, words):
    with pytest.raises(ValidationError, match=words):
        enter(office, person, office.clerk(), **changes)

    assert not Sheet.objects.exists()
    assert not Notice.objects.exists()


def test_a_paper_handed_in_late_needs_the_reason_and_is_marked(office, person):
    late = dt.datetime(2026, 4, 2, 5, tzinfo=dt.UTC)
    with time_machine.travel(late, tick=False):
        in_time = enter(office, office.person(), office.clerk(), data=scan(10))
        with pytest.raises(ValidationError, match="Hạn nộp"):
            enter(office, person, office.clerk(), on=dt.date(2026, 4, 1))
        after = enter(
            office, person, office.clerk(), on=dt.date(2026, 4, 1), late_reason="Đi công tác"
        )

    assert (Sheet.objects.get(pk=in_time.pk).late, Sheet.objects.get(pk=after.pk).late) == (
        False,
        True,
    )


def test_the_scan_of_anothers_sheet_is_refused(office, person):
    enter(office, office.person(full_name="Giàng A Chớ"), office.clerk())

    with pytest.raises(ValidationError, match="bản quét đã xếp với bản của Giàng A Chớ"):
        enter(office, person, office.clerk())


def test_what_the_owner_drafted_stays_a_draft_beside_it(office, person):
    draft = office.item(actor_for(person), "Việc tự viết")

    enter(office, person, office.clerk())

    draft.refresh_from_db()
    assert (draft.state, draft.on_paper) == ("draft", False)


def test_the_owner_disowns_it_corrects_it_and_sends_it_as_their_own(office, person):
    by, clerk = actor_for(person), office.clerk()
    sheet = enter(office, person, clerk, n=2)
    with pytest.raises(ValidationError, match="Ghi chỗ nào"):
        actions.disown(sheet.entry, by=by, note=" ")

    assert actions.disown(sheet.entry, by=by, note="Tôi ghi 5 %, không phải 10 %.") == 2

    entry = PaperEntry.objects.get()
    assert entry.disowned == "Tôi ghi 5 %, không phải 10 %."
    assert Tally.objects.get().items_returned == 2
    assert Notice.objects.filter(person=clerk.person_id).count() == 1
    back = Registration.objects.select_related("unit", "round", "person").filter(sheet=sheet)[0]
    actions.change(back, by=by, facts=office.facts("Việc 1", target="Giảm 5 %"))
    actions.send(Sheet.objects.get(pk=sheet.pk), by=by)
    rows = Registration.objects.filter(sheet=sheet).order_by("ordinal")
    assert list(rows.values_list("state", "on_paper")) == [
        ("submitted", False),
        ("submitted", True),
    ]


def test_nobody_else_disowns_nor_after_the_window_nor_once_work_has_begun(office, person):
    sheet = enter(office, person, office.clerk())
    with pytest.raises(PermissionDenied, match="Chỉ người đăng ký"):
        actions.disown(sheet.entry, by=office.head(), note="Sai")
    with (
        time_machine.travel(dt.datetime(2026, 4, 6, 5, tzinfo=dt.UTC), tick=False),
        pytest.raises(PermissionDenied, match="quá 10 ngày làm việc"),
    ):
        actions.disown(sheet.entry, by=actor_for(person), note="Sai")
    item = Registration.objects.get()
    NoteFactory(registration=item, by=person)
    Registration.objects.filter(pk=item.pk).update(noted_on=HANDED)
    with pytest.raises(ValidationError, match="đã ghi tiến độ"):
        actions.disown(sheet.entry, by=actor_for(person), note="Sai")


def test_lists_mark_it(office, person):
    by = office.clerk()
    enter(office, person, by)
    office.sent(office.owner())

    rows = shown(list_rows(access.visible_to(by), "item"), by, "/")

    assert {row.who: row.paper for row in rows}[person.full_name] is True
    assert sorted(row.paper for row in rows) == [False, True]


@pytest.fixture
def sign_in(client):
    def signed(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


@pytest.mark.parametrize("count", (1, 3))
def test_whose_paper_may_be_entered_is_one_list(office, sign_in, count, django_assert_num_queries):
    for n in range(count):
        office.person(full_name=f"Lò Thị Mẩy {n}")
    desk = sign_in(office.clerk())

    with django_assert_num_queries(6):
        answer = desk.get(
            reverse("registration:to_enter", args=[office.round.pk]), {"tim": "lo thi may"}
        )

    assert len(answer.context["page"].rows) == count


def typed(office, **more):
    return {
        "key": "k1", "form": "0", "handed_on": "18/3/2026", "copy": "2",
        "i1-title": "Giúp hộ nghèo làm hồ sơ", "i1-duty": "Tiếp dân",
        "i1-criteria": [office.criterion.pk], "i1-target": "Đủ hồ sơ", "i1-due_on": "30/11/2026",
        "scan": SimpleUploadedFile("quet.png", scan(), "image/png"), **more,
    }  # fmt: skip


def test_the_page_enters_keeps_what_was_typed_and_is_found_from_the_list(office, person, sign_in):
    desk = sign_in(office.clerk())
    address = reverse("registration:enter", args=[office.round.pk, person.pk])
    listed = desk.get(reverse("registration:index", args=[office.round.pk])).content.decode()
    assert reverse("registration:to_enter", args=[office.round.pk]) in listed

    exe = SimpleUploadedFile("quet.pdf", b"MZ\x90\x00")
    wrong = desk.post(address, typed(office, scan=exe))
    assert "không dùng làm bản quét được" in wrong.content.decode()
    assert wrong.context["entry"].items[0]["title"].value() == "Giúp hộ nghèo làm hồ sơ"
    right = desk.post(address, typed(office))

    assert right.status_code == 302
    item = Registration.objects.get()
    detail = desk.get(reverse("registration:detail", args=[office.round.pk, item.pk]))
    assert "Nhập thay từ bản giấy" in detail.content.decode()


def test_the_owner_reads_it_on_their_own_page_and_disowns_it(office, person, sign_in):
    sheet = enter(office, person, office.clerk())
    mine = sign_in(actor_for(person))

    page = mine.get(reverse("registration:mine", args=[office.round.pk])).content.decode()
    assert "Không đúng bản tôi viết" in page
    address = reverse("registration:disown", args=[office.round.pk, sheet.pk])
    mine.post(address, {"note": "Sai số liệu"})

    assert Registration.objects.get().state == "returned"
    elsewhere = reverse("registration:disown", args=[RoundFactory().pk, sheet.pk])
    assert mine.post(elsewhere, {"note": "Sai"}).status_code == 404


def models_on_paper(office, by, *, key="m1"):
    paper = actions.Handed(HANDED, 2, "quet.png", scan())
    items = [office.facts("Phòng họp không giấy", field="economy")]
    return actions.enter(office.round, office.division, by=by, items=items, paper=paper, key=key)


def test_the_models_of_a_unit_are_entered_from_paper_and_its_hand_may_disown_them(office):
    clerk, head = office.clerk(), office.head()

    sheet = models_on_paper(office, clerk)

    [model] = Registration.objects.filter(sheet=sheet)
    assert (model.subject, model.state, model.on_paper, model.person) == (
        "model", "submitted", True, None,
    )  # fmt: skip
    assert models_on_paper(office, clerk) == sheet
    told = Notice.objects.get(person=head.person_id)
    assert "bạn nộp bằng giấy ngày 18/3/2026" in told.text
    assert access.disowns(head, sheet, [model]) == access.last_day_to_disown(sheet.entry)
    assert actions.disown(sheet.entry, by=head, note="Sai tên") == 1
    model.refresh_from_db()
    assert model.state == "returned"


def test_who_writes_the_models_of_a_unit_does_not_enter_them_from_paper(office):
    with pytest.raises(PermissionDenied, match="tự viết"):
        models_on_paper(office, office.head())
    with pytest.raises(PermissionDenied, match="nơi nhận"):
        models_on_paper(office, actor_in(office.beside, Power.OVERSEE))


def test_the_page_of_a_units_paper_leads_to_what_was_entered(office, sign_in):
    desk = sign_in(office.clerk())
    listed = desk.get(reverse("registration:units_to_enter", args=[office.round.pk]))
    assert office.division in listed.context["page"].rows
    address = reverse("registration:enter_models", args=[office.round.pk, office.division.pk])
    made = {
        "key": "m1", "form": "0", "handed_on": "31/02/2026", "copy": "2",
        "i1-title": "Phòng họp không giấy", "i1-field": "economy", "i1-method": "Gửi tệp trước",
        "i1-criteria": [office.criterion.pk], "i1-target": "Bớt in", "i1-due_on": "30/11/2026",
        "i1-place": "Trụ sở", "i1-forces": "Phòng Kinh tế ngành",
    }  # fmt: skip

    def scanned():
        return SimpleUploadedFile("quet.png", scan(), "image/png")

    wrong = desk.post(address, made | {"scan": scanned()})
    right = desk.post(address, made | {"handed_on": "18/3/2026", "scan": scanned()})

    assert "Đang ghi “31/02/2026”. Lịch không có ngày này." in wrong.text
    sheet = Sheet.objects.get(person=None)
    assert right["Location"] == reverse("registration:find_printed", args=[sheet.pk])
    assert desk.get(address)["Location"] == right["Location"]
