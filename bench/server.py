"""A server of our own for a measurement: the real command, two workers, real sockets."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kheo.project.commands.serve import server_command

PORT = 8765
READY_S = 60


@contextmanager
def serving(*, bare: bool = False) -> Iterator[None]:
    """Run ``kheo serve``, or the *bare* view beside it, with two workers for the time of the block."""
    kheo = Path(sys.executable).parent / "kheo"
    command = [str(kheo), "serve", "--port", str(PORT), "--workers", "2", "--no-worker"]
    if bare:
        same = server_command("127.0.0.1", PORT, 2)
        command = [*same[:-1], "bench.bare:application"]
    with subprocess.Popen(  # noqa: S603 our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            _wait()
            yield
        finally:
            # With its workers: one that is left answers the next measurement from another database.
            os.killpg(server.pid, signal.SIGTERM)


def _wait() -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        try:
            if ask(connection(), "GET", "/tai-khoan/login/")[0]:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def connection() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)


def ask(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes, float]:
    """Return (status, body, seconds) of one request over a kept connection."""
    started = time.perf_counter()
    line.request(method, path, body, headers or {})
    answer = line.getresponse()
    content = answer.read()
    return answer.status, content, time.perf_counter() - started
