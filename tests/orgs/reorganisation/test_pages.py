"""The wizard over HTTP: nothing is written before it was shown."""

import datetime as dt

import pytest
from django.urls import reverse

from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Level, Reorganisation
from tests.factories import PostFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MERGE = "/quan-tri/sap-xep/ghi/merge/"


def typed(**other):
    return {
        "number": "12/QĐ-UBND",
        "issued_on": "20/02/2026",
        "issuer": "UBND tỉnh Nam Sơn",
        "effective_on": "01/03/2026",
        "sources": "Xã Nà Pang",
        "into": "Xã Nà Hỏi",
        "below": "join",
        "unfinished": "go",
        **other,
    }


def test_the_wizard_shows_everything_first_and_asks_who_leads(client, signed, communes):
    response = client.post(MERGE, typed())

    found = response.context["found"]
    assert [m.unit.name for m in found.meetings] == ["Xã Nà Hỏi", "Văn phòng"]
    assert Reorganisation.objects.count() == 0
    assert "Ai đứng đầu Xã Nà Hỏi" in response.content.decode()


def test_it_is_written_once_the_heads_are_chosen_and_can_be_taken_back(
    client, signed, communes, heads
):
    first, second = sorted(heads)
    chosen = {"head_001_012_": first, "head_001_012_001_": second, "write": "1"}

    written = client.post(MERGE, typed(**chosen))
    event = Reorganisation.objects.get()
    assert written["Location"] == reverse("reorganisation:event", args=[event.pk])

    shown = client.get(written["Location"])
    assert [row.old.name for row in shown.context["page"].rows] == ["Xã Nà Pang", "Văn phòng"]
    client.post(written["Location"], {"note": "Nhầm xã"})
    event.refresh_from_db()
    assert event.undone_at is not None
    page = client.get(written["Location"]).content.decode()
    note = page.split("Đã huỷ, mọi thứ trở về như trước.")[-1].split("</p>")[0]
    assert ": Nhầm xã" in note

    again = client.post(written["Location"], {"note": "Nhầm xã"}, follow=True)
    assert again.redirect_chain == [(written["Location"], 302)]
    assert "đã được huỷ từ trước" in again.content.decode()


def test_without_a_choice_the_page_says_so_and_keeps_what_was_typed(client, signed, communes):
    response = client.post(MERGE, typed(write="1"))

    page = response.content.decode()
    assert "sẽ có 2 người đứng đầu" in page
    assert 'value="12/QĐ-UBND"' in page
    assert Reorganisation.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    (
        ({"sources": "Xã Không Có"}, "Không tìm thấy “Xã Không Có”"),
        ({"sources": "Xã Nà Pang\nXã Nà Pang"}, "Có đơn vị ghi hai lần"),
        ({"into": "Xã Nà Pang"}, "thành vòng tròn"),
        ({"effective_on": "31/02/2026"}, "31/02/2026"),
        ({"sources": "\0"}, "<form"),
    ),
)
def test_bad_input_is_refused_in_words(client, signed, communes, wrong, said):
    response = client.post(MERGE, typed(**wrong))

    assert said in response.content.decode()
    assert Reorganisation.objects.count() == 0


@pytest.mark.parametrize("sort", ("merge", "split", "rename", "move", "dissolve", "abolish"))
def test_every_sort_has_its_form(client, signed, communes, sort):
    assert client.get(f"/quan-tri/sap-xep/ghi/{sort}/").status_code == 200


def test_a_split_is_read_from_lines(client, signed, communes):
    lines = "Xã Nà Thượng\nXã Nà Hạ: Văn phòng"
    response = client.post(
        "/quan-tri/sap-xep/ghi/split/", typed(parts=lines, write="1", into="", below="")
    )

    assert response.status_code == 302
    assert Reorganisation.objects.get().words == "Tách Xã Nà Pang thành Xã Nà Thượng, Xã Nà Hạ"


def test_a_level_abolished_by_a_double_press_is_answered_in_words(client, signed, province):
    level = Level.objects.create(name="Cấp thử", rank=4, since="2016-01-01")
    unit = UnitFactory(path="001.077.", parent=province, name="Huyện Mường")
    unit.levels.create(level=level, since="2021-01-01")
    press = typed(level=level.pk, into="", write="1")

    answers = [client.post("/quan-tri/sap-xep/ghi/abolish/", press) for _n in range(2)]

    said = "Không đơn vị nào trong phạm vi của bạn đang thuộc cấp Cấp thử."
    assert [one.status_code for one in answers] == [302, 200]
    assert said in answers[1].content.decode()
    assert Reorganisation.objects.count() == 1


def test_an_unknown_sort_is_not_found(client, signed):
    assert client.get("/quan-tri/sap-xep/ghi/khac/").status_code == 404


def test_levels_are_listed_added_and_ended(client, signed):
    client.post("/quan-tri/cap/them/", {"name": "Khu", "rank": "3", "since": "01/01/2020"})
    level = Level.objects.get(name="Khu")

    client.post(f"/quan-tri/cap/{level.pk}/ket-thuc/", {"until": "01/01/2026"})

    level.refresh_from_db()
    listed = client.get("/quan-tri/cap/").context["levels"]
    assert level.until is not None
    assert "Khu" in [one.name for one in listed]


def test_a_unit_is_given_its_level(client, signed, communes):
    level = Level.objects.create(name="Cấp thử", rank=4, since="2016-01-01")

    client.post(f"/quan-tri/don-vi/{communes[0].pk}/cap/", {"level": level.pk, "on": "01/01/2021"})

    assert communes[0].levels.get().level == level


def test_a_unit_opens_at_its_level(client, signed, province):
    level = Level.objects.create(name="Cấp thử", rank=4, since="2016-01-01")
    asked = {"name": "Xã Mới", "kind": "commune", "line": "state", "on": "01/02/2026"}

    client.post(f"/quan-tri/don-vi/{province.pk}/mo/", asked | {"level": level.pk})

    held = Unit.objects.get(name="Xã Mới").levels.get()
    assert (held.level, held.since) == (level, dt.date(2026, 2, 1))


def test_who_does_not_administer_stays_out(client, communes):
    post = PostFactory(unit=communes[0], over=communes[0])
    client.force_login(post.person.user)

    assert client.get("/quan-tri/sap-xep/").status_code == 403
    assert client.get(MERGE).status_code == 403


@pytest.mark.parametrize("rows", (1, 3))
def test_the_list_asks_the_same_number_of_questions(
    client, signed, province, communes, rows, django_assert_num_queries
):
    for n in range(rows):
        client.post("/quan-tri/sap-xep/ghi/rename/", typed(name=f"Xã Mới {n}", write="1"))
        Reorganisation.objects.update(effective_on="2026-02-21")
        communes[0].former_names.update(since="2019-01-01", until="2019-01-02")

    with django_assert_num_queries(4):
        client.get("/quan-tri/sap-xep/")
