"""A Party cell's secretary reminds its members, wherever each works."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.desk import stepper
from kheo.kernel.audit import trail
from kheo.movement.models import Reminder
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s4_progress import access, actions
from kheo.notices.models import Notice
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, UnitFactory, actor_in
from tests.factories.review import ReviewFactory
from tests.movement.s4_progress.test_views import said


@pytest.fixture
def cell():
    return UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ Kinh tế")


@pytest.fixture
def secretary(cell):
    return actor_in(cell, Power.FILE, Power.OVERSEE)


@pytest.fixture
def members(cell, agency, unit):
    return [PersonFactory(unit=office, cell=cell) for office in (agency, unit)]


def test_a_secretary_reminds_the_members_who_are_missing_once_a_day(
    secretary, members, round_, cell, unit
):
    PersonFactory(unit=unit)  # no member

    first = actions.remind_members(round_, by=secretary)
    second = actions.remind_members(round_, by=secretary)

    assert (first, second) == (2, None)
    told = Notice.objects.order_by("person").values_list("person", "text")
    asked = "Bạn chưa nộp bản đăng ký năm 2026. Mời đăng ký và gửi sớm. Hạn 25/3/2026."
    assert list(told) == [(member.pk, asked) for member in members]
    reminder = Reminder.objects.get()
    assert (reminder.unit, reminder.about, reminder.people) == (cell, "registration", 2)
    assert trail.history_of(reminder).get().verb == "reminder.members"


def test_where_no_member_is_missing_nobody_is_reminded(secretary, round_):
    assert actions.remind_members(round_, by=secretary) == 0
    assert not Reminder.objects.exists()


def test_members_are_reminded_by_their_secretary_alone(clerk, owner, secretary, cell, round_):
    post = actor_in(cell)  # in the cell, without any power

    may = [bool(access.may_remind_members(by, round_)) for by in (secretary, clerk, owner, post)]

    assert may == [True, False, False, False]
    with pytest.raises(PermissionDenied, match="Chỉ bí thư chi bộ"):
        actions.remind_members(round_, by=clerk)
    with pytest.raises(PermissionDenied, match="Chi bộ chỉ đôn đốc đảng viên"):
        actions.remind(round_, None, MilestoneKind.REGISTRATION, by=secretary)


def test_the_page_of_missing_members_has_the_button_and_says_what_came_of_it(
    enter, secretary, members, round_
):
    client, missing = enter(secretary), reverse("registration:missing", args=[round_.pk])
    button = reverse("progress:remind_members", args=[round_.pk])

    shown = client.get(missing)
    answers = [client.post(button), client.post(button)]

    assert f'action="{button}"' in shown.text
    assert [answer.url for answer in answers] == [missing, missing]
    assert said(answers[0]) == ["Đã nhắc 2 đảng viên."]
    assert said(answers[1])[-1] == "Hôm nay chi bộ đã nhắc rồi, không nhắc lại."


def test_the_steps_of_a_cell_count_its_members_reviews_and_nothing_it_has_none_of(
    secretary, cell, round_, item
):
    before = {step.number: step.count for step in stepper.steps(secretary, round_, fresh=True)}
    ReviewFactory(registration=item)
    item.person.cell = cell
    item.person.save()

    after = {step.number: step.count for step in stepper.steps(secretary, round_, fresh=True)}

    assert [n for n, count in before.items() if not count] == [2, 5, 6, 7, 8]
    assert [n for n, count in after.items() if not count] == [2, 6, 7, 8]
    assert after[5] == "0/1 hồ sơ"


def test_the_page_of_the_movement_shows_a_cell_no_models_and_no_units_it_has_none_of(
    enter, secretary, clerk, round_
):
    page = reverse("movement", args=[round_.pk])

    shown = [enter(by).get(page).context for by in (secretary, clerk)]

    assert [(len(one["funnel"]), bool(one["rows"])) for one in shown] == [(0, False), (3, True)]
