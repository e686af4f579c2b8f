"""The review of a running model (form F3): asked of each unit, written, sent, read above."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.documents.masters.states import Kind as Master
from kheo.documents.paper.description import Heading
from kheo.documents.paper.page import html
from kheo.kernel.audit import trail
from kheo.kernel.text import fold
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Checkup, CheckupPeriod, Registration
from kheo.movement.s3_registration import actions as s3_actions
from kheo.movement.s3_registration import editing
from kheo.movement.s3_registration.newest import added_questions
from kheo.movement.s3_registration.questions import Kind, Question
from kheo.movement.s7_replication import access, actions, checking, exports
from kheo.movement.s7_replication.states import CheckupState
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from tests.factories import (
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
    actor_in,
)
from tests.factories.commendation import recognised_model
from tests.factories.masters import laid_out_by, last_line

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 15)
SAID = {f"o{n}": f"Lời {n}" for n in range(1, 7)}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def root():
    return UnitFactory(path="001.", name="UBND tỉnh Nam Sơn")


@pytest.fixture
def unit(root):
    return UnitFactory(path="001.003.", parent=root, name="Xã Nậm Sung")


@pytest.fixture
def round_(root):
    return RoundFactory(movement__name="Dân vận khéo", movement__unit=root)


@pytest.fixture
def focal(root):
    return actor_in(root, Power.LAUNCH, Power.FILE, Power.OVERSEE)


@pytest.fixture
def keeper(unit):
    return actor_in(unit, Power.MODEL)


@pytest.fixture
def model(unit, round_):
    return running_model(unit, round_)


@pytest.fixture
def period(round_, focal, model):
    return actions.open_period(round_, by=focal, name="Cuối năm 2026", due_on=DUE)


def running_model(unit, round_, title="Chuyến xe hồ sơ về bản", **fields):
    sheet = SheetFactory(round=round_, unit=unit, person=None)
    return RegistrationFactory(sheet=sheet, state="accepted", title=title, **fields)


def write(period, model, by, *, send=True, answers=SAID, conclusion="keep", seen=""):
    checkup = checking.checkup_of(by, period, model)
    return actions.write_checkup(
        checkup, by=by, answers=answers, conclusion=conclusion, seen=seen, send=send
    )


def decide(checkup, by, decision="keep", note=""):
    return actions.decide_checkup(checkup, by=by, decision=decision, note=note)


def test_a_period_is_opened_by_the_focal_office_and_told_to_who_keeps_the_models(
    unit, round_, focal, model
):
    holder = PostFactory(unit=unit, powers=[Power.MODEL]).person
    elsewhere = PostFactory(unit=UnitFactory(path="001.004."), powers=[Power.MODEL]).person

    period = actions.open_period(round_, by=focal, name="Cuối  năm 2026", due_on=DUE)

    assert period.name == "Cuối năm 2026"
    told = set(Notice.objects.values_list("person", flat=True))
    assert (holder.pk in told, elsewhere.pk in told) == (True, False)
    assert [e.verb for e in trail.history_of(period)] == ["checkup_period.open"]


@pytest.mark.parametrize(
    ("name", "due_on", "field"),
    (
        ("", DUE, "name"),
        ("Quý I", dt.date(2026, 11, 20), "due_on"),
        ("Quý I", dt.date(2027, 4, 1), "due_on"),
        ("Cuối năm 2026", DUE, "name"),
    ),
)
def test_a_period_needs_a_name_of_its_own_and_a_day_to_come(
    round_, focal, period, name, due_on, field
):
    with pytest.raises(ValidationError) as refused:
        actions.open_period(round_, by=focal, name=name, due_on=due_on)

    assert list(refused.value.message_dict) == [field]
    assert CheckupPeriod.objects.count() == 1


def test_another_office_opens_no_period(round_, unit):
    with pytest.raises(PermissionDenied, match="đơn vị phát động"):
        actions.open_period(round_, by=actor_in(unit, *Power), name="Cuối năm", due_on=DUE)


def test_running_are_those_accepted_this_year_and_those_recognised_before_till_one_says_stop(
    unit, round_, focal, keeper
):
    before = RoundFactory(movement=round_.movement, year=round_.year - 1)
    now = running_model(unit, round_, "Đang làm")
    RegistrationFactory(sheet=now.sheet, state="submitted", title="Chưa ghi nhận", ordinal=2)
    RegistrationFactory(
        sheet=now.sheet, state="accepted", standing="stopped", title="Đã dừng", ordinal=3
    )
    kept = recognised_model(unit, before, title="Được công nhận").registration
    recognised_model(unit, before, title=now.title)  # registered anew this year
    RegistrationFactory(sheet=kept.sheet, state="accepted", title="Chưa được công nhận", ordinal=2)
    for each in Registration.objects.all():
        Registration.objects.filter(pk=each.pk).update(folded=fold(each.title))
    first = actions.open_period(round_, by=focal, name="Kỳ một", due_on=DUE)
    assert titles(round_, first) == ["Được công nhận", "Đang làm"]

    decide(write(first, kept, keeper, conclusion="keep"), focal, "stop", "Hết nguồn lực")
    second = actions.open_period(round_, by=focal, name="Kỳ hai", due_on=DUE)

    assert titles(round_, first) == ["Được công nhận", "Đang làm"]
    assert titles(round_, second) == ["Đang làm"]
    [why] = checking.ended(focal, second)
    assert (why.registration_id, why.decided) == (kept.pk, "Hết nguồn lực")
    actions.reopen_checkup(why, by=focal, note="Bấm nhầm")
    assert titles(round_, second) == ["Được công nhận", "Đang làm"]


def titles(round_, period):
    rows = checking.running(round_, period.pk).order_by("pk")
    return sorted((r.title for r in rows), reverse=True)


def test_a_draft_may_have_holes_what_is_sent_may_not(period, model, keeper):
    draft = write(period, model, keeper, send=False, answers={"o1": "Lời 1"}, conclusion="")
    assert (draft.state, draft.answers) == (CheckupState.DRAFT, {"o1": "Lời 1"})

    with pytest.raises(ValidationError, match="Còn thiếu: Nội dung, cách làm; Kết quả"):
        write(period, model, keeper, answers={"o1": "Lời 1"}, conclusion="")

    sent = write(period, model, keeper)
    assert (sent.state, sent.answers, sent.conclusion) == ("sent", SAID, "keep")
    verbs = [e.verb for e in trail.history_of(sent)]
    assert sorted(verbs) == ["checkup.send", "checkup.write", "checkup.write"]


def test_pressed_twice_it_is_kept_once(period, model, keeper):
    unwritten = Checkup(period=period, registration=model)
    actions.write_checkup(unwritten, by=keeper, answers=SAID, conclusion="keep")

    again = Checkup(period=period, registration=model)
    actions.write_checkup(again, by=keeper, answers=SAID, conclusion="keep")

    assert Checkup.objects.count() == 1
    assert [e.verb for e in trail.history_of(Checkup.objects.get())] == ["checkup.write"]


def test_of_two_windows_the_second_is_told_and_nothing_is_written_over(period, model, keeper):
    first = write(period, model, keeper, send=False)
    seen = checking.stamp(first)
    with time_machine.travel(dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC), tick=False):
        write(period, model, keeper, send=False, answers=SAID | {"o1": "Khác"}, seen=seen)

        with pytest.raises(ValidationError, match="cửa sổ khác"):
            write(period, model, keeper, send=False, answers=SAID | {"o1": "Nữa"}, seen=seen)

    assert Checkup.objects.get().answers["o1"] == "Khác"


def test_only_who_keeps_the_models_of_the_unit_writes(period, model, unit, focal):
    for by in (focal, actor_in(unit, Power.OVERSEE), actor_in(UnitFactory(), *Power)):
        with pytest.raises(PermissionDenied):
            write(period, model, by)


def test_the_unit_above_reads_or_returns_it_and_never_the_unit_itself(
    period, model, unit, focal, keeper
):
    sent = write(period, model, keeper)
    own_head = actor_in(unit, Power.MODEL, Power.OVERSEE)
    with pytest.raises(PermissionDenied, match="chính đơn vị bạn"):
        decide(sent, own_head)
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.return_checkup(sent, by=focal, note=" ")

    actions.return_checkup(sent, by=focal, note="Ghi thêm con số.")

    assert sent.state == CheckupState.RETURNED
    assert checking.returned(sent) == "Ghi thêm con số."
    again = write(period, model, keeper, answers=SAID | {"o3": "12 bản"})
    decide(again, focal)
    assert (again.state, again.seen_by_id) == ("seen", focal.person_id)
    with pytest.raises(StaleStateError):
        decide(sent, focal)
    with pytest.raises(PermissionDenied, match="đã gửi"):
        write(period, model, keeper)


@pytest.mark.parametrize(
    ("decision", "note", "field"),
    (("", "", "decision"), ("stop", " ", "note"), ("replicate", "", "note")),
)
def test_a_decision_says_what_and_why_where_it_is_not_what_the_unit_proposes(
    period, model, focal, keeper, decision, note, field
):
    sent = write(period, model, keeper, conclusion="keep")

    with pytest.raises(ValidationError) as refused:
        decide(sent, focal, decision, note)

    assert (list(refused.value.message_dict), Checkup.objects.get().state) == ([field], "sent")


def test_a_decision_is_told_kept_in_the_trail_and_taken_back_with_a_reason(
    period, model, focal, keeper
):
    sent = write(period, model, keeper, conclusion="keep")

    decide(sent, focal, "strengthen", "Thêm người trực")

    told = Notice.objects.filter(person=keeper.person_id).latest("pk")
    assert told.text == (
        "Cấp trên quyết định với mô hình “Chuyến xe hồ sơ về bản”: Củng cố. Thêm người trực"
    )
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.reopen_checkup(sent, by=focal, note=" ")
    actions.reopen_checkup(sent, by=focal, note="Xem nhầm bản")
    held = Checkup.objects.get()
    assert (held.state, held.decision, held.decided, held.seen_by) == ("sent", "", "", None)
    verbs = [(e.verb, e.note) for e in trail.history_of(held)][:2]
    assert verbs == [("checkup.reopen", "Xem nhầm bản"), ("checkup.decide", "Thêm người trực")]


def test_a_refused_decision_keeps_what_was_typed_on_the_page(
    client, round_, period, model, root, keeper
):
    sent = write(period, model, keeper, conclusion="keep")
    client.force_login(PostFactory(unit=root, powers=[Power.FILE]).person.user)
    url = reverse("replication:decide_checkup", args=[round_.pk, sent.pk])

    page = client.post(url, {"decision": "stop", "note": " "})
    done = client.post(url, {"decision": "stop", "note": "Hết nguồn lực"}, follow=True)

    assert (page.status_code, page.context["deciding"]["decision"].value()) == (200, "stop")
    assert "Hết nguồn lực" in done.text


def test_a_draft_is_its_units_alone(period, model, unit, focal, keeper):
    draft = write(period, model, keeper, send=False)

    def sees(by):
        return access.visible_checkups(by).filter(pk=draft.pk).exists()

    stranger = actor_in(UnitFactory(path="001.009."), *Power)
    assert [sees(by) for by in (keeper, focal, stranger)] == [True, False, False]
    write(period, model, keeper)
    assert [sees(by) for by in (keeper, focal, stranger)] == [True, True, False]


def test_no_review_of_what_does_not_run_nor_in_a_closed_year(period, model, unit, round_, keeper):
    idle = RegistrationFactory(sheet=model.sheet, state="submitted", ordinal=2)
    with pytest.raises(ValidationError, match="không phải mô hình đang thực hiện"):
        write(period, idle, keeper)

    type(round_).objects.filter(pk=round_.pk).update(state="closed")
    with pytest.raises(ValidationError, match="đã khép lại"):
        write(period, model, keeper)


def test_a_period_with_something_written_stays(period, model, focal, keeper):
    write(period, model, keeper, send=False)
    with pytest.raises(ValidationError, match="đã có 1 bản"):
        actions.drop_period(period, by=focal)
    Checkup.objects.all().delete()

    actions.drop_period(period, by=focal)

    assert not CheckupPeriod.objects.exists()


def test_the_form_is_data_and_what_was_sent_keeps_its_own(period, model, round_, focal, keeper):
    sent = write(period, model, keeper)
    homes = Question("", Kind.NUMBER, "Số hộ hưởng lợi", required=True, unit="hộ")
    asked = [*editing.shipped("checkup")[:1], homes]

    version = s3_actions.edit_form(round_, "checkup", asked, by=focal, seen=0)

    assert [q.key for q in version.questions] == ["o1", "o7"]  # no key is used again
    assert [s.label for s in checking.said(sent)][0:2] == ["Mục tiêu", "Nội dung, cách làm"]
    other = running_model(model.unit, RoundFactory(movement=round_.movement, year=2020))
    new = Checkup(period=period, registration=other)
    assert [s.label for s in checking.said(new)] == ["Mục tiêu", "Số hộ hưởng lợi"]
    assert added_questions(round_, "") == []  # none of it is asked of registrations


def test_the_paper_says_what_was_written_or_leaves_lines(period, model, keeper):
    written = exports.checkup_paper(write(period, model, keeper))
    empty = exports.checkup_paper(Checkup(period=period, registration=model))

    headings = [b.text for b in written.body if isinstance(b, Heading)]
    assert headings[0] == "1. Mục tiêu"
    assert headings[-2:] == ["7. Đề nghị của đơn vị", "8. Cấp trên quyết định"]
    assert "[x]\xa0Duy trì" in html(written)
    assert "[x]" not in html(empty)
    assert "Cuối năm 2026" in html(empty)


def test_it_waits_on_the_desk_till_sent_then_above_till_seen(period, model, round_, focal, keeper):
    def waits(by):
        return {what: rows.count() for what, rows in checking.waiting(by, round_)}

    assert waits(keeper) == {"replication.checkup": 1}
    sent = write(period, model, keeper)
    assert waits(keeper) == {"replication.checkup": 0}
    assert waits(focal)["replication.read"] == 1
    decide(sent, focal)
    assert waits(focal)["replication.read"] == 0


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_asks_the_same_number_of_queries_for_any_length(
    client, root, round_, period, unit, django_assert_num_queries, count
):
    for n in range(count):
        running_model(UnitFactory(path=f"001.01{n}.", parent=root), round_, f"Mô hình {n}")
    client.force_login(PostFactory(unit=root, powers=[Power.FILE]).person.user)

    with django_assert_num_queries(9):
        page = client.get(reverse("replication:checkups", args=[round_.pk]))

    assert len(page.context["rows"]) == count + 1


def test_a_unit_fills_the_form_and_reads_it_again(client, unit, round_, period, model):
    client.force_login(PostFactory(unit=unit, powers=[Power.MODEL]).person.user)
    address = reverse("replication:checkup", args=[round_.pk, period.pk, model.pk])

    wrong = client.post(address, SAID | {"o3": "", "conclusion": "keep", "form": "0", "seen": ""})
    right = client.post(address, SAID | {"conclusion": "replicate", "form": "0", "seen": ""})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert wrong.context["form"]["o1"].value() == "Lời 1"
    shown = client.get(address)
    assert [s.words for s in shown.context["said"]] == list(SAID.values())
    assert shown.context["form"] is None
    assert "Nhân rộng" in shown.content.decode()
    detail = client.get(reverse("registration:detail", args=[round_.pk, model.pk]))
    assert "Cuối năm 2026" in detail.content.decode()


@pytest.mark.parametrize("name", ("checkup_pdf", "checkup_docx"))
def test_the_paper_is_handed_out(client, unit, round_, period, model, name):
    client.force_login(PostFactory(unit=unit, powers=[Power.MODEL]).person.user)

    answer = client.get(reverse(f"replication:{name}", args=[round_.pk, period.pk, model.pk]))

    assert answer.status_code == 200
    assert answer.content[:2] == (b"PK" if name.endswith("docx") else b"%P")


def test_the_paper_in_word_is_laid_out_by_the_office(client, root, focal, round_, period, model):
    laid_out_by(root, focal, Master.REVIEW, "Mẫu của tỉnh")
    client.force_login(Person.objects.get(pk=focal.person_id).user)

    answer = client.get(reverse("replication:checkup_docx", args=[round_.pk, period.pk, model.pk]))

    assert last_line(answer.content) == "Mẫu của tỉnh"


def test_a_form_changed_while_it_was_open_is_told_and_keeps_what_was_typed(
    client, unit, round_, period, model
):
    client.force_login(PostFactory(unit=unit, powers=[Power.MODEL]).person.user)
    address = reverse("replication:checkup", args=[round_.pk, period.pk, model.pk])

    answer = client.post(address, SAID | {"conclusion": "keep", "form": "3", "draft": "1"})

    assert "vừa sửa mẫu này" in answer.content.decode()
    assert answer.context["form"]["o2"].value() == "Lời 2"
    assert not Checkup.objects.exists()


def test_the_models_registered_are_left_as_they_are(period, model, keeper):
    write(period, model, keeper)

    assert Registration.objects.get(pk=model.pk).state == "accepted"
