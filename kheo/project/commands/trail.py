"""``kheo trail``: verify the trail, export it for others to verify, seal what waits."""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from kheo.kernel import clock
from kheo.kernel.audit import chain, form, rows, sealing, verifying
from kheo.project.commands.console import say, warn


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
    found = verifying.verify(anchor)
    for line in found.said:
        say(line)
    say(f"Đã kiểm tra {found.events} sự việc trong {found.seconds} giây.")
    return int(bool(found.faults))


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
