"""Sign-in at a real OpenID provider on a port of this machine: code, PKCE, state, nonce."""

import base64
import hashlib
import re
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import flask
import pytest
import requests
from oidc_provider_mock import User as AtProvider
from oidc_provider_mock import app as oidc_app
from werkzeug.serving import make_server

from kheo.accounts.states import Standing
from kheo.kernel import clock
from kheo.orgs import actions
from kheo.orgs.models import Person
from tests.factories import PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
START = "/tai-khoan/chung/noi-chung/"
PEOPLE = {
    "thanh": {"email": "thanh@namson.gov.vn", "email_verified": True},
    "unsure": {"email": "thanh@namson.gov.vn", "email_verified": False},
    "stranger": {"email": "la@noi.khac", "email_verified": True},
    "coded": {"employee_code": "CB/77"},
}


def asking_for_the_verifier(app):
    """Make the provider check PKCE, which it takes and ignores (RFC 7636, 4.6)."""
    challenges = {}

    @app.after_request
    def _keep(response):
        if flask.request.method == "POST" and "code_challenge" in flask.request.args:
            code = parse_qs(urlsplit(response.headers.get("Location", "")).query).get("code", [""])
            challenges[code[0]] = flask.request.args["code_challenge"]
        return response

    @app.before_request
    def _check():
        if flask.request.path != "/oauth2/token":
            return None
        verifier = flask.request.form.get("code_verifier", "").encode()
        made = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
        known = challenges.pop(flask.request.form["code"], None)
        return None if made == known else ({"error": "invalid_grant"}, 400)

    return app


@pytest.fixture(scope="module")
def provider():
    known = [AtProvider(sub=sub, claims=said) for sub, said in PEOPLE.items()]
    app = asking_for_the_verifier(oidc_app(user_claims=known, require_nonce=True))
    server = make_server("localhost", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _configured(settings, provider):
    app = {
        "provider_id": "noi-chung",
        "name": "Cổng tỉnh Nam Sơn",
        "client_id": "kheo",
        "secret": "bi-mat",
        "settings": {"server_url": provider},
    }
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": [app]}}


@pytest.fixture
def invited(newcomer, by):
    actions.invite({newcomer: "thanh@namson.gov.vn"}, by=by)
    return newcomer


def asked(client, next_=""):
    """Return where the browser is sent to sign in."""
    return client.get(START + (f"?next={next_}" if next_ else "")).headers["Location"]


def answered(where, sub):
    """Sign in at the provider as *sub*; return the address the browser is sent back to."""
    answer = requests.post(where, data={"sub": sub}, allow_redirects=False, timeout=60)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def signed_in(client, sub):
    return client.get(answered(asked(client), sub))


def text(response):
    return response.content.decode()


def test_the_question_carries_state_pkce_and_a_nonce(client):
    said = parse_qs(urlsplit(asked(client)).query)

    assert (said["response_type"], said["code_challenge_method"]) == (["code"], ["S256"])
    assert {"state", "nonce", "code_challenge"} < set(said)


def test_the_invited_come_in_by_their_verified_address(client, invited):
    done = signed_in(client, "thanh")

    invited.refresh_from_db()
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert int(client.session["_auth_user_id"]) == invited.user_id
    assert invited.user.standing(at=clock.now()) == Standing.ACTIVE
    assert not invited.user.has_usable_password()


def test_once_known_they_come_in_whatever_their_address_is_later(client, invited):
    signed_in(client, "thanh")
    client.logout()
    Person.objects.get(pk=invited.pk).user.__class__.objects.update(email="moi@namson.gov.vn")

    signed_in(client, "thanh")

    assert "_auth_user_id" in client.session


def test_a_code_the_provider_vouches_for_is_enough_where_it_is_asked(
    client, newcomer, by, settings
):
    settings.OIDC_CODE_CLAIM = "employee_code"
    actions.invite({newcomer: ""}, by=by)

    signed_in(client, "coded")

    newcomer.refresh_from_db()
    assert int(client.session["_auth_user_id"]) == newcomer.user_id


def test_a_code_nobody_was_invited_with_is_named_as_a_code(client, invited, settings):
    settings.OIDC_CODE_CLAIM = "employee_code"
    Person.objects.filter(pk=invited.pk).update(code="CB/78")

    page = signed_in(client, "coded")

    assert "nhận ra mã cán bộ CB/77" in text(page)


@pytest.mark.parametrize(
    ("sub", "said"),
    (("stranger", "chưa ai ở đây được mời với địa chỉ ấy"), ("unsure", "chưa xác nhận địa chỉ")),
)
def test_whom_nobody_invited_is_refused_in_words_and_gets_no_account(client, invited, sub, said):
    before = Person.objects.get(pk=invited.pk).user.__class__.objects.count()

    page = signed_in(client, sub)

    assert page.status_code == 403
    assert said in text(page)
    assert Person.objects.get(pk=invited.pk).user.__class__.objects.count() == before
    assert "_auth_user_id" not in client.session


def test_who_left_is_refused(client, invited, by):
    signed_in(client, "thanh")
    client.logout()
    invited.refresh_from_db()
    actions.leave(invited, by=by, on=clock.today(), note="QĐ 1")

    page = signed_in(client, "thanh")

    assert page.headers["Location"] == "/tai-khoan/inactive/"
    assert "_auth_user_id" not in client.session


def test_an_answer_to_another_question_is_refused(client, invited):
    back = answered(asked(client), "thanh")

    forged = client.get(re.sub(r"state=[^&]+", "state=khac", back))

    assert forged.status_code == 401
    assert "Chưa đăng nhập được" in text(forged)


def test_a_token_made_for_another_browser_is_refused(client, invited):
    session_of_another = type(client)()
    theirs = asked(session_of_another)
    mine = asked(client)
    nonce = parse_qs(urlsplit(theirs).query)["nonce"][0]

    page = client.get(answered(re.sub(r"nonce=[^&]+", f"nonce={nonce}", mine), "thanh"))

    assert page.status_code == 403
    assert "không khớp câu hỏi" in text(page)


def test_a_code_without_its_verifier_opens_nothing(client, invited):
    mine = asked(client)
    other = asked(type(client)())
    challenge = parse_qs(urlsplit(other).query)["code_challenge"][0]

    page = client.get(
        answered(re.sub(r"code_challenge=[^&]+", f"code_challenge={challenge}", mine), "thanh")
    )

    assert page.status_code == 401


def test_somebody_signed_in_ties_no_foreign_account_to_their_own(client, office):
    post = PostFactory(unit=office, person=PersonFactory(unit=office, user=UserFactory()))
    client.force_login(post.person.user)

    page = client.get(answered(client.get(START + "?process=connect").headers["Location"], "thanh"))

    assert page.status_code == 403
    assert post.person.user.socialaccount_set.count() == 0


def test_the_door_of_the_province_is_shown_only_where_there_is_one(client, settings):
    shown = text(client.get("/tai-khoan/login/"))
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": []}}

    without = text(client.get("/tai-khoan/login/"))

    assert ("Cổng tỉnh Nam Sơn" in shown, "Cổng tỉnh Nam Sơn" in without) == (True, False)
    assert client.get(START).status_code == 404


def test_a_provider_that_does_not_answer_is_said(client, settings):
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    app = known["APPS"][0] | {"settings": {"server_url": "http://localhost:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": [app]}}

    page = client.get(START)

    assert page.status_code == 502
    assert "không trả lời đúng" in text(page)


def test_who_thinks_better_of_it_is_told_nothing_changed(client):
    where = parse_qs(urlsplit(asked(client)).query)

    page = client.get(f"{START}tro-ve/?error=access_denied&state={where['state'][0]}", follow=True)

    assert "Chưa có gì thay đổi" in text(page)
