import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel import files
from kheo.kernel.audit import trail
from kheo.movement.models import Evidence, Note, Reminder, Tally
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s4_progress import actions, queries
from kheo.movement.s4_progress.actions import Upload
from kheo.movement.s4_progress.lagging import lagging
from kheo.movement.s4_progress.states import MAX_BYTES, Media, Standing, media_of
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import (
    PersonFactory,
    PlanFactory,
    RegistrationFactory,
    SheetFactory,
    UnitFactory,
    actor_in,
)
from tests.movement.s4_progress.conftest import PDF, PNG, zipped

TODAY = dt.date(2026, 6, 15)
ABOUT = MilestoneKind


def write(registration, by, **changes):
    return actions.note(
        registration, by=by, **{"day": TODAY, "text": "Đã phát 40 tờ rơi", **changes}
    )


def test_a_note_keeps_its_evidence_under_the_original_names(owner, item):
    uploads = [Upload("Ảnh bản Pa Lìn.png", PNG), Upload("biên bản.pdf", PDF)]

    note = write(item, owner, figure=Decimal("40.5"), measure="tờ", uploads=uploads)

    kept = [(e.name, e.kind, files.fetch(e.file)) for e in note.evidence.all()]
    assert kept == [
        ("Ảnh bản Pa Lìn.png", "image/png", PNG),
        ("biên bản.pdf", "application/pdf", PDF),
    ]
    assert (note.figure, note.measure, note.by_id) == (Decimal("40.5"), "tờ", owner.person_id)


def test_a_note_moves_the_latest_day_and_the_tally_together(owner, item):
    write(item, owner, day=TODAY)
    write(item, owner, day=dt.date(2026, 5, 1))

    item.refresh_from_db()
    assert item.noted_on == TODAY
    tally = Tally.objects.get(round=item.round, unit=item.unit)
    assert (tally.notes, tally.path) == (2, item.unit.path)


def test_work_in_trouble_is_told_on_its_timeline(owner, item):
    write(item, owner, standing=Standing.TROUBLE, text="Thiếu máy in, chờ cấp")

    entry = next(e for e in queries.timeline(item) if e.note)
    assert (entry.note.standing, entry.tone) == ("trouble", "due")


def test_a_note_is_in_the_trail(owner, item):
    write(item, owner)

    event = trail.history_of(item).get()
    assert (event.verb, event.actor_name) == ("registration.note", "Lò Thị Thanh")


def test_a_note_is_never_edited_nor_deleted(owner, item):
    note = write(item, owner)

    with pytest.raises(TypeError, match="new note"):
        note.save()
    with pytest.raises(TypeError, match="new note"):
        note.delete()


@pytest.mark.parametrize("who", ("colleague", "clerk", "stranger"))
def test_somebody_elses_item_takes_no_note(request, who, item):
    with pytest.raises(PermissionDenied, match="Chỉ người đăng ký"):
        write(item, request.getfixturevalue(who))
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    (
        ({"day": dt.date(2026, 6, 16)}, "day", "Ngày 16/6/2026 chưa đến"),
        ({"day": dt.date(2026, 1, 4)}, "day", "Cần từ 05/01/2026 trở đi"),
        ({"text": "  "}, "text", "Chưa ghi đã làm được gì"),
        ({"figure": Decimal(3)}, "measure", "cần ghi đơn vị tính"),
    ),
)
def test_a_faulty_note_is_refused_in_words(owner, item, changes, field, words):
    with pytest.raises(ValidationError) as refused:
        write(item, owner, **changes)
    assert words in refused.value.message_dict[field][0]
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    (
        ("virus.pdf", b"MZ\x90\x00", "Tệp “virus.pdf” không phải ảnh, PDF, Word hay Excel"),
        ("trang.png", b"<svg onload=alert(1)>", "không phải ảnh"),
        ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), "không phải ảnh"),
        ("a.xlsx", zipped("khac.txt"), "không phải ảnh"),
        ("a.zip", b"PK\x03\x04 " + b"0" * 40, "không phải ảnh"),
        ("to.pdf", PDF.ljust(MAX_BYTES + 1), "Mỗi tệp không quá 20 MB"),
    ),
    ids=("program", "svg", "macro", "zip", "broken", "big"),
)
def test_a_file_is_judged_by_its_content_and_nothing_is_half_done(owner, item, name, data, words):
    with pytest.raises(ValidationError) as refused:
        write(item, owner, uploads=[Upload("tốt.png", PNG), Upload(name, data)])

    assert words in refused.value.message_dict["evidence"][0]
    assert (Note.objects.count(), Evidence.objects.count(), Tally.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "kind"),
    (
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (zipped("word/document.xml"), Media.DOCX),
        (zipped("xl/workbook.xml"), Media.XLSX),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            Media.DOC,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), Media.XLS),
    ),
)
def test_the_kinds_an_office_uses_are_known_by_content(data, kind):
    assert media_of(data) == kind


def test_reminding_tells_each_person_who_has_not_registered(clerk, round_, unit):
    done_, missing = PersonFactory(unit=unit), PersonFactory(unit=unit)
    SheetFactory(round=round_, person=done_, submitted_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    Tally.objects.create(round=round_, unit=unit, path=unit.path, people=1)

    done = actions.remind(round_, None, ABOUT.REGISTRATION, by=clerk)

    assert (done.people, done.units, done.already, done.nobody) == (1, [unit], [], [])
    assert list(Notice.objects.values_list("person", "text")) == [
        (missing.pk, "Bạn chưa nộp bản đăng ký năm 2026. Mời đăng ký và gửi sớm. Hạn 25/3/2026.")
    ]
    reminder = Reminder.objects.get()
    assert (reminder.unit, reminder.people, reminder.about) == (unit, 1, "registration")
    assert trail.history_of(reminder).get().verb == "reminder.registration"


def test_a_unit_is_not_reminded_of_the_same_twice_in_a_day(clerk, round_, unit):
    PersonFactory(unit=unit)
    actions.remind(round_, [unit], ABOUT.REGISTRATION, by=clerk)

    again = actions.remind(round_, [unit], ABOUT.REGISTRATION, by=clerk)

    assert (again.people, again.units, again.already) == (0, [], [unit])
    assert Notice.objects.count() == 1


def test_reminding_about_progress_tells_silent_owners_and_keepers_of_models(
    clerk, round_, unit, item, model, owner, keeper
):
    done = actions.remind(round_, None, ABOUT.PROGRESS, by=clerk)

    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {owner.person_id, keeper.person_id}
    assert done.units == [unit]


def test_reminding_about_a_plan_tells_its_officer_or_whoever_plans_for_the_unit(
    clerk, round_, unit, keeper, agency
):
    officer = PersonFactory(unit=agency)
    PlanFactory(round=round_, unit=unit)
    PlanFactory(round=round_, unit=agency, officer=officer)

    actions.remind(round_, None, ABOUT.PLAN, by=clerk)

    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {keeper.person_id, officer.pk}


def test_reminding_about_the_report_tells_its_holder(clerk, round_, agency):
    reporter = actor_in(agency, Power.REPORT)
    PlanFactory(round=round_, unit=agency)

    done = actions.remind(round_, None, ABOUT.REPORT, by=clerk)

    assert list(Notice.objects.values_list("person", flat=True)) == [reporter.person_id]
    assert done.units == [agency]


def test_a_unit_with_nobody_to_tell_is_named(clerk, round_, agency):
    PlanFactory(round=round_, unit=agency)

    done = actions.remind(round_, [agency], ABOUT.REPORT, by=clerk)

    assert (done.people, done.units, done.nobody) == (0, [], [agency])
    assert not Reminder.objects.exists()


def test_reminding_stays_within_reach(stranger, round_, unit):
    PersonFactory(unit=unit)

    done = actions.remind(round_, [unit], ABOUT.REGISTRATION, by=stranger)

    assert (done.people, done.units) == (0, [])


@pytest.mark.parametrize("who", ("owner", "keeper"))
def test_staff_do_not_remind(request, who, round_, unit):
    with pytest.raises(PermissionDenied, match="Chỉ người theo dõi"):
        actions.remind(round_, [unit], ABOUT.PLAN, by=request.getfixturevalue(who))


def test_receipt_is_not_reminded_of(clerk, round_, unit):
    with pytest.raises(ValidationError):
        actions.remind(round_, [unit], ABOUT.RECEIPT, by=clerk)


def test_the_worst_unit_comes_first_with_all_it_owes_and_its_last_reminders(
    clerk, round_, agency, unit
):
    PlanFactory(round=round_, unit=agency)
    PlanFactory(round=round_, unit=unit, state=PlanState.AWAITED)
    actions.remind(round_, [unit], ABOUT.REGISTRATION, by=clerk)
    PersonFactory(unit=unit)
    actions.remind(round_, [unit], ABOUT.REGISTRATION, by=clerk)

    lags = lagging(clerk, round_, limit=9)

    assert [(lag.about, lag.unit, lag.missing, lag.reminded_at is not None) for lag in lags] == [
        ("registration", unit, 2, True),
        ("plan", unit, 1, False),
        ("plan", agency, 1, False),
    ]
    assert [lag.days for lag in lags] == [55, 66, 66]
    assert lags[0].what == "Còn 2 người chưa đăng ký đủ"
    assert [lag.reminds for lag in lags[:2]] == [
        "Đôn đốc người chưa nộp",
        "Đôn đốc người lập kế hoạch",
    ]


def test_a_unit_with_a_late_plan_does_not_hide_where_most_people_are_missing(
    clerk, round_, agency, unit
):
    for each in (agency, unit):
        PlanFactory(round=round_, unit=each)
    unit.__class__.objects.filter(pk=unit.pk).update(staff=11)

    lags = lagging(clerk, round_, limit=1)

    assert [(lag.unit, lag.about) for lag in lags] == [(unit, "registration"), (unit, "plan")]


def test_many_missing_people_do_not_hide_a_late_plan(clerk, round_, agency, unit):
    PlanFactory(round=round_, unit=agency)
    for n in range(3):
        UnitFactory(path=f"{agency.path}8{n:02}.", parent=agency, staff=5)

    lags = lagging(clerk, round_, limit=2)

    assert [(lag.about, lag.missing) for lag in lags] == [("registration", 5), ("plan", 1)]


def test_lagging_is_nothing_to_somebody_who_follows_nobody(owner, round_, unit):
    PlanFactory(round=round_, unit=unit)

    assert lagging(owner, round_, limit=9) == []


def test_the_movement_asks_registrations_only_of_the_units_it_addresses(clerk, round_, unit):
    other = UnitFactory(path="001.003.002.", staff=5)
    round_.movement.scope.add(other)

    found = queries.behind(clerk, round_, ABOUT.REGISTRATION)

    assert list(found) == [other]


def test_the_stepper_counts_notes_registrations_and_units_without_a_note(clerk, round_, unit, item):
    Tally.objects.create(round=round_, unit=unit, path=unit.path, items_accepted=3, notes=0)
    round_.milestones.create(kind=ABOUT.PROGRESS, due_on=dt.date(2026, 6, 1))

    row = list(queries.stepper_row(clerk, round_))

    assert row == [{"step": 4, "done": 0, "total": 3, "late": 1}]


def test_the_stepper_has_a_row_in_an_empty_year(owner, round_):
    assert list(queries.stepper_row(owner, round_)) == [
        {"step": 4, "done": 0, "total": 0, "late": 0}
    ]


def test_what_waits_is_my_silent_item_and_the_units_i_follow(owner, clerk, round_, item, unit):
    Tally.objects.create(round=round_, unit=unit, path=unit.path, items_accepted=1)

    mine = [row for rows in queries.waiting_rows(owner, round_) for row in rows]
    theirs = [row for rows in queries.waiting_rows(clerk, round_) for row in rows]

    assert mine == [
        {"what": "progress.note", "n": 1},
        {"what": "progress.checkpoint", "n": 0},
        {"what": "progress.visit", "n": 0},
    ]
    assert theirs == [
        {"what": "progress.note", "n": 0},
        {"what": "progress.checkpoint", "n": 0},
        {"what": "progress.visit", "n": 0},
        {"what": "progress.silent", "n": 1},
    ]
    assert {row["what"] for row in theirs} == set(queries.WAITING)


def test_an_item_noted_lately_is_not_silent(clerk, round_, owner, item):
    RegistrationFactory(sheet=item.sheet, unit=item.unit, state="accepted", title="Im lặng")
    write(item, owner)

    assert [r.title for r in queries.silent(clerk, round_, days=30)] == ["Im lặng"]


def test_everybody_is_told_once_by_the_nearest_unit_named_however_many_units(
    clerk, round_, agency, unit
):
    places = [UnitFactory(path=f"{agency.path}9{n:03d}.", staff=1) for n in range(250)]
    people = [PersonFactory(unit=place) for place in places] + [PersonFactory(unit=unit)]

    done = actions.remind(round_, [agency, *places], ABOUT.REGISTRATION, by=clerk)

    told = Notice.objects.filter(person__in=people)
    assert told.count() == 251
    assert len(done.units) == 251
    assert Reminder.objects.get(unit=places[0]).people == 1


def test_an_agency_reminded_of_progress_reaches_the_keepers_of_its_divisions(
    clerk, round_, agency, model, keeper
):
    done = actions.remind(round_, [agency], ABOUT.PROGRESS, by=clerk)

    assert list(Notice.objects.values_list("person", flat=True)) == [keeper.person_id]
    assert (done.people, done.units) == (1, [agency])
