"""From an invitation to the first sign-in, and what takes an invitation away."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.accounts import codes, tasks
from kheo.accounts.models import Invitation
from kheo.accounts.states import Standing
from kheo.kernel import clock
from kheo.orgs import actions, standing
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from kheo.project.commands import invite
from tests.conftest import NOON
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
GOOD = "sông Mã chảy xiết 7"


def printed(person, by):
    [(_person, _invitation, secret)] = actions.print_letters([person], by=by)
    return secret


def stands(person):
    return standing.of(Person.objects.get(pk=person.pk), at=clock.now())


@pytest.fixture
def secret(newcomer, by):
    """The code on the letter of the newcomer."""
    actions.invite({newcomer: ""}, by=by)
    return printed(newcomer, by)


def set_password(client, secret, password=GOOD):
    client.get(f"/tai-khoan/kich-hoat/{secret}/")
    return client.post(
        "/tai-khoan/kich-hoat/mat-khau/", {"password1": password, "password2": password}
    )


def test_a_letter_lets_its_reader_set_a_password_and_come_in(client, newcomer, secret):
    typed = secret.lower().replace("-", " ")

    found = client.post("/tai-khoan/kich-hoat/", {"code": typed}, follow=True)
    done = client.post("/tai-khoan/kich-hoat/mat-khau/", {"password1": GOOD, "password2": GOOD})

    assert "Lò Thị Thanh" in found.content.decode()
    assert "cb.77" in found.content.decode()
    assert (done.status_code, done.url) == (302, "/")
    assert client.get("/").status_code == 200
    assert stands(newcomer) == Standing.ACTIVE


def test_a_mailed_link_does_the_same_and_proves_the_address(
    client, newcomer, by, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite({newcomer: "thanh@namson.gov.vn"}, by=by)
    [letter] = mail.outbox
    [secret] = re.findall(r"/kich-hoat/([\w-]+)/", letter.body)

    set_password(client, secret)

    user = Person.objects.get(pk=newcomer.pk).user
    assert letter.to == ["thanh@namson.gov.vn"]
    assert user.emailaddress_set.filter(verified=True).values_list("email").get() == (user.email,)
    assert client.get("/").status_code == 200


def test_the_secret_is_nowhere_in_the_database(newcomer, secret):
    kept = Invitation.objects.get()

    assert secret not in str(vars(kept))
    assert kept.digest == codes.digest(secret)


def test_a_code_opens_once(client, newcomer, secret):
    set_password(client, secret)
    client.logout()

    again = set_password(client, secret, "thuyền trôi bến Ngự 9")

    assert again.status_code == 404
    assert "không còn dùng được" in again.content.decode()


def test_a_code_opens_until_its_last_moment(newcomer, by, settings, client):
    with time_machine.travel(NOON, tick=False):
        actions.invite({newcomer: ""}, by=by)
        secret = printed(newcomer, by)
    days = dt.timedelta(days=settings.INVITATION_DAYS)

    with time_machine.travel(NOON + days - dt.timedelta(seconds=1), tick=False):
        client.get(f"/tai-khoan/kich-hoat/{secret}/")
        before = client.get("/tai-khoan/kich-hoat/mat-khau/").status_code
    with time_machine.travel(NOON + days, tick=False):
        after = client.get("/tai-khoan/kich-hoat/mat-khau/").status_code
        assert stands(newcomer) == Standing.LAPSED

    assert (before, after) == (200, 404)


def test_sending_again_makes_the_letter_before_worthless(client, newcomer, by, secret):
    actions.invite({newcomer: ""}, by=by)
    second = printed(newcomer, by)

    assert set_password(client, secret).status_code == 404
    assert set_password(client, second).status_code == 302


def test_a_revoked_invitation_opens_nothing(client, newcomer, by, secret):
    newcomer.refresh_from_db()

    actions.revoke_invitation(newcomer, by=by)

    assert set_password(client, secret).status_code == 404
    assert stands(newcomer) == Standing.LAPSED


@pytest.mark.parametrize(
    ("first", "second", "said"),
    (
        ("ngắn quá", "ngắn quá", "Cần ít nhất 10"),
        ("matkhau123456", "matkhau123456", "dễ đoán"),
        ("qwertyuiop", "qwertyuiop", "đã lộ"),
        ("Lò Thị Thanh 90", "Lò Thị Thanh 90", "chứa tên bạn"),
        (GOOD, GOOD + "8", "không giống nhau"),
    ),
)
def test_a_bad_password_is_refused_in_words(client, newcomer, secret, first, second, said):
    client.get(f"/tai-khoan/kich-hoat/{secret}/")

    page = client.post("/tai-khoan/kich-hoat/mat-khau/", {"password1": first, "password2": second})

    assert said in page.content.decode()
    assert stands(newcomer) == Standing.INVITED


def test_a_wrong_code_is_refused_in_words_and_counted(client, newcomer, secret):
    page = client.post("/tai-khoan/kich-hoat/", {"code": "0000-0000-0000-0000"})

    assert "Không có lời mời nào còn dùng được" in page.content.decode()


def test_who_left_cannot_sign_in_and_is_signed_out_at_once(client, newcomer, by, secret):
    set_password(client, secret)
    newcomer.refresh_from_db()

    actions.leave(newcomer, by=by, on=clock.today(), note="QĐ 1/QĐ-VP")

    assert client.get("/").status_code in {200, 302}
    assert "_auth_user_id" not in client.session
    assert Session.objects.filter(session_key=client.cookies["sessionid"].value).count() == 0
    page = client.post("/tai-khoan/login/", {"login": "cb.77", "password": GOOD})
    assert page.headers["Location"] == "/tai-khoan/inactive/"


def test_an_administrator_signs_somebody_out_everywhere(client, newcomer, by, secret):
    set_password(client, secret)
    newcomer.refresh_from_db()

    actions.sign_out(newcomer, by=by)

    assert client.get("/quan-tri/").status_code == 302
    assert stands(newcomer) == Standing.ACTIVE


def test_nobody_prints_for_who_has_powers_beyond_their_own_reach(office, province, by):
    wide = PostFactory(unit=office, over=province, powers=[Power.ADMINISTER]).person

    with pytest.raises(ValidationError, match="không in được thư mời"):
        actions.invite({wide: ""}, by=by)
    assert Invitation.objects.count() == 0


def test_nobody_keeps_their_own_account(by):
    with pytest.raises(PermissionDenied, match="Không ai tự mời"):
        actions.invite({Person.objects.get(pk=by.person_id): ""}, by=by)


def test_two_people_never_share_an_address_and_nobody_is_invited_by_halves(newcomer, office, by):
    other = PersonFactory(unit=office)
    actions.invite({other: "chung@namson.gov.vn"}, by=by)
    third = PersonFactory(unit=office)

    with pytest.raises(ValidationError, match="Mỗi người một địa chỉ"):
        actions.invite({third: "", newcomer: "Chung@namson.gov.vn"}, by=by)

    assert Invitation.objects.filter(user__person__in=[newcomer, third]).count() == 0


def test_a_mail_that_does_not_leave_is_said(newcomer, by, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    actions.invite({newcomer: "thanh@namson.gov.vn"}, by=by)

    tasks.send_invitation.call(Invitation.objects.get().pk)

    kept = Invitation.objects.get()
    assert (kept.sent_at, "refused" in kept.fault) == (None, True)


def test_the_machine_itself_prints_a_code_for_the_first_administrator(client, newcomer, capsys):
    assert invite.run(["cb/77"]) == 0
    [secret] = re.findall(r"Gõ mã: (\S+)", capsys.readouterr().out)

    set_password(client, secret)

    assert stands(newcomer) == Standing.ACTIVE


def test_the_machine_says_when_nobody_bears_the_code_or_who_bears_it_left(newcomer, capsys):
    Person.objects.update(active=False)

    assert (invite.run(["khong-co"]), invite.run(["CB/77"])) == (1, 1)
    assert capsys.readouterr().err.splitlines() == [
        "Không có ai mang mã ấy. Xem lại mã cán bộ.",
        "Người này đã nghỉ. Những gì đã ghi được giữ nguyên.",
    ]


def test_the_machine_drops_factors_that_were_lost_where_it_is_asked_to(newcomer, by, capsys):
    actions.invite({newcomer: ""}, by=by)
    user = Person.objects.get(pk=newcomer.pk).user
    user.authenticator_set.create(type="totp", data={})

    assert (invite.run(["CB/77"]), user.authenticator_set.count()) == (0, 1)
    assert (invite.run(["CB/77", "--without-factors"]), user.authenticator_set.count()) == (0, 0)


def test_nobody_uses_the_door_of_the_machine_from_a_page(newcomer, by):
    with pytest.raises(PermissionDenied, match="kheo invite"):
        actions.invite_at_machine(newcomer, by=by)
