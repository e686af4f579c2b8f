"""It runs the parser of one format in a process of its own, bounded in time and memory.

Parsers of Word, PDF and HTML are large and partly native: a hostile file may make them loop,
fill the memory or crash. In a process of their own none of that reaches the server.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from kheo.reading.facts import Doubt
from kheo.reading.opening.limits import PARSER_SECONDS
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError

_CHILD = "kheo.reading.opening.child"
_ROOT = str(Path(__file__).parents[3])
_ADVICE = "Hãy mở tệp bằng phần mềm của nó, lưu lại thành .docx hoặc .txt rồi nạp lần nữa."


def guarded(module: str, data: bytes, shown: str, seconds: int = PARSER_SECONDS) -> Opened:
    """Return what `text_of(data, shown)` of *module* returns; raises UnreadableError as it does."""
    answer = _answer([sys.executable, "-m", _CHILD, module, shown, str(seconds)], data, seconds)
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


def _answer(command: list[str], data: bytes, seconds: int) -> bytes | None:
    """Return what the process wrote, "" when it failed, None when its time ran out."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            # Its children too: Tesseract and LibreOffice are in the same session.
            os.killpg(process.pid, signal.SIGKILL)
            return None
    return answer if process.returncode == 0 else b""
