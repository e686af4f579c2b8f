"""The ladder of reminders: steps on working days, each taken once, to who is there."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from kheo.kernel import workdays
from kheo.kernel.actor import Actor
from kheo.movement.models import Climb, Milestone, Reminder, Rung
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s4_progress import access, actions, ladder
from kheo.movement.s4_progress.states import Whom
from kheo.notices.models import Notice
from kheo.orgs.models import Post
from kheo.orgs.states import Power
from tests.factories import PersonFactory, PlanFactory, PostFactory, UserFactory, actor_in

CLOCKWORK = Actor.system("Máy nhắc việc")
ABOUT = MilestoneKind.REGISTRATION
FRIDAY = dt.date(2026, 6, 26)


def head_of(unit, *powers):
    by = actor_in(unit, *powers)
    Post.objects.filter(pk=by.post_id).update(is_head=True)
    return by


@pytest.fixture
def office(agency):
    return head_of(agency, Power.LAUNCH)


@pytest.fixture
def due(round_, office):
    """Registering is due on Friday, 26 June; the ladder asks who owes it 3 working days before."""
    Milestone.objects.filter(round=round_, kind=ABOUT).update(due_on=FRIDAY)
    round_.movement.scope.add(round_.movement.unit)
    return actions.set_rung(
        round_.movement, by=office, about=ABOUT, offset=-3, whom=Whom.OWING, words="Xin nhắc."
    )


def on(day, hour=9):
    """Stop the clock at an hour of a day of June in Việt Nam."""
    return time_machine.travel(
        dt.datetime(2026, 6, day, hour, tzinfo=dt.timezone(dt.timedelta(hours=7))), tick=False
    )


def told():
    rows = Notice.objects.order_by("pk").values_list("person", "text")
    return list(rows)


@pytest.mark.parametrize(
    ("day", "offset", "falls"),
    (
        (dt.date(2026, 6, 27), 0, dt.date(2026, 6, 26)),  # a Saturday
        (dt.date(2026, 6, 26), 1, dt.date(2026, 6, 29)),
        (dt.date(2026, 6, 29), -1, dt.date(2026, 6, 26)),
        (dt.date(2026, 5, 4), -1, dt.date(2026, 4, 29)),  # 30 April, 1 May and a weekend between
        (dt.date(2026, 9, 2), 0, dt.date(2026, 8, 28)),  # National Day, with a Monday swapped
    ),
)
def test_a_step_falls_on_a_working_day(day, offset, falls):
    found = workdays.shift(day, offset)

    assert workdays.is_workday(found)
    assert found == falls


def test_a_step_is_taken_on_its_day_and_never_twice(due, owner, colleague):
    with on(22):  # Monday: 4 working days before
        early = actions.climb(by=CLOCKWORK)
    with on(23, hour=6):
        dark = actions.climb(by=CLOCKWORK)
    with on(23):
        counted = [actions.climb(by=CLOCKWORK) for _n in range(2)]
    with on(24):
        later = actions.climb(by=CLOCKWORK)

    assert (early, dark, later) == (0, 0, 0)
    assert counted[1] == 0
    text = "Xin nhắc. Bạn chưa nộp bản đăng ký năm 2026. Mời đăng ký và gửi sớm. Hạn 26/6/2026."
    asked = {owner.person_id, colleague.person_id}
    assert asked <= {person for person, _text in told()}
    assert {said for _person, said in told()} == {text}
    assert Climb.objects.get().people == counted[0]
    assert Reminder.objects.filter(by=None).count() == Reminder.objects.count() > 0


def test_a_second_worker_finds_the_row_of_the_first(due, round_, owner):
    with on(23):
        step = ladder.due(round_)[0]
        Climb.objects.create(round=round_, rung=due, due_on=FRIDAY, at=dt.datetime.now(dt.UTC))
        with transaction.atomic():
            again = actions.climb(by=CLOCKWORK)

    assert (step.rung, again, told()) == (due, 0, [])


def test_a_day_that_is_moved_has_its_steps_anew(due, round_, owner):
    with on(23):
        actions.climb(by=CLOCKWORK)
    Milestone.objects.filter(round=round_, kind=ABOUT).update(due_on=dt.date(2026, 6, 30))
    with on(25):
        again = actions.climb(by=CLOCKWORK)

    assert again == Climb.objects.first().people > 0
    assert Climb.objects.count() == 2


def test_after_days_without_a_worker_only_the_last_step_is_taken(due, round_, office, owner):
    actions.set_rung(round_.movement, by=office, about=ABOUT, offset=-1, whom=Whom.OWING)
    with on(27):
        weekend = actions.climb(by=CLOCKWORK)
    with on(29):
        monday = actions.climb(by=CLOCKWORK)

    assert (weekend, monday > 0) == (0, True)
    assert [climb.rung.offset for climb in Climb.objects.all()] == [-1]


def test_a_step_set_after_its_day_or_long_past_is_not_taken(due, round_, office, owner):
    with time_machine.travel(dt.datetime(2026, 7, 8, 3, tzinfo=dt.UTC), tick=False):
        long_past = actions.climb(by=CLOCKWORK)
    with on(29):
        actions.set_rung(round_.movement, by=office, about=ABOUT, offset=0, whom=Whom.HEAD)
        states = [(step.rung.offset, step.missed) for step in ladder.steps(round_)]
        late = actions.climb(by=CLOCKWORK)  # the first step is four days past

    assert states == [(-3, False), (0, True)]
    assert (long_past, late > 0) == (0, True)
    assert [climb.rung for climb in Climb.objects.all()] == [due]


def test_who_was_reminded_by_hand_today_is_not_again(due, round_, unit, agency, owner, clerk):
    with on(23):
        actions.remind(round_, None, ABOUT, by=clerk)
        before = len(told())
        actions.climb(by=CLOCKWORK)

    assert len(told()) == before


def test_who_is_stood_in_for_is_left_out_and_the_stand_in_told(due, unit, owner, colleague):
    post = Post.objects.filter(person=owner.person_id).first() or PostFactory(
        person_id=owner.person_id, unit=unit
    )
    elsewhere = PersonFactory(user=UserFactory())
    Post.objects.create(
        person=elsewhere, unit=unit, over=unit, title="Làm thay", stands_for=post,
        since=dt.date(2026, 6, 1), until=dt.date(2026, 7, 1),
    )  # fmt: skip
    with on(23):
        actions.climb(by=CLOCKWORK)

    by_person = dict(told())
    assert owner.person_id not in by_person
    assert by_person[elsewhere.pk].endswith("Gửi thay Lò Thị Thanh, người đang có người làm thay.")


def test_the_head_then_the_superior_are_told_of_the_units_behind(round_, office, unit, agency):
    head = head_of(unit, Power.PLAN)
    PlanFactory(round=round_, unit=unit)
    round_.movement.scope.add(unit)
    Milestone.objects.filter(round=round_, kind=MilestoneKind.PLAN).update(
        due_on=dt.date(2026, 6, 15)
    )
    for offset, whom in ((1, Whom.HEAD), (2, Whom.SUPERIOR)):
        actions.set_rung(round_.movement, by=office, about="plan", offset=offset, whom=whom)

    for day in (16, 17):
        with on(day):
            actions.climb(by=CLOCKWORK)

    words = f"1 đơn vị chưa xong việc “Gửi kế hoạch năm” năm 2026: {unit.name}. Hạn 15/6/2026."
    assert told() == [(head.person_id, words), (office.person_id, words)]


def test_only_the_launching_unit_sets_the_ladder(
    round_, office, owner, colleague, stranger, agency
):
    chairs = {"office": office, "owner": owner, "colleague": colleague, "stranger": stranger}

    may = {name for name, by in chairs.items() if access.may_ladder(by, round_.movement)}

    assert may == {"office"}
    with pytest.raises(PermissionDenied):
        actions.ship_ladder(round_.movement, by=owner)


def test_a_step_is_there_once_and_the_usual_ladder_fills_up(round_, office):
    actions.set_rung(round_.movement, by=office, about="plan", offset=-10, whom=Whom.OWING)

    with pytest.raises(ValidationError, match="Bước nhắc này đã có"):
        actions.set_rung(round_.movement, by=office, about="plan", offset=-10, whom=Whom.OWING)

    assert (actions.ship_ladder(round_.movement, by=office), Rung.objects.count()) == (16, 17)
    assert actions.ship_ladder(round_.movement, by=office) == 0


def test_the_page_shows_what_comes_and_takes_and_ends_steps(enter, office, round_, colleague):
    client, url = enter(office), reverse("progress:ladder", args=[round_.pk])
    typed = {"about": "report", "when": "after", "whom": "head"}

    unclear = client.post(url, typed)
    client.post(url, typed | {"days": "3", "words": "Gấp."})
    rung = Rung.objects.get()
    shown = client.get(url)
    refused = enter(colleague).post(url, typed)
    enter(office).post(reverse("progress:end_rung", args=[round_.pk, rung.pk]))

    assert "Cần số ngày làm việc trước hoặc sau hạn, từ 1 trở lên." in unclear.text
    assert "sau hạn 3 ngày làm việc" in shown.text
    assert (rung.offset, rung.words, refused.status_code) == (3, "Gấp.", 403)
    assert not ladder.rungs(round_.movement).exists()


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_asks_the_same_for_any_number_of_steps(
    enter, office, round_, django_assert_num_queries, count
):
    for n in range(count):
        actions.set_rung(round_.movement, by=office, about="plan", offset=n, whom=Whom.OWING)
    client, url = enter(office), reverse("progress:ladder", args=[round_.pk])
    client.get(url)

    with django_assert_num_queries(9):
        client.get(url)
