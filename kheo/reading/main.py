"""The command `kheo read FILE`: it shows what a paper asks for, the doubts first."""

import argparse
import json
import sys
from pathlib import Path

from kheo.reading.draft import read_bytes
from kheo.reading.form import as_dict
from kheo.reading.opening import MAX_BYTES, UnreadableError
from kheo.reading.summary import summary_of

UNREADABLE = 2
_WHY: dict[type[OSError], str] = {
    FileNotFoundError: "không có tệp này, kiểm tra lại tên và thư mục",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    PermissionError: "không có quyền đọc tệp này",
}


def run(argv: list[str]) -> int:
    """Read the file named in *argv* and print the draft; return 0, or 2 with a sentence."""
    parser = argparse.ArgumentParser(prog="kheo read", description="Đọc một văn bản chỉ đạo.")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="tệp văn bản: .txt, .docx, .pdf, .html, .rtf, .doc, .odt hoặc ảnh quét",
    )
    parser.add_argument("--json", action="store_true", help="in bản dự thảo dạng JSON")
    options = parser.parse_args(argv)
    if options.file is None:
        sys.stderr.write("Chưa nêu tệp nào. Gõ: kheo read TỆP, hoặc kheo read TỆP --json.\n")
        return UNREADABLE
    try:
        draft = read_bytes(_load(options.file), options.file.name)
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    if options.json:
        sys.stdout.write(json.dumps(as_dict(draft), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(summary_of(draft))
    return 0


def _load(path: Path) -> bytes:
    """Return the bytes of *path*, no more than needed to see that it is too large."""
    try:
        with path.open("rb") as file:
            return (
                file.read(MAX_BYTES + 1) if path.stat().st_size <= MAX_BYTES else path.read_bytes()
            )
    except OSError as error:
        why = _WHY.get(type(error), "ổ đĩa không cho đọc tệp này")
        raise UnreadableError(f"Không mở được tệp “{path}”: {why}.") from None
