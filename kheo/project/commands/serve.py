"""``kheo serve``: the web server and the worker of background tasks, started and stopped as one."""

import argparse
import os
import signal
import subprocess  # starts our own two programs, with arguments made here
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command

from kheo.kernel.heartbeat import BEAT, HEARTBEAT
from kheo.project import health
from kheo.project.commands.console import say, warn

TICK = 0.2
GRACE = 20.0  # seconds a child gets to finish what it is doing
RESTART_AFTER = 3.0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="kheo serve")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on")
    made.add_argument("--port", type=int, default=8000, help="port to listen on")
    made.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="server processes")
    made.add_argument(
        "--no-worker", action="store_true", help="do not run background tasks beside the server"
    )
    return made


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Return Granian's command line: more threads would only triple the tail and the memory."""
    python = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    size = ["--workers", str(workers), "--blocking-threads", "1", "--respawn-failed-workers"]
    return [*python, "--host", host, "--port", str(port), *size, "kheo.project.wsgi:application"]


def worker_command() -> list[str]:
    start = "from kheo.project.main import main; main(['worker'])"
    return [sys.executable, "-c", start]


class Supervisor:
    """Keeps the server and the worker running until it is told to stop."""

    def __init__(self, server: list[str], worker: list[str] | None, heartbeat: Path) -> None:
        self.server_command = server
        self.worker_command = worker
        self.heartbeat = heartbeat
        self.stopping = False
        self.server: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.beaten = self.restart_at = 0.0

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def run(self) -> int:
        """Return the server's exit code, or 0 when somebody asked to stop."""
        self.server = start(self.server_command)
        code = None
        try:
            while not self.stopping and code is None:
                self.keep_worker()
                time.sleep(TICK)
                code = self.server.poll()
        finally:
            finish(self.server, self.worker)
            self.heartbeat.unlink(missing_ok=True)
        return code or 0

    def keep_worker(self) -> None:
        """Start the worker, start it again when it died, and leave a sign that it lives."""
        now = time.monotonic()
        if self.worker_command is None or now < self.restart_at:
            return
        if self.worker is None:
            self.worker = start(self.worker_command)
        elif self.worker.poll() is not None:
            warn(f"Việc nền đã dừng (mã {self.worker.returncode}); đang khởi động lại.")
            self.worker = None
            self.restart_at = now + RESTART_AFTER
        elif now - self.beaten >= BEAT:
            self.heartbeat.touch()
            self.beaten = now


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    # Its own group: Ctrl-C reaches us alone, and we stop both in order.
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 our own command line


def finish(*children: "subprocess.Popen[bytes] | None") -> None:
    """Ask each child to stop, wait, and kill the one that does not."""
    alive = [child for child in children if child and child.poll() is None]
    for child in alive:
        child.send_signal(signal.SIGTERM)
    end = time.monotonic() + GRACE
    for child in alive:
        try:
            child.wait(max(end - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def on_signals(handler: Callable[[int, FrameType | None], Any]) -> None:
    signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGTERM, handler)


def run(argv: Sequence[str]) -> int:
    options = parser().parse_args(argv)
    database = health.database_check()
    if not database.well:
        warn(f"Chưa chạy được. {database.matter}: {database.found}. {database.remedy}")
        return 1
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    supervisor = Supervisor(
        server_command(options.host, options.port, options.workers),
        None if options.no_worker else worker_command(),
        var / HEARTBEAT,
    )
    # What is printed leads back here; an office sets KHEO_URL to the address its people type.
    os.environ.setdefault("KHEO_URL", f"http://localhost:{options.port}")
    on_signals(supervisor.stop)
    say(f"Khéo chạy tại http://{options.host}:{options.port}/ ({options.workers} tiến trình).")
    say("Nhấn Ctrl-C để dừng.")
    code = supervisor.run()
    say("Khéo đã dừng." if not code else f"Máy chủ web dừng vì lỗi (mã {code}).")
    return code
