"""Time the list, the search and the doubles of a register. Run: KHEO_VAR=… python -m bench.register.

On the database ``bench.importing --keep`` leaves; its administrator looks, in this process. Prints
of each page the queries, and the median of 15 times by the clock and by the processor.
"""

import statistics
import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

import bench  # noqa: F401 starts Django
from kheo.accounts.models import User
from kheo.orgs.models import Person

TIMES = 15


def main() -> None:
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    for name, url in pages():
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        queries = len(asked)  # before the next request empties the log
        clock, used = zip(*(timed(client, url) for _n in range(TIMES)), strict=True)
        shown = f"{statistics.median(clock):6.1f} ms, processor {statistics.median(used):6.1f} ms"
        print(f"{name:34} {queries:2} queries {shown}", flush=True)


def pages() -> Iterator[tuple[str, str]]:
    """Yield what is looked at: the words of each search are those of somebody in the register."""
    people, doubles = reverse("orgs:people"), reverse("orgs:doubles")
    one = Person.objects.exclude(code="BENCH").order_by("pk")[Person.objects.count() // 2]
    yield f"people ({Person.objects.count()}), first page", people
    yield "people, last page", f"{people}?cuoi=1"
    yield "people of a common given name", f"{people}?q={one.folded.split()[-1]}"
    yield "people of a whole name", f"{people}?q={one.folded}"
    yield "nobody of that name", f"{people}?q=khong co ai"
    yield "by code", f"{people}?q={one.code}"
    yield "by phone", f"{people}?q={one.phone}"
    yield "doubles, first page", doubles
    yield "doubles, last page", f"{doubles}?cuoi=1"


def timed(client: Client, url: str) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    response = client.get(url)
    if response.status_code != 200:  # noqa: PLR2004 HTTP's own
        raise SystemExit(f"{url}: {response.status_code}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


if __name__ == "__main__":
    with override_settings(ALLOWED_HOSTS=["testserver"], ADMIN_TWO_FACTOR=False):
        main()
