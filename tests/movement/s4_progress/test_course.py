"""Targets with their measures, checkpoints on the way, and how the work stands."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.kernel.audit import trail
from kheo.kernel.ui.controls import options
from kheo.movement.models import Checkpoint, Registration, Target
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress import actions, course, queries
from kheo.movement.s4_progress.forms import UNSAID, NoteForm
from kheo.movement.s4_progress.states import Counting, Standing
from kheo.movement.s8_report.queries import figures
from tests.factories import RegistrationFactory, SheetFactory
from tests.movement.s4_progress.conftest import PNG

TODAY = dt.date(2026, 6, 15)


def write(registration, by, figure=None, measure="hộ", **more):
    known = {"day": TODAY, "text": f"Đã làm {figure}"} | more
    figure = None if figure is None else Decimal(figure)
    return actions.note(registration, by=by, figure=figure, measure=measure, **known)


def aim(item, owner, planned="20", **more):
    return actions.set_target(
        item, by=owner, **{"measure": "hộ", "planned": Decimal(planned)} | more
    )


def reached():
    return [(t.actual, t.per_cent) for t in Target.objects.all()]


@pytest.mark.parametrize(
    ("text", "found"),
    (
        ("Giúp 20 hộ làm hồ sơ", (20, "hộ")),
        ("14 hộ hiến 1.200 m² đất", (14, "hộ")),
        ("Mở 1.500 m đường", (1500, "m")),
        ("Giảm 12,5 % số điện", (Decimal("12.5"), "%")),
        ("Xong quý 3 năm nay", None),
        ("Không còn người hỏi", None),
    ),
)
def test_a_target_is_read_from_the_words_where_they_name_one(text, found):
    read = course.read_target(text)

    assert (read and (read.planned, read.measure)) == found


def test_figures_of_the_same_measure_add_up_also_those_written_before(item, owner):
    write(item, owner, "5")
    aim(item, owner)
    write(item, owner, "7", "Hộ ")
    write(item, owner, "100", "tờ rơi")
    write(item, owner, text="Không có số liệu", measure="")

    assert reached() == [(Decimal(12), 60)]


def test_the_same_note_sent_twice_counts_once(item, owner):
    aim(item, owner)
    for _n in range(2):
        write(item, owner, "7")

    assert reached() == [(Decimal(7), 35)]


def test_a_measure_that_is_read_off_takes_the_newest_day(item, owner):
    aim(item, owner, "90", measure="%", counting=Counting.LAST)
    write(item, owner, "80", "%")
    write(item, owner, "60", "%", day=dt.date(2026, 6, 1))

    assert reached() == [(Decimal(80), 88)]


def test_a_target_is_changed_only_with_a_reason_and_leaves_a_trace(item, owner):
    aim(item, owner)
    with pytest.raises(ValidationError, match="Đã đặt mục tiêu 20 hộ"):
        aim(item, owner, "10")
    aim(item, owner, "10", reason="Bản sáp nhập")

    found = trail.history_of(item).filter(verb="registration.target").order_by("-pk")[0]
    assert (found.changes, found.note) == ({"target": ["20 hộ", "10 hộ"]}, "Bản sáp nhập")
    assert [t.planned for t in Target.objects.all()] == [10]


def test_owner_colleague_and_stranger(item, owner, colleague, stranger, clerk):
    for by in (colleague, stranger, clerk):
        with pytest.raises(PermissionDenied):
            aim(item, by)
        with pytest.raises(PermissionDenied):
            actions.set_checkpoint(item, by=by, text="Xong", due_on=TODAY)

    assert aim(item, owner).planned == 20


def test_a_note_with_its_files_says_a_checkpoint_is_done(enter, item, owner):
    late = actions.set_checkpoint(item, by=owner, text="Xong bản một", due_on=dt.date(2026, 6, 10))
    ahead = actions.set_checkpoint(item, by=owner, text="Xong bản hai", due_on=dt.date(2026, 7, 1))
    before = [late.told, ahead.told]

    enter(owner).post(
        reverse("progress:timeline", args=[item.round_id, item.pk]),
        {
            "text": "Xong", "day": "15/6/2026", "checkpoint": late.pk,
            "evidence": SimpleUploadedFile("sổ.png", PNG),
        },
    )  # fmt: skip

    assert before == ["trễ 3 ngày làm việc", "sắp tới"]
    late.refresh_from_db()
    assert (late.done_on, late.told) == (TODAY, "xong, trễ 3 ngày làm việc")
    assert [file.name for file in late.note.evidence.all()] == ["sổ.png"]
    with pytest.raises(ValidationError, match="Mốc này đã xong"):
        write(item, owner, checkpoint=late.pk, text="Lần nữa")
    with pytest.raises(ValidationError, match="Mốc đã xong thì không bỏ được"):
        actions.drop_checkpoint(late, by=owner)
    actions.drop_checkpoint(ahead, by=owner)
    assert list(Checkpoint.objects.all()) == [late]


def test_a_late_checkpoint_waits_on_the_desk_of_its_owner_alone(item, owner, clerk, round_):
    actions.set_checkpoint(item, by=owner, text="Xong", due_on=dt.date(2026, 6, 10))

    def waits(by):
        rows = [row for rows in queries.waiting_rows(by, round_) for row in rows]
        return {row["what"]: row["n"] for row in rows}["progress.checkpoint"]

    assert (waits(owner), waits(clerk)) == (1, 0)


def test_a_registration_stands_as_its_latest_note_says(item, owner):
    write(item, owner, text="Chững lại", standing=Standing.TROUBLE)
    write(item, owner, text="Trước đó", day=dt.date(2026, 6, 1), standing=Standing.ON_TRACK)

    assert Registration.objects.get(pk=item.pk).standing == Standing.TROUBLE


def test_the_year_counts_who_set_a_target_reached_it_or_stopped(item, model, owner, keeper, unit):
    aim(item, owner, "5")
    aim(item, owner, "50", measure="lượt")
    write(item, owner, "6")
    actions.set_target(model, by=keeper, measure="hộ", planned=Decimal(3))
    write(model, keeper, text="Hết kinh phí", standing=Standing.STOPPED)

    found = figures(item.round, unit.path)

    counted = [found.get(name, 0) for name in ("targets", "targets_met", "stopped", "trouble")]
    assert counted == [2, 1, 1, 0]


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_asks_the_same_for_any_number(
    enter, clerk, owner, round_, item, django_assert_num_queries, count
):
    for n in range(count - 1):
        sheet = SheetFactory(round=round_, unit=item.unit)
        RegistrationFactory(sheet=sheet, state=State.ACCEPTED, title=f"Việc {n}")
    for row in Registration.objects.all():
        Target.objects.create(registration=row, measure="hộ", folded="ho", planned=9)
        Checkpoint.objects.create(registration=row, text="Xong", due_on=dt.date(2026, 6, 1))
    client, url = enter(clerk), reverse("progress:course", args=[round_.pk])
    client.get(url)

    with django_assert_num_queries(10):
        page = client.get(url)

    assert len(page.context["lines"]) == count
    assert "trễ 10 ngày làm việc" in page.text
    assert len(client.get(f"{url}?tinh-hinh=late").context["lines"]) == count
    assert client.get(f"{url}?tinh-hinh=stopped").context["lines"] == []


def test_targets_and_checkpoints_on_the_page(enter, item, owner, colleague):
    url = reverse("progress:aims", args=[item.round_id, item.pk])
    Registration.objects.filter(pk=item.pk).update(target="Giúp 20 hộ")
    client = enter(owner)

    offered = client.get(url).context["target"].initial
    client.post(url, {"viec": "target", "planned": "20", "measure": "hộ", "counting": "add"})
    again = client.post(url, {"viec": "target", "planned": "9", "measure": "hộ", "counting": "add"})
    client.post(url, {"viec": "checkpoint", "text": "Xong bản một", "due_on": "30/6/2026"})

    assert offered == {"planned": 20, "measure": "hộ"}
    assert "Muốn đổi thì nêu lý do." in again.text
    detail = reverse("registration:detail", args=[item.round_id, item.pk])
    assert "0 / 20 hộ" in client.get(detail).text
    assert "Xong bản một" in client.get(detail).text
    assert enter(colleague).get(url).status_code == 404


def test_a_note_that_says_nothing_of_it_leaves_the_standing_as_it_was(item, owner):
    write(item, owner, text="Chững lại", day=dt.date(2026, 6, 1), standing=Standing.TROUBLE)
    write(item, owner, text="Đã phát tờ rơi")

    assert Registration.objects.get(pk=item.pk).standing == Standing.TROUBLE


def test_no_standing_is_chosen_beforehand_and_none_can_be_chosen():
    typed = {"text": "Đã phát tờ rơi", "day": "12/6/2026", "standing": UNSAID}
    fresh, unsaid = NoteForm(), NoteForm(typed)

    assert [option.checked for option in options(fresh["standing"])] == [False] * 4
    assert (unsaid.is_valid(), unsaid.cleaned_data["standing"]) == (True, "")
