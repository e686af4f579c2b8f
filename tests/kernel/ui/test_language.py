import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda: client.get(reverse("account_login"), headers={"Accept-Language": "en"})


def test_the_interface_is_vietnamese_whatever_the_browser_prefers(page):
    assert '<html lang="vi">' in page().text


def test_english_is_one_choice_away_and_kept(client, page):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    response = page()

    assert '<html lang="en">' in response.text
    assert response["Content-Language"] == "en"


def test_an_unknown_language_is_vietnamese(client, page):
    client.cookies["django_language"] = "fr"

    assert '<html lang="vi">' in page().text
