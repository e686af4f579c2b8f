"""A form sent twice: once on the server, whoever sends it and however often."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.movement.models import Registration
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions, editing
from kheo.movement.s3_registration.questions import Kind, Question
from kheo.movement.s3_registration.stamp import stamp
from tests.factories import PostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
OUTBOX = {"X-Outbox": "1"}


@pytest.fixture
def post(office):
    return PostFactory(unit=office.division, person__unit=office.division)


@pytest.fixture
def address(office, client, post):
    client.force_login(post.person.user)
    return reverse("registration:write", args=[office.round.pk, Subject.ITEM])


@pytest.fixture
def typed(office):
    return {
        "title": "Hẹn người dân theo khung giờ", "duty": "Tiếp công dân",
        "target": "Không ai chờ quá 15 phút", "criteria": [str(office.criterion.pk)],
        "due_on": "30/11/2026", "form": "0", "key": "k1",
    }  # fmt: skip


def test_what_an_outbox_sends_is_answered_with_a_word_and_kept_once(client, address, typed):
    first = client.post(address, typed, headers=OUTBOX)
    again = client.post(address, typed, headers=OUTBOX)

    assert [(a.status_code, a.content) for a in (first, again)] == [(201, b"")] * 2
    assert list(Registration.objects.values_list("title", "key")) == [(typed["title"], "k1")]


def test_the_same_form_sent_twice_by_hand_is_kept_once(client, address, typed):
    pages = [client.post(address, typed) for _time in range(2)]

    assert ([p.status_code for p in pages], Registration.objects.count()) == ([302, 302], 1)


def test_two_forms_of_the_same_words_are_two(client, address, typed):
    for key in ("k1", "k2", ""):
        client.post(address, typed | {"key": key}, headers=OUTBOX)

    assert Registration.objects.count() == 3


def test_a_form_changed_since_it_came_shows_both_and_the_next_saving_is_a_change(
    client, address, typed, office
):
    client.post(address, typed, headers=OUTBOX)
    held = Registration.objects.get()
    other = typed | {"title": "Hẹn dân theo giờ"}

    word = client.post(address, other, headers=OUTBOX)
    shown = client.post(address, other)

    assert (word.status_code, word.text[:35]) == (409, "Bản này đã lên máy chủ từ trước. Bả")
    assert [str(words) for _label, words in shown.context["others"]] == [typed["title"]]
    change = reverse("registration:change", args=[office.round.pk, held.pk])
    assert f'action="{change}"' in shown.text
    client.post(change, other | {"seen": shown.context["seen"]})
    assert list(Registration.objects.values_list("title", flat=True)) == ["Hẹn dân theo giờ"]


def test_a_change_whose_answer_was_lost_may_be_sent_again(client, address, typed, office):
    client.post(address, typed)
    held = Registration.objects.get()
    change = reverse("registration:change", args=[office.round.pk, held.pk])
    new = typed | {"title": "Hẹn dân theo giờ", "seen": stamp(held)}

    answers = [client.post(change, new, headers=OUTBOX).status_code for _time in range(2)]
    stale = client.post(change, new | {"title": "Việc khác"}, headers=OUTBOX)

    assert (answers, stale.status_code) == ([201, 201], 409)


def test_what_is_not_taken_says_why_in_one_line(client, address, typed):
    answer = client.post(address, typed | {"title": "", "due_on": "30/2/2026"}, headers=OUTBOX)

    assert (answer.status_code, answer["Content-Type"], Registration.objects.count()) == (
        422, "text/plain; charset=utf-8", 0,
    )  # fmt: skip
    assert answer.text.startswith("Việc cụ thể sẽ làm: ")


def test_a_number_is_known_on_its_own_sheet_alone(office):
    facts = office.facts()
    for by in (office.owner(), office.owner()):
        actions.draft(by=by, round_=office.round, subject=Subject.ITEM, facts=facts, key="k1")

    assert Registration.objects.count() == 2


def test_a_number_known_by_now_is_refused_before_any_place_is_taken(office):
    by = office.owner()
    actions.draft(by=by, round_=office.round, subject=Subject.ITEM, facts=office.facts(), key="k1")

    with pytest.raises(ValidationError) as refused:
        actions.draft(
            by=by, round_=office.round, subject=Subject.ITEM, facts=office.facts(), key="k1"
        )

    assert refused.value.code == "known"


def test_a_form_sent_again_with_the_same_file_is_the_same_and_with_another_is_not(
    client, address, typed, office
):
    asked = [*editing.shipped("item"), Question("", Kind.FILE, "Ảnh hiện trạng")]
    actions.edit_form(office.round, "item", asked, by=office.clerk(), seen=0)

    def sent(data):
        file = SimpleUploadedFile("hiện trạng.pdf", data, content_type="application/pdf")
        return client.post(address, typed | {"form": "1", "o1": file}, headers=OUTBOX).status_code

    assert [sent(b"%PDF-1.7 1"), sent(b"%PDF-1.7 1"), sent(b"%PDF-1.7 2")] == [201, 201, 409]
    assert Registration.objects.count() == 1
