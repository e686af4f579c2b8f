"""An office lays out its own papers: versions, who and when, back again."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from kheo.documents.masters import actions, exports, queries
from kheo.documents.masters.models import Choice, Master
from kheo.documents.masters.states import WORDS, Kind
from kheo.documents.paper.master import words
from kheo.kernel.audit import trail
from kheo.orgs import queries as orgs
from kheo.orgs.states import Power
from tests.factories import PostFactory, UnitFactory, actor_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MASTERS = "/van-ban/mau/"


@pytest.fixture
def unit():
    return UnitFactory(path="001.", name="UBND phường Him Lam", symbol="UBND")


@pytest.fixture
def clerk(unit):
    return actor_in(unit, Power.FILE)


def changed(unit, words, kind=Kind.PLAN, font=None):
    document = Document(io.BytesIO(exports.shipped(kind, unit)))
    document.add_paragraph().add_run(words).font.name = font
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def added(unit, by, words="Mẫu của phường", kind=Kind.PLAN):
    return actions.add(unit, kind, by=by, data=changed(unit, words, kind), name="ke-hoach.docx")


def last_line(unit, made=None, kind=Kind.PLAN):
    data = exports.docx_of(kind, unit.path, exports.sample(kind, unit), made=made)
    return Document(io.BytesIO(data)).paragraphs[-1].text


def test_a_master_is_used_from_the_moment_it_is_taken_in(unit, clerk, noon):
    before = last_line(unit)

    master = added(unit, clerk)

    assert (before, last_line(unit)) == ("", "Mẫu của phường")
    assert (master.number, master.added_at, master.added_by_id) == (1, noon, clerk.person_id)
    assert [e.verb for e in trail.history_of(master)] == ["master.add"]


def test_a_paper_made_earlier_keeps_its_master(unit, clerk, noon):
    added(unit, clerk)
    with time_machine.travel(noon + dt.timedelta(days=1), tick=False):
        added(unit, clerk, "Mẫu mới")

        shown = [last_line(unit, made) for made in (noon - dt.timedelta(1), noon, None)]

    assert shown == ["", "Mẫu của phường", "Mẫu mới"]


def test_an_office_goes_back_to_an_older_master_and_to_the_shipped_one(unit, clerk):
    first = added(unit, clerk)
    added(unit, clerk, "Mẫu mới")

    actions.choose(unit, Kind.PLAN, by=clerk, master=first)
    back = last_line(unit)
    actions.choose(unit, Kind.PLAN, by=clerk, master=None)

    assert (back, last_line(unit)) == ("Mẫu của phường", "")
    assert [m.number for m in queries.versions(unit, Kind.PLAN)] == [2, 1]
    with pytest.raises(ValidationError, match="đang được trình bày bằng chính mẫu này"):
        actions.choose(unit, Kind.PLAN, by=clerk, master=None)


def test_a_unit_below_without_a_master_of_its_own_uses_the_one_above(unit, clerk):
    below = UnitFactory(path="001.001.", parent=unit, name="Phòng Kinh tế", symbol="KT")
    added(unit, clerk)
    assert last_line(below) == "Mẫu của phường"

    added(below, actor_in(below, Power.FILE), "Mẫu của phòng")

    assert (last_line(below), last_line(unit)) == ("Mẫu của phòng", "Mẫu của phường")


def test_a_letter_of_urging_uses_the_master_of_letters_until_it_has_its_own(unit, clerk):
    added(unit, clerk, "Thư", Kind.LETTER)
    assert last_line(unit, kind=Kind.REMINDER) == "Thư"

    added(unit, clerk, "Đôn đốc", Kind.REMINDER)

    assert last_line(unit, kind=Kind.REMINDER) == "Đôn đốc"


def test_a_broken_master_is_refused_with_the_place_and_nothing_is_kept(unit, clerk):
    with pytest.raises(ValidationError) as refused:
        added(unit, clerk, "{{ ten_sai }}")

    [said] = refused.value.message_dict["file"]
    assert said.startswith("Đoạn ")
    assert "gần “{{ ten_sai }}”: Không có từ “ten_sai” cho văn bản này." in said
    assert (Master.objects.count(), Choice.objects.count()) == (0, 0)


def test_the_same_file_is_kept_once(unit, clerk):
    data = changed(unit, "x")
    actions.add(unit, Kind.PLAN, by=clerk, data=data, name="a.docx")

    with pytest.raises(ValidationError, match="giống hệt bản số 1"):
        actions.add(unit, Kind.PLAN, by=clerk, data=data, name="b.docx")


def test_only_who_files_for_the_unit_changes_its_masters(unit, clerk):
    stranger = actor_in(UnitFactory(path="002."), Power.FILE)
    colleague = actor_in(unit)
    master = added(unit, clerk)

    for by in (stranger, colleague):
        with pytest.raises(PermissionDenied):
            added(unit, by)
        with pytest.raises(PermissionDenied):
            actions.choose(unit, Kind.PLAN, by=by, master=master)


def test_every_word_is_told():
    names = {name for names in words.WORDS.values() for name in names}
    assert names == set(WORDS)


def test_a_master_is_changed_taken_in_and_left_on_pages(client, unit):
    post = PostFactory(unit=unit, powers=[Power.FILE])
    client.force_login(post.person.user)
    before = client.get(f"{MASTERS}plan/mau-goc.docx")
    sent = SimpleUploadedFile("ke-hoach.docx", changed(unit, "Mẫu của phường", font="Arial"))

    shown = client.post(f"{MASTERS}plan/", {"file": sent}, follow=True)
    tried = client.get(f"{MASTERS}ban/{Master.objects.get().pk}/dien-thu.docx")
    left = client.post(f"{MASTERS}plan/dung/", {"master": ""}, follow=True)

    assert Document(io.BytesIO(before.content)).sections
    assert "1 chỗ chưa đúng thể thức khi điền thử." in shown.content.decode()
    assert Document(io.BytesIO(tried.content)).paragraphs[-1].text == "Mẫu của phường"
    assert "Đã đổi mẫu, dùng từ bây giờ." in left.content.decode()
    assert orgs.actor_of(post).person_id == Choice.objects.first().by_id


def test_a_broken_master_stays_on_the_page_with_its_reason(client, unit):
    client.force_login(PostFactory(unit=unit, powers=[Power.FILE]).person.user)

    shown = client.post(f"{MASTERS}plan/", {"file": SimpleUploadedFile("x.docx", b"rubbish")})

    assert "x.docx" in shown.content.decode()
    assert client.get(f"{MASTERS}khong-co/").status_code == 404


@pytest.mark.parametrize("n", (1, 3))
def test_the_pages_cost_the_same_for_one_version_as_for_three(
    client, unit, clerk, n, django_assert_num_queries
):
    client.force_login(PostFactory(unit=unit, powers=[Power.FILE]).person.user)
    for number in range(n):
        added(unit, clerk, f"Mẫu {number}")
    client.get(MASTERS)

    with django_assert_num_queries(5):
        client.get(MASTERS)
    with django_assert_num_queries(6):
        client.get(f"{MASTERS}plan/")
