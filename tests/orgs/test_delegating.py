"""Who holds a post hands it on for some days, and takes it back; nobody hands on what was handed to them."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kheo.kernel import clock
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.notices.models import Notice
from kheo.orgs import access, actions, queries
from kheo.orgs.deputing import DelegateForm
from kheo.orgs.models import Post
from kheo.orgs.states import Power
from tests.factories import PersonFactory, PostFactory
from tests.orgs.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def post(division):
    return PostFactory(
        unit=division,
        title="Trưởng phòng",
        person__full_name="Lò Thị Hoa",
        is_head=True,
        powers=[Power.OVERSEE, Power.PLAN],
        since=dt.date(2020, 1, 1),
    )


@pytest.fixture
def deputy(division):
    return PostFactory(unit=division, person__full_name="Giàng A Páo").person


def hand_on(post, person, **given):
    facts = {"since": TODAY, "last": TODAY + 6 * DAY, "powers": [Power.OVERSEE], "why": "đi học"}
    return actions.delegate(post, person, by=queries.actor_of(post), **facts | given)


def actors(person):
    return [queries.actor_of(one) for one in queries.held(person.user_id, on=clock.today())]


def test_who_is_handed_a_post_acts_for_its_holder_to_the_last_day(post, deputy):
    made = hand_on(post, deputy)

    [own, acting] = actors(deputy)
    assert (own.last_day, acting.last_day) == (None, TODAY + 6 * DAY)
    assert acting.capacity == "Thay Lò Thị Hoa, Trưởng phòng, Phòng Tổ chức"
    assert acting.powers == {Power.OVERSEE}
    assert made not in queries.posts_of(deputy.user_id, on=TODAY + 7 * DAY)


def test_the_trail_names_both_and_why_and_the_receiver_is_told(post, deputy):
    made = hand_on(post, deputy)

    event = trail.history_of(made).get()
    assert (event.verb, event.note, event.actor_name) == ("post.delegate", "đi học", "Lò Thị Hoa")
    assert event.subject_name == "Thay Lò Thị Hoa, Trưởng phòng, Phòng Tổ chức"
    assert Notice.objects.get().person == deputy


@pytest.mark.parametrize(
    ("given", "field"),
    (
        ({"since": TODAY - DAY}, "since"),
        ({"last": TODAY - DAY}, "last"),
        ({"last": dt.date(2026, 6, 30)}, "last"),  # the post itself ends then
        ({"powers": []}, "powers"),
        ({"powers": [Power.COMMEND]}, "powers"),
        ({"why": "  "}, "why"),
    ),
)
def test_what_is_handed_on_begins_ends_and_gives_no_more_than_the_post(post, deputy, given, field):
    Post.objects.filter(pk=post.pk).update(until=dt.date(2026, 6, 30))

    with pytest.raises(ValidationError) as error:
        hand_on(post, deputy, **given)

    assert list(error.value.error_dict) == [field]
    assert not Post.objects.filter(delegated=True).exists()


def test_it_is_handed_to_somebody_of_the_unit_or_above_with_an_account(
    post, province, agency, division
):
    above = PostFactory(unit=agency).person
    beside = PostFactory(unit=province).person
    stranger = PostFactory().person
    without = PersonFactory(unit=division, user=None)

    hand_on(post, above)
    hand_on(post, beside)
    for person in (stranger, without, post.person):
        with pytest.raises(ValidationError) as error:
            hand_on(post, person)
        assert list(error.value.error_dict) == ["person"]


def test_the_same_work_is_handed_to_somebody_once_at_a_time(post, deputy):
    hand_on(post, deputy)

    with pytest.raises(ValidationError, match="đã làm thay chức vụ này từ ngày 20/3/2026"):
        hand_on(post, deputy, since=TODAY + 6 * DAY, last=TODAY + 9 * DAY)
    hand_on(post, deputy, since=TODAY + 7 * DAY, last=TODAY + 9 * DAY)


def test_nobody_hands_on_another_post_nor_what_was_handed_to_them(post, deputy, agency):
    made = hand_on(post, deputy)
    third = PostFactory(unit=agency).person
    facts = {"since": TODAY, "last": TODAY, "powers": [Power.OVERSEE], "why": "nghỉ"}

    with pytest.raises(PermissionDenied, match="không giao tiếp"):
        actions.delegate(made, third, by=queries.actor_of(made), **facts)
    with pytest.raises(PermissionDenied, match="Chỉ người giữ chức vụ"):
        actions.delegate(post, third, by=queries.actor_of(made), **facts)


def test_it_lasts_a_year_at_most(post, deputy):
    with pytest.raises(ValidationError) as error:
        hand_on(post, deputy, last=dt.date(2099, 12, 31))
    made = hand_on(post, deputy, last=TODAY + 365 * DAY)

    [said] = error.value.message_dict["last"]
    assert said.startswith("Đang ghi đến hết ngày 31/12/2099, dài hơn một năm.")
    assert queries.last_day(made) == TODAY + 365 * DAY


def test_a_missing_tick_is_answered_as_every_other_field(post):
    form = DelegateForm(post, {"person": "", "since": "20/03/2026", "last": "", "why": "x"})

    assert form.errors["powers"] == ["Chọn ít nhất một việc để uỷ quyền."]
    assert form.errors["person"] == ["Chưa ghi. Cần điền ô này."]


@pytest.mark.parametrize("begins", (0, 3))
def test_it_is_taken_back_at_once_even_on_its_first_day_or_before(post, deputy, begins):
    made = hand_on(post, deputy, since=TODAY + begins * DAY)
    by = queries.actor_of(post)

    actions.revoke(made, by=by)

    for day in (0, begins, begins + 1):
        assert made not in queries.posts_of(deputy.user_id, on=TODAY + day * DAY)
    with pytest.raises(PermissionDenied, match="đã hết"):
        actions.revoke(made, by=by)
    assert list(Event.objects.filter(subject_id=made.pk).values_list("verb", flat=True)) == [
        "post.revoke",
        "post.delegate",
    ]


def test_only_who_handed_it_on_takes_it_back(post, deputy):
    made = hand_on(post, deputy)

    with pytest.raises(PermissionDenied, match="Chỉ người đã uỷ quyền"):
        actions.revoke(made, by=queries.actor_of(made))


def test_it_ends_with_the_post_begun_or_not(post, deputy, administrator):
    PostFactory(person=post.person, unit=post.unit)
    now, later = hand_on(post, deputy, last=TODAY), hand_on(post, deputy, since=TODAY + 3 * DAY)

    actions.end_post(post, by=administrator, on=TODAY)

    for made in (now, later):
        made.refresh_from_db()
        assert made.until == made.since


def test_powers_taken_from_the_post_are_taken_from_who_stands_in(post, deputy, administrator):
    made = hand_on(post, deputy, powers=[Power.OVERSEE, Power.PLAN])

    actions.set_powers(post, by=administrator, powers=[Power.PLAN], over=post.unit)

    made.refresh_from_db()
    assert made.powers == ["plan"]


def test_the_database_keeps_that_what_is_handed_on_has_a_reason_and_an_end(post):
    for wrong in ({"delegated": True}, {"delegated": True, "reason": "đi học"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(until=post.since)


def test_a_holder_hands_on_sees_and_takes_back_over_the_pages(client, post, deputy):
    client.force_login(post.person.user)
    form = {"person": "giang a pao", "since": "20/3/2026", "last": "26/3/2026", "why": "đi học"}

    wrong = client.post("/uy-quyen/giao/", form | {"powers": ["commend"]})
    done = client.post("/uy-quyen/giao/", form | {"powers": ["oversee"]})
    [made] = client.get("/uy-quyen/").context["given"]
    client.force_login(deputy.user)
    client.post("/tu-cach/", {"post": made.pk})
    acting = client.get("/uy-quyen/")
    client.force_login(post.person.user)
    client.post(f"/uy-quyen/{made.pk}/thu-hoi/")

    assert (wrong.status_code, done.status_code) == (200, 302)
    assert acting.context["acting"]() == (
        "Đang làm việc với tư cách: Thay Lò Thị Hoa, Trưởng phòng, Phòng Tổ chức, "
        "đến hết ngày 26/3/2026."
    )
    assert (acting.context["received"], str(acting.context["may"].reason)[:22]) == (
        [made],
        "Đang làm thay người kh",
    )
    made.refresh_from_db()
    assert made.until == TODAY
    assert client.get("/uy-quyen/").context["acting"]() == ""


def test_what_others_hand_on_is_not_found(client, post, deputy, administrator):
    made = hand_on(post, deputy)

    assert list(access.handed_on(administrator)) == []
    client.force_login(PostFactory(unit=post.unit).person.user)
    assert client.get(f"/uy-quyen/{made.pk}/thu-hoi/").status_code == 404
