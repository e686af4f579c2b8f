"""The line goes while somebody writes: the form opens, waits in the outbox, and arrives once."""

import pytest
from django.urls import reverse

from kheo.kernel import files
from kheo.movement.models import Registration
from kheo.movement.s3_registration import actions, editing
from kheo.movement.s3_registration.questions import Kind, Question
from tests.e2e.test_drafts import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(own_page):
    return own_page


LEFT = """async () => {
    const asked = indexedDB.open("kheo");
    const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    const kept = base.transaction("files").objectStore("files").count();
    return new Promise((done) => { kept.onsuccess = () => { base.close(); done(kept.result === 0); }; });
}"""  # no file is kept any more
PAPER = {"name": "hiện trạng.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF"}


def test_a_form_filled_in_offline_arrives_once_with_its_file(page, live_server):
    page.set_default_timeout(15_000)
    desk = Desk(page, live_server.url)
    asked = [*editing.shipped("item"), Question("", Kind.FILE, "Ảnh hiện trạng")]
    actions.edit_form(desk.office.round, "item", asked, by=desk.office.clerk(), seen=0)
    page.goto(desk.form)
    desk.sign_in("first")
    page.locator("html[data-shell=kept]").wait_for()

    page.context.set_offline(True)
    page.reload()
    for field, words in (
        ("title", "Hẹn người dân theo khung giờ"), ("duty", "Tiếp công dân"),
        ("target", "Không ai chờ quá 15 phút"), ("due_on", "30/11/2026"),
    ):  # fmt: skip
        page.locator(f"#id_{field}").fill(words)
    page.locator("[name=criteria]").first.check(force=True)
    page.locator("input[type=file]").set_input_files([PAPER])
    for _time in range(2):  # impatient
        desk.save()
        page.locator("#outbox", has_text="Kèm: hiện trạng.pdf (0,1 MB)").wait_for()
    waiting = page.locator("#outbox", has_text="1 bản chờ gửi").count()
    before = Registration.objects.count()

    page.context.set_offline(False)
    page.locator("#outbox", has_text="Đã gửi 1 bản").wait_for()
    page.goto(live_server.url + reverse("registration:mine", args=[desk.office.round.pk]))

    [one] = Registration.objects.all()
    assert (waiting, before, one.title) == (1, 0, "Hẹn người dân theo khung giờ")
    assert (one.answers["o1"]["name"], files.fetch(one.answers["o1"]["file"])) == (
        PAPER["name"], PAPER["buffer"],
    )  # fmt: skip
    page.wait_for_function(LEFT)
    assert page.locator("#outbox").count() == 0
