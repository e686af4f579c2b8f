"""``kheo trail``: verify the trail, export it for others to verify, seal what waits."""

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from kheo.kernel import clock
from kheo.kernel.audit import chain, form, guard, rows, sealing
from kheo.project.commands.console import say, warn
from kheo.project.verified import Verified


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="kheo trail")
    acts = made.add_subparsers(dest="act", required=True)
    verify = acts.add_parser(
        "verify", help="tell whether anything was changed since it was written"
    )
    verify.add_argument(
        "--anchor", default="", help="a seal's hash noted elsewhere: must be in the chain"
    )
    export = acts.add_parser("export", help="write a file that others verify without Khéo")
    export.add_argument("file", type=Path)
    acts.add_parser("seal", help="seal what waits, once")
    return made


def run(argv: Sequence[str]) -> int:
    options = parser().parse_args(argv)
    if options.act == "verify":
        return verify(options.anchor)
    if options.act == "export":
        return export(options.file)
    say(f"Đã thêm {sealing.seal_all()} niêm phong.")
    return 0


def verify(anchor: str = "") -> int:
    """Verify the whole trail of the database, keep the outcome for ``kheo check``, and say it."""
    started = time.monotonic()
    now = clock.now()
    verifier = chain.Verifier(rows.seals, rows.events(), now=now, anchor=anchor)
    lines, count = chain.told(verifier)
    if not guard.stands():
        lines.insert(0, "Chốt chống sửa, xoá vết trong cơ sở dữ liệu đã bị gỡ hoặc bị tắt.")
        count += 1
    Verified(now, verifier.counted, count, lines[0]).keep(Path(settings.VAR))
    for line in lines:
        say(line)
    say(f"Đã kiểm tra {verifier.counted} sự việc trong {time.monotonic() - started:.0f} giây.")
    return int(bool(count))


def export(file: Path) -> int:
    """Write the trail to *file*, and beside it the program that verifies it."""
    script = file.with_name("kiem-tra-vet.py")
    if file.exists():
        warn(f"{file} đã có. Đặt tên khác, hoặc tự xoá tệp ấy trước.")
        return 1
    if not file.parent.is_dir():
        warn(f"Không có thư mục {file.parent}. Tạo thư mục ấy trước.")
        return 1
    part = file.with_name(f"{file.name}.part")
    try:
        count = _write(part)
        part.replace(file)
        shutil.copyfile(chain.__file__, script)
    finally:
        part.unlink(missing_ok=True)
    say(f"Đã ghi {count} sự việc vào {file}.")
    say(f"Ở máy bất kỳ có Python, không cần Khéo: python {script.name} {file.name}")
    return 0


def _write(part: Path) -> int:
    count = 0
    with part.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"form": chain.FILE_FORM, "made": form.moment(clock.now())}) + "\n")
        for seal in rows.seals():
            out.write(json.dumps({"seal": seal}) + "\n")
        for event in rows.events():
            out.write(
                json.dumps({"event": [event.number, *event.fields, event.digest]}, default=repr)
            )
            out.write("\n")
            count += 1
    return count
