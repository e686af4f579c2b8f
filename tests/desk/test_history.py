"""The history of a record: in words, for whoever may see the record, with its seal."""

import ast
import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from django.db import models
from django.urls import reverse

from kheo.desk import history
from kheo.desk.history_words import FIELDS, OTHER, VERBS
from kheo.kernel.actor import Actor
from kheo.kernel.audit import sealing, trail
from kheo.movement.models import (
    Award,
    Card,
    Directive,
    Plan,
    Proposal,
    Registration,
    Report,
    Review,
    Round,
)
from kheo.movement.s2_plan import actions as plans
from kheo.orgs import queries
from kheo.orgs.states import Power
from tests.factories import PlanFactory, PostFactory, RegistrationFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
KHEO = Path(history.__file__).parents[1]
SHOWN = (Directive, Round, Plan, Registration, Review, Proposal, Award, Card, Report)
# Where a record lies and how it is found: kept by the code, of no meaning to a reader.
INWARD = {"id", "path", "sort_key", "folded", "words_sha256", "key"}


@pytest.fixture
def officer(agency):
    return PostFactory(unit=agency, powers=list(Power), person__full_name="Lò Thị Thanh")


@pytest.fixture
def plan(agency, round_):
    return PlanFactory(unit=agency, round=round_, path=agency.path)


def text_of(client, url):
    main = client.get(url).text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_change_is_told_in_words_with_who_when_why_and_its_seal(client, officer, plan):
    by = queries.actor_of(officer)
    plan.round.movement.scope.add(plan.unit)
    plans.receive(plan.round, plan.unit, by=by)
    plan = Plan.objects.get(pk=plan.pk)
    plans.write(plan, by=by, leader=officer.person, officer=None, summary="Làm đường", tasks=[])
    sealing.seal_all()
    trail.record("plan.send", plan, by=by, changes={"late": [False, True]}, note="Mạng hỏng")
    client.force_login(officer.person.user)

    told = text_of(client, reverse("history", args=["ke-hoach", plan.pk]))

    who = f"20/3/2026 12:00 Lò Thị Thanh, {officer.title}, Văn phòng"
    newest, middle, oldest = told.split(who)[1:]
    assert newest.strip().endswith("chưa niêm phong, sẽ niêm phong sau ít giây")
    assert "Gửi kế hoạch Trễ hạn: từ không thành có Lời ghi kèm: Mạng hỏng" in newest
    assert "Phần chung: từ để trống thành Làm đường" in middle
    assert "Sửa kế hoạch Lãnh đạo phụ trách: từ để trống thành Lò Thị Thanh" in middle
    assert "Trạng thái: từ Chưa nhận thành" in oldest
    assert "đã niêm phong ngày 20/3/2026, số 1" in oldest


@pytest.mark.parametrize("events", (1, 3))
def test_the_page_asks_eight_queries(client, officer, plan, events, django_assert_num_queries):
    changes = {"leader_id": [None, officer.person_id], "state": ["awaited", "received"]}
    for _ in range(events):
        trail.record("plan.write", plan, by=queries.actor_of(officer), changes=changes)
    sealing.seal_all()
    client.force_login(officer.person.user)

    with django_assert_num_queries(8):
        client.get(reverse("history", args=["ke-hoach", plan.pk]))


def test_a_long_history_is_paged_by_its_key(client, officer, plan):
    for n in range(60):
        trail.record("plan.write", plan, by=queries.actor_of(officer), note=f"lần {n}")
    client.force_login(officer.person.user)
    url = reverse("history", args=["ke-hoach", plan.pk])

    first = client.get(url)
    second = client.get(url + first.context["page"].next_url)

    assert [len(r.context["entries"]) for r in (first, second)] == [50, 10]
    assert second.context["entries"][-1].reason == "lần 0"


def test_who_may_not_see_the_record_does_not_find_its_history(client, plan, worker):
    elsewhere = PostFactory(unit=UnitFactory(path="009."), powers=list(Power))
    url = reverse("history", args=["ke-hoach", plan.pk])

    codes = [client.get(url).status_code]
    for post in (elsewhere, worker):
        client.force_login(post.person.user)
        codes.append(client.get(url).status_code)

    visible = history.KINDS["ke-hoach"].visible(queries.actor_of(worker))
    assert codes == [302, 404, 200 if visible.filter(pk=plan.pk).exists() else 404]


@pytest.mark.parametrize("kind", ("khong-co", "dang-ky"))
def test_what_is_not_there_has_no_history(client, officer, kind):
    client.force_login(officer.person.user)

    assert client.get(reverse("history", args=[kind, 0])).status_code == 404


def test_the_page_of_a_registration_leads_to_its_history_and_back(client, officer, round_):
    registration = RegistrationFactory(round=round_, unit=officer.unit, state="submitted")
    client.force_login(officer.person.user)
    page = reverse("registration:detail", args=[round_.pk, registration.pk])
    url = reverse("history", args=["dang-ky", registration.pk])

    assert f'href="{url}"' in client.get(page).text
    assert f'href="{page}"' in client.get(url).text
    assert "Chưa có gì được ghi lại" in client.get(url).text


def test_points_and_facts_read_are_told_by_what_they_are(plan):
    changes = {
        "1.2 check": ["5.00", "4.50"],
        "deadline 3": ["3026-11-15", "2026-11-15"],
        "unknown_name": [1, 2],
        "unchanged": [1, 1],
        "sent_at": [None, dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)],
    }
    event = trail.record("plan.write", plan, by=Actor.system("Máy"), changes=changes)

    [entry] = history.entries(plan, [event])

    assert [(c.label, c.before, c.after) for c in entry.changes] == [
        ("Dòng 1.2, Thẩm định", "5.00", "4.50"),
        ("Gửi lúc", "để trống", "20/3/2026 12:00"),
        (str(OTHER), "1", "2"),
        ("Thời hạn (3)", "15/11/3026", "15/11/2026"),
    ]


@pytest.mark.parametrize("model", SHOWN)
def test_every_field_has_a_name_of_the_interface(model):
    fields = [f for f in model._meta.concrete_fields if f.name not in INWARD]

    assert [f.name for f in fields if f.name not in FIELDS and isinstance(f, models.Field)] == []


def test_every_verb_of_these_records_has_words():
    """Written by an action as a literal, or by a flow."""
    kinds = {"directive", "round", "plan", "registration", "review", "proposal", "award", "card", "report"}  # fmt: skip
    written = {
        node.args[0].value
        for path in (KHEO / "movement").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"record", "record_each"}
        and isinstance(node.args[0], ast.Constant)
    }

    assert {v for v in written if v.partition(".")[0] in kinds} - set(VERBS) == set()
