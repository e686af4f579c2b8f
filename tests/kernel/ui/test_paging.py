import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils.translation import override

from kheo.kernel.ui.paging import address, keyset, paged, read_token, token

pytestmark = pytest.mark.django_db


def people(count):
    user = get_user_model()
    user.objects.bulk_create(user(username=f"u{n:03d}") for n in range(1, count + 1))
    return user.objects.all()


def names(page):
    return [row.username for row in page.rows]


@pytest.mark.parametrize("count", (1, 3))
def test_a_short_list_is_one_page_and_one_question(count, django_assert_num_queries):
    rows = people(count)

    with django_assert_num_queries(1):
        page = keyset(rows, "username", size=3, total=count)

    assert names(page) == [f"u{n:03d}" for n in range(1, count + 1)]
    assert (page.previous, page.next) == ("", "")
    assert (page.start, page.end) == (1, count)


def test_an_empty_list_is_an_empty_page():
    page = keyset(people(0), "username", total=0)

    assert (page.rows, page.start, page.range) == ([], 0, "0 trong 0")


@pytest.mark.parametrize(("key", "first"), (("username", "u001"), ("-username", "u008")))
def test_going_on_and_back_meets_every_row_once(key, first, django_assert_num_queries):
    rows = people(8)
    one = keyset(rows, key, size=3, total=8)
    two = keyset(rows, key, size=3, total=8, after=one.next)
    with django_assert_num_queries(1):
        three = keyset(rows, key, size=3, total=8, after=two.next)

    assert names(one)[0] == first
    assert sorted(names(one) + names(two) + names(three)) == [f"u{n:03d}" for n in range(1, 9)]
    assert [p.start for p in (one, two, three)] == [1, 4, 7]
    assert (one.previous, three.next) == ("", "")
    assert names(keyset(rows, key, size=3, before=three.previous)) == names(two)
    assert names(keyset(rows, key, size=3, before=two.previous)) == names(one)


def test_going_back_near_the_start_shows_a_full_first_page():
    rows = people(8)
    second = keyset(rows, "username", size=3, after=token("u001", 1))

    assert names(second) == ["u002", "u003", "u004"]
    assert names(keyset(rows, "username", size=3, before=second.previous)) == [
        "u001",
        "u002",
        "u003",
    ]


def test_the_last_page_holds_the_rest():
    page = keyset(people(8), "username", size=3, total=8, last=True)

    assert names(page) == ["u007", "u008"]
    assert (page.start, page.next, page.range) == (7, "", "7-8 trong 8")
    before = keyset(people(0), "username", size=3, total=8, before=page.previous)
    assert (names(before), before.start) == (["u004", "u005", "u006"], 4)


def test_the_last_page_of_a_short_list_is_the_first():
    page = keyset(people(2), "username", size=3, total=2, last=True)

    assert (page.start, page.previous) == (1, "")


@pytest.mark.parametrize("broken", ("x", "%%%", "bnVsbA", token("not a number", 3), "W10"))
def test_a_broken_cursor_leads_to_the_first_page(broken):
    page = keyset(people(4), "pk", size=3, after=broken)

    assert page.start == 1


def test_a_cursor_says_nothing_but_its_key():
    assert read_token(token("Đ ặ/+", 51)) == ("Đ ặ/+", 51)
    assert set(token("Đ ặ/+?&", 51)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_addresses_keep_the_other_filters():
    rows = people(7)
    first = paged(QueryDict("state=sent&unit=3"), rows, "username", size=3, total=7)
    second = paged(QueryDict(first.next_url[1:]), rows, "username", size=3, total=7)

    assert first.next_url == f"?state=sent&unit=3&sau={first.next}"
    assert (first.first_url, first.previous_url) == ("", "")
    assert first.last_url == "?state=sent&unit=3&cuoi=1"
    assert second.first_url == "?state=sent&unit=3"
    assert second.previous_url == f"?state=sent&unit=3&truoc={second.previous}"
    assert names(paged(QueryDict(second.last_url[1:]), rows, "username", size=3, total=7)) == [
        "u007"
    ]


def test_an_address_changes_one_name_and_drops_another():
    assert address(QueryDict("a=1&b=2&sau=x"), b="3", sau="") == "?a=1&b=3"


def test_a_million_is_written_as_its_language_writes_it():
    page = keyset(people(2), "username", total=1_000_000)

    assert page.range == "1-2 trong 1.000.000"
    with override("en"):
        assert page.range.endswith("1,000,000")


def test_a_list_that_ends_here_is_counted_by_its_last_row():
    first = keyset(people(5), "username", size=3)
    rest = keyset(people(0), "username", size=3, after=first.next)

    assert [first.range, rest.range] == ["1-3", "4-5 trong 5"]


def test_paper_says_which_rows_of_how_many_it_holds():
    whole = keyset(people(5), "username", size=9, total=5)
    part = keyset(people(0), "username", size=3, total=5)
    unknown = keyset(people(0), "username", size=3)

    assert [page.printed for page in (whole, part, unknown)] == [
        "Trang in có đủ 5 dòng.",
        "Trang in có từ dòng 1 đến dòng 3 trong 5 dòng.",
        "Trang in có từ dòng 1 đến dòng 3, chưa phải cả bảng.",
    ]
