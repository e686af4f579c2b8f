"""The page on which an officer has a Word file of their own measured."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.documents.paper.check.asked import Part, Trait
from kheo.documents.paper.check.checking import report
from kheo.documents.paper.letters import year_plan
from kheo.documents.paper.word import docx
from kheo.documents.told import told
from tests.documents.paper import samples
from tests.documents.paper.check.planted import PLANTED, changed
from tests.factories import PostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture(scope="module")
def plan():
    return docx(year_plan(samples.plan()))


@pytest.fixture
def officer(client):
    client.force_login(PostFactory().person.user)
    return client


def sent(client, data, name="ke-hoach.docx"):
    return client.post(reverse("documents:check"), {"file": SimpleUploadedFile(name, data)})


def spoilt(data, *wanted):
    for change, part, trait in PLANTED:
        if (part, trait) in wanted:
            data = changed(data, change)
    return data


def test_a_right_file_is_said_to_be_right(officer, plan):
    response = sent(officer, plan)

    assert response.context["rows"] == []
    assert "không thấy chỗ nào sai" in response.text


def test_each_deviation_is_a_row_with_what_is_asked_and_by_what(officer, plan):
    response = sent(officer, spoilt(plan, (Part.SHEET, Trait.LEFT)))

    (row,) = response.context["rows"]
    assert (row.part, row.trait, row.found, row.expected) == (
        "Trang giấy",
        "lề trái",
        "25 mm",
        "30 đến 35 mm",
    )
    assert len(re.findall(r"<tr>", response.text)) == 2


def test_what_is_no_word_file_is_refused_in_words_of_what_to_do(officer):
    response = sent(officer, b"MZ\x00\x00" * 20)

    assert response.context["form"].errors["file"] == [
        (
            "Tệp “ke-hoach.docx” là tệp chương trình Windows (.exe), không phải văn bản. "
            "Hãy mở bằng Word, lưu thành tệp .docx rồi chọn lại."
        )
    ]


def test_a_stranger_signs_in_first(client):
    assert client.get(reverse("documents:check")).status_code == 302


def test_every_kind_of_deviation_has_words(plan):
    said = set()
    for change, _part, _trait in PLANTED[::8]:
        said |= {
            (row.part, row.found, row.expected) for row in told(report(changed(plan, change), "x"))
        }
    assert not [words for row in said for words in row if not words or "True" in words]
