"""Time the page on which a reading is confirmed. Run: KHEO_VAR=… python -m bench.confirming.

On a demonstration database: papers with some 30, 300 and 2,000 facts and one of 200 pages are
uploaded by the province's leader, in this process; static files must be collected. Prints of each the queries, the median of 9 times by the
processor of the whole page and of one answer to a doubt, and the weight of the page, compressed.
"""

import gzip
import statistics
import time
from collections.abc import Callable, Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

import bench  # noqa: F401 starts Django
from kheo.accounts.models import User
from kheo.movement.s1_directive.models import Directive, Fact
from tests.reading import made
from tests.reading.places import PAPERS

TIMES = 9
MANY = (30, 300, 1900)
PAGE = 3400  # letters of a dense page
PAGES = 200


def main() -> None:
    client = Client()
    client.force_login(User.objects.get(username="lanhdao"))
    for name, text in papers():
        directive = uploaded(client, name, text)
        url = reverse("directive:confirm", args=[directive.pk])
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(url)
        queries = len(asked)
        weight = len(gzip.compress(shown.content)) / 1000
        whole = timed(lambda url=url: client.get(url))
        facts = directive.facts.count()
        print(
            f"{name}: {len(text):,} letters, {facts} facts, {queries} queries, {whole:.0f} ms of"
            f" the processor, {len(shown.content) / 1000:.0f} kB, {weight:.0f} compressed;"
            f" one answer {answering(client, directive):.0f} ms",
            flush=True,
        )


def papers() -> Iterator[tuple[str, str]]:
    """Yield texts of our own words: with so many facts, and of so many pages."""
    head = (PAPERS / "002.txt").read_text()
    stamp = time.time_ns()  # a paper is read once
    for many in MANY:
        asked = "".join(
            f"\n{n}. Đơn vị số {n} xây dựng ít nhất {n % 7 + 1:02} mô hình, xong trước ngày"
            f" {n % 28 + 1}/{n % 12 + 1}/2027."
            for n in range(1, 1 + many // 4)
        )
        yield f"{many}-{stamp}.txt", head + asked
    words = " ".join(w for w in made.paragraphs("002") if not any(map(str.isdigit, w)))
    prose = (words + "\n") * (1 + PAGES * PAGE // len(words))
    yield f"200-trang-{stamp}.txt", head + prose[: PAGES * PAGE] + str(stamp)


def uploaded(client: Client, name: str, text: str) -> Directive:
    sent = SimpleUploadedFile(name, text.encode())
    answer = client.post(reverse("directive:upload"), {"file": sent, "again": "1"})
    if answer.status_code != 302:  # noqa: PLR2004 HTTP's own
        raise SystemExit(f"{name}: {answer.status_code}")
    return Directive.objects.order_by("-pk")[0]


def answering(client: Client, directive: Directive) -> float:
    """Return the milliseconds of taking one fact, and of the row that answers."""
    url = reverse("directive:judge", args=[directive.pk])
    facts = iter(Fact.objects.filter(directive=directive)[: TIMES + 1])

    def press() -> HttpResponse:
        key = next(facts).pk
        headers = {"HX-Request": "true", "HX-Target": f"d{key}"}
        return client.post(url, {"accept": key, f"seen-{key}": "pending"}, headers=headers)

    return timed(press)


def timed(work: Callable[[], HttpResponse]) -> float:
    work()
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        status = work().status_code
        times.append(1000 * (time.process_time() - began))
        if status != 200:  # noqa: PLR2004 HTTP's own
            raise SystemExit(f"answered {status}")
    return statistics.median(times)


if __name__ == "__main__":
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False):
        main()
