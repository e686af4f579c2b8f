"""The pages on which accounts are kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kheo.accounts.models import Invitation
from kheo.accounts.states import Way
from kheo.orgs import actions
from kheo.orgs.models import Person
from tests.factories import PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client, admin):
    client.force_login(admin.person.user)
    return client


def text(response):
    return response.content.decode()


def test_the_list_costs_the_same_with_one_and_with_three_invited(signed, office, by):
    counts = []
    for more in (1, 2):
        people = [PersonFactory(unit=office) for _n in range(more)]
        actions.invite(dict.fromkeys(people, ""), by=by)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = signed.get("/quan-tri/tai-khoan/?xem=invited")
        counts.append(len(asked))

    assert text(page).count('name="nguoi"') == 3
    assert counts == [6, 6]


def test_one_form_invites_by_mail_and_by_letter_and_shows_the_letters_once(signed, office):
    one, two = (PersonFactory(unit=office, full_name=name) for name in ("Ma Văn Lâm", "Lò Thị Én"))
    address = f"/quan-tri/tai-khoan/moi/?nguoi={one.pk}&nguoi={two.pk}"

    asked = text(signed.get(address))
    letters = text(signed.post(address, {str(one.pk): "lam@namson.gov.vn", str(two.pk): ""}))

    assert asked.count('inputmode="email"') == 2
    assert (letters.count('class="num letter-code"'), "Lò Thị Én" in letters) == (1, True)
    ways = dict(Invitation.objects.values_list("user__person__full_name", "way"))
    assert ways == {"Ma Văn Lâm": Way.MAIL, "Lò Thị Én": Way.LETTER}


def test_one_address_for_two_people_is_said_beside_the_second(signed, office):
    one, two = (PersonFactory(unit=office, full_name=name) for name in ("Ma Văn Lâm", "Lò Thị Én"))
    address = f"/quan-tri/tai-khoan/moi/?nguoi={one.pk}&nguoi={two.pk}"
    office_mail = "vanphong@namson.gov.vn"

    page = text(signed.post(address, {str(one.pk): office_mail, str(two.pk): office_mail}))

    assert page.count("Địa chỉ này đã ghi cho người khác ở trên.") == 1
    assert page.count(f'value="{office_mail}"') == 2
    assert Invitation.objects.count() == 0


def test_a_wrong_address_is_said_beside_its_person_and_nobody_is_invited(signed, office):
    person = PersonFactory(unit=office)

    page = signed.post(f"/quan-tri/tai-khoan/moi/?nguoi={person.pk}", {str(person.pk): "thanh@"})

    assert "Địa chỉ chưa đúng" in text(page)
    assert 'value="thanh@"' in text(page)
    assert Invitation.objects.count() == 0


def test_nobody_chosen_is_said(signed):
    assert "Chưa chọn ai" in text(signed.get("/quan-tri/tai-khoan/moi/?nguoi=abc"))


@pytest.mark.parametrize(
    ("what", "said"),
    (
        ("thu-hoi", "Thu hồi lời mời"),
        ("dang-xuat", "Đăng xuất mọi nơi"),
        ("bo-hai-buoc", "Bỏ xác thực hai bước"),
        ("mo-khoa", "Mở khoá đăng nhập"),
        ("khoa", "Khoá tài khoản"),
        ("mo-lai", "Mở lại tài khoản"),
    ),
)
def test_each_act_is_done_and_told_on_the_page(signed, office, what, said):
    person = PostFactory(unit=office).person
    address = f"/quan-tri/tai-khoan/{person.pk}/"

    page = signed.post(address, {"viec": what}, follow=True)

    assert page.redirect_chain == [(address, 302)]
    assert said in text(page).split('id="events"')[1]


def test_an_unknown_act_is_refused(signed, office):
    person = PersonFactory(unit=office, user=UserFactory())

    assert signed.post(f"/quan-tri/tai-khoan/{person.pk}/", {"viec": "xoa"}).status_code == 403


def test_a_closed_account_is_not_invited(signed, office, by):
    person = PersonFactory(unit=office, user=UserFactory(is_active=False))

    page = signed.post(f"/quan-tri/tai-khoan/moi/?nguoi={person.pk}", {str(person.pk): ""})

    assert "đang khoá" in text(page)


def test_somebody_elsewhere_is_not_found(signed):
    elsewhere = PersonFactory()

    assert signed.get(f"/quan-tri/tai-khoan/{elsewhere.pk}/").status_code == 404


def test_who_does_not_administer_is_refused(client, office):
    post = PostFactory(unit=office)
    client.force_login(post.person.user)

    assert client.get("/quan-tri/tai-khoan/").status_code == 403


def test_ones_own_account_is_shown_but_not_kept(signed, by):
    own = Person.objects.get(pk=by.person_id)

    assert "Không ai tự mời" in text(signed.get(f"/quan-tri/tai-khoan/{own.pk}/"))
