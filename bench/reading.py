"""Time the reader. Run: python -m bench.reading.

Its own papers (tests/papers), warm and cold; 1,000 texts of 10 KB in one process with the memory
that takes; a PDF of 200 pages, opened and read. Wall time, and processor time where a machine
shared with others would blur it.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pypdfium2

from kheo.reading.draft import draft_of, read_bytes
from kheo.reading.opening import open_file
from tests.reading import made
from tests.reading.places import PAPERS
from tests.reading.test_any_text import REPEATED

_TEXTS = 1000
_BYTES = 10_000
_PAGES = 200
_COLD_RUNS = 7
_DAMAGED = PAPERS / "004.txt"
_TICK = 0.001  # no clock tells less apart
_ONE_IN = 8  # in the development corpus one of eight has lost letters


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of wall and of processor time that *work* took."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _warm(path: Path) -> None:
    data = path.read_bytes()
    read_bytes(data, path.name)
    runs = [_timed(lambda: read_bytes(data, path.name)) for _ in range(30)]
    wall, processor = (statistics.median(run[n] for run in runs) * 1000 for n in (0, 1))
    least = min(run[1] for run in runs) * 1000
    print(
        f"{path.name}, warm: {wall:.1f} ms, {processor:.1f} of processor time (least {least:.1f})"
    )


def _cold(path: Path) -> None:
    command = [str(Path(sys.executable).with_name("kheo")), "read", str(path)]

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our command

    runs = sorted(_timed(run)[0] for _ in range(_COLD_RUNS))
    print(f"kheo read {path.name}, cold: {statistics.median(runs):.2f} s (worst {runs[-1]:.2f})")


def _cut(papers: list[Path]) -> Iterator[str]:
    """Yield texts of 10 KB of the *papers*, each beginning a little later, without end."""
    whole = "\n".join(path.read_text() for path in papers).encode() * 2
    for at in count(0, 97):
        start = at % (len(whole) // 2)
        yield (whole * (1 + _BYTES // len(whole)))[start : start + _BYTES].decode(errors="ignore")


def _many() -> None:
    papers = [path for path in sorted(PAPERS.rglob("*.txt")) if path != _DAMAGED]
    # Of the papers kept for scoring some lost letters too: they are no whole ones.
    whole = _cut([path for path in papers if not draft_of(path.read_text()).changes])
    damaged = _cut([_DAMAGED])
    for share, size in ((0, _TEXTS), (_ONE_IN, _TEXTS), (1, _TEXTS // 10)):
        texts = [next(damaged if share and not n % share else whole) for n in range(size)]
        _report(texts, f"one of {share} damaged" if share else "none damaged")


def _report(texts: list[str], what: str) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    for text in texts[:2]:
        draft_of(text)
    wall, processor = _timed(lambda: [draft_of(text) for text in texts])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(texts)} texts, {what}, {size:.1f} MB: {size / wall:.2f} MB/s, {size / processor:.2f}"
        f" MB a second of processor time, {memory:.0f} MB of memory"
    )


def long_pdf(pages: int) -> bytes:
    """Return a PDF of *pages* full pages of our own words."""
    words = " ".join(made.paragraphs("002"))
    lines = [f"{n}. {words[n % 50 : 900 + n % 50]}" for n in range(pages * 4)]
    with pypdfium2.PdfDocument(made.pdf(lines)) as long, pypdfium2.PdfDocument.new() as cut:
        cut.import_pages(long, list(range(pages)))
        return made.saved(cut)


def _long() -> None:
    data = long_pdf(_PAGES)
    opened = open_file(data, "long.pdf")
    runs = [_timed(lambda: open_file(data, "long.pdf"))[0] for _ in range(3)]
    read = _timed(lambda: draft_of(opened.text))
    print(
        f"PDF of {_PAGES} pages ({len(opened.text):,} letters): opened in {min(runs):.2f} to"
        f" {max(runs):.2f} s, facts in {read[0]:.2f} s ({read[1]:.2f} of processor time)"
    )


def _growing() -> None:
    """Tell what repeated pieces cost at two lengths: eight times the letters, eight times as much."""
    few, many = 10_000, 80_000
    worst, piece_of = 0.0, ""
    seconds = [0.0, 0.0]
    for piece in REPEATED:
        texts = [piece * (size // len(piece)) for size in (few, many)]
        costs = [_timed(partial(draft_of, text))[1] for text in texts]
        seconds = [seconds[0] + costs[0], seconds[1] + costs[1]]
        growth = costs[1] / max(costs[0], _TICK)
        worst, piece_of = max((worst, piece_of), (growth, piece))
    print(
        f"{len(REPEATED)} repeated pieces: {seconds[0]:.2f} s at {few:,} letters,"
        f" {seconds[1]:.2f} s at {many:,}, {seconds[1] / seconds[0]:.1f} times as much;"
        f" worst {worst:.1f} times ({piece_of!r})"
    )


def main() -> None:
    papers = sorted(PAPERS.glob("0*.txt"))
    _many()  # first: its memory must not be that of what follows
    for path in papers:
        _warm(path)
    _cold(papers[0])
    _long()
    _growing()


if __name__ == "__main__":
    main()
