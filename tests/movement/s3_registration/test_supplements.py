"""What is sent once paper was received stands on a paper of its own; what is not sent, on none."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kheo.accounts.models import User
from kheo.documents.paper.description import Field, Heading, Signatures, Text
from kheo.movement.models import Copy, Registration
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.kept import copies_of, papers_kept
from kheo.movement.s3_registration.loaded import hinders
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.printed.cards import card

LATER = dt.datetime(2026, 3, 24, 2, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)


def printed(by, only=None):
    """Return the first copy of each paper *by* prints."""
    return paired.papers(list(paired.sheets_seen(by)), only)[::2]


def facts(paper):
    heads = [b.text for b in paper.body if isinstance(b, Heading)]
    days = [(b.label, b.value) for b in paper.body if isinstance(b, Field) and "gửi" in b.label]
    return paper.kind, paper.head.day, heads, days


def received(office, sheet, *numbers):
    actions.receive([office.copy(sheet, n) for n in numbers], by=office.clerk())


@pytest.fixture
def sign_in():
    def signed(actor):
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


@pytest.fixture
def supplemented(office):
    """Return who sent one item, had both copies received, and sent another one late."""
    owner = office.owner(cell=office.cell)
    first = office.sent(owner, "Việc thứ nhất")
    received(office, first.sheet, 1, 2)
    with time_machine.travel(LATE, tick=False):
        office.item(owner, "Việc thứ hai")
        actions.send(first.sheet, by=owner, late_reason="Đi công tác")
    return owner


def test_a_draft_stands_on_no_numbered_paper_whoever_prints_it(office):
    owner = office.owner()
    office.sent(owner, "Việc đã gửi")
    office.item(owner, "Việc còn là nháp")

    for by in (owner, office.clerk()):
        [paper] = printed(by)

        assert facts(paper)[2] == ["Nội dung 1. Việc đã gửi"]
        assert "đăng ký thực hiện 01 nội dung" in next(
            b.text for b in paper.body if isinstance(b, Text)
        )


def test_a_draft_is_printed_as_one_without_code_day_or_signatures(office):
    owner = office.owner()
    item = office.item(owner, "Việc còn là nháp")

    [paper] = paired.drafts(paired.sheets_seen(owner).get(pk=item.sheet_id))

    assert (paper.kind, paper.marks) == (
        "Bản đăng ký (bản nháp)",
        ("BẢN NHÁP", "(chưa gửi)"),
    )
    assert (paper.qr, paper.qr_note, paper.head.day) == (None, "", None)
    assert [b for b in paper.body if isinstance(b, Signatures)] == []
    assert facts(paper)[2] == ["Nội dung 1. Việc còn là nháp"]


def test_a_model_not_sent_has_no_code_on_its_card(office):
    head = office.head()
    sent = office.sent_model(head, "Mô hình đã gửi")
    draft = office.model(head, "Mô hình còn nháp")

    papers = [card(sent), card(draft)]

    assert [p.kind for p in papers] == ["Phiếu đăng ký mô hình", "Phiếu đăng ký mô hình (bản nháp)"]
    assert [bool(p.qr) for p in papers] == [True, False]


def test_what_is_sent_before_any_receipt_joins_the_paper_with_its_own_day(office):
    owner = office.owner()
    first = office.sent(owner, "Việc thứ nhất")
    with time_machine.travel(LATER, tick=False):
        office.item(owner, "Việc thứ hai")
        actions.send(first.sheet, by=owner)

    [paper] = printed(owner)

    assert facts(paper) == (
        "Bản đăng ký",
        dt.date(2026, 3, 24),
        ["Nội dung 1. Việc thứ nhất", "Nội dung 2. Việc thứ hai"],
        [("Ngày gửi", "20/3/2026"), ("Ngày gửi", "24/3/2026")],
    )


def test_what_is_sent_once_paper_was_received_stands_on_a_supplement(office, supplemented):
    first, second = printed(supplemented)

    assert facts(first) == (
        "Bản đăng ký",
        dt.date(2026, 3, 20),
        ["Nội dung 1. Việc thứ nhất"],
        [],
    )
    assert facts(second) == (
        "Bản đăng ký bổ sung",
        dt.date(2026, 11, 23),
        ["Nội dung 1. Việc thứ hai"],
        [],
    )
    assert second.qr_note.startswith("Mã bản đăng ký: DK-2026-")
    assert ", bổ sung lần 1\n" in second.qr_note
    assert "Bổ sung bản đăng ký ngày 20/3/2026. Căn cứ" in next(
        b.text for b in second.body if isinstance(b, Text)
    )
    assert [facts(p)[0] for p in printed(supplemented, only=1)] == ["Bản đăng ký bổ sung"]


def test_the_first_receipts_are_kept_and_the_supplement_is_awaited(office, supplemented):
    sheet = Registration.objects.get(title="Việc thứ nhất").sheet
    once = dt.date(2026, 3, 20)

    papers = papers_kept(sheet, copies_of(sheet))

    assert [(p.number, [c.received_on for c in p.copies]) for p in papers] == [
        (0, [once, once]),
        (1, [None, None]),
    ]
    assert hinders(sheet) != ""


def test_a_copy_never_received_before_is_received_with_the_supplement(office):
    owner = office.owner(cell=office.cell)
    first = office.sent(owner)
    received(office, first.sheet, 1)
    with time_machine.travel(LATER, tick=False):
        office.item(owner, "Việc thứ hai")
        actions.send(first.sheet, by=owner)
        received(office, first.sheet, 2)

    papers = papers_kept(first.sheet, copies_of(first.sheet))

    days = [[c.received_on and c.received_on.day for c in p.copies] for p in papers]
    assert days == [[20, 24], [None, 24]]


def test_what_was_received_returned_and_sent_again_says_which_day_it_replaces(office):
    owner, clerk = office.owner(), office.clerk()
    item = office.sent(owner, "Việc thứ nhất")
    received(office, item.sheet, 1, 2)
    actions.return_(item, by=clerk, note="Ghi rõ việc cụ thể")
    with time_machine.travel(LATER, tick=False):
        actions.send(item.sheet, by=owner)

    [paper] = printed(owner)

    assert facts(paper)[:2] == ("Bản đăng ký bổ sung", dt.date(2026, 3, 24))
    assert facts(paper)[3] == [("Thay cho bản đã gửi ngày", "20/3/2026")]


def test_the_pages_tell_both_receipts_and_who_sends_is_told_before_and_after(office, sign_in, noon):
    owner = office.owner(cell=office.cell)
    first = office.sent(owner, "Việc thứ nhất")
    received(office, first.sheet, 1, 2)
    office.item(owner, "Việc thứ hai")
    args = [office.round.pk]
    mine = reverse("registration:mine", args=args)
    browser, clerk = sign_in(owner), sign_in(office.clerk())

    before = browser.get(mine).text
    send = reverse("registration:send", args=[*args, "item"])
    after = " ".join(browser.post(send, follow=True).text.split())
    told = " ".join(clerk.get(reverse("registration:detail", args=[*args, first.pk])).text.split())
    book = " ".join(clerk.get(reverse("registration:copies", args=args)).text.split())
    listed = " ".join(clerk.get(reverse("registration:index", args=args)).text.split())

    assert "Nội dung gửi lần này in thành bản đăng ký bổ sung" in before
    assert "in bản đăng ký bổ sung, ký và nộp đủ 2 bản" in after
    assert "Bản bổ sung lần 1, gửi 20/3/2026" in after
    for words in ("ghi sổ nhận bản 2/2, ngày nhận 20/3/2026", "chờ nhận bản bổ sung 2/2"):
        assert words in told
    assert "bổ sung chưa nhận <br>trước đó nhận 20/3/2026" in book
    assert "bổ sung, chưa nhận" in listed


def test_a_stranger_to_a_draft_prints_none_of_it(office, sign_in):
    owner, clerk = office.owner(), office.clerk()
    item = office.sent(owner)
    actions.return_(item, by=clerk, note="Ghi rõ việc cụ thể")
    address = reverse("registration:sheet_pdf", args=[office.round.pk, item.sheet_id])

    answers = [sign_in(by).get(address).status_code for by in (owner, clerk)]

    assert answers == [200, 403]
    assert Copy.objects.filter(sheet=item.sheet).count() == 2
