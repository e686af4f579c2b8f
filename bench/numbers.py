"""Number papers at once: `KHEO_VAR=/tmp/x kheo migrate && KHEO_VAR=/tmp/x python -m bench.numbers`.

Processes of their own take numbers from one book, each on its own connection; every fifth number is
cancelled. What is then in the book is counted: doubles, and gaps without a line, must be none.
"""

import argparse
import datetime as dt
import multiprocessing
import statistics
import time

from django.db import connection

import bench  # noqa: F401 starts Django
from kheo.documents.books import actions, queries
from kheo.documents.books.actions import About
from kheo.documents.models import NumberBook
from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind, Power

ON = dt.date(2026, 11, 2)
CANCELLED = 5  # every so many


def clerk(unit: Unit) -> Actor:
    return Actor(None, "bench", reach=unit.path, powers=frozenset({Power.FILE}))


def write(job: tuple[int, int]) -> list[float]:
    """Take numbers one after the other and return the seconds each took."""
    key, count = job
    unit = Unit.objects.get(pk=key)
    by, took = clerk(unit), []
    for n in range(count):
        begun = time.perf_counter()
        entry = actions.reserve(unit, "CV", by=by, about=About(on=ON, subject=f"Văn bản {n}"))
        took.append(time.perf_counter() - begun)
        if n % CANCELLED == 0:
            actions.cancel(entry, by=by, reason="Không ban hành")
    return took


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--writers", type=int, default=50)
    asked.add_argument("--each", type=int, default=20)
    given = asked.parse_args()
    unit, _made = Unit.objects.get_or_create(
        path="999.",
        defaults={"name": "UBND phường đo", "symbol": "UBND", "kind": Kind.COMMUNE,
                  "folded": "ubnd phuong do", "opened_on": dt.date(2020, 1, 1)},
    )  # fmt: skip
    before = NumberBook.objects.filter(unit=unit, kind="CV", year=ON.year).first()
    last = before.last if before else 0
    connection.close()
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(given.writers) as pool:
        pool.map(write, [(unit.pk, 0)] * given.writers, chunksize=1)  # Django has started
        begun = time.perf_counter()
        took = [t for each in pool.map(write, [(unit.pk, given.each)] * given.writers, chunksize=1)
                for t in each]  # fmt: skip
    seconds = time.perf_counter() - begun
    book = NumberBook.objects.get(unit=unit, kind="CV", year=ON.year)
    numbers = list(book.entries.filter(number__gt=last).values_list("number", flat=True))
    wanted = given.writers * given.each
    p95 = statistics.quantiles(took, n=20)[-1]
    print(f"{connection.vendor}: {given.writers} processes, {wanted} numbers in {seconds:.1f} s, "
          f"{wanted / seconds:.0f}/s, p95 {p95 * 1000:.0f} ms")  # fmt: skip
    print(f"doubles {len(numbers) - len(set(numbers))}, lost {wanted - len(numbers)}, "
          f"gaps {len(queries.gaps(book))}, last {book.last}")  # fmt: skip


if __name__ == "__main__":
    main()
