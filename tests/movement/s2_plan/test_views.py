"""The answers of the units over HTTP."""

import io

import pytest
from django.urls import reverse
from docx import Document
from pytest_django.asserts import assertInHTML

from kheo.movement.models import Acknowledgement, Plan
from kheo.movement.s2_plan import actions
from kheo.movement.s2_plan.states import State
from kheo.orgs import queries as orgs
from kheo.orgs.states import Kind, Power
from tests.factories import ClauseFactory, PersonFactory, PostFactory, UnitFactory
from tests.factories.directive import DirectiveFactory, launched, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def stage():
    agency, divisions, launcher = office()
    return launched(agency, divisions, launcher), divisions[0], agency


def sign_in(client, unit, *powers):
    post = PostFactory(unit=unit, powers=list(powers))
    client.force_login(post.person.user)
    return orgs.actor_of(post)


def at(name, round_, *args):
    return reverse(f"plan:{name}", args=[round_.pk, *args])


def plan_data(person, **changes):
    return {
        "leader": person.pk,
        "officer": "",
        "summary": "Gần dân hơn.",
        "rows": "2",
        "t0-text": "Mở lớp tập huấn",
        "t0-responsible": "Tổ dân vận",
        "t0-due_on": "5/5/2026",
        "t1-text": "",
    } | changes


@pytest.mark.parametrize("count", (1, 3))
def test_index_asks_the_same_number_of_queries_for_any_length(
    client, django_assert_num_queries, count
):
    agency, _divisions, launcher = office()
    units = [
        UnitFactory(parent=agency, path=f"001.1{n}.", kind=Kind.DIVISION) for n in range(count)
    ]
    round_ = launched(agency, units, launcher)
    by = sign_in(client, units[0], Power.PLAN)
    actions.receive(round_, units[0], by=by)
    sign_in(client, agency, Power.LAUNCH)

    with django_assert_num_queries(8):  # session, user, post, round, due, counts, rows, stepper
        response = client.get(at("index", round_))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize(
    ("asked", "names"),
    (
        ({}, ["Phòng Tổng hợp", "Phòng Hành chính"]),
        ({"state": "awaited"}, ["Phòng Hành chính"]),
        ({"state": "received"}, ["Phòng Tổng hợp"]),
        ({"state": "sent"}, []),
        ({"state": "late"}, ["Phòng Tổng hợp", "Phòng Hành chính"]),
        ({"q": "hanh chinh"}, ["Phòng Hành chính"]),
        ({"state": "nonsense"}, ["Phòng Tổng hợp", "Phòng Hành chính"]),
    ),
)
def test_index_filters_by_state_lateness_and_words(client, stage, asked, names):
    round_, division, agency = stage
    actions.receive(round_, division, by=sign_in(client, division, Power.PLAN))
    sign_in(client, agency, Power.LAUNCH)

    response = client.get(at("index", round_), asked)

    assert [unit.name for unit in response.context["page"].rows] == names


def test_index_shows_a_division_only_itself(client, stage):
    round_, division, _agency = stage
    sign_in(client, division)

    assert list(client.get(at("index", round_)).context["page"].rows) == [division]


def test_mine_leads_from_receipt_to_the_sent_plan(client, stage):
    round_, division, _agency = stage
    sign_in(client, division, Power.PLAN)
    leader = PersonFactory(unit=division)
    asked = client.get(at("mine", round_)).text

    client.post(at("receive", round_))
    client.post(at("mine", round_), plan_data(leader))
    saved = Plan.objects.get()
    tasks = [(t.text, t.responsible) for t in saved.tasks.all()]
    sent = client.post(at("mine", round_), plan_data(leader, send="1"))

    assert "Xác nhận đã nhận" in asked
    assert (saved.state, saved.leader, tasks) == (
        State.RECEIVED,
        leader,
        [("Mở lớp tập huấn", "Tổ dân vận")],
    )
    saved.refresh_from_db()
    assert (saved.state, sent.url) == (State.SENT, at("detail", round_, saved.pk))
    assert client.get(at("mine", round_)).url == sent.url


@pytest.mark.parametrize(
    ("changes", "said"),
    (
        ({"t0-due_on": "31/2/2026"}, "Đang ghi “31/2/2026”"),
        ({"t0-due_on": "1/12/3026"}, "Đang ghi “1/12/3026”"),
        ({"t1-responsible": "Lò Thị Dung"}, "Chưa ghi việc gì."),
        ({"leader": "999999"}, "Chưa chọn đúng"),
        ({"leader": "", "send": "1"}, "Chưa phân công lãnh đạo phụ trách."),
        ({"t0-text": "x" * 501}, "500"),
    ),
)
def test_mine_says_what_is_wrong_and_keeps_what_was_typed(client, stage, changes, said):
    round_, division, _agency = stage
    by = sign_in(client, division, Power.PLAN)
    actions.receive(round_, division, by=by)

    response = client.post(at("mine", round_), plan_data(PersonFactory(unit=division), **changes))

    assert said in response.text
    assert "Gần dân hơn." in response.text
    if "t1-responsible" in changes:  # the summary on top leads to the row
        assertInHTML('<a href="#id_t1-text">Việc 2: Làm gì</a>', response.text)
    assert Plan.objects.get().state == State.RECEIVED


@pytest.mark.parametrize("rows", ("", "-1", "x", "99999999999", "²"))
def test_a_strange_number_of_rows_is_bounded(client, stage, rows):
    round_, division, _agency = stage
    actions.receive(round_, division, by=sign_in(client, division, Power.PLAN))

    data = plan_data(PersonFactory(unit=division), rows=rows)

    assert client.post(at("mine", round_), data).status_code == 302


def test_a_plan_sent_meanwhile_is_said_in_words_and_what_was_typed_is_kept(client, stage):
    round_, division, _agency = stage
    by = sign_in(client, division, Power.PLAN)
    leader = PersonFactory(unit=division)
    plan = actions.receive(round_, division, by=by)
    plan = actions.write(plan, by=by, summary="Cũ", leader=leader, officer=None, tasks=[])
    actions.send(plan, by=by)

    wrong = plan_data(leader) | {"t0-due_on": "khi nào xong"}

    for response in (
        client.post(at("mine", round_), plan_data(leader)),
        client.post(at("mine", round_), wrong),
    ):
        assert "Kế hoạch này đã được gửi, nên chưa lưu" in response.text
        assert "Mở lớp tập huấn" in response.text
    assert Plan.objects.get().summary == "Cũ"


def test_mine_of_a_unit_outside_the_scope_says_so(client, stage):
    round_, _division, _agency = stage
    sign_in(client, UnitFactory(path="001.900."), Power.PLAN)

    assert "không giao cho đơn vị của bạn" in client.get(at("mine", round_)).text
    assert client.post(at("receive", round_)).status_code == 403


def test_a_colleague_reads_the_plan_but_does_not_write_it(client, stage):
    round_, division, _agency = stage
    actions.receive(round_, division, by=sign_in(client, division, Power.PLAN))
    sign_in(client, division)
    plan = Plan.objects.get()

    assert client.get(at("mine", round_)).url == at("detail", round_, plan.pk)
    assert client.post(at("recall", round_, plan.pk), {"note": "x"}).status_code == 403


def test_a_stranger_finds_no_plan(client, stage):
    round_, division, _agency = stage
    actions.receive(round_, division, by=sign_in(client, division, Power.PLAN))
    sign_in(client, UnitFactory(path="001.900."), Power.PLAN)
    pk = Plan.objects.get().pk

    codes = [client.get(at(name, round_, pk)).status_code for name in ("detail", "docx")]

    assert codes == [404, 404]


def sent_plan(client, round_, division):
    by = sign_in(client, division, Power.PLAN)
    plan = actions.receive(round_, division, by=by)
    plan = actions.write(
        plan,
        by=by,
        summary="Gần dân hơn.",
        leader=PersonFactory(unit=division, full_name="Hà Thị Sơn"),
        officer=None,
        tasks=[actions.Task("Mở lớp tập huấn", responsible="Tổ dân vận")],
    )
    return actions.send(plan, by=by)


def test_recall_asks_for_the_reason_and_is_taken_once(client, stage):
    round_, division, _agency = stage
    plan = sent_plan(client, round_, division)
    url = at("recall", round_, plan.pk)

    without = client.post(url, {"note": " "})
    taken = client.post(url, {"note": "Thiếu việc"})
    again = client.post(url, {"note": "Thiếu việc"}, follow=True)

    assert "Chưa ghi. Cần điền ô này." in without.text
    assert taken.url == at("mine", round_)
    assert "vừa được rút về" in again.text


def test_the_plan_prints_as_word(client, stage):
    round_, division, _agency = stage
    ClauseFactory(movement=round_.movement, kind="content", ordinal=1, text="Học làm dân vận")
    plan = sent_plan(client, round_, division)

    response = client.get(at("docx", round_, plan.pk))

    found = Document(io.BytesIO(response.content))
    words = " ".join(p.text for p in found.paragraphs)
    cells = " ".join(c.text for t in found.tables for row in t.rows for c in row.cells)
    assert "Gần dân hơn." in words
    assert "Học làm dân vận" in words
    assert "Hà Thị Sơn" in words
    assert "Mở lớp tập huấn" in cells
    assert ".docx" in response["Content-Disposition"]


def test_everybody_says_they_have_read_it_once(client, stage):
    round_, division, _agency = stage
    sign_in(client, division)
    url = at("acknowledge", round_)
    before = client.get(url).text

    client.post(url)
    client.post(url)

    assert "Tôi đã đọc" in before
    assert "Bạn đã đọc ngày 20/3/2026" in client.get(url).text
    assert Acknowledgement.objects.count() == 1


def test_a_paper_nobody_could_name_stands_in_the_plan_as_blanks_never_as_a_file(client, stage):
    round_, division, _agency = stage
    directive = DirectiveFactory(
        document__number="", document__issued_on=None, document__kind="Công văn",
        document__issuer="UBND tỉnh", document__file_name="cong-van-14.txt",
        document__subject="Công văn chưa rõ trích yếu (cong-van-14.txt)",
    )  # fmt: skip
    type(round_.movement).objects.update(directive=directive)
    plan = sent_plan(client, round_, division)

    found = Document(io.BytesIO(client.get(at("docx", round_, plan.pk)).content))

    words = " ".join(p.text for p in found.paragraphs)
    assert "Thực hiện Công văn số ………… ngày ………… của UBND tỉnh" in words
    assert "cong-van-14.txt" not in words
