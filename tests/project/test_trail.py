"""``kheo trail``, the sealer beside the worker, and what ``kheo check`` says of both."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import DatabaseError, connection

from kheo.kernel import clock, heartbeat
from kheo.kernel.actor import Actor
from kheo.kernel.audit import guard, sealing, trail, verifying
from kheo.kernel.audit.models import Event, Seal, Verification
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from kheo.project import health, nightly
from kheo.project.commands import demo, worker
from kheo.project.commands import trail as command
from tests.factories import PostFactory, UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 20, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def event():
    return trail.record("unit.look", UnitFactory(), by=Actor.system("Máy"), note="Lý do")


def alter(event):
    with guard.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET note = 'khác' WHERE id = %s", [event.pk])


def test_a_whole_trail_is_told_with_the_hash_to_note_elsewhere(event, capsys):
    sealing.seal_all()

    assert command.run(["verify"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Vết còn nguyên: 1 sự việc, 1 niêm phong, 0 sự việc mới chưa đến lượt niêm phong.",
        f"Mã niêm phong cuối (chép ra sổ để đối chiếu): {Seal.objects.get().digest}",
        "Đã kiểm tra 1 sự việc trong 0 giây.",
    ]


def test_the_first_event_that_does_not_fit_is_named(event, capsys):
    sealing.seal_all()
    alter(event)

    assert command.run(["verify"]) == 1

    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"Sự việc số {event.pk} (Máy, unit.look, ")
    assert first.endswith(") đã bị sửa: nội dung không khớp mã băm ghi lúc đầu.")


def test_a_noted_hash_that_is_not_in_the_chain_is_a_fault(event, capsys):
    sealing.seal_all()

    codes = [command.run(["verify", "--anchor", a]) for a in (Seal.objects.get().digest, "f" * 64)]

    assert codes == [0, 1]
    assert f"Mã {'f' * 64} không có trong chuỗi niêm phong" in capsys.readouterr().out


def test_lifted_triggers_are_a_fault_of_their_own(event, capsys):
    with guard.lifted():
        assert command.run(["verify"]) == 1
        found = health.trail_check().found

    assert capsys.readouterr().out.startswith(
        "Chốt chống sửa, xoá vết trong cơ sở dữ liệu đã bị gỡ"
    )
    assert found == "chốt chống sửa, xoá vết trong cơ sở dữ liệu đã bị gỡ"


def test_sealing_once_by_hand_says_what_was_done(event, capsys):
    assert [command.run(["seal"]), command.run(["seal"])] == [0, 0]

    assert capsys.readouterr().out.splitlines() == [
        "Đã thêm 1 niêm phong.",
        "Đã thêm 0 niêm phong.",
    ]


def test_an_export_overwrites_nothing_and_needs_its_folder(event, tmp_path, capsys):
    (tmp_path / "vet.jsonl").write_text("của tôi", "utf-8")

    codes = [
        command.run(["export", str(tmp_path / name)]) for name in ("vet.jsonl", "khong/co.jsonl")
    ]

    assert codes == [1, 1]
    assert (tmp_path / "vet.jsonl").read_text("utf-8") == "của tôi"
    assert [path.name for path in tmp_path.iterdir()] == ["vet.jsonl"]
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path}/vet.jsonl đã có. Đặt tên khác, hoặc tự xoá tệp ấy trước.",
        f"Không có thư mục {tmp_path}/khong. Tạo thư mục ấy trước.",
    ]


def test_check_says_when_the_sealer_is_behind():
    with time_machine.travel(NOON):
        trail.record("unit.look", UnitFactory(), by=Actor.system("Máy"))
        young = health.trail_check()
    with time_machine.travel(NOON + dt.timedelta(minutes=6)):
        late = health.trail_check()
        sealing.seal_all()
        done = health.trail_check()

    assert [f.well for f in (young, late, done)] == [True, False, True]
    assert late.found == "1 sự việc quá 5 phút chưa niêm phong"
    assert done.found == "đã niêm phong đủ; chưa kiểm tra lần nào"


def test_check_remembers_what_the_last_verification_found(event):
    with time_machine.travel(NOON):
        alter(event)
        command.run(["verify"])

        finding = health.trail_check()

    assert finding.found.startswith(
        f"lần kiểm tra ngày 20/03/2026 không khớp: Sự việc số {event.pk}"
    )
    assert verifying.last().faults == 1


def test_the_worker_verifies_once_a_night_and_by_day_where_no_night_did(event):
    night, stopped = NOON.replace(hour=19), threading.Event()  # two in the morning in Việt Nam
    done = []
    for hours in (0, 1, 10, 24, 61, 62):
        with time_machine.travel(night + dt.timedelta(hours=hours), tick=False):
            done.append(bool(nightly.verify_if_due(stopped)))

    assert done == [True, False, False, True, True, False]
    assert {found.faults for found in Verification.objects.all()} == {0}


def test_a_break_is_told_to_who_administers_the_whole_with_its_place(event, client):
    root = UnitFactory(path="001.", parent=None)
    above, below = (
        PostFactory(unit=unit, powers=[Power.ADMINISTER])
        for unit in (root, UnitFactory(path="001.001.", parent=root))
    )
    alter(event)

    nightly.verify_if_due(threading.Event())

    notice = Notice.objects.get()
    assert (notice.person, notice.url) == (above.person, "/quan-tri/vet/")
    assert notice.text.startswith(
        f"Vết công việc không còn nguyên, 1 chỗ không khớp. Sự việc số {event.pk} (Máy, unit.look,"
    )
    client.force_login(above.person.user)
    told = client.get(notice.url).content.decode()
    assert f"Sự việc số {event.pk} (Máy, unit.look," in told
    client.force_login(below.person.user)
    assert client.get(notice.url).status_code == 403


def test_a_verification_rests_between_parts_and_ends_with_the_worker(event, monkeypatch):
    monkeypatch.setattr(verifying, "PART", 1)
    stopped = threading.Event()
    stopped.set()

    assert nightly.verify_if_due(stopped) is None
    assert not Verification.objects.exists()


def test_check_says_when_no_night_verified_the_trail(event):
    sealing.seal_all()
    command.run(["verify"])
    with time_machine.travel(clock.now() + dt.timedelta(days=4)):
        finding = health.trail_check()

    assert (finding.found[:28], finding.well) == ("lần kiểm tra gần nhất đã từ ", False)


def test_the_worker_goes_on_verifying_after_a_lost_database():
    stopped = threading.Event()
    calls = []

    def verify(_stopped):
        calls.append(len(calls))
        if len(calls) == 1:
            raise DatabaseError("away")
        stopped.set()

    worker.keep_verifying(stopped, 0.01, verify)

    assert calls == [0, 1]


def test_the_page_of_the_trail_tells_every_act_of_a_day_and_how_it_is_kept(client):
    post = PostFactory(unit=UnitFactory(path="001.", parent=None), powers=[Power.ADMINISTER])
    with time_machine.travel(NOON, tick=False):
        first = trail.record("unit.open", post.unit, by=Actor.system("Máy"), note="Theo quyết định")
        sealing.seal_all()
        command.run(["verify"])
    with time_machine.travel(NOON + dt.timedelta(days=1), tick=False):
        second = trail.record("post.give", post, by=Actor.system("Máy"))
    with time_machine.travel(NOON + dt.timedelta(days=1, minutes=1), tick=False):
        client.force_login(post.person.user)
        every = client.get("/quan-tri/vet/").context
        of_day = client.get("/quan-tri/vet/?ngay=20/3/2026").context

        wrong = [
            client.get(f"/quan-tri/vet/?ngay={day}").context["form"].errors.get("ngay", [])
            for day in ("mai", "0001-01-01", "9999-12-31")
        ]

    assert wrong == [["Đang ghi “mai”. Cần ngày/tháng/năm, ví dụ 25/3/2027."], [], []]
    assert [line.number for line in every["lines"]] == [second.pk, first.pk]
    assert [(line.what, line.when, line.note) for line in of_day["lines"]] == [
        ("Mở đơn vị", "20/3/2026 12:00", "Theo quyết định")
    ]
    assert (every["kept"].waiting, every["kept"].seal.number, every["kept"].last.faults) == (
        1,
        1,
        0,
    )


def test_the_worker_seals_until_it_is_stopped_and_survives_a_lost_database():
    stopped = threading.Event()
    calls = []

    def seal():
        calls.append(len(calls))
        if len(calls) == 1:
            raise DatabaseError("away")
        stopped.set()

    worker.keep_sealing(stopped, 0.01, seal)

    assert calls == [0, 1]


def test_the_worker_leaves_a_sign_of_life_until_it_is_stopped(var):
    stopped = threading.Event()
    heart = threading.Thread(target=worker.keep_beating, args=(stopped, 0.01))

    heart.start()
    while not heartbeat.alive():
        heart.join(0.01)
    stopped.set()
    heart.join(60)

    assert not (var / heartbeat.HEARTBEAT).exists()


def test_what_is_written_while_the_worker_runs_is_sealed(event):
    stopped = threading.Event()

    def seal():
        sealing.seal_all()
        stopped.set()

    worker.keep_sealing(stopped, 0.01, seal)

    assert [seal.count for seal in Seal.objects.all()] == [1]


def test_a_fresh_demonstration_empties_the_trail_and_the_triggers_stand_again(monkeypatch):
    trail.record("unit.look", UnitFactory(), by=Actor.system("Máy"))
    monkeypatch.setattr(demo.small, "load", lambda **_options: None)

    demo.run(["--fresh"])

    assert (Event.objects.count(), guard.stands()) == (0, True)
