"""Time a submission, request to commit. Run: KHEO_VAR=… python -m bench.submit.

First one after another, then 32 people at once, wave by wave; every acknowledged one must be in the
database. In the first waves a server that has just started still writes statements it keeps. The
rates are of the waves as they passed on the clock, and, since a shared machine says little by its
clock, the processor time of the server a submission took. On PostgreSQL: bin/with-postgres before it.
"""

import resource
import statistics
import threading
import time

from bench import figures, people, server
from kheo.movement.models import Registration

ALONE, TOGETHER, WAVES = 60, 32, 8


def main() -> None:
    round_ = figures.open_round()
    path = f"/phong-trao/{round_.pk}/dang-ky/item/gui/"
    before = Registration.objects.filter(round=round_, state="submitted").count()
    headers = people.writers(round_, ALONE + WAVES * TOGETHER)
    with server.serving():
        pass
    start_of_server = _spent()
    with server.serving():
        alone = [_send(path, one) for one in headers[:ALONE]]
        together: list[float] = []
        waves: list[float] = []
        for wave in range(WAVES):
            start, begun = ALONE + wave * TOGETHER, time.perf_counter()
            together += _wave(path, headers[start : start + TOGETHER])
            waves.append(TOGETHER / (time.perf_counter() - begun))
    processor = _spent() - 2 * start_of_server
    kept = Registration.objects.filter(round=round_, state="submitted").count() - before
    print(f"one after another: p50 {1000 * statistics.median(alone):.1f} ms")
    p95 = sorted(together)[int(0.95 * len(together)) - 1]
    rates = " ".join(f"{rate:.0f}" for rate in waves)
    print(f"{TOGETHER} at once: p95 {p95:.2f} s, {statistics.harmonic_mean(waves):.0f}/s ({rates})")
    n = len(alone) + len(together)
    print(f"processor of the server: {1000 * processor / n:.1f} ms a submission")
    print(f"acknowledged {n}, found {kept}")


def _spent() -> float:
    """Return the processor time of the servers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    return times


if __name__ == "__main__":
    main()
