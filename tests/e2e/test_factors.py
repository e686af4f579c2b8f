"""A code on the phone and a passkey, with the browser's own virtual authenticator."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from playwright.sync_api import expect

from kheo.orgs.states import Kind
from tests.factories import PostFactory, UnitFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
GOOD = "sông Mã chảy xiết 7"


@pytest.fixture
def page(own_page):
    return own_page


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def user():
    post = PostFactory(unit=UnitFactory(path="001.", kind=Kind.AGENCY, name="Văn phòng"))
    post.person.user.set_password(GOOD)
    post.person.user.save()
    return post.person.user


@pytest.fixture
def door(live_server):
    """The address by name: a passkey belongs to a name, never to a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


def sign_in(page, door, user):
    page.goto(f"{door}/tai-khoan/login/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(GOOD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def confirm(page):
    page.get_by_label("Mật khẩu").fill(GOOD)
    page.get_by_role("button", name="Xác nhận").click()


def sign_out(page, door):
    page.goto(f"{door}/tai-khoan/logout/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()


def enrol_phone(page, door, album):
    """Return the secret of the phone; the recovery codes have been shown."""
    page.goto(f"{door}/tai-khoan/hai-buoc/")
    album.snap(page, "factors")
    page.get_by_role("link", name="Bật mã trên điện thoại").click()
    confirm(page)
    secret = page.locator(".totp-secret").inner_text()
    assert page.locator(".qr").evaluate("picture => picture.naturalWidth") > 100
    album.snap(page, "totp")
    page.get_by_label("Mã sáu chữ số").fill(code_of(secret))
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.locator(".codes li")).to_have_count(10)
    album.snap(page, "recovery")
    return secret


def add_passkey(page, door, album):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device | able})
    page.goto(f"{door}/tai-khoan/hai-buoc/webauthn/add/")
    confirm(page)
    page.get_by_label("Tên để nhớ").fill("Điện thoại của tôi")
    album.snap(page, "passkey")
    page.get_by_role("button", name="Tạo khoá").click()
    page.get_by_role("link", name="Xem các khoá").click()
    expect(page.get_by_text("Điện thoại của tôi")).to_be_visible()
    album.snap(page, "passkeys")


def test_a_code_on_the_phone_and_a_passkey_open_the_door(page, door, user, album):
    sign_in(page, door, user)
    secret = enrol_phone(page, door, album)

    sign_out(page, door)
    sign_in(page, door, user)
    cache.clear()  # the code just used would be refused for the rest of its half minute
    album.snap(page, "second-step")
    page.get_by_label("Mã sáu chữ số").fill(code_of(secret))
    page.get_by_role("button", name="Vào", exact=True).click()
    page.wait_for_url(f"{door}/")

    add_passkey(page, door, album)
    sign_out(page, door)
    page.goto(f"{door}/tai-khoan/login/")
    page.get_by_role("button", name="Đăng nhập bằng khoá truy cập").click()
    page.wait_for_url(f"{door}/")
    expect(page.get_by_role("main")).to_be_visible()
