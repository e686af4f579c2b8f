"""Second factors, sessions, and what stops those who guess."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kheo.accounts import adapter, lockout, steps
from kheo.accounts.models import Failure
from kheo.kernel.audit.models import Event
from kheo.orgs import actions
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
GOOD = "sông Mã chảy xiết 7"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def user(admin):
    admin.person.user.set_password(GOOD)
    admin.person.user.save()
    return admin.person.user


def text(response):
    return response.content.decode()


def signing_in(client, user, password=GOOD, **more):
    return client.post("/tai-khoan/login/", {"login": user.username, "password": password}, **more)


def confirming(client, user):
    """Sign in and confirm the password again, as what matters asks for."""
    where = signing_in(client, user).headers["Location"]
    if "authenticate" in where:
        client.post(where, {"code": code_now()})
    return client.post("/tai-khoan/reauthenticate/", {"password": GOOD})


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_five_wrong_passwords_lock_and_the_words_say_how_long(client, user):
    with time_machine.travel(NOON, tick=False):
        pages = [text(signing_in(client, user, "sai")) for _n in range(5)]
    with time_machine.travel(NOON + dt.timedelta(minutes=12), tick=False):
        locked = text(signing_in(client, user))
    with time_machine.travel(NOON + dt.timedelta(minutes=15), tick=False):
        after = signing_in(client, user)

    assert ["không đúng" in page for page in pages] == [True] * 4 + [False]
    assert "Còn 15 phút" in pages[4]
    assert "Còn 3 phút" in locked
    assert after.status_code == 302
    assert Event.objects.filter(verb="account.lock").count() == 1


def test_the_name_and_the_address_of_one_account_are_counted_together(client, user):
    user.email = "chung@namson.gov.vn"
    user.save()
    for name in (user.username, user.email, user.username.upper(), user.email.upper()):
        client.post("/tai-khoan/login/", {"login": name, "password": "sai"})

    page = signing_in(client, user, "sai")

    assert "Còn 15 phút" in text(page)


def test_a_name_that_nobody_bears_locks_like_any_other(client):
    for _n in range(4):
        client.post("/tai-khoan/login/", {"login": "khong.ai", "password": "sai"})

    page = client.post("/tai-khoan/login/", {"login": "khong.ai", "password": "sai"})

    assert "Còn 15 phút" in text(page)


def test_one_address_that_tries_many_names_is_locked(client, user):
    now = dt.datetime.now(dt.UTC)
    for _n in range(lockout.OF_ADDRESS):
        lockout.fail(lockout.address("127.0.0.1"), at=now)

    assert "Còn 15 phút" in text(signing_in(client, user))


def test_a_good_password_forgets_the_wrong_ones(client, user):
    for _n in range(4):
        signing_in(client, user, "sai")
    signing_in(client, user)

    assert Failure.objects.filter(key=lockout.account(user).key).count() == 0


def test_an_administrator_unlocks(client, user, by, newcomer):
    actions.invite({newcomer: ""}, by=by)
    newcomer.refresh_from_db()
    now = dt.datetime.now(dt.UTC)
    for _n in range(5):
        lockout.fail(lockout.account(newcomer.user), at=now)

    actions.unlock(newcomer, by=by)

    assert lockout.locked(lockout.account(newcomer.user), at=now) is None


def test_a_code_on_the_phone_is_enrolled_shown_recovery_codes_once_and_asked_for(client, user):
    confirming(client, user)
    form = client.get(reverse("mfa_activate_totp"))
    secret = form.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True)
    codes = done.context["unused_codes"]
    again = client.get(reverse("mfa_view_recovery_codes"))
    other = Client()
    asked = signing_in(other, user)
    wrong = other.post(asked.headers["Location"], {"code": "000000"})
    let_in = other.post(asked.headers["Location"], {"code": codes[0]})

    assert (len(codes), all(code in text(done) for code in codes)) == (10, True)
    assert codes[0] not in text(again)
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert "Mã không đúng" in text(wrong)
    assert (let_in.status_code, let_in.headers["Location"]) == (302, "/")
    assert secret not in str(list(Authenticator.objects.values_list("data")))


def test_five_wrong_codes_lock_too(client, user):
    TOTP.activate(user, SECRET)
    where = signing_in(client, user).headers["Location"]

    pages = [text(client.post(where, {"code": "000000"})) for _n in range(5)]

    assert "Còn 15 phút" in pages[4]


def test_a_code_is_taken_once_whatever_process_answers(user):
    TOTP.activate(user, SECRET)
    answers = []
    with time_machine.travel(NOON, tick=False):
        code = code_now()
        for _n in range(3):
            client = Client()
            where = signing_in(client, user).headers["Location"]
            cache.clear()  # another process remembers nothing of what this one was told
            answers.append(client.post(where, {"code": code}).status_code)
    with time_machine.travel(NOON + dt.timedelta(seconds=90), tick=False):
        where = signing_in(client, user).headers["Location"]
        later = client.post(where, {"code": code_now()})

    assert answers == [302, 200, 200]
    assert later.status_code == 302


def test_a_code_older_than_the_one_used_is_not_taken(user):
    kept = TOTP.activate(user, SECRET).instance
    with time_machine.travel(NOON, tick=False):
        before, now, _after = map(
            format_hotp_value, (hotp_value(SECRET, n) for n in yield_hotp_counters_from_time())
        )

        taken = [steps.take(kept, code) for code in (now, now, before)]

    assert taken == [True, False, False]


def test_a_secret_read_with_another_key_is_never_empty(settings):
    sealed = adapter.FactorsAdapter().encrypt(SECRET)
    settings.SECRET_KEY = "another-key-of-the-same-house"

    read = adapter.FactorsAdapter().decrypt(sealed)

    assert (read == SECRET, len(read)) == (False, 32)


def test_sessions_are_listed_and_the_others_ended(client, user):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    signing_in(client, user)
    signing_in(other, user)

    page = text(client.get(reverse("usersessions_list")))
    client.post(reverse("usersessions_list"))

    assert "Firefox, Windows" in page
    assert (client.get("/quan-tri/").status_code, other.get("/quan-tri/").status_code) == (200, 302)


def test_who_administers_must_add_a_factor_before_anything_else(client, user, settings):
    settings.ADMIN_TWO_FACTOR = True
    signing_in(client, user)

    page = client.get("/quan-tri/", follow=True)

    assert page.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "phải bật xác thực hai bước" in text(page)


def test_who_administers_with_a_factor_works_and_keeps_the_last_one(client, user, settings):
    settings.ADMIN_TWO_FACTOR = True
    kept = TOTP.activate(user, SECRET).instance
    confirming(client, user)

    assert client.get("/quan-tri/").status_code == 200
    assert not adapter.FactorsAdapter().can_delete_authenticator(kept)
    assert "Người quản trị phải có" in text(client.get(reverse("mfa_deactivate_totp")))


def test_lost_factors_are_dropped_and_every_session_ends(client, newcomer, by):
    actions.invite({newcomer: ""}, by=by)
    newcomer.refresh_from_db()
    newcomer.user.set_password(GOOD)
    newcomer.user.save()
    TOTP.activate(newcomer.user, SECRET)
    confirming(client, newcomer.user)

    actions.drop_factors(newcomer, by=by)

    assert Authenticator.objects.filter(user=newcomer.user).count() == 0
    assert client.get("/quan-tri/").status_code == 302


def test_an_account_is_open_in_so_many_places_and_no_more(client, user, monkeypatch):
    monkeypatch.setattr(adapter, "PLACES", 2)
    clients = [Client() for _n in range(3)]
    for one in clients:
        signing_in(one, user)

    assert [one.get("/quan-tri/").status_code for one in clients] == [302, 200, 200]


OWN = ("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp",
       "usersessions_list", "account_email", "account_change_password", "mfa_generate_recovery_codes")  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_every_page_of_ones_own_account_is_in_our_words(client, user, name):
    TOTP.activate(user, SECRET) if "generate" in name else None
    confirming(client, user)

    page = text(client.get(reverse(name)))

    assert "Tài khoản của tôi" in page
    assert not {"Menu:", "Security Key", "Authenticator App", "Change Password"} & set(
        page.replace("<", "\n").splitlines()
    )


def test_a_session_knows_when_it_was_last_active(client, user):
    with time_machine.travel(NOON, tick=False):
        signing_in(client, user)
        client.get("/quan-tri/")
    began = UserSession.objects.get().last_seen_at
    for minutes in (12, 14):  # the second so soon after the first that nothing is written
        with time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False):
            client.get("/quan-tri/")
    with time_machine.travel(NOON + dt.timedelta(minutes=15), tick=False):
        page = " ".join(text(client.get(reverse("usersessions_list"))).split())

    assert began == NOON
    assert UserSession.objects.get().last_seen_at == NOON + dt.timedelta(minutes=12)
    assert "Hoạt động gần nhất 12:12" in page
