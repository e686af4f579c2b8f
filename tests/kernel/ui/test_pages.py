import re

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.kernel.ui.urls"),
    pytest.mark.usefixtures("bare"),
]


def text(response):
    return response.content.decode()


def test_the_guide_shows_every_component_without_asking_the_database(
    client, django_assert_num_queries
):
    client.get("/ui/")

    with django_assert_num_queries(0):
        response = client.get("/ui/")

    assert response.status_code == 200
    assert '<html lang="vi">' in text(response)


def test_the_guide_holds_no_inline_style_or_script(client):
    html = text(client.get("/ui/"))

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []


def test_the_page_turns_english_when_asked(client):
    client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/ui/"})

    assert '<html lang="en">' in text(client.get("/ui/"))


def test_a_page_nobody_has_says_so(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in text(response)


def test_a_refusal_gives_its_reason(client):
    response = client.get("/refused/")

    assert response.status_code == 403
    assert "Danh sách do Chánh Văn phòng duyệt." in text(response)


def test_a_failure_gives_a_number_that_is_in_the_log(caplog):
    response = Client(raise_request_exception=False).get("/broken/")

    number = re.search(r'<b class="num">([0-9A-F]{6})</b>', text(response))[1]
    assert response.status_code == 500
    assert f"failure {number} at /broken/" in caplog.messages


def test_an_unreadable_request_is_told_in_words(client):
    response = client.get("/suspect/")

    assert response.status_code == 400
    assert "không đọc được yêu cầu" in text(response)


def test_a_page_left_open_too_long_is_told_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/ngon-ngu/setlang/", {"language": "en"})

    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in text(response)


def test_a_form_sent_when_signed_out_leads_through_the_sign_in_back_to_it():
    browser = Client(enforce_csrf_checks=True)
    came = "http://testserver/phong-trao/1/dang-ky/item/viet/?tu=2"

    back = browser.post("/ngon-ngu/setlang/", headers={"Referer": came})
    strange = browser.post("/ngon-ngu/setlang/", headers={"Referer": "https://example.org/x/"})

    assert "Bạn đã ra khỏi hệ thống" in text(back)
    way = "/tai-khoan/login/?next=%2Fphong-trao%2F1%2Fdang-ky%2Fitem%2Fviet%2F%3Ftu%3D2"
    assert f'href="{way}"' in text(back)
    assert 'href="/tai-khoan/login/?next=%2F"' in text(strange)


def test_sign_in_speaks_vietnamese_and_keeps_the_way_back(client):
    html = text(client.get("/tai-khoan/login/?next=/desk/"))

    assert "Tên đăng nhập hoặc thư điện tử" in html
    assert 'name="next" value="/desk/"' in html
    assert "placeholder" not in html


def test_an_account_cannot_be_opened_by_oneself(client):
    assert "Tài khoản do cơ quan cấp" in text(client.get("/tai-khoan/signup/"))


@pytest.mark.parametrize(
    "path", ("login", "logout", "password/change", "password/reset", "password/reset/done", "email")
)
def test_every_account_page_is_drawn_in_our_look(client, django_user_model, path):
    if path in {"logout", "password/change", "email"}:
        user = django_user_model.objects.create_user("thanh", password="x")
        client.force_login(user)

    response = client.get(f"/tai-khoan/{path}/")

    assert response.status_code == 200
    assert 'class="topbar"' in text(response)


def test_static_files_are_all_there(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    call_command("collectstatic", "--noinput", verbosity=0)

    assert (tmp_path / "kheo.css").exists()


def test_a_wrong_password_is_told_in_vietnamese_and_the_name_is_kept(client):
    response = client.post("/tai-khoan/login/", {"login": "thanh", "password": "sai"})

    assert "mật khẩu không đúng" in text(response)
    assert 'value="thanh"' in text(response)
