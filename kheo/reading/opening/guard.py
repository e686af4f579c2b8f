"""It runs the parser of one format in a process of its own, bounded in time and memory.

Parsers of Word, PDF and HTML are large and partly native: a hostile file may make them loop,
fill the memory or crash. In a process of their own none of that reaches the server.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from kheo.reading.facts import Doubt
from kheo.reading.opening.limits import PARSER_SECONDS
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError

_CHILD = "kheo.reading.opening.child"
_ROOT = str(Path(__file__).parents[3])
_STEP = re.compile(rb"^page (\d+) (\d+)$", re.MULTILINE)
_EVERY = 0.5  # seconds between two looks at how far the process is
_MOST = 64 * 1024  # of its lines; a paper has three hundred pages
_ADVICE = "Hãy mở tệp bằng phần mềm của nó, lưu lại thành .docx hoặc .txt rồi nạp lần nữa."

type Told = Callable[[int, int], None]  # pages done, of how many


def guarded(
    module: str,
    data: bytes,
    shown: str,
    seconds: int = PARSER_SECONDS,
    told: Told | None = None,
) -> Opened:
    """Return what `text_of(data, shown)` of *module* returns; raises UnreadableError as it does.

    *told* hears the lines "page 2 5" that the process writes to its standard error.
    """
    command = [sys.executable, "-m", _CHILD, module, shown, str(seconds)]
    answer = _answer(command, data, seconds, told)
    if answer is None:
        raise UnreadableError(
            f"Tệp “{shown}” làm bộ đọc quá {seconds} giây mà chưa xong. {_ADVICE}"
        )
    if not answer:
        raise UnreadableError(
            f"Tệp “{shown}” hỏng hoặc cần quá nhiều bộ nhớ nên không đọc được. {_ADVICE}"
        )
    record: dict[str, Any] = json.loads(answer)
    if refused := record.get("refused"):
        raise UnreadableError(refused)
    return Opened(
        text=record["text"],
        doubts=tuple(Doubt(**doubt) for doubt in record["doubts"]),
        scanned=tuple(record["scanned"]),
        unsure=tuple((start, end) for start, end in record["unsure"]),
    )


def _answer(
    command: list[str], data: bytes, seconds: int, told: Told | None = None
) -> bytes | None:
    """Return what the process wrote, "" when it failed, None when its time ran out."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    with (
        tempfile.TemporaryFile() as steps,
        tempfile.TemporaryFile() as given,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command,
            stdin=_written(given, data),
            stdout=subprocess.PIPE,
            stderr=steps if told else subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        ) as process,
    ):
        try:
            answer = _waited(process, seconds, told and partial(_pass_on, steps, told))
        except BaseException:
            # Its children too: Tesseract and LibreOffice are in the same session.
            os.killpg(process.pid, signal.SIGKILL)
            raise
        if answer is None:
            os.killpg(process.pid, signal.SIGKILL)
            return None
        if told:
            _pass_on(steps, told)
    return answer if process.returncode == 0 else b""


def _written(file: IO[bytes], data: bytes) -> IO[bytes]:
    """Return *file* with *data* to be read from it.

    Not a pipe: `communicate` forgets what it has not sent yet when its time runs out once, and a
    busy machine needs longer to start the process than to look how far it is.
    """
    file.write(data)
    file.seek(0)
    return file


def _waited(
    process: "subprocess.Popen[bytes]",
    seconds: int,
    look: Callable[[], None] | None,
) -> bytes | None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        try:
            return process.communicate(timeout=min(left, _EVERY))[0]
        except subprocess.TimeoutExpired:
            if look:
                look()
    return None


def _pass_on(steps: IO[bytes], told: Told) -> None:
    for done, total in _STEP.findall(os.pread(steps.fileno(), _MOST, 0))[-1:]:
        told(int(done), int(total))
