"""The tree over HTTP: its days, its branches, its search, the page of one unit."""

import datetime as dt

import pytest
from django.urls import reverse

from kheo.orgs import actions
from kheo.orgs.models import Unit
from kheo.orgs.states import Power
from tests.factories import PostFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TREE = "/quan-tri/"


def shown(response):
    """Return the names of the tree, each with what is open below it."""

    def names(nodes):
        return {node.name: names(node.below) for node in nodes}

    return names(response.context["nodes"])


@pytest.mark.parametrize("count", (1, 3))
def test_the_tree_asks_the_same_number_of_queries_for_any_breadth(
    client, signed, agency, django_assert_num_queries, count
):
    for n in range(count):
        UnitFactory(path=f"001.001.00{n + 1}.", parent=agency, name=f"Phòng {n}")
    client.get(TREE)

    with django_assert_num_queries(7):  # session, user, post, days, root, two levels
        response = client.get(TREE, {"mo": agency.pk})

    assert len(shown(response)["Tỉnh Nam Sơn"]["Sở Nội vụ"]) == count


def test_branches_are_folded_until_they_are_opened(client, signed, division):
    assert shown(client.get(TREE)) == {"Tỉnh Nam Sơn": {"Sở Nội vụ": {}, "Văn phòng": {}}}


def test_a_long_branch_is_cut_and_has_its_own_page(client, signed, agency):
    for n in range(51):
        UnitFactory(path=f"001.001.{n:03d}.", parent=agency, name=f"Phòng {n:02d}")

    response = client.get(TREE, {"mo": agency.pk})
    rest = client.get(reverse("orgs:branch", args=[agency.pk]))

    assert len(shown(response)["Tỉnh Nam Sơn"]["Sở Nội vụ"]) == 50
    assert "Xem tất cả đơn vị trực thuộc" in response.content.decode()
    assert (len(rest.context["page"].rows), bool(rest.context["page"].next)) == (50, True)


def test_the_tree_of_a_past_day_has_the_units_and_names_of_that_day(client, signed, division):
    actions.rename_unit(division, by=signed, name="Phòng Cán bộ", on=dt.date(2025, 7, 1))
    UnitFactory(path="001.001.002.", parent=division.parent, opened_on=dt.date(2025, 7, 1))

    response = client.get(TREE, {"ngay": "30/6/2025", "mo": division.parent_id})

    assert shown(response)["Tỉnh Nam Sơn"]["Sở Nội vụ"] == {"Phòng Tổ chức": {}}
    assert "nay là" in response.content.decode()


def test_the_slider_stands_on_the_days_of_change(client, signed, division):
    actions.rename_unit(division, by=signed, name="Phòng Cán bộ", on=dt.date(2025, 7, 1))

    days = client.get(TREE, {"moc": "1"}).context["days"]

    assert days.all == [dt.date(2020, 1, 1), dt.date(2025, 7, 1), dt.date(2026, 3, 20)]
    assert (days.on, days.at) == (dt.date(2025, 7, 1), 1)


def test_a_day_that_is_none_is_said_and_kept(client, signed):
    text = client.get(TREE, {"ngay": "31/2/2025"}).content.decode()

    assert "Đang ghi “31/2/2025”." in text
    assert 'value="31/2/2025"' in text


@pytest.mark.parametrize(
    "params",
    ({"moc": "99999"}, {"moc": "-1"}, {"mo": "x"}, {"mo": "9" * 30}, {"q": "\0"}, {"q": "a\0b"}),
)
def test_a_strange_address_is_answered_with_the_tree(client, signed, params):
    assert client.get(TREE, params).status_code == 200


@pytest.mark.parametrize("words", ("to chuc", "TỔ CHỨC", "h26.3", "tc"))
def test_a_unit_is_found_by_folded_name_code_or_abbreviation(client, signed, division, words):
    Unit.objects.filter(pk=division.pk).update(code="H26.3.1", symbol="TC")

    assert client.get(TREE, {"q": words}).context["page"].rows == [division]


def test_a_search_in_vain_says_what_to_try(client, signed):
    assert "Không có đơn vị nào như vậy" in client.get(TREE, {"q": "%"}).content.decode()


def test_htmx_gets_the_rows_alone(client, signed):
    whole = client.get(TREE)
    part = client.get(TREE, headers={"HX-Target": "rows"})

    assert ("<html" in whole.content.decode(), "<html" in part.content.decode()) == (True, False)


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_of_a_unit_asks_the_same_number_of_queries(
    client, signed, agency, django_assert_num_queries, count
):
    for n in range(count):
        UnitFactory(path=f"001.001.00{n + 1}.", parent=agency)
        PostFactory(unit=agency, title=f"Chuyên viên {n}")
    url = reverse("orgs:unit", args=[agency.pk])
    client.get(url)

    # session, user, post, unit, posts, names, below, focal, past, lineage, level
    with django_assert_num_queries(11):
        response = client.get(url)

    assert len(response.context["posts"]) == len(response.context["below"].rows) == count


def test_pages_are_for_who_administers_alone(client, agency):
    post = PostFactory(unit=agency, powers=[p for p in Power if p != Power.ADMINISTER])
    client.force_login(post.person.user)

    assert client.get(TREE).status_code == 403
    assert client.get(reverse("orgs:unit", args=[agency.pk])).status_code == 404
    assert "Quản trị" not in client.get("/").content.decode().split("</nav>")[0]


def test_the_navigation_leads_an_administrator_there(client, signed):
    assert f'href="{TREE}"' in client.get("/").content.decode()


def test_a_unit_is_opened_renamed_and_closed_by_its_forms(client, signed, agency):
    def send(action, pk, **data):
        return client.post(reverse(f"orgs:{action}", args=[pk]), data, follow=True)

    send("open", agency.pk, name="Phòng Thi đua", kind="division", line="front", on="01/7/2025")
    made = Unit.objects.get(name="Phòng Thi đua")
    opened = made.line
    send("change", made.pk, code="h26.3.1", line="state")
    send("rename", made.pk, name="Phòng Thi đua - Khen thưởng", on="01/8/2025")
    page = send("close", made.pk, on="01/9/2025", note="QĐ 12/QĐ-UBND")

    made.refresh_from_db()
    assert (made.name, made.code) == ("Phòng Thi đua - Khen thưởng", "H26.3.1")
    assert (opened, made.line) == ("front", "state")
    assert made.closed_on == dt.date(2025, 9, 1)
    text = page.content.decode()
    assert "Thôi mang tên Phòng Thi đua" in " ".join(text.split())
    assert [event.what for event in page.context["events"]] == [
        "Đóng đơn vị", "Đổi tên", "Sửa thông tin", "Mở đơn vị",
    ]  # fmt: skip


def test_what_was_typed_is_kept_when_the_action_refuses(client, signed, division):
    url = reverse("orgs:open", args=[division.parent_id])

    response = client.post(
        url, {"name": "Phòng Tổ chức", "kind": "division", "line": "state", "on": "01/7/2025"}
    )

    text = response.content.decode()
    assert "Đã có “Phòng Tổ chức”" in text
    assert 'value="Phòng Tổ chức"' in text


def test_the_form_to_close_says_beforehand_what_stands_in_the_way(client, signed, agency, division):
    text = client.get(reverse("orgs:close", args=[agency.pk])).content.decode()

    assert "Còn đơn vị trực thuộc: Phòng Tổ chức." in text
