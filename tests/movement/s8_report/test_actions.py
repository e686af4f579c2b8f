import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit.trail import history_of
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s8_report import actions, queries
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import State
from kheo.notices.models import Notice
from tests.factories.report import ReportFactory, SentReportFactory, TallyFactory

PARTS = {"direction": "Một", "results": "Hai", "limits": "Ba", "tasks": "Bốn"}


def verbs(report):
    return [event.verb for event in history_of(report).order_by("id")]


def test_the_first_words_begin_the_report(land):
    report = actions.write(land.round, land.agency, PARTS, by=land.owner)

    assert (report.state, report.results, report.path) == (State.DRAFT, "Hai", "001.001.")
    assert verbs(report) == ["report.begin", "report.write"]


def test_saving_the_same_words_leaves_no_trace(land):
    report = actions.write(land.round, land.agency, PARTS, by=land.owner)

    actions.write(land.round, land.agency, PARTS, by=land.owner)

    assert verbs(report) == ["report.begin", "report.write"]


def test_a_colleague_and_a_stranger_write_nothing(land):
    for by in (land.colleague, land.stranger, land.above):
        with pytest.raises(PermissionDenied):
            actions.write(land.round, land.agency, PARTS, by=by)

    assert not Report.objects.exists()


def test_a_closed_year_takes_no_report(land):
    land.round.state = RoundState.CLOSED
    land.round.save()

    with pytest.raises(ValidationError, match="Năm 2026 của phong trào đã khép lại"):
        actions.write(land.round, land.agency, PARTS, by=land.owner)


def test_what_was_sent_is_not_written_over(land):
    SentReportFactory(round=land.round, unit=land.agency)

    with pytest.raises(StaleStateError):
        actions.write(land.round, land.agency, PARTS, by=land.owner)

    assert Report.objects.get().results == "Mười mô hình giữ được kết quả."


def test_sending_freezes_the_figures_and_tells_the_unit_above(land):
    tally = TallyFactory(round=land.round, unit=land.agency, people=3)
    report = ReportFactory(round=land.round, unit=land.agency)

    actions.send(report, by=land.owner)
    tally.people = 9
    tally.save()

    report.refresh_from_db()
    assert (report.state, report.late, report.figures["people"]) == (State.SENT, False, 3)
    assert queries.figures(land.round, "001.001.")["people"] == 9
    assert Notice.objects.get().person_id == land.above.person_id
    assert Notice.objects.get().text == "Sở Nội vụ đã gửi báo cáo năm 2026."


def test_an_empty_part_is_named(land):
    report = ReportFactory(round=land.round, unit=land.agency, limits=" ", tasks="")

    with pytest.raises(ValidationError) as refused:
        actions.send(report, by=land.owner)

    (said,) = refused.value.messages
    assert said.startswith("Chưa viết phần: Hạn chế và nguyên nhân; Nhiệm vụ thời gian tới. Viết")


def test_after_the_day_a_report_is_late_and_stays_so(land):
    report = ReportFactory(round=land.round, unit=land.agency)
    with time_machine.travel(dt.datetime(2026, 12, 15, 3, tzinfo=dt.UTC), tick=False):
        actions.send(report, by=land.owner)

    assert report.late is True


def test_a_report_that_came_in_time_is_not_late_when_it_comes_again(land):
    report = ReportFactory(round=land.round, unit=land.agency)
    actions.send(report, by=land.owner)
    actions.return_(report, by=land.above, note="Thiếu số liệu xã.")
    first = report.sent_at
    with time_machine.travel(dt.datetime(2026, 12, 20, 3, tzinfo=dt.UTC), tick=False):
        actions.send(report, by=land.owner)

    assert (report.late, report.sent_at) == (False, first)


def test_returning_needs_a_reason_and_tells_the_writers(land):
    report = SentReportFactory(round=land.round, unit=land.agency)

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.return_(report, by=land.above, note=" ")
    actions.return_(report, by=land.above, note="Thiếu số liệu xã.")

    assert (report.state, report.figures) == (State.DRAFT, None)
    assert Notice.objects.get().text == "Báo cáo năm được trả lại: Thiếu số liệu xã."
    assert Notice.objects.get().person_id == land.owner.person_id


def test_of_two_who_press_one_is_stale(land):
    report = SentReportFactory(round=land.round, unit=land.agency)
    seen_twice = Report.objects.get(pk=report.pk)
    actions.publish(report, by=land.above)

    with pytest.raises(StaleStateError):
        actions.return_(seen_twice, by=land.above, note="Thiếu.")

    assert Report.objects.get().state == State.PUBLISHED


def test_the_writers_do_not_publish_what_goes_above(land):
    report = SentReportFactory(round=land.round, unit=land.agency)

    with pytest.raises(PermissionDenied, match="Chỉ đơn vị cấp trên"):
        actions.publish(report, by=land.owner)
