"""The line goes while somebody writes: the form opens, waits in the outbox, and arrives once."""

import pytest
from django.urls import reverse

from kheo.movement.models import Registration
from tests.e2e.test_drafts import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(own_page):
    return own_page


def test_a_form_filled_in_offline_arrives_once(page, live_server):
    page.set_default_timeout(15_000)
    desk = Desk(page, live_server.url)
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
    for _time in range(2):  # impatient
        desk.save()
        page.locator("#outbox", has_text="1 bản chờ gửi").wait_for()
    before = Registration.objects.count()

    page.context.set_offline(False)
    page.locator("#outbox", has_text="Đã gửi 1 bản").wait_for()
    page.goto(live_server.url + reverse("registration:mine", args=[desk.office.round.pk]))

    titles = list(Registration.objects.values_list("title", flat=True))
    assert (before, titles) == (0, ["Hẹn người dân theo khung giờ"])
    assert page.locator("#outbox").count() == 0
