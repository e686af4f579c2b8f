"""Sessions of study recorded, corrected and withdrawn."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s4_progress.uploads import Upload
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from kheo.outreach import access, actions, queries
from kheo.outreach.models import Format, Session
from kheo.outreach.queries import Wanted
from kheo.outreach.states import FORMATS
from tests.factories import ClauseFactory, DocumentFactory, actor_in
from tests.outreach.conftest import DAY, held, recorded

pytestmark = pytest.mark.django_db

PDF = Upload("danh-sach.pdf", b"%PDF-1.7 danh sach")


def test_a_session_is_recorded_with_what_it_was_on_and_its_files(year):
    content = ClauseFactory(movement=year.round.movement, kind="content", ordinal=1)
    document = DocumentFactory(unit=year.agency)
    format_ = Format.objects.get(name=FORMATS[0])

    made = recorded(
        year, PDF, PDF, expected=15, format=format_, document=document, content=content,
        led_by="Bà Lò Thị Én", result=" Thống nhất mỗi người một việc. ",
    )  # fmt: skip

    made.refresh_from_db()
    assert (made.unit, made.path, made.recorded_by_id) == (
        year.division, year.division.path, year.by.person_id,
    )  # fmt: skip
    assert (made.format, made.document, made.content) == (format_, document, content)
    assert made.result == "Thống nhất mỗi người một việc."
    assert made.rank == made.placed
    assert [f.name for f in made.files.all()] == ["danh-sach.pdf"]
    [event] = trail.history_of(made)
    assert (event.verb, event.changes["files"]) == ("session.record", [0, 1])


def test_the_same_press_twice_is_one_session(year):
    first = recorded(year, PDF)
    again = recorded(year, PDF)
    other = recorded(year)

    assert (first, first == other, Session.objects.count()) == (again, False, 2)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    (
        ({"subject": " "}, "subject", "Chưa ghi học tập, tuyên truyền về gì."),
        ({"day": dt.date(2026, 3, 21)}, "day", "Đang ghi 21/3/2026. Cần một ngày từ 01/01/2026"),
        ({"day": dt.date(2025, 12, 31)}, "day", "Đang ghi 31/12/2025."),
        ({"people": 0}, "people", "Cần từ 1 người trở lên."),
        ({"expected": 11}, "expected", "Có 12 người dự, nhiều hơn tổng số 11."),
    ),
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_kept(year, changes, field, said):
    with pytest.raises(ValidationError) as refused:
        recorded(year, PDF, **changes)

    assert [m.startswith(said) or said in m for m in refused.value.message_dict[field]] == [True]
    assert Session.objects.count() == 0


def test_a_file_of_another_kind_keeps_the_session_out(year):
    with pytest.raises(ValidationError, match="không phải ảnh, PDF, Word hay Excel"):
        recorded(year, Upload("chay.exe", b"MZ"))

    assert Session.objects.count() == 0


def test_only_who_writes_for_the_unit_records_and_a_cell_for_itself(year):
    colleague = actor_in(year.division, Power.MODEL)

    for other in (colleague, year.stranger, year.clerk, year.secretary):
        with pytest.raises(PermissionDenied, match="nhận văn bản, lập kế hoạch"):
            actions.record(year.round, year.division, held(), by=other)
    own = actions.record(year.round, year.cell, held(), by=year.secretary)

    assert Session.objects.get() == own
    assert queries.writing_unit(year.secretary) == year.cell
    assert queries.writing_unit(year.by) == year.division
    assert queries.writing_unit(year.clerk) is None


def test_nothing_is_written_in_a_closed_year(year):
    made = recorded(year)
    year.round.state = RoundState.CLOSED
    year.round.save(update_fields=["state"])

    with pytest.raises(PermissionDenied, match="đã khép lại"):
        recorded(year)
    with pytest.raises(PermissionDenied, match="đã khép lại"):
        actions.correct(made, held(people=13), by=year.by, reason="Đếm lại")

    assert access.open_steps(year.by, Session.objects.get()) == []


def test_it_is_seen_in_the_unit_and_above_and_not_beside(year):
    made = recorded(year)
    seen = {
        name: list(access.visible_to(by))
        for name, by in (
            ("own", year.by), ("colleague", actor_in(year.division)), ("above", year.clerk),
            ("beside", year.stranger), ("cell", year.secretary),
        )
    }  # fmt: skip

    assert seen == {"own": [made], "colleague": [made], "above": [made], "beside": [], "cell": []}


def test_a_correction_needs_its_reason_adds_files_and_leaves_its_trace(year):
    made = recorded(year, PDF)
    earlier = recorded(year, subject="Khác")

    with pytest.raises(ValidationError, match="Chưa ghi vì sao sửa"):
        actions.correct(made, held(people=13), by=year.by, reason=" ")
    png = Upload("anh.pdf", b"%PDF-1.7 khac")
    day = DAY - dt.timedelta(days=2)
    fixed = actions.correct(
        made, held(people=13, day=day), by=year.by, reason="Đếm lại", uploads=[PDF, png]
    )

    event = trail.history_of(made)[0]
    assert (event.verb, event.note) == ("session.correct", "Đếm lại")
    assert event.changes == {
        "people": [12, 13], "day": [str(DAY), str(day)], "files": [1, 2],
    }  # fmt: skip
    assert list(queries.listed(year.by, year.round, Wanted()).order_by("-rank")) == [earlier, fixed]


def test_a_correction_that_changes_nothing_leaves_no_trace(year):
    made = recorded(year)

    actions.correct(made, held(), by=year.by, reason="Xem lại")

    assert [e.verb for e in trail.history_of(made)] == ["session.record"]


def test_what_is_withdrawn_counts_no_more_and_is_not_corrected(year):
    made = recorded(year)
    above = actor_in(year.agency, Power.PLAN)

    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.withdraw(made, by=above, reason="")
    actions.withdraw(made, by=above, reason="Ghi trùng")

    with pytest.raises(StaleStateError):
        actions.correct(made, held(people=13), by=year.by, reason="Đếm lại")
    rows = queries.listed(year.by, year.round, Wanted())
    assert queries.totals(rows) == {"sessions": 0, "people": 0}
    assert list(queries.listed(year.by, year.round, Wanted(withdrawn=True))) == [made]
    [notice] = Notice.objects.filter(person=made.recorded_by)
    assert notice.text == "Buổi “Nghị quyết 25 về công tác dân vận” bạn ghi đã bị rút: Ghi trùng"


def test_units_are_counted_with_what_lies_below_and_who_has_held_none(year):
    recorded(year)
    recorded(year, subject="Quy chế dân chủ", people=5)
    below = year.division.__class__.objects.create(
        name="Tổ một", kind="division", path=f"{year.division.path}001.", folded="to mot",
        opened_on=dt.date(2020, 1, 1), parent=year.division,
    )  # fmt: skip
    actions.record(year.round, below, held(people=3), by=year.by)

    rows = queries.units(year.clerk, year.round).order_by("path")
    none = queries.units(year.clerk, year.round, none=True)

    assert [(u.name, u.sessions_held, u.people_seen) for u in rows] == [
        ("Phòng Tổng hợp", 3, 20), ("Phòng Hành chính", 0, 0),
    ]  # fmt: skip
    assert [u.name for u in none] == ["Phòng Hành chính"]
    assert queries.counted_units(year.clerk, year.round) == {"units": 2, "none": 1}


@pytest.mark.parametrize(
    ("wanted", "found"),
    (
        (Wanted(words="dan chu"), ["Quy chế dân chủ"]),
        (Wanted(words="23-qd/tw\0"), ["Quy chế dân chủ"]),
        (Wanted(words="lò thị én"), ["Nghị quyết 25 về công tác dân vận"]),
        (Wanted(path="001.002."), []),
        (Wanted(format="999999"), []),
        (Wanted(format="lạ"), ["Quy chế dân chủ", "Nghị quyết 25 về công tác dân vận"]),
    ),
)
def test_the_log_is_searched_without_accents(year, wanted, found):
    recorded(year, led_by="Bà Lò Thị Én")
    recorded(year, subject="Quy chế dân chủ", paper="23-QĐ/TW", day=DAY + dt.timedelta(days=1))

    assert [s.subject for s in queries.listed(year.clerk, year.round, wanted)] == found
