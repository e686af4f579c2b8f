"""What bad input costs, end to end. Run: python -m bench.bad_input.

`kheo read` is given each file in a process of its own: its seconds from start to end and of the
processor, its peak memory beside the peak of the parsers it starts, what it says, and whether it
left a file behind.
"""

import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import ChainMap
from collections.abc import Callable
from pathlib import Path

import pypdf

from bench.reading import long_pdf
from kheo.reading.opening.limits import MAX_LETTERS, MAX_PAGES
from tests.reading import made, test_opening_bad

_SECONDS, _MEGABYTES = 10, 500
_PAUSE = 0.01
_SHOWN = 76
_TEN_MB = 10_000_000
_MEMORY = re.compile(r"VmHWM:\s+(\d+) kB")


def _words(letters: int, *, lines: bool) -> bytes:
    words = ("\n" if lines else " ").join(made.paragraphs("002"))
    return (words * (1 + letters // len(words)))[:letters].encode()


def _bytes(size: int, *, lines: bool) -> bytes:
    return _words(size, lines=lines)[:size].decode(errors="ignore").encode()


def _locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(made.pdf(made.paragraphs("002"))))
    writer.encrypt("bí mật", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "0 bytes": ("rong.txt", lambda: b""),
    "PDF with a password": ("khoa.pdf", _locked),
    "PDF of 500 pages of text": ("dai.pdf", lambda: long_pdf(500)),
    f"PDF of {MAX_PAGES} pages of text, the most read": ("dai.pdf", lambda: long_pdf(MAX_PAGES)),
    "PDF of 280 pages of text, read whole": ("dai.pdf", lambda: long_pdf(280)),
    "ZIP bomb as .docx, 400 MB unpacked": ("bom.docx", test_opening_bad.bomb),
    "XML entity bomb in a .docx": ("thuc-the.docx", test_opening_bad.entity_bomb),
    "PDF named .docx": ("sai.docx", lambda: made.pdf(made.paragraphs("002"))),
    "picture named .txt": ("sai.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    "binary rubbish named .txt": ("rac.txt", test_opening_bad.rubbish),
    "10 MB of the same word on one line": ("dong.txt", lambda: b"abc " * (_TEN_MB // 4)),
    "10 MB of a paper on one line": ("dong.txt", lambda: _bytes(_TEN_MB, lines=False)),
    "10 MB of a paper in its lines": ("dong.txt", lambda: _bytes(_TEN_MB, lines=True)),
    f"{MAX_LETTERS:,} letters on one line, the most read": (
        "dong.txt",
        lambda: _words(MAX_LETTERS, lines=False),
    ),
    f"{MAX_LETTERS:,} letters in lines, the most read": (
        "dong.txt",
        lambda: _words(MAX_LETTERS, lines=True),
    ),
}


def main() -> None:
    """Print a line for each file; those that miss a bar say so."""
    for what, (name, make) in _FILES.items():
        with tempfile.TemporaryDirectory() as place:
            path, temporary = Path(place, name), Path(place, "tmp")
            path.write_bytes(make())
            temporary.mkdir()
            before = _processor()
            seconds, memory, said = _measured(path, temporary)
            processor = _processor() - before
            left = len([*temporary.iterdir()])
        late = seconds > _SECONDS or memory > _MEGABYTES or left
        print(
            f"{what}: {seconds:.1f} s, {processor:.1f} of the processor, {memory:.0f} MB, {left} files left"
            f"{', MISSED' if late else ''}: {said[:_SHOWN]}",
            flush=True,
        )


def _processor() -> float:
    """Return the seconds of the processor that all processes ended so far have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(path: Path, temporary: Path) -> tuple[float, float, str]:
    """Return the seconds, the megabytes of all its processes at their peaks, the first line."""
    command = [str(Path(sys.executable).with_name("kheo")), "read", str(path)]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    peaks: dict[int, int] = {}
    with tempfile.TemporaryFile("w+") as answer:
        began = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=answer, stderr=subprocess.STDOUT, env=environment
        ) as process:
            while process.poll() is None:
                for pid, kilobytes in _peaks(process.pid).items():
                    peaks[pid] = max(kilobytes, peaks.get(pid, 0))
                time.sleep(_PAUSE)
            seconds = time.perf_counter() - began
        answer.seek(0)
        said = answer.readline().strip()
    return seconds, sum(peaks.values()) / 1024, said


def _peaks(pid: int) -> dict[int, int]:
    """Return the peak memory in kB, as Linux counts it, of a process and of those it started."""
    try:
        found = _MEMORY.search(Path(f"/proc/{pid}/status").read_text())
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it ended meanwhile
        return {}
    below = [_peaks(int(child)) for child in children]
    return dict(ChainMap({pid: int(found[1]) if found else 0}, *below))


if __name__ == "__main__":
    main()
