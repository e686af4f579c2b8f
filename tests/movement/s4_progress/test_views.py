import datetime as dt

import pytest
from django.contrib.messages import get_messages  # noqa: TID251 what the reader is told
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.kernel import files
from kheo.kernel.workflow.advance import advance
from kheo.movement.models import Note, Reminder
from kheo.movement.s3_registration.states import FLOW, State
from kheo.orgs.states import Power
from tests.factories import PersonFactory, RegistrationFactory, UnitFactory
from tests.factories.progress import EvidenceFactory, NoteFactory
from tests.movement.s4_progress.conftest import PNG, picture


def index(round_):
    return reverse("progress:index", args=[round_.pk])


def timeline(registration):
    return reverse("progress:timeline", args=[registration.round_id, registration.pk])


def said(response):
    return [str(m) for m in get_messages(response.wsgi_request)]


def png(name="ảnh.png"):
    return SimpleUploadedFile(name, PNG, content_type="text/html")


def test_an_owner_notes_progress_with_two_photos_from_the_first_page(enter, owner, item, round_):
    typed = {"registration": item.pk, "text": "Phát 40 tờ rơi", "day": "14/6/2026"}

    response = enter(owner).post(
        index(round_),
        {
            **typed,
            "evidence": [png("một.png"), SimpleUploadedFile("hai.png", picture("PNG", seed=2))],
        },
    )

    assert response.url == f"{index(round_)}?ghi={item.pk}"
    note = Note.objects.get()
    assert (note.text, note.day) == ("Phát 40 tờ rơi", dt.date(2026, 6, 14))
    assert [e.name for e in note.evidence.all()] == ["một.png", "hai.png"]


def test_a_refused_file_keeps_what_was_typed(enter, owner, item, round_):
    bad = SimpleUploadedFile("phim.pdf", b"MZ not a paper", content_type="application/pdf")
    typed = {"registration": item.pk, "text": "Phát 40 tờ rơi", "day": "14/6/2026"}

    response = enter(owner).post(index(round_), {**typed, "evidence": [png(), bad]})

    assert "Tệp “phim.pdf” không phải ảnh, PDF, Word hay Excel." in response.text
    assert "Chọn lại các tệp" in response.text
    assert "Phát 40 tờ rơi" in response.text
    assert not Note.objects.exists()


def test_the_next_note_stays_on_the_item_written_last_and_is_never_guessed(
    enter, owner, item, round_
):
    second = RegistrationFactory(
        sheet=item.sheet, unit=item.unit, title="Việc hai", ordinal=2, state=State.ACCEPTED
    )
    client, typed = enter(owner), {"text": "Phát 40 tờ rơi", "day": "14/6/2026"}

    at_first = client.get(index(round_)).context["form"]["registration"].value()
    unchosen = client.post(index(round_), typed)
    after = client.post(index(round_), {**typed, "registration": second.pk}, follow=True)

    assert at_first is None
    assert "Chưa chọn nội dung nào. Chọn nội dung cần ghi." in unchosen.text
    assert after.context["form"]["registration"].value() == second.pk


@pytest.mark.parametrize(
    ("typed", "words"),
    (
        ({"figure": "-5", "measure": "hộ"}, "Đang ghi “-5”. Cần một số từ 0 đến"),
        ({"text": "á" * 5001}, "Đang dài 5001 ký tự, chỉ được 5000. Rút gọn rồi lưu lại."),
    ),
)
def test_what_is_out_of_bounds_is_refused_in_words_and_kept(enter, owner, item, typed, words):
    sent = {"text": "Phát tờ rơi", "day": "14/6/2026"} | typed

    response = enter(owner).post(timeline(item), sent)

    assert words in response.text
    assert sent["text"] in response.text
    assert not Note.objects.exists()


def test_an_empty_file_is_refused_by_its_name(enter, owner, item):
    empty = SimpleUploadedFile("ảnh lễ ra mắt.png", b"")

    response = enter(owner).post(
        timeline(item), {"text": "Phát tờ rơi", "day": "14/6/2026", "evidence": [png(), empty]}
    )

    assert "Tệp “ảnh lễ ra mắt.png” không có gì bên trong." in response.text
    assert not Note.objects.exists()


def test_a_day_to_come_is_refused_in_words(enter, owner, item):
    response = enter(owner).post(timeline(item), {"text": "Phát tờ rơi", "day": "16/6/2026"})

    assert "Cần một ngày không muộn hơn 15/6/2026." in response.text
    assert not Note.objects.exists()


def test_a_colleagues_item_is_not_found(enter, colleague, item):
    assert enter(colleague).get(timeline(item)).status_code == 404


def test_a_strangers_item_is_not_found(enter, stranger, item):
    assert enter(stranger).post(timeline(item), {"text": "x"}).status_code == 404


def test_the_clerk_reads_the_timeline_and_is_told_who_writes(enter, clerk, item):
    response = enter(clerk).get(timeline(item))

    assert "Chỉ người đăng ký nội dung này mới ghi tiến độ của mình." in response.text


def test_the_clerk_may_not_write_the_note_of_another(enter, clerk, item):
    response = enter(clerk).post(timeline(item), {"text": "Thay mặt", "day": "15/6/2026"})

    assert response.status_code == 403
    assert not Note.objects.exists()


def test_the_timeline_says_newest_first_who_did_what(enter, owner, item):
    client = enter(owner)
    client.post(timeline(item), {"text": "Việc đầu", "day": "01/6/2026"})
    client.post(timeline(item), {"text": "Việc sau", "day": "10/6/2026"})

    entries = client.get(timeline(item)).context["entries"]

    assert [(e.text, e.who) for e in entries] == [
        ("Việc sau", "Lò Thị Thanh"),
        ("Việc đầu", "Lò Thị Thanh"),
    ]


def test_the_timeline_tells_the_steps_of_the_registration_with_their_reasons(
    enter, owner, clerk, item
):
    item.state = "submitted"
    item.save()
    advance(item, FLOW, "return", by=clerk, note="Thiếu mục tiêu đo được")

    response = enter(owner).get(timeline(item))

    entry = response.context["entries"][0]
    assert (entry.text, entry.reason, entry.tone) == ("Trả lại", "Thiếu mục tiêu đo được", "due")
    assert entry.who == f"{clerk.name}, {clerk.capacity}"
    assert "Thiếu mục tiêu đo được" in response.text


def test_an_image_is_shown_and_a_paper_is_downloaded_under_its_own_name(enter, owner, item):
    kept = files.keep(PNG)
    note = NoteFactory(registration=item)
    image = EvidenceFactory(note=note, file=kept.path, name="ảnh bản.png")
    paper = EvidenceFactory(note=note, file=kept.path, kind="application/msword", name="a.doc")
    client = enter(owner)

    shown = client.get(reverse("progress:evidence", args=[image.pk]))
    sent = client.get(reverse("progress:evidence", args=[paper.pk]))

    assert shown.content == PNG
    assert shown["Content-Disposition"] == "inline; filename*=utf-8''%E1%BA%A3nh%20b%E1%BA%A3n.png"
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert sent["Content-Disposition"] == 'attachment; filename="a.doc"'


@pytest.mark.parametrize("who", ("colleague", "stranger"))
def test_evidence_of_another_is_not_found(request, enter, who, item):
    evidence = EvidenceFactory(note=NoteFactory(registration=item))

    response = enter(request.getfixturevalue(who)).get(
        reverse("progress:evidence", args=[evidence.pk])
    )

    assert response.status_code == 404


def test_the_clerk_reminds_the_silent_units_in_one_click_and_comes_back(enter, clerk, item, round_):
    url = reverse("progress:remind", args=[round_.pk])
    back = reverse("progress:silent_units", args=[round_.pk])

    response = enter(clerk).post(url, {"about": "progress", "units": "all", "next": back})

    assert response.url == back
    assert said(response) == ["Đã nhắc 1 người của 1 đơn vị."]


def test_a_second_click_on_the_same_day_says_so(enter, clerk, item, round_, unit):
    url = reverse("progress:remind", args=[round_.pk])
    client = enter(clerk)
    client.post(url, {"about": "progress", "unit": unit.pk})

    response = client.post(url, {"about": "progress", "unit": unit.pk, "next": "//evil.example"})

    assert said(response)[-1] == f"Hôm nay đã nhắc 1 đơn vị, không nhắc lại: {unit.name}."
    assert response.url == reverse("progress:silent_units", args=[round_.pk])
    assert Reminder.objects.count() == 1


def test_without_a_page_to_go_back_to_the_reminder_leads_to_who_is_missing(
    enter, clerk, round_, unit
):
    url = reverse("progress:remind", args=[round_.pk])

    response = enter(clerk).post(url, {"about": "registration", "unit": unit.pk})

    assert response.url == reverse("registration:missing", args=[round_.pk])


@pytest.mark.parametrize(
    "typed", ({"about": "progress"}, {"about": "lunch", "units": "all"}), ids=("nobody", "nothing")
)
def test_reminding_of_nothing_says_so(enter, clerk, round_, typed):
    response = enter(clerk).post(reverse("progress:remind", args=[round_.pk]), typed)

    assert said(response) == ["Chưa chọn đơn vị nào để đôn đốc."]


def test_an_owner_may_not_remind(enter, owner, round_):
    response = enter(owner).post(
        reverse("progress:remind", args=[round_.pk]), {"about": "plan", "units": "all"}
    )

    assert response.status_code == 403


def _items(unit, round_, count):
    for n in range(count):
        place = UnitFactory(path=f"{unit.path}{n:03d}.", staff=1)
        person = PersonFactory(unit=place)
        RegistrationFactory(
            sheet__round=round_, sheet__person=person, sheet__unit=place, state="accepted"
        )


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("name", ("progress:silent", "progress:silent_units"))
def test_lists_ask_the_same_queries_for_any_length(
    enter, clerk, unit, round_, django_assert_num_queries, count, name
):
    _items(unit, round_, count)
    client = enter(clerk)

    with django_assert_num_queries(6):  # session, user, post, round, rows, steps
        response = client.get(reverse(name, args=[round_.pk]))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_my_page_asks_the_same_queries_for_any_number_of_items(
    enter, owner, round_, item, django_assert_num_queries, count
):
    for n in range(count - 1):
        RegistrationFactory(sheet=item.sheet, unit=item.unit, state="accepted", ordinal=n + 50)
    client = enter(owner)

    with django_assert_num_queries(7):  # session, user, post, round, mine, totals, steps
        response = client.get(index(round_))

    assert len(response.context["mine"]) == count


@pytest.mark.parametrize("count", (1, 3))
def test_a_timeline_asks_the_same_queries_for_any_length(
    enter, owner, item, django_assert_num_queries, count
):
    for _ in range(count):
        EvidenceFactory(note=NoteFactory(registration=item))
    client = enter(owner)
    client.get(timeline(item))

    with django_assert_num_queries(
        12
    ):  # …, registration, targets, checkpoints, visits, notes, evidence, trail
        response = client.get(timeline(item))

    assert len(response.context["entries"]) == count


def test_the_pages_of_the_silent_are_empty_to_staff(enter, owner, item, round_):
    client = enter(owner)

    assert client.get(reverse("progress:silent", args=[round_.pk])).context["page"].rows == []
    assert client.get(reverse("progress:silent_units", args=[round_.pk])).context["page"].rows == []


def test_the_silent_are_filtered_by_unit_and_days(enter, clerk, item, round_):
    url = reverse("progress:silent", args=[round_.pk])
    client = enter(clerk)

    assert len(client.get(url, {"don-vi": item.unit_id, "ngay": "60"}).context["page"].rows) == 1
    assert client.get(url, {"don-vi": "0", "ngay": "999"}).context["days"] == 30


def test_an_empty_page_says_where_items_come_from(enter, colleague, round_):
    response = enter(colleague).get(index(round_))

    assert "Chưa có nội dung nào để ghi tiến độ" in response.text


def test_a_keeper_of_models_sees_the_units_models_on_their_page(enter, keeper, model, round_):
    assert keeper.has(Power.MODEL)

    assert enter(keeper).get(index(round_)).context["mine"] == [model]
