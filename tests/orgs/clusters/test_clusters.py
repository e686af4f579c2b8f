"""Clusters across the tree, per year, with pages to edit them."""

import pytest
from django.core.exceptions import ValidationError

from kheo.orgs.clusters import actions
from kheo.orgs.clusters.actions import Members
from kheo.orgs.clusters.models import Cluster
from tests.factories import PostFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def members(agency, division):
    return Members(chair=agency, others=[division])


def set_up(province, by, members, **other):
    facts = {"year": 2026, "sort": "cluster", "name": "Cụm số 1", **other}
    return actions.set_up(province, by=by, members=members, **facts)


def parts(cluster):
    return list(cluster.memberships.order_by("unit__path").values_list("unit__name", "part"))


def test_units_of_any_branch_make_a_cluster_led_by_one(province, administrator, members):
    cluster = set_up(province, administrator, members)

    assert parts(cluster) == [("Sở Nội vụ", "chair"), ("Phòng Tổ chức", "member")]


def test_a_unit_is_in_one_cluster_a_year(province, administrator, members):
    set_up(province, administrator, members)

    with pytest.raises(ValidationError, match="đã ở Cụm số 1"):
        set_up(province, administrator, members, name="Cụm số 2")

    set_up(province, administrator, members, year=2027)
    assert Cluster.objects.count() == 2


def test_next_year_may_be_as_the_year_before_without_what_has_closed(
    province, administrator, members, division
):
    set_up(province, administrator, members, year=2025)
    division.closed_on = "2025-12-31"
    division.save()

    assert actions.copy_year(province, by=administrator, year=2026) == 1
    assert parts(Cluster.objects.get(year=2026)) == [("Sở Nội vụ", "chair")]
    assert actions.copy_year(province, by=administrator, year=2026) == 0


def test_a_cluster_is_set_up_and_changed_on_its_pages(client, signed, agency, division):
    typed = {
        "year": "2026", "sort": "block", "name": "Khối nội chính", "chair": "Sở Nội vụ",
        "deputy": "", "others": "Phòng Tổ chức",
    }  # fmt: skip
    client.post("/quan-tri/cum-khoi/lap/", typed)
    cluster = Cluster.objects.get()

    client.post(f"/quan-tri/cum-khoi/{cluster.pk}/", typed | {"name": "Khối 1", "others": ""})

    listed = client.get("/quan-tri/cum-khoi/?nam=2026").context["page"].rows
    assert [(one.name, one.n, one.chair) for one in listed] == [("Khối 1", 1, "Sở Nội vụ")]


@pytest.mark.parametrize("rows", (1, 3))
def test_the_list_asks_the_same_number_of_questions(
    client, signed, province, rows, django_assert_num_queries
):
    for n in range(rows):
        chair = UnitFactory(path=f"001.02{n}.", parent=province)
        set_up(province, signed, Members(chair=chair), name=f"Cụm {n}")

    with django_assert_num_queries(5):
        client.get("/quan-tri/cum-khoi/?nam=2026")


def test_who_does_not_administer_stays_out(client, agency):
    post = PostFactory(unit=agency, over=agency)
    client.force_login(post.person.user)

    assert client.get("/quan-tri/cum-khoi/").status_code == 403
    assert client.get("/quan-tri/cum-khoi/lap/").status_code == 403
    assert client.post("/quan-tri/cum-khoi/nhu-nam-truoc/2026/").status_code == 403
