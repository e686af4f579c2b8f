"""Time a submission, request to commit. Run: KHEO_VAR=… python -m bench.submit.

First one after another, then 32 people at once; every acknowledged one must be in the database.
"""

import statistics
import threading
import time

from bench import figures, people, server
from kheo.movement.models import Registration

ALONE, TOGETHER = 60, 32


def main() -> None:
    round_ = figures.open_round()
    path = f"/phong-trao/{round_.pk}/dang-ky/item/gui/"
    before = Registration.objects.filter(round=round_, state="submitted").count()
    headers = people.writers(round_, ALONE + 4 * TOGETHER)
    with server.serving():
        alone = [_send(path, one) for one in headers[:ALONE]]
        together: list[float] = []
        for wave in range(4):
            start = ALONE + wave * TOGETHER
            together += _wave(path, headers[start : start + TOGETHER])
    kept = Registration.objects.filter(round=round_, state="submitted").count() - before
    print(f"one after another: p50 {1000 * statistics.median(alone):.1f} ms")
    p95 = sorted(together)[int(0.95 * len(together)) - 1]
    print(
        f"{TOGETHER} at once, 4 waves: p95 {p95:.2f} s, {len(together) / _sum(together):.0f}/s a line"
    )
    print(f"acknowledged {len(alone) + len(together)}, found {kept}")


def _sum(times: list[float]) -> float:
    return sum(times) / TOGETHER


def _send(path: str, headers: dict[str, str]) -> float:
    given = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{server.PORT}/",
        "X-CSRFToken": "c" * 32,
    }
    body = "late=on&reason=do"
    status, content, seconds = server.ask(
        server.connection(), "POST", path, body, {**headers, **given}
    )
    if status != 302:  # noqa: PLR2004 HTTP
        raise SystemExit(f"{path} answered {status}: {content[:300]!r}")
    return seconds


def _wave(path: str, headers: list[dict[str, str]]) -> list[float]:
    """Return the seconds of as many submissions as *headers*, all begun together."""
    times: list[float] = []
    gate = threading.Barrier(len(headers))

    def send(one: dict[str, str]) -> None:
        gate.wait()
        times.append(_send(path, one))

    threads = [threading.Thread(target=send, args=(one,)) for one in headers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(0.2)
    return times


if __name__ == "__main__":
    main()
