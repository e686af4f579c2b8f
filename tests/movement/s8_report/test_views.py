import datetime as dt
import io

import pytest
from django.contrib.messages import get_messages  # noqa: TID251 what the reader is told
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from kheo.kernel import clock
from kheo.movement.models import Report
from kheo.movement.s8_report import actions, exports, queries
from kheo.movement.s8_report.states import State
from kheo.notices.models import Notice
from kheo.orgs.models import FormerName
from tests.factories import UnitFactory
from tests.factories.commendation import recognised_model
from tests.factories.report import ReportFactory, SentReportFactory, TallyFactory

PARTS = {"direction": "Một", "results": "Hai", "limits": "Ba", "tasks": "Bốn"}


def at(name, land, unit=None):
    return reverse(f"report:{name}", args=[land.round.pk, *([unit.pk] if unit else [])])


def said(response):
    return [str(m) for m in get_messages(response.wsgi_request)]


def test_the_overview_lists_the_units_right_below_with_their_state(enter, land):
    SentReportFactory(round=land.round, unit=land.agency, late=True)
    TallyFactory(round=land.round, unit=land.division, people=5)

    response = enter(land.above).get(at("index", land))

    assert [(u.name, n["people"]) for u, n in response.context["shares"]] == [
        ("Sở Nội vụ", 5),
        ("Xã Nà Hỏi", 0),
    ]
    assert "1 trong 2 đơn vị trực tiếp đã gửi; kể cả bên dưới 1 trong 3." in response.text
    assert "Gửi trễ" in response.text


def test_the_overview_filters_by_state(enter, land):
    SentReportFactory(round=land.round, unit=land.agency)

    response = enter(land.above).get(at("index", land), {"state": "missing"})

    assert [u.name for u, _n in response.context["shares"]] == ["Xã Nà Hỏi"]


def test_who_must_not_report_is_told_so(enter, land):
    other = UnitFactory(path="007.")
    land.round.movement.scope.clear()
    land.round.movement.unit = other
    land.round.movement.save()

    response = enter(land.colleague).get(at("index", land))

    assert "Đơn vị của bạn không phải báo cáo phong trào này" in response.text


@pytest.mark.parametrize("count", (1, 3))
def test_the_overview_asks_the_same_number_of_questions(
    enter, land, django_assert_num_queries, count
):
    land.round.movement.scope.remove(land.commune)
    for n in range(count - 1):
        unit = UnitFactory(path=f"001.01{n}.", parent=land.province)
        land.round.movement.scope.add(unit)
        TallyFactory(round=land.round, unit=unit, people=n)
    client = enter(land.above)
    client.get(at("index", land))

    # user, posts, round, unit, reorganisations, who owes, standings, tallies, figures, page, its
    # tallies and counts, stepper
    with django_assert_num_queries(14):
        client.get(at("index", land))


def test_a_unit_page_asks_few_questions(enter, land, django_assert_num_queries):
    SentReportFactory(round=land.round, unit=land.agency)
    client = enter(land.above)
    client.get(at("unit", land, land.agency))

    # user, posts, round, unit, report, reorganisations, tallies, figures, rules, people and units
    # that reached them, who owes, stepper
    with django_assert_num_queries(14):
        client.get(at("unit", land, land.agency))


def test_the_owner_writes_and_sends_in_one_go(enter, land):
    response = enter(land.owner).post(at("write", land, land.agency), PARTS | {"send": "1"})

    assert response.url == at("unit", land, land.agency)
    assert (Report.objects.get().state, Report.objects.get().results) == (State.SENT, "Hai")


def test_what_is_missing_is_named_and_what_was_typed_is_kept(enter, land):
    typed = PARTS | {"tasks": "", "send": "1"}

    response = enter(land.owner).post(at("write", land, land.agency), typed)

    assert response.context["form"].errors == {
        "tasks": ["Chưa viết phần này. Viết ngắn cũng được, nhưng không để trống."]
    }
    assert "Hai" in response.text
    assert not Report.objects.exists()


def test_a_draft_is_kept_with_parts_still_empty(enter, land):
    enter(land.owner).post(at("write", land, land.agency), PARTS | {"tasks": ""})

    assert (Report.objects.get().state, Report.objects.get().tasks) == (State.DRAFT, "")


def test_words_of_a_unit_below_are_picked_into_the_draft(enter, land):
    below = SentReportFactory(round=land.round, unit=land.division, results="Giữ một mô hình.")
    client = enter(land.owner)
    assert "Giữ một mô hình." in client.get(at("write", land, land.agency)).text

    response = client.post(at("write", land, land.agency), PARTS | {"pick": f"results:{below.pk}"})

    assert response.url == at("write", land, land.agency)
    kept = Report.objects.get(unit=land.agency)
    assert (kept.state, kept.results) == (State.DRAFT, "Hai\nPhòng Một: Giữ một mô hình.")


def test_a_draft_below_is_not_offered(enter, land):
    ReportFactory(round=land.round, unit=land.division, results="Chưa gửi ai.")

    assert "Chưa gửi ai." not in enter(land.owner).get(at("write", land, land.agency)).text


def test_a_stale_page_says_so_and_keeps_what_was_typed(enter, land):
    SentReportFactory(round=land.round, unit=land.agency)

    response = enter(land.owner).post(at("write", land, land.agency), PARTS)

    assert response.status_code == 403 or "vừa được người khác gửi" in response.text
    assert Report.objects.get().results == "Mười mô hình giữ được kết quả."


def test_a_stranger_finds_nothing_and_a_colleague_is_refused(enter, land):
    assert enter(land.stranger).get(at("unit", land, land.agency)).status_code == 404
    assert enter(land.stranger).post(at("write", land, land.agency), PARTS).status_code == 404
    assert enter(land.colleague).post(at("write", land, land.agency), PARTS).status_code == 403
    assert not Report.objects.exists()


def test_a_draft_of_another_is_shown_without_its_words(enter, land):
    ReportFactory(round=land.round, unit=land.agency)

    response = enter(land.above).get(at("unit", land, land.agency))

    assert "Mười mô hình giữ được kết quả." not in response.text
    assert "Chưa gửi" in response.text


def test_a_sent_report_shows_its_day_and_what_changed_since(enter, land):
    tally = TallyFactory(round=land.round, unit=land.agency, people=3)
    report = ReportFactory(round=land.round, unit=land.agency)
    actions.send(report, by=land.owner)
    tally.people = 8
    tally.save()

    response = enter(land.above).get(at("unit", land, land.agency))

    changed = [(f.label, f.value, f.now) for f in response.context["changed"]]
    assert changed == [("Người đã đăng ký", 3, 8)]
    assert "Từ khi gửi đã thay đổi" in response.text


def test_the_unit_above_returns_with_a_reason(enter, land):
    report = SentReportFactory(round=land.round, unit=land.agency)
    client = enter(land.above)

    refused = client.post(at("return", land, land.agency), {"note": ""})
    assert refused.status_code == 200
    response = client.post(at("return", land, land.agency), {"note": "Thiếu số liệu."})

    assert response.url == at("index", land)
    report.refresh_from_db()
    assert report.state == State.DRAFT


def test_a_published_report_is_read_without_signing_in(client, enter, land):
    SentReportFactory(round=land.round, unit=land.agency, code="BAOCAO777777")
    public = reverse("report:public", args=["baocao777777"])
    assert client.get(public).status_code == 404

    response = enter(land.above).post(at("publish", land, land.agency))
    client.logout()

    assert response.url == at("unit", land, land.agency)
    page = client.get(public)
    assert page.status_code == 200
    assert "Mười mô hình giữ được kết quả." in page.text


@pytest.mark.parametrize("count", (1, 3))
def test_anybody_finds_the_published_reports_and_no_others_in_one_query(
    client, land, count, django_assert_num_queries
):
    SentReportFactory(round=land.round, unit=land.agency)  # sent, not published
    shown = [
        SentReportFactory(
            round=land.round,
            unit=UnitFactory(path=f"001.1{n:02}.", name=f"Xã {n}"),
            state="published",
        )
        for n in range(count)
    ]

    with django_assert_num_queries(1):
        response = client.get("/bao-cao/")

    assert response.status_code == 200
    assert list(response.context["page"].rows) == shown[::-1]
    assert reverse("report:public", args=[shown[0].code]) in response.text


def test_the_published_reports_go_over_pages_and_none_is_said_in_words(client, land):
    assert "Chưa có báo cáo nào được công bố" in client.get("/bao-cao/").text
    for n in range(51):
        unit = UnitFactory(path=f"001.1{n:02}.")
        SentReportFactory(round=land.round, unit=unit, state="published")

    first = client.get("/bao-cao/").context["page"]

    assert len(first.rows) == 50
    assert len(client.get(f"/bao-cao/{first.next_url}").context["page"].rows) == 1


def test_mine_leads_to_the_page_where_one_writes_or_reads(enter, land):
    assert enter(land.owner).get(at("mine", land)).url == at("write", land, land.agency)
    SentReportFactory(round=land.round, unit=land.agency)
    assert enter(land.owner).get(at("mine", land)).url == at("unit", land, land.agency)


def test_the_sheet_of_excel_sums_to_the_figures(enter, land):
    for unit, people in ((land.agency, 2), (land.division, 5)):
        TallyFactory(round=land.round, unit=unit, people=people)
    recognised_model(land.division, land.round)

    response = enter(land.owner).get(at("xlsx", land, land.agency))

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    table = {row[0]: row[1:] for row in rows.to_python() if row[0]}
    found = queries.figures(land.round, land.agency.path)
    assert table["Cộng"][1] == found["people"] == 7
    assert table["Sở Nội vụ (riêng cơ quan)"][1] == 2
    assert table["Người đã đăng ký"][0] == 7


def test_the_paper_of_word_holds_the_four_parts_and_the_figures(enter, land):
    TallyFactory(round=land.round, unit=land.agency, people=4)
    actions.send(ReportFactory(round=land.round, unit=land.agency), by=land.owner)

    response = enter(land.above).get(at("docx", land, land.agency))

    paper = Document(io.BytesIO(response.content))
    words = "\n".join(p.text for p in paper.paragraphs)
    assert "Mười mô hình giữ được kết quả." in words
    cells = [[c.text for c in row.cells] for table in paper.tables for row in table.rows]
    assert ["Người đã đăng ký", "4"] in cells


def test_a_report_that_was_sent_keeps_the_name_its_unit_bore(enter, land):
    report = ReportFactory(round=land.round, unit=land.agency)
    sent = actions.send(report, by=land.owner).sent_at
    names = {"since": "2020-01-01", "until": clock.day_of(sent) + dt.timedelta(days=1)}
    FormerName.objects.create(unit=land.agency, name="Sở Cũ", folded="so cu", **names)

    paper = Document(io.BytesIO(enter(land.above).get(at("docx", land, land.agency)).content))
    sheet = io.BytesIO(enter(land.above).get(at("xlsx", land, land.agency)).content)

    head = paper.tables[0].rows[0].cells[0].text
    rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert head.split("\n")[1] == "SỞ CŨ"
    assert [p.text[:14] for p in paper.paragraphs if "báo cáo kết quả" in p.text] == [
        "Sở Cũ báo cáo "
    ]
    assert rows[1][0] == "Sở Cũ"
    assert "Sở Cũ (riêng cơ quan)" in [row[0] for row in rows]


def test_what_closed_or_opened_since_has_no_row_of_nothing(land):
    year = land.round.year
    UnitFactory(parent=land.agency, name="Mới", opened_on=dt.date(year + 1, 2, 1))
    UnitFactory(parent=land.agency, name="Đóng", closed_on=dt.date(year, 2, 1))
    told = UnitFactory(parent=land.agency, name="Đóng, có số", closed_on=dt.date(year, 2, 1))
    TallyFactory(round=land.round, unit=told, people=2)

    found = exports.breakdown(land.round, land.agency)

    open_ = [land.agency, *land.agency.children.filter(closed_on=None, opened_on__year__lte=year)]
    assert {share.unit for share in found} == {*open_, told}


def test_who_writes_is_told_how_many_reports_below_have_not_come(enter, land):
    words = "Còn 1 trong 1 đơn vị trực tiếp chưa gửi báo cáo."
    missing = enter(land.owner).get(at("write", land, land.agency)).text
    SentReportFactory(round=land.round, unit=land.division)

    complete = enter(land.owner).get(at("write", land, land.agency)).text

    assert (words in " ".join(missing.split()), "chưa gửi báo cáo." in complete) == (True, False)


def test_who_sent_takes_the_report_back_with_a_reason_and_nobody_returns_their_own(enter, land):
    report = SentReportFactory(round=land.round, unit=land.agency)
    key = (land.round.pk, land.agency.pk)
    page = enter(land.owner)

    back = page.post(reverse("report:return", args=key), {"note": "Sai"})
    page.post(reverse("report:recall", args=key), {"note": ""})
    report.refresh_from_db()
    before = report.state
    page.post(reverse("report:recall", args=key), {"note": "Thiếu một mục"})
    report.refresh_from_db()

    assert (back.status_code, before) == (403, State.SENT)
    assert (report.state, report.figures) == (State.DRAFT, None)
    assert Notice.objects.filter(person=land.above.person_id).latest("pk").text == (
        "Sở Nội vụ rút báo cáo năm 2026 về sửa."
    )
