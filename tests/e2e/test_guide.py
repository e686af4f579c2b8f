"""The guide holds every component, so what axe finds nowhere on it is found on no page."""

import pytest

from tests.kernel.ui.conftest import bare  # noqa: F401 - the fixture, used by its name below

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.kernel.ui.urls"),
    pytest.mark.usefixtures("bare"),
]


@pytest.mark.parametrize(
    ("path", "status"),
    (("/ui/", 200), ("/tai-khoan/login/?next=/x/", 200), ("/nowhere/", 404), ("/refused/", 403)),
)
def test_axe_finds_nothing(page, live_server, album, path, status):
    answer = page.goto(live_server.url + path)

    album.snap(page, "guide")
    assert answer.status == status


def test_a_slash_leads_to_the_search_box_only_outside_fields(page, live_server):
    page.goto(live_server.url + "/ui/")
    page.locator("#id_empty-name").press("/")

    assert page.locator("#id_empty-name").input_value() == "/"


def test_one_box_ticks_all_rows_and_the_bar_counts_them(page, live_server):
    page.goto(live_server.url + "/ui/")

    page.locator("[data-all]").check()

    assert page.locator("[data-ticked]").inner_text() == "3"


def test_a_dialog_opens_and_closes(page, live_server, album):
    page.goto(live_server.url + "/ui/")

    page.get_by_role("button", name="Mở hộp thoại").click()
    assert page.get_by_role("dialog").is_visible()
    album.snap(page, "dialog")
    page.get_by_role("button", name="Thôi").click()

    assert not page.locator("#sure").is_visible()


def test_what_was_typed_survives_a_closed_page(page, live_server):
    page.goto(live_server.url + "/ui/")
    page.locator("#id_empty-name").fill("Chuyến xe hồ sơ")
    page.locator("[data-saved-for=sample]", has_text="Giữ trên máy này").wait_for()

    page.reload()

    assert page.locator("#id_empty-name").input_value() == "Chuyến xe hồ sơ"
    assert (
        "Đã lấy lại phần viết dở"
        in page.locator(".note[role=status]", has_text="trên máy này").inner_text()
    )


def test_the_content_policy_has_nothing_to_block(page, live_server):
    said = []
    page.on("console", lambda message: said.append(message.text))

    answer = page.goto(live_server.url + "/ui/")
    page.locator("#id_empty-name").fill("Xe hồ sơ")

    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert said == []
