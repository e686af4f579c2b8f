"""Time the pages a province looks at. Run: KHEO_VAR=… python -m bench.pages [--seconds 10].

Prints, per page, the median of sequential requests over a kept connection; then pages a second of
the registration list with 8 readers on 2 workers.
"""

import argparse
import statistics
import threading
import time

from bench import figures, server

ROUNDS = 60
READERS = 8


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--user", default="lanhdao")
    given = parser.parse_args()
    headers, paths = figures.pages(given.user)
    with server.serving():
        for name, path in paths.items():
            print(f"{name:42} p50 {_median(path, headers):7.1f} ms")
        pages = _throughput(paths["registration list"], headers, given.seconds)
    with server.serving(bare=True):
        bare = _throughput("/", {}, given.seconds)
    print(f"{'registration list, 8 readers, 2 workers':42} {pages:7.0f} pages/s")
    print(f"{'bare view of 50 rows, 8 readers, 2 workers':42} {bare:7.0f} pages/s")


def _median(path: str, headers: dict[str, str]) -> float:
    line = server.connection()
    times = []
    for _ in range(ROUNDS):
        status, _body, seconds = server.ask(line, "GET", path, headers=headers)
        if status != 200:  # noqa: PLR2004 HTTP
            raise SystemExit(f"{path} answered {status}.")
        times.append(1000 * seconds)
    return statistics.median(times)


def _throughput(path: str, headers: dict[str, str], seconds: float) -> float:
    end = time.monotonic() + seconds
    counts = [0] * READERS

    def read(reader: int) -> None:
        line = server.connection()
        while time.monotonic() < end:
            server.ask(line, "GET", path, headers=headers)
            counts[reader] += 1

    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    main()
