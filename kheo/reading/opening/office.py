"""Old Word files and OpenDocument: LibreOffice, where it is found, makes a .docx of them."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kheo.reading.opening.limits import OFFICE_SECONDS
from kheo.reading.opening.refusal import UnreadableError

_PROGRAMS = ("soffice", "libreoffice")
_INSTEAD = "Hoặc mở tệp bằng Word, lưu lại thành .docx rồi nạp lần nữa."


def as_word(data: bytes, shown: str) -> bytes:
    """Return *data* as a .docx; raises UnreadableError without LibreOffice or where it fails."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(
            f"Tệp “{shown}” là tệp Word đời cũ (.doc) hoặc OpenDocument (.odt); máy chủ chưa có "
            f"LibreOffice để đọc. Nhờ quản trị cài gói libreoffice-writer-nogui. {_INSTEAD}"
        )
    with tempfile.TemporaryDirectory(prefix="kheo-office-") as folder:
        return _converted(program, data, Path(folder), shown)


def _converted(program: str, data: bytes, folder: Path, shown: str) -> bytes:
    source, made = folder / "paper.bin", folder / "made" / "paper.docx"
    source.write_bytes(data)
    # A profile of its own: two conversions at once do not wait for each other, and no macro of
    # the office's own profile runs. The folder takes it along when it goes.
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    if not _finished(command, folder):
        raise UnreadableError(
            f"Tệp “{shown}”: LibreOffice chạy quá {OFFICE_SECONDS} giây mà chưa xong. {_INSTEAD}"
        )
    if not made.is_file():
        raise UnreadableError(
            f"Tệp “{shown}” hỏng hoặc có mật khẩu: LibreOffice không mở được. {_INSTEAD}"
        )
    return made.read_bytes()


def _finished(command: list[str], folder: Path) -> bool:
    with subprocess.Popen(  # noqa: S603 - a program found on the path, no shell, our own arguments
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
        start_new_session=True,
    ) as process:
        try:
            process.wait(OFFICE_SECONDS)
        except subprocess.TimeoutExpired:
            # The whole session: soffice is a shell script that starts the real program.
            os.killpg(process.pid, signal.SIGKILL)
            return False
    return True
