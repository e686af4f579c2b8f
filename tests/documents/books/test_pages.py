"""The pages of the books: what a clerk sees and does, and what others do not."""

import datetime as dt

import pytest

from kheo.documents.books import actions
from kheo.documents.books.actions import About
from kheo.documents.books.models import Entry, SymbolRule
from kheo.orgs import queries
from kheo.orgs.states import Power
from tests.factories import DocumentFactory, PostFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DAY = dt.date(2026, 3, 20)
OUT = "/van-ban/so/di/"


@pytest.fixture
def post():
    unit = UnitFactory(path="001.", name="UBND phường Him Lam", symbol="UBND")
    return PostFactory(unit=unit, powers=[Power.FILE])


@pytest.fixture
def clerk(client, post):
    client.force_login(post.person.user)
    return client


def hold(post, n):
    by = queries.actor_of(post)
    return [actions.reserve(post.unit, "KH", by=by, about=About(on=DAY)) for _n in range(n)]


def test_a_number_is_taken_issued_and_withdrawn_on_pages(clerk, post):
    asked = {"book": "KH", "on": "20/3/2026", "subject": "Kế hoạch dân vận", "parties": "Các tổ"}
    taken = clerk.post("/van-ban/so/lay-so/", asked, follow=True)
    entry = Entry.objects.get()

    clerk.post(f"/van-ban/so/{entry.pk}/ban-hanh/", asked)
    refused = clerk.get(f"/van-ban/so/{entry.pk}/huy/")
    wrong = clerk.post(f"/van-ban/so/{entry.pk}/thu-hoi/", {"on": "1/3/2026", "reason": "Nhầm"})
    given = {"on": "20/3/2026", "reason": "Ký nhầm", "paper": "9/QĐ-UBND"}
    listed = clerk.post(f"/van-ban/so/{entry.pk}/thu-hoi/", given, follow=True)

    assert "Số 01/KH-UBND đã vào sổ." in taken.content.decode()
    assert "thu hồi văn bản, không huỷ số" in refused.text
    assert wrong.context["form"].errors["on"][0].startswith("Đang ghi 01/3/2026.")
    assert "20/3/2026, 9/QĐ-UBND: Ký nhầm" in " ".join(listed.text.split())
    entry.refresh_from_db()
    assert (entry.state, entry.reason, entry.parties) == ("withdrawn", "Ký nhầm", "Các tổ")


@pytest.mark.parametrize("act", ("huy", "ban-hanh"))
def test_a_number_cancelled_in_another_window_is_told_and_what_was_typed_is_kept(clerk, post, act):
    (entry,) = hold(post, 1)
    clerk.post(f"/van-ban/so/{entry.pk}/huy/", {"reason": "Ký nhầm"})
    typed = {"reason": "Viết lại", "on": "20/3/2026", "subject": "Viết lại"}

    answer = clerk.post(f"/van-ban/so/{entry.pk}/{act}/", typed)

    assert "Việc này vừa được xử lý ở nơi khác, nên chưa ghi." in answer.text
    assert "Viết lại" in answer.text
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("cancelled", "Ký nhầm")


def test_a_slip_of_the_year_opens_no_book(clerk):
    asked = {"book": "KH", "subject": "Kế hoạch"}

    answers = [
        clerk.post("/van-ban/so/lay-so/", asked | {"on": d}) for d in ("1/1/1800", "1/1/3026")
    ]

    said = [answer.context["form"].errors["on"][0] for answer in answers]
    assert ["Cần một ngày từ 02/9/1945 đến 31/12/" in words for words in said] == [True, True]
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("n", (1, 3))
def test_the_register_costs_the_same_for_one_line_as_for_three(
    clerk, post, n, django_assert_num_queries
):
    hold(post, n)
    clerk.get(OUT)

    with django_assert_num_queries(8):
        page = clerk.get(OUT)

    assert page.content.decode().count("Đã giữ số</") >= n


def test_who_does_not_keep_the_books_is_told_why(client):
    post = PostFactory(unit=UnitFactory(path="003."), powers=[Power.PLAN])
    client.force_login(post.person.user)

    answers = [client.get(OUT), client.get("/van-ban/so/di.xlsx")]

    assert [a.status_code for a in answers] == [403, 403]
    assert "Sổ văn bản dành cho người được giao lưu hồ sơ" in answers[0].content.decode()


def test_a_line_of_another_office_is_not_found(clerk):
    other = PostFactory(unit=UnitFactory(path="004."), powers=[Power.FILE])
    (entry,) = hold(other, 1)

    assert clerk.get(f"/van-ban/so/{entry.pk}/huy/").status_code == 404


def test_a_number_taken_elsewhere_and_a_paper_that_came_are_entered(clerk):
    words = {"on": "2/3/2026", "subject": "Về việc đăng ký", "parties": "UBND tỉnh"}
    clerk.post("/van-ban/so/lay-so/", {"book": "KH", "symbol": "77/KH-UBND", **words})
    came = {"arrived_on": "20/3/2026", "kind": "Công văn", "symbol": "9/UBND", **words}
    clerk.post("/van-ban/so/den/ghi/", came)

    rows = Entry.objects.order_by("pk").values_list("direction", "number", "symbol", "state")
    assert list(rows) == [("out", None, "77/KH-UBND", "issued"), ("in", 1, "9/UBND", "issued")]
    assert "9/UBND" in clerk.get("/van-ban/so/den/?q=dang+ky").content.decode()
    assert clerk.get("/van-ban/so/den.xlsx").content[:2] == b"PK"


def test_what_is_odd_about_a_number_is_asked_on_the_page_and_then_kept(clerk):
    words = {"book": "KH", "subject": "Kế hoạch", "parties": "Các tổ", "misdated": ""}
    clerk.post("/van-ban/so/lay-so/", words | {"on": "20/3/2026"})

    asked = clerk.post("/van-ban/so/lay-so/", words | {"on": "2/3/2026"})
    year = clerk.post("/van-ban/so/lay-so/", words | {"on": "20/3/2027"})
    clerk.post("/van-ban/so/lay-so/", words | {"on": "2/3/2026", "misdated": "Ký sớm"})

    hidden = [field.name for field in asked.context["form"].hidden_fields()]
    assert (hidden, asked.context["form"]["on"].value()) == (["next_year"], "2/3/2026")
    assert "số 01/KH-UBND ghi ngày 20/3/2026" in asked.text
    assert [field.name for field in year.context["form"].hidden_fields()] == ["misdated"]
    assert [e.misdated for e in Entry.objects.order_by("pk")] == ["", "Ký sớm"]


def test_a_paper_does_not_come_before_its_own_day(clerk):
    words = {"on": "21/3/2026", "subject": "Về việc đăng ký", "parties": "UBND tỉnh"}
    came = {"arrived_on": "20/3/2026", "kind": "Công văn", "symbol": "9/UBND", **words}

    page = clerk.post("/van-ban/so/den/ghi/", came)

    assert "Đang ghi 21/3/2026, sau ngày đến 20/3/2026." in page.text
    assert not Entry.objects.exists()


def test_papers_held_as_files_wait_to_be_entered(clerk, post):
    paper = DocumentFactory(unit=post.unit)
    waiting = clerk.get("/van-ban/so/chua-vao/").content.decode()

    clerk.post(f"/van-ban/so/chua-vao/{paper.pk}/")

    assert paper.number in waiting
    assert Entry.objects.get().document == paper


def test_a_wrong_way_of_writing_is_refused_in_words_and_kept_on_the_page(clerk):
    wrong = {"kind": "", "pattern": "{kind}-{unit}", "since": "1/3/2026"}
    page = clerk.post("/van-ban/so/cach-ghi/", wrong).content.decode()
    clerk.post("/van-ban/so/cach-ghi/", {**wrong, "pattern": "{number}/{kind}"})

    assert "Phải có {number}" in page
    assert 'value="{kind}-{unit}"' in page
    assert SymbolRule.objects.get().pattern == "{number}/{kind}"
