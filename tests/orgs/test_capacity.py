"""Powers begin and end with their days, and every page says in which capacity one acts."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from kheo.kernel import clock
from kheo.orgs import access, actions, queries
from kheo.orgs.actions import Place
from kheo.orgs.models import Post, Unit
from kheo.orgs.states import Power
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)  # nine in the morning in Việt Nam


def at(days, hours=0):
    return time_machine.travel(DAY + dt.timedelta(days=days, hours=hours), tick=False)


@pytest.fixture
def absent(division):
    """The head of the division, away for a week."""
    return PostFactory(unit=division, title="Trưởng phòng", is_head=True, powers=[Power.OVERSEE])


@pytest.fixture
def deputy(division):
    return PostFactory(unit=division, title="Phó Trưởng phòng")


@pytest.fixture
def standing_in(absent, deputy, administrator):
    """The deputy does the head's work from tomorrow for seven days."""
    today = DAY.date()
    place = Place(
        title="Làm thay Trưởng phòng",
        since=today + dt.timedelta(days=1),
        until=today + dt.timedelta(days=8),
    )
    with at(0):
        return actions.stand_in(
            absent, deputy.person, by=administrator, place=place, powers=[Power.OVERSEE]
        )


def powers_of(post):
    held = queries.held(post.person.user_id, on=clock.today())
    return sorted({power for one in held for power in one.powers})


@pytest.mark.parametrize(
    ("days", "hours", "powers"),
    (
        (0, 14.9, []),  # 23:54 the day before
        (0, 15, ["oversee"]),  # midnight in Việt Nam
        (7, 14.9, ["oversee"]),
        (7, 15, []),
    ),
)
def test_who_stands_in_may_from_the_first_midnight_to_the_last(
    standing_in, deputy, days, hours, powers
):
    with at(days, hours):
        assert powers_of(deputy) == powers


def test_who_stands_in_stops_when_the_post_stood_for_ends(
    standing_in, absent, deputy, administrator
):
    with at(3):
        PostFactory(person=absent.person, unit=absent.unit, title="Chuyên viên")
        actions.end_post(absent, by=administrator, on=clock.today())

        assert powers_of(deputy) == []


def test_standing_in_ends_with_who_leaves(standing_in, deputy, administrator, division):
    Unit.objects.filter(pk=division.pk).update(staff=2)
    with at(3):
        actions.leave(deputy.person, by=administrator, on=clock.today(), note="QĐ 1")

        assert powers_of(deputy) == []


def test_powers_of_a_past_post_open_nothing_and_may_not_grant(province, division):
    past = PostFactory(unit=division, over=province, powers=[Power.ADMINISTER], until=DAY.date())
    other = PostFactory(unit=division)
    with at(0):
        assert (
            queries.actor_among(queries.held(past.person.user_id, on=clock.today()), None) is None
        )
        assert not access.may_grant(queries.actor_of(other), past)


def test_a_capacity_that_ended_is_said_once_and_the_other_is_used(client, standing_in, deputy):
    with at(7, 14):
        client.force_login(deputy.person.user)
        client.post("/tu-cach/", {"post": standing_in.pk, "next": "/"})
        during = client.get("/thong-bao/").content.decode()
    with at(7, 15):
        first = client.get("/thong-bao/").content.decode()
        second = client.get("/thong-bao/").content.decode()

    assert "Làm thay Trưởng phòng" in during
    assert "Tư cách đang dùng đã hết thời hạn" in first
    assert "Tư cách đang dùng đã hết thời hạn" not in second
    assert "Phó Trưởng phòng" in second


def test_what_was_sent_in_a_capacity_that_ended_is_refused_not_done_in_another(
    client, standing_in, deputy
):
    with at(7, 14):
        client.force_login(deputy.person.user)
        client.post("/tu-cach/", {"post": standing_in.pk, "next": "/"})
    with at(7, 15):
        page = client.post("/thong-bao/")

    assert page.status_code == 403
    assert "Chưa ghi gì" in page.content.decode()


def test_every_page_of_the_desk_says_who_acts_and_as_what(client, deputy):
    client.force_login(deputy.person.user)

    for address in ("/", "/tim/?q=a", "/thong-bao/", "/phong-trao/", "/tai-khoan/hai-buoc/"):
        page = client.get(address).content.decode()
        assert (f"<b>{deputy.person.full_name}</b>" in page, "Phó Trưởng phòng" in page) == (
            True,
            True,
        ), address


def test_nobody_chooses_a_capacity_of_another(client, deputy, absent):
    client.force_login(deputy.person.user)

    client.post("/tu-cach/", {"post": absent.pk, "next": "/"})

    assert client.get("/").context["actor"].post_id == deputy.pk


def test_nobody_hands_on_what_they_were_handed(standing_in, deputy, division):
    with at(2):
        by = queries.actor_of(
            Post.objects.select_related("person", "unit", "over").get(pk=standing_in.pk)
        )
        place = Place(title="x", since=DAY.date(), until=DAY.date() + dt.timedelta(days=3))
        with pytest.raises(PermissionDenied):
            actions.stand_in(
                standing_in, PersonFactory(unit=division), by=by, place=place, powers=[]
            )
