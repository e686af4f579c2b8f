import sys
import threading
import time

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kheo.project.commands import serve

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    assert condition()


def running(supervisor):
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    wait_for(lambda: supervisor.server is not None)
    return thread


def test_the_server_and_the_worker_start_and_stop_together(tmp_path):
    supervisor = serve.Supervisor(SLEEP, SLEEP, tmp_path / "alive")
    thread = running(supervisor)
    wait_for((tmp_path / "alive").exists)

    supervisor.stop()
    thread.join(60)

    assert (supervisor.server.poll(), supervisor.worker.poll()) == (-15, -15)
    assert not (tmp_path / "alive").exists()


def test_a_worker_that_died_is_started_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(serve, "RESTART_AFTER", 0.0)
    supervisor = serve.Supervisor(SLEEP, SLEEP, tmp_path / "alive")
    thread = running(supervisor)
    wait_for(lambda: supervisor.worker is not None)
    first = supervisor.worker

    first.kill()
    wait_for(lambda: supervisor.worker not in {None, first})
    supervisor.stop()
    thread.join(60)

    assert "Việc nền đã dừng (mã -9)" in capsys.readouterr().err


def test_without_a_worker_only_the_server_runs(tmp_path):
    supervisor = serve.Supervisor(SLEEP, None, tmp_path / "alive")
    thread = running(supervisor)

    supervisor.stop()
    thread.join(60)

    assert supervisor.worker is None


def test_when_the_server_fails_its_code_is_passed_on_and_the_worker_stopped(tmp_path):
    supervisor = serve.Supervisor(
        [sys.executable, "-c", "raise SystemExit(3)"], SLEEP, tmp_path / "a"
    )

    code = supervisor.run()

    assert code == 3
    assert supervisor.worker is None or supervisor.worker.poll() is not None


def test_the_server_has_one_thread_a_process():
    words = serve.server_command("0.0.0.0", 80, 2)

    assert words[words.index("--blocking-threads") + 1] == "1"
    assert words[words.index("--workers") + 1] == "2"


@pytest.mark.django_db
def test_a_database_older_than_the_code_is_not_served(capsys):
    applied = MigrationRecorder(connection)
    app, name = max(key for key in applied.applied_migrations() if key[0] == "movement")
    applied.record_unapplied(app, name)

    code = serve.run([])

    told = capsys.readouterr().err
    assert code == 1
    assert "còn 1 bước nâng cấp chưa chạy. Chạy: kheo migrate" in told
