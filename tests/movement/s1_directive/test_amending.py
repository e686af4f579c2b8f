"""A deadline is moved after the launch: who may, with what reason, who is told, what stays readable."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.desk import history, stepper
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Amendment
from kheo.movement.s1_directive import actions, queries
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s1_directive.yearforms import AmendForm
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from tests.factories import actor_in
from tests.factories.directive import launched, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LATER, REASON = dt.date(2026, 4, 15), "Mưa lũ làm đứt đường về xã"
PLAN, REGISTRATION = MilestoneKind.PLAN, MilestoneKind.REGISTRATION


@pytest.fixture
def opened():
    agency, divisions, by = office()
    return launched(agency, divisions, by), divisions, by


def typed(form, **changes):
    """Return what the form would send as it stands, with *changes*."""
    return {f.name: f.value() for f in form if f.value() is not None} | {"reason": REASON} | changes


def test_a_moved_deadline_is_the_day_the_stepper_and_the_clocks_follow(opened):
    round_, _divisions, by = opened

    actions.amend(round_, {REGISTRATION: LATER}, by=by, reason=REASON)

    assert queries.due_on(round_, REGISTRATION) == LATER
    assert queries.due_on(round_, PLAN) == dt.date(2026, 3, 10)
    assert stepper.counted(by, round_)[3].due_on == LATER


def test_the_earlier_day_the_paper_and_the_reason_stay_readable_in_the_history(opened):
    round_, _divisions, by = opened

    actions.amend(round_, {REGISTRATION: LATER}, by=by, reason=REASON, paper="Công văn 31/UBND-NC")

    entry = history.entries(round_, list(trail.history_of(round_)))[0]
    assert (entry.what, entry.reason) == ("Dời hạn", REASON)
    assert [(c.label, c.before, c.after) for c in entry.changes] == [
        ("Nộp bản đăng ký", "25/3/2026", "15/4/2026"),
        ("Theo văn bản", "để trống", "Công văn 31/UBND-NC"),
    ]


def test_who_must_keep_the_day_is_told_in_one_sentence_with_the_reason(opened):
    round_, (first, _second), by = opened
    planner = actor_in(first, Power.PLAN)

    actions.amend(round_, {REGISTRATION: LATER}, by=by, reason=REASON)

    notice = Notice.objects.get(person=planner.person_id)
    assert notice.text == (
        "Phong trào “Dân vận khéo” năm 2026 dời hạn. Nộp bản đăng ký: 15/4/2026."
        " Lý do: Mưa lũ làm đứt đường về xã"
    )
    assert notice.url == f"/phong-trao/{round_.pk}/chi-dao/#due"


def test_a_notice_of_eight_days_and_long_words_still_fits(opened):
    round_, (first, _second), by = opened
    planner = actor_in(first, Power.PLAN)
    round_.movement.name = "Dân vận khéo " * 20

    actions.amend(round_, dict.fromkeys(MilestoneKind, LATER), by=by, reason="Lũ lụt " * 70)

    notice = Notice.objects.get(person=planner.person_id)
    assert ("và 5 hạn khác" in notice.text, len(notice.text) <= 500) == (True, True)


def test_moving_a_day_without_a_reason_or_without_a_change_writes_nothing(opened):
    round_, _divisions, by = opened

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.amend(round_, {REGISTRATION: LATER}, by=by, reason="  ")
    with pytest.raises(ValidationError, match="Chưa đổi hạn nào"):
        actions.amend(round_, {PLAN: dt.date(2026, 3, 10)}, by=by, reason=REASON)

    assert Amendment.objects.count() == 0


def test_only_who_may_launch_for_the_unit_moves_a_day_and_only_of_an_open_year(opened):
    round_, (first, _second), by = opened

    with pytest.raises(PermissionDenied, match="được giao phát động"):
        actions.amend(
            round_, {REGISTRATION: LATER}, by=actor_in(first, Power.LAUNCH), reason=REASON
        )
    actions.close_year(round_, by=by)
    with pytest.raises(PermissionDenied, match="đã khép lại"):
        actions.amend(round_, {REGISTRATION: LATER}, by=by, reason=REASON)


def test_of_two_who_move_days_from_one_page_the_second_is_asked_to_look_again(opened):
    round_, _divisions, by = opened
    actions.amend(round_, {REGISTRATION: LATER}, by=by, reason=REASON, seen=0)

    with pytest.raises(StaleStateError):
        actions.amend(round_, {PLAN: LATER}, by=by, reason=REASON, seen=0)

    assert queries.due_on(round_, PLAN) == dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("field", "day", "said"),
    (
        (
            "due_registration",
            "16/3/2026",
            {
                "anyway": [
                    (
                        "“Nộp bản đăng ký” có hạn 16/3/2026, trước hôm nay. "
                        "Sửa lại, hoặc đánh dấu “Vẫn dời hạn”."
                    )
                ]
            },
        ),
        (
            "due_report",
            "21/3/2026",
            {
                "anyway": [
                    (
                        "“Gửi báo cáo năm” có hạn 21/3/2026, sớm hơn “Nộp bản đăng ký” 25/3/2026. "
                        "Sửa lại, hoặc đánh dấu “Vẫn dời hạn”."
                    )
                ]
            },
        ),
        (
            "due_registration",
            "",
            {"due_registration": ["Hạn đã giao thì chỉ dời sang ngày khác, không bỏ trống."]},
        ),
        (
            "due_registration",
            "25/3/3026",
            {"due_registration": ["Hạn của năm 2026 phải rơi vào năm đó, năm trước hoặc năm sau."]},
        ),
        (
            "due_registration",
            "25/3/2026",
            {"__all__": ["Chưa đổi hạn nào. Ghi ngày mới vào hạn cần dời."]},
        ),
    ),
)
def test_an_odd_day_is_asked_about_and_a_day_that_cannot_be_is_refused(opened, field, day, said):
    round_, _divisions, _by = opened
    form = AmendForm(round_, typed(AmendForm(round_), **{field: day}))

    assert {k: list(v) for k, v in form.errors.items() if k in said} == said
    if "anyway" in said:  # the plan's day has passed too: it stands, and nobody asks about it
        assert AmendForm(round_, form.data | {"anyway": "on"}).is_valid()


def test_the_page_of_the_movement_says_until_when_by_what_and_why(client, opened):
    round_, _divisions, by = opened
    client.force_login(Person.objects.get(pk=by.person_id).user)
    url = reverse("directive:amend", args=[round_.pk])
    form = client.get(url).context["form"]

    response = client.post(
        url,
        typed(form, due_registration="15/4/2026", paper="Công văn 31/UBND-NC"),
        follow=True,
    )

    assert response.redirect_chain == [(f"/phong-trao/{round_.pk}/chi-dao/#due", 302)]
    assert (
        "Gia hạn từ 25/3/2026 đến 15/4/2026 theo Công văn 31/UBND-NC. Lý do: " + REASON
        in response.text
    )


def test_a_stale_page_keeps_what_was_typed_and_says_the_days_of_now(client, opened):
    round_, _divisions, by = opened
    client.force_login(Person.objects.get(pk=by.person_id).user)
    url = reverse("directive:amend", args=[round_.pk])
    sent = typed(client.get(url).context["form"], due_plan="25/3/2026")
    actions.amend(round_, {REGISTRATION: LATER}, by=by, reason="Lũ")

    response = client.post(url, sent)

    form = response.context["form"]
    assert form.non_field_errors() == [
        (
            "Người khác vừa dời hạn. Hạn hiện nay: Gửi kế hoạch năm: 10/3/2026; Nộp bản đăng ký:"
            " 15/4/2026. Xem lại rồi lưu lần nữa."
        )
    ]
    assert (form["due_plan"].value(), form["reason"].value()) == ("25/3/2026", REASON)
    assert str(form["seen"].value()) == "1"
