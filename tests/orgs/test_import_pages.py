"""Sheets over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.orgs.models import Import, Person
from kheo.orgs.states import ImportState
from tests.factories import PostFactory
from tests.orgs.sheets import person, xlsx
from tests.orgs.test_people_pages import at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "signed", "division")]


def upload(client, *rows):
    file = SimpleUploadedFile("nguoi.xlsx", xlsx(*rows))
    response = client.post(at("imports"), {"kind": "people", "file": file})
    return response.headers["Location"]


def test_a_sheet_is_brought_looked_at_confirmed_and_undone(
    client, django_capture_on_commit_callbacks
):
    page = upload(client, person())
    assert "Người sẽ ghi" in words(client.get(page))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}ghi/")
    assert "SHA-256" in words(client.get(page))
    assert Person.objects.filter(code="CC001").exists()

    client.post(f"{page}hoan-tac/")

    assert not Person.objects.filter(code="CC001").exists()
    assert "Đã hoàn tác" in words(client.get(page))


def test_errors_stand_with_their_cells_and_cannot_be_confirmed(client):
    page = upload(client, person(full_name="A" * 300))

    assert "ô A2" in words(client.get(page))
    assert "Tệp còn lỗi" in words(client.post(f"{page}ghi/"))


def test_columns_are_chosen_on_the_page_each_once(client):
    page = upload(client, person())
    one = Import.objects.get()
    chosen = one.header["columns"]

    double = client.post(f"{page}cot/", chosen | {"sex": chosen["staff"]})
    client.post(f"{page}cot/", chosen)

    assert "Mỗi cột một lần" in words(double)
    one.refresh_from_db()
    assert (one.state, one.columns["sex"]) == ("checked", chosen["sex"])


def test_a_page_that_waits_asks_again_with_and_without_scripts(client):
    page = upload(client, person())
    Import.objects.update(state=ImportState.WAITING, done=2000, total=10_000)

    whole = words(client.get(page))
    part = words(client.get(page, headers={"HX-Target": "job"}))

    assert 'http-equiv="refresh"' in whole
    assert "Đã kiểm tra 2.000 trong 10.000 dòng." in part
    assert "<html" not in part


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_asks_the_same_number_of_queries(client, django_assert_num_queries, count):
    for _n in range(count):
        upload(client, person())
    client.get(at("imports"))

    with django_assert_num_queries(4):  # session, user, post, rows
        response = client.get(at("imports"))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize(
    "name", ("template_people", "template_units", "export_people", "export_units")
)
def test_sheets_are_for_who_administers(client, name):
    assert client.get(at(name)).content.startswith(b"PK")
    client.force_login(PostFactory().person.user)

    assert client.get(at(name)).status_code == 403
    assert client.get(reverse("orgs:imports")).status_code == 403
