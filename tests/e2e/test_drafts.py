"""What was typed survives everything but a success, and is shown to nobody else."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory, actor_for
from tests.factories.registration import Office

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "thi-dua-2026"
TYPED = "Hẹn người dân theo khung giờ"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('kheo:')).length"


class Desk:
    """A shared computer, and two colleagues who may sit down at it."""

    def __init__(self, page, address):
        self.page, self.office = page, Office()
        self.mine = address + reverse("registration:mine", args=[self.office.round.pk])
        self.form = address + reverse("registration:write", args=[self.office.round.pk, "item"])
        for name in ("first", "second"):
            user = UserFactory(username=name)
            user.set_password(PASSWORD)
            user.save()
            actor = actor_for(self.office.person(user=user))
            self.owner = getattr(self, "owner", actor)

    @property
    def title(self):
        return self.page.locator("#id_title")

    def sign_in(self, name):
        """Fill in the sign-in page that asking for the form has led to."""
        self.page.get_by_label("Tên đăng nhập").fill(name)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        self.opened()

    def opened(self):
        """Wait until what was kept of the form has been looked for."""
        self.page.locator("form[data-kept]").wait_for()

    def write(self):
        self.title.fill(TYPED)
        self.page.locator(".saved", has_text="Giữ trên máy này").first.wait_for()

    def save(self):
        self.page.get_by_role("button", name="Lưu và xem lại").click()


@pytest.fixture
def desk(own_page, live_server):
    made = Desk(own_page, live_server.url)
    own_page.goto(made.form)
    made.sign_in("first")
    return made


def test_what_was_typed_is_back_after_the_session_expired(desk):
    desk.write()
    desk.page.context.clear_cookies(name="sessionid")

    desk.save()
    desk.sign_in("first")

    assert desk.title.input_value() == TYPED


def test_what_was_typed_is_back_after_a_refused_page(desk):
    desk.write()
    desk.page.context.clear_cookies(name="csrftoken")

    desk.save()
    desk.page.get_by_role("heading", level=1).wait_for()
    desk.page.goto(desk.mine)
    desk.page.goto(desk.form)
    desk.opened()

    told = desk.page.locator(".note", has_text="Đã lấy lại phần viết dở trên máy này lúc")
    assert (desk.title.input_value(), told.count()) == (TYPED, 1)
    told.get_by_role("button", name="Bỏ phần viết dở").click()
    assert (desk.title.input_value(), told.count(), desk.page.evaluate(DRAFTS)) == ("", 0, 0)


def test_a_colleague_at_the_same_computer_reads_nothing(desk):
    desk.write()
    desk.page.context.clear_cookies(name="sessionid")

    desk.page.goto(desk.form)
    desk.sign_in("second")

    assert desk.title.input_value() == ""


def test_two_tabs_write_two_items(desk):
    first = desk.page
    desk.write()

    desk.page = first.context.new_page()
    desk.page.goto(desk.form)
    desk.opened()
    begun = desk.title.input_value()
    desk.write()
    keys = {tab.locator("[name=key]").input_value() for tab in (first, desk.page)}
    desk.page.close()
    desk.page = first
    first.reload()
    desk.opened()

    assert (begun, len(keys)) == ("", 2)
    assert (desk.title.input_value(), first.evaluate(DRAFTS)) == (TYPED, 2)


def test_a_refused_tab_shows_its_own_words_not_those_of_another(desk):
    desk.write()
    first, desk.page = desk.page, desk.page.context.new_page()
    desk.page.goto(desk.form)
    desk.opened()
    for n in range(3):  # as many as the round allows
        desk.office.item(desk.owner, f"Việc {n}")
    first.close()

    desk.title.fill("Việc ở thẻ thứ hai")
    for name, words in (("duty", "Quản lý trụ sở"), ("target", "10 %"), ("due_on", "30/11/2026")):
        desk.page.locator(f"[name={name}]").fill(words)
    desk.page.get_by_role("checkbox").first.check()
    desk.save()
    desk.page.locator("[data-first-error]").wait_for()
    desk.opened()

    assert desk.title.input_value() == "Việc ở thẻ thứ hai"


def test_signing_out_leaves_nothing_on_the_computer(desk):
    desk.write()

    desk.page.goto(desk.mine)
    with desk.page.expect_navigation():
        desk.page.locator("form[data-sign-out]").evaluate("(form) => form.requestSubmit()")

    assert desk.page.evaluate(DRAFTS) == 0


def test_a_success_drops_what_was_kept(desk):
    desk.write()
    desk.page.locator("#id_duty").fill("Tiếp công dân")
    desk.page.locator("#id_target").fill("Không ai chờ quá 15 phút")
    desk.page.locator("#id_due_on").fill("30/11/2026")
    desk.page.locator("[name=criteria]").first.check(force=True)

    desk.save()
    desk.page.locator(".toast", has_text="Đã lưu bản nháp.").wait_for()
    left = desk.page.evaluate(DRAFTS)
    desk.page.goto(desk.form)
    desk.opened()

    assert (left, desk.title.input_value()) == (0, "")
