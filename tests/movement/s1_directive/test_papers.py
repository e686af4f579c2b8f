"""Reading a paper and confirming it, by its actions."""

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from kheo.documents.models import Citation, OfficialDocument
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Directive, Fact
from kheo.movement.s1_directive import actions, exports
from kheo.movement.s1_directive.clashing import clashing_stages
from kheo.movement.s1_directive.forms import LaunchForm
from kheo.movement.s1_directive.states import DirectiveState, FactKind, Verdict
from kheo.orgs.states import Power
from tests.factories import UnitFactory, actor_in
from tests.factories.directive import PAPER, DirectiveFactory, FactFactory, office, read_paper

pytestmark = pytest.mark.django_db
NOTHING = (0, 0, 0, 0)


def everything():
    models = (OfficialDocument, Citation, Directive, Fact)
    return tuple(model.objects.count() for model in models)


def facts(directive, kind):
    return list(directive.facts.filter(kind=kind))


def test_read_registers_the_paper_with_its_text_file_and_facts_and_no_citation_yet():
    agency, _divisions, by = office()

    directive = read_paper(agency, by)

    document = directive.document
    assert (document.number, document.issued_on.isoformat()) == ("87/VP-HCTC", "2014-03-08")
    assert document.text == PAPER
    with default_storage.open(document.file) as stored:
        assert stored.read() == PAPER.encode()
    assert [str(c) for c in document.citations.all()] == []
    [quota] = [f for f in facts(directive, "quota") if f.value["subject"] == "person"]
    assert (quota.value["min"], quota.value["max"]) == (1, 3)
    assert PAPER[quota.start : quota.end] == quota.quote
    assert [e.verb for e in trail.history_of(directive)] == ["directive.read"]


def test_read_keeps_an_impossible_day_as_written_and_only_suggests_another():
    agency, _divisions, by = office()

    [deadline] = facts(read_paper(agency, by), "deadline")

    assert (deadline.value["written"], deadline.value["iso"]) == ("25/3/3013", None)
    assert deadline.value["impossible"] is True
    assert deadline.suggestion["value"]["iso"] == "2014-03-25"
    assert (deadline.verdict, deadline.confirmed) == (Verdict.PENDING, None)


@pytest.mark.parametrize(
    ("data", "said"),
    (
        (b"", "rỗng"),
        (b"   \n\t ", "khoảng trắng"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "là ảnh|đọc được ảnh"),
        (bytes(range(256)) * 20, "không phải văn bản"),
        (b"a" * (60 * 1024 * 1024), "60,0 MB"),
    ),
    ids=("empty", "blank", "picture", "binary", "60MB"),
)
def test_read_refuses_what_is_no_text_in_one_sentence_and_creates_nothing(data, said):
    agency, _divisions, by = office()

    with pytest.raises(ValidationError, match=said):
        actions.read(data, "cong-van.txt", by=by, unit=agency)

    assert everything() == NOTHING


def test_read_refuses_a_book():
    agency, _divisions, by = office()
    book = "\n".join(f"Thực hiện Kế hoạch số {n}/KH-VP về việc chung." for n in range(1, 2100))

    with pytest.raises(ValidationError, match="chỗ cần xác nhận"):
        actions.read(book.encode(), "sach.txt", by=by, unit=agency)

    assert everything() == NOTHING


def test_read_of_the_same_file_points_to_the_first_one():
    agency, _divisions, by = office()
    first = read_paper(agency, by)
    before = everything()

    with pytest.raises(actions.AlreadyReadError) as caught:
        read_paper(agency, by, name="ten-khac.txt")

    assert caught.value.directive == first
    assert everything() == before


def test_another_unit_reads_the_same_file_for_itself():
    agency, _divisions, by = office()
    read_paper(agency, by)
    other, _below, stranger = office(path="002.")

    assert read_paper(other, stranger).unit == other


@pytest.mark.parametrize("power", (Power.PLAN, Power.REPORT))
def test_read_is_refused_to_who_does_not_launch(power):
    agency, _divisions, _by = office()

    with pytest.raises(PermissionDenied, match="người được giao phát động"):
        read_paper(agency, actor_in(agency, power))

    assert everything() == NOTHING


def test_judge_leaves_who_confirmed_what_old_and_new():
    agency, _divisions, by = office()
    directive = read_paper(agency, by)
    [deadline] = facts(directive, "deadline")

    actions.judge(deadline, Verdict.CORRECTED, by=by, value=deadline.suggestion["value"])

    deadline.refresh_from_db()
    assert (deadline.verdict, deadline.confirmed["iso"]) == (Verdict.CORRECTED, "2014-03-25")
    event = trail.history_of(directive)[0]
    assert (event.verb, event.user_id) == ("directive.correct", by.user_id)
    old, new = event.changes[f"deadline {deadline.ordinal}"]
    assert (old["iso"], new["iso"]) == (None, "2014-03-25")


def test_judge_never_takes_an_impossible_day_as_read():
    agency, _divisions, by = office()
    [deadline] = facts(read_paper(agency, by), "deadline")

    with pytest.raises(ValidationError, match=r"25/3/3013.*không thể"):
        actions.judge(deadline, Verdict.ACCEPTED, by=by)

    deadline.refresh_from_db()
    assert deadline.verdict == Verdict.PENDING


@pytest.mark.parametrize("iso", ("3013-03-25", "2101-03-25", "2054-03-25", "1013-03-25"))
def test_judge_never_takes_an_impossible_day_typed_by_hand(iso):
    agency, _divisions, by = office()
    [deadline] = facts(read_paper(agency, by), "deadline")

    with pytest.raises(ValidationError, match=r"không thể là ngày đúng của văn bản này"):
        actions.judge(deadline, Verdict.CORRECTED, by=by, value={**deadline.value, "iso": iso})

    deadline.refresh_from_db()
    assert (deadline.verdict, deadline.confirmed) == (Verdict.PENDING, None)


def test_judge_is_refused_to_a_colleague_without_the_power_and_to_a_stranger():
    agency, _divisions, by = office()
    fact = FactFactory(directive=read_paper(agency, by), ordinal=999)

    for other in (actor_in(agency, Power.PLAN), actor_in(UnitFactory(), Power.LAUNCH)):
        with pytest.raises(PermissionDenied, match="phát động"):
            actions.judge(fact, Verdict.STRUCK, by=other)

    fact.refresh_from_db()
    assert fact.verdict == Verdict.PENDING


def test_of_two_who_judge_one_fact_at_once_one_succeeds():
    agency, _divisions, by = office()
    fact = FactFactory(directive=read_paper(agency, by), ordinal=999)
    same = Fact.objects.get(pk=fact.pk)
    actions.judge(fact, Verdict.ACCEPTED, by=by)

    with pytest.raises(StaleStateError):
        actions.judge(same, Verdict.STRUCK, by=by)

    fact.refresh_from_db()
    assert fact.verdict == Verdict.ACCEPTED


def test_a_verdict_is_taken_back():
    agency, _divisions, by = office()
    fact = FactFactory(directive=read_paper(agency, by), ordinal=999)
    actions.judge(fact, Verdict.STRUCK, by=by)

    actions.judge(fact, Verdict.PENDING, by=by)

    fact.refresh_from_db()
    assert (fact.verdict, fact.confirmed) == (Verdict.PENDING, None)


def test_accept_clear_takes_what_is_clear_and_leaves_the_doubts():
    agency, _divisions, by = office()
    directive = read_paper(agency, by)
    doubtful = directive.facts.exclude(doubt="").count()

    n = actions.accept_clear(directive, by=by)

    assert directive.facts.filter(verdict=Verdict.ACCEPTED).count() == n
    assert directive.facts.filter(verdict=Verdict.PENDING).count() == doubtful > 0
    assert len(trail.history_of(directive)[0].changes) == n


def test_confirm_names_the_doubts_still_open():
    agency, _divisions, by = office()
    directive = read_paper(agency, by)

    with pytest.raises(ValidationError, match="trước ngày 25/3/3013"):
        actions.confirm(directive, by=by)

    directive.refresh_from_db()
    assert directive.state == DirectiveState.READ


def answered(directive, by):
    for fact in directive.facts.exclude(doubt=""):
        offered = (fact.suggestion or {}).get("value")
        verdict = Verdict.CORRECTED if offered else Verdict.STRUCK
        actions.judge(fact, verdict, by=by, value=offered)
    return directive


def test_confirm_carries_corrections_into_the_register(noon):
    agency, _divisions, by = office()
    directive = answered(read_paper(agency, by), by)
    [number] = facts(directive, "number")
    actions.judge(number, Verdict.CORRECTED, by=by, value="78/VP-HCTC")
    [citation] = facts(directive, "citation")
    actions.judge(citation, Verdict.STRUCK, by=by)

    actions.confirm(directive, by=by)

    directive.refresh_from_db()
    assert (directive.state, directive.confirmed_by_id) == (DirectiveState.CONFIRMED, by.person_id)
    assert directive.confirmed_at == noon
    assert directive.document.number == "78/VP-HCTC"
    assert list(directive.document.citations.all()) == []
    assert "78/vp-hctc" in directive.folded


def test_of_two_who_confirm_at_once_one_succeeds():
    agency, _divisions, by = office()
    directive = answered(read_paper(agency, by), by)
    same = Directive.objects.get(pk=directive.pk)
    actions.confirm(directive, by=by)

    with pytest.raises(StaleStateError):
        actions.confirm(same, by=by)

    verbs = [e.verb for e in trail.history_of(directive)]
    assert verbs.count("directive.confirm") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    (
        ("Gần dân: 40 điểm.", "Đã thêm: Tiêu chí Gần dân: 40 điểm."),
        ("Gần dân: 40 điểm. ;\n", "Đã thêm: Tiêu chí Gần dân: 40 điểm."),
        ("x" * 200, f"Đã thêm: Tiêu chí {'x' * (exports.MOST - len('Tiêu chí '))}…"),
    ),
)
def test_what_is_said_of_an_answer_ends_in_one_stop(text, said):
    value = {"text": text, "mottos": []}
    fact = Fact(kind=FactKind.CRITERION, value=value, verdict=Verdict.ACCEPTED, added=True)

    assert exports.judged(fact) == said


def test_nothing_is_judged_after_the_confirmation():
    agency, _divisions, by = office()
    directive = answered(read_paper(agency, by), by)
    [number] = facts(directive, "number")
    actions.confirm(directive, by=by)

    with pytest.raises(StaleStateError):
        actions.judge(number, Verdict.STRUCK, by=by)


def test_reopen_lets_the_reading_be_corrected_again():
    agency, _divisions, by = office()
    directive = actions.confirm(answered(read_paper(agency, by), by), by=by)

    actions.reopen(directive, by=by)

    directive.refresh_from_db()
    assert directive.state == DirectiveState.READ


def test_the_proposal_holds_what_the_paper_says_and_nothing_else():
    agency, _divisions, by = office()
    directive = actions.confirm(answered(read_paper(agency, by), by), by=by)

    found = actions.propose(directive, directive.facts.all(), by=by)

    assert (found["name"], found["item_name"]) == ("Dân vận khéo", "Dân vận chính quyền khéo")
    assert (found["item_minimum"], found["item_maximum"]) == (1, 3)
    assert found["due_registration"].isoformat() == "2014-03-25"
    assert "model_minimum" not in found
    assert found["criterion"].count("\n") == 1
    assert found["year"] == 2014


def taken(kind, value, **more):
    """Return a fact a person has accepted."""
    return FactFactory.build(
        directive=None, kind=kind, value=value, confirmed=value, verdict=Verdict.ACCEPTED, **more
    )


def quota_of(subject, unit, low, high, *, target=None, written=None):
    value = {"subject": subject, "unit": unit, "min": low, "max": high, "target": target}
    return taken("quota", value | {"written_max": written or high, "who": ""})


def period_of(name, first, last):
    return taken("period", {"name": name, "first": first, "last": last})


def proposed(*found):
    agency, _divisions, by = office()
    return actions.propose(DirectiveFactory(unit=agency), found, by=by)


def test_the_proposal_takes_no_year_from_a_day_that_cannot_be_meant(noon):
    due = {"month_day": None, "recurring": None, "what": "Nộp bản đăng ký", "written": ""}
    wrong, right = (
        taken("deadline", due | {"iso": iso}, doubt=doubt, quote="")
        for iso, doubt in (("3013-03-25", "Năm 3013 không thể có."), ("2027-03-25", ""))
    )
    agency, _divisions, by = office()
    directive = DirectiveFactory(unit=agency, document__issued_on=None)

    alone = actions.propose(directive, [wrong], by=by)
    beside = actions.propose(directive, [wrong, right], by=by)

    years = ("first_year", "last_year", "year")
    assert [alone[name] for name in years] == [noon.year] * 3
    assert [beside[name] for name in years] == [2027] * 3


@pytest.mark.parametrize(
    ("subject", "year"),
    (
        ("Phong trào “Dân vận khéo” năm 2027", 2027),
        ("Phong trào “Dân vận khéo” năm 2026", 2026),
        ("Phong trào đợt cuối năm 2026 và năm 2027", 2026),  # two: a person chooses
        ("Tổng kết năm 2020", 2026),
    ),
)
def test_a_plan_signed_in_december_is_of_the_year_its_subject_names(subject, year):
    agency, _divisions, by = office()
    signed = dt.date(2026, 12, 15)
    directive = DirectiveFactory(unit=agency, document__issued_on=signed, document__subject=subject)

    assert actions.propose(directive, [], by=by)["year"] == year


def point_of(text, *below):
    return {"number": "", "text": text, "children": [{"value": child} for child in below]}


def test_the_proposal_tells_criteria_once_and_each_day_by_its_act():
    due = {"month_day": None, "recurring": None, "written": ""}
    found = proposed(
        taken("item", point_of("Việc cụ thể.", point_of("Từng ngày."))),
        taken("item", point_of("Tiêu chí:", point_of("Đo đếm được."))),
        taken("criterion", {"text": "Đo đếm được.", "mottos": []}),
        *(
            taken("deadline", due | {"iso": iso, "what": what}, quote="")
            for iso, what in (
                ("2026-11-30", "Các đơn vị xác nhận đã nhận Kế hoạch này"),
                ("2026-12-10", "gửi kế hoạch năm"),
            )
        ),
    )

    assert (found["content"], found["criterion"]) == ("Việc cụ thể.\nTừng ngày.", "Đo đếm được.")
    assert (found["due_receipt"].isoformat(), found["due_plan"].isoformat()) == (
        "2026-11-30",
        "2026-12-10",
    )


def test_of_a_plan_with_headings_each_part_goes_where_its_heading_says():
    found = proposed(
        taken("item", point_of("MỤC ĐÍCH\nNâng cao kỹ năng dân vận.")),
        taken("item", point_of("NỘI DUNG", point_of("Giải quyết hồ sơ đúng hẹn."))),
        taken("item", point_of("TIÊU CHÍ", point_of("Đo đếm được."))),
        taken("item", point_of("TỔ CHỨC THỰC HIỆN", point_of("Sơ kết trước tháng 6."))),
    )

    assert (found["aim"], found["content"]) == (
        "Nâng cao kỹ năng dân vận.",
        "Giải quyết hồ sơ đúng hẹn.",
    )


@pytest.mark.parametrize("written", ("30/6/3027", "30/06/3027", "30.6.3027"))
def test_a_day_put_right_is_right_in_the_sentence_around_it_too(written):
    value = {"month_day": None, "recurring": None, "what": "Sơ kết", "written": written}
    due = taken("deadline", value | {"iso": "2027-06-30"}, quote="")
    due.value = value | {"iso": "3027-06-30"}

    found = proposed(taken("item", point_of(f"Sơ kết trước ngày {written}, gửi báo cáo.")), due)

    assert found["content"] == "Sơ kết trước ngày 30/6/2027, gửi báo cáo."


def test_the_proposal_takes_only_figures_that_count_registrations():
    found = proposed(
        quota_of("person", "đồng chí lãnh đạo", 1, 1),
        quota_of("share", "% cá nhân", 90, 100),
        quota_of("unit", "mô hình", 1, None, target=2, written=2),
    )

    assert {k: v for k, v in found.items() if k.endswith(("imum", "target"))} == {
        "model_minimum": 1,
        "model_target": 2,
        "model_maximum": 2,
    }


def test_the_proposal_takes_the_figure_that_is_registered_before_one_that_is_done():
    text = "1. Mỗi chi bộ xây dựng hai mô hình. 2. Mỗi chi bộ đăng ký 01 mô hình."
    done, registered = (text.index("hai mô"), text.index("01 mô"))
    agency, _divisions, by = office()
    facts = [quota_of("unit", "mô hình", 2, 2), quota_of("unit", "mô hình", 1, 1)]
    for fact, (start, quote) in zip(
        facts, ((done, "hai mô hình"), (registered, "01 mô hình")), strict=True
    ):
        fact.start, fact.quote = start, quote
    directive = DirectiveFactory(unit=agency, document__text=text)

    found = actions.propose(directive, facts, by=by)

    assert (found["model_minimum"], found["model_basis"]) == (1, "01 mô hình")


def test_the_proposal_takes_the_latest_stage_and_no_term_of_office(noon):
    found = proposed(
        period_of("giai đoạn", "2016", "2020"),
        period_of("giai đoạn", "2021", "2025"),
        period_of("nhiệm kỳ", "2025", "2030"),
    )

    assert (found["first_year"], found["last_year"], found["year"]) == (2021, 2025, 2021)
    assert found["launched_on"] == noon.date()


def test_of_one_stage_named_in_two_ways_the_proposal_takes_none_and_a_person_chooses(noon):
    agency, _divisions, by = office()
    directive = DirectiveFactory(unit=agency)
    facts = [period_of("giai đoạn", first, "2025") for first in ("2021", "2020", "2021")]

    found, stages = actions.propose(directive, facts, by=by), clashing_stages(facts)
    unsaid = LaunchForm(directive, {"year": "2021"}, clashing=stages, by=by)
    said = LaunchForm(directive, {"stage": "2020-2025", "year": "2021"}, clashing=stages, by=by)
    other = LaunchForm(directive, {"stage": "other", "year": "2021"}, clashing=stages, by=by)
    for form in (unsaid, said, other):
        form.is_valid()

    assert (found.get("first_year"), found.get("last_year")) == (None, None)
    assert stages == [(2020, 2025), (2021, 2025)]
    assert unsaid.errors["stage"] == ["Chọn giai đoạn của phong trào."]
    assert [said.cleaned_data[name] for name in ("first_year", "last_year")] == [2020, 2025]
    assert other.errors["last_year"] == ["Điền năm của giai đoạn khác."]


def test_two_stages_that_follow_each_other_leave_nothing_to_choose():
    facts = [period_of("giai đoạn", "2016", "2020"), period_of("giai đoạn", "2021", "2025")]

    assert clashing_stages(facts) == []


def test_the_proposal_holds_the_points_below_a_content_too():
    point = {"text": "Tiếp dân", "number": "-", "children": []}
    content = {"text": "Cải cách", "number": "1", "children": [{"value": point}]}

    assert proposed(taken("item", content))["content"] == "1. Cải cách\n- Tiếp dân"


def test_the_same_remark_on_many_places_is_one_remark():
    where = {"message": "Lặp từ.", "suggestion": "", "kind": "typo"}
    doubts = [where | {"text": t, "start": n, "end": n + 2} for n, t in enumerate(("a", "b", "a"))]

    found = exports.remarks(DirectiveFactory(doubts=doubts), [])

    assert found == [("Lặp từ.", "", ["a", "b"])]


def test_a_reading_is_plain_json():
    agency, _divisions, by = office()

    directive = read_paper(agency, by)

    assert json.loads(json.dumps(directive.doubts)) == directive.doubts


@pytest.mark.parametrize(
    ("low", "target", "high", "unit", "said"),
    (
        (2, None, 2, "bản", "02 bản"),
        (70, None, 70, "% cán bộ", "70 % cán bộ"),
        (1, 2, 3, "nội dung", "tối thiểu 1, phấn đấu 2, tối đa 3 nội dung"),
        (None, None, 2, "mô hình", "tối đa 2 mô hình"),
    ),
)
def test_a_figure_that_leaves_no_choice_is_said_as_papers_say_it(low, target, high, unit, said):
    value = {"min": low, "target": target, "max": high, "unit": unit}

    assert exports.quota_words(value) == said
