import datetime as dt

import pytest

from kheo.kernel import heartbeat
from kheo.movement.models import Recognition
from kheo.movement.s1_directive.states import DirectiveState
from kheo.project import health
from kheo.project.commands import check
from tests.factories import PersonFactory, UserFactory
from tests.factories.directive import DirectiveFactory

pytestmark = pytest.mark.django_db


def test_debugging_is_named_with_the_way_out(settings):
    settings.DEBUG = True

    assert health.settings_check().remedy.startswith("Bỏ biến KHEO_DEBUG")


@pytest.mark.parametrize(
    ("key", "well"), (("test", False), ("a" * 60, False), ("0123456789abcdef" * 4, True))
)
def test_a_secret_key_must_be_long_and_varied(settings, key, well):
    settings.SECRET_KEY = key

    assert health.key_check().well is well


@pytest.mark.parametrize(
    ("url", "well"),
    (
        ("http://localhost:8000", False),
        ("http://kheo.example.vn", False),
        ("https://khac.example.vn", False),
        ("https://kheo.example.vn", True),
    ),
)
def test_the_public_address_must_be_known_encrypted_and_reachable(settings, url, well):
    settings.PUBLIC_URL = url
    settings.ALLOWED_HOSTS = ["kheo.example.vn"]

    assert health.address_check().well is well


def test_a_fresh_sign_of_life_means_the_worker_runs(settings, tmp_path):
    settings.VAR = tmp_path
    assert not health.worker_check().well

    (tmp_path / heartbeat.HEARTBEAT).touch()

    assert health.worker_check() == health.Finding("Việc nền", "đang chạy, 0 việc trong hàng đợi")


def test_tasks_that_wait_betray_a_dead_worker(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / heartbeat.HEARTBEAT).touch()
    health.DBTaskResult.objects.create(
        args_kwargs={},
        task_path="x.y",
        backend_name="default",
        run_after=dt.datetime(9999, 1, 1, tzinfo=dt.UTC),
    )
    long_ago = health.clock.now() - dt.timedelta(hours=1)
    health.DBTaskResult.objects.update(enqueued_at=long_ago)

    assert health.worker_check().found == "1 việc chờ quá 5 phút chưa ai làm"


def test_a_paper_whose_reading_broke_off_is_counted(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / heartbeat.HEARTBEAT).touch()
    long_ago = health.clock.now() - dt.timedelta(hours=1)
    directive = DirectiveFactory(state=DirectiveState.RECOGNISING)
    Recognition.objects.create(directive=directive, asked_at=long_ago, heard_at=long_ago)

    assert health.worker_check().found == "1 văn bản đang đọc thì dừng giữa chừng"


def test_a_folder_that_is_not_there_is_named(settings, tmp_path):
    settings.VAR = tmp_path / "khong-co"

    assert health.disk_check().found == "không có hoặc không ghi được"


def test_a_page_with_vietnamese_letters_is_really_set():
    assert health.paper_check() == health.Finding(
        "In văn bản PDF", "dựng được trang có dấu tiếng Việt"
    )


def test_the_command_fails_when_something_must_be_mended(settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(health, "CHECKS", (health.settings_check, health.disk_check))
    settings.VAR = tmp_path / "khong-co"

    assert check.run([]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "✓ Chế độ chạy: vận hành chính thức, không bật gỡ lỗi",
        f"✗ Thư mục dữ liệu {tmp_path}/khong-co: không có hoặc không ghi được",
        f"    → Tạo thư mục và giao cho tài khoản chạy Khéo: chown -R kheo {tmp_path}/khong-co",
        "",
        "Còn 1 việc phải xử lý.",
    ]


@pytest.mark.parametrize(
    ("demo", "real", "well"),
    ((True, False, True), (True, True, False), (False, False, False)),
)
def test_accounts_that_share_a_password_are_for_invented_data_alone(settings, demo, real, well):
    settings.DEMO, settings.ADMIN_TWO_FACTOR = demo, True
    PersonFactory(code="MAU000001", user=UserFactory())
    if real:
        PersonFactory(user=UserFactory())

    assert health.accounts_check().well is well


@pytest.mark.parametrize("asked", (True, False))
def test_a_second_factor_is_asked_of_who_administers(settings, asked):
    settings.DEMO, settings.ADMIN_TWO_FACTOR = False, asked

    assert health.accounts_check().well is asked
