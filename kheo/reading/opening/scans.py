"""Pages that are pictures: Tesseract, where it is found with Vietnamese, reads them."""

import shutil
import subprocess
from dataclasses import replace

from kheo.reading.opening import guard, remarks
from kheo.reading.opening.limits import OCR_PAGE_SECONDS, OCR_PAGES, OCR_SECONDS
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import NeedsTimeError, UnreadableError

_OCR = "kheo.reading.opening.ocr"
_INSTEAD = "Hoặc nạp bản Word (.docx) hay PDF có lớp chữ của văn bản."


def image(
    data: bytes, shown: str, *, told: guard.Told | None = None, hurried: bool = False
) -> Opened:
    """Return the text of a picture; raises UnreadableError where nothing can recognise it."""
    if hurried:
        raise NeedsTimeError
    if lack := _lack():
        raise UnreadableError(f"Tệp “{shown}” là ảnh chụp, không có lớp chữ; {lack}. {_INSTEAD}")
    return _recognised(data, shown, told)


def completed(
    opened: Opened,
    data: bytes,
    shown: str,
    *,
    told: guard.Told | None = None,
    hurried: bool = False,
) -> Opened:
    """Return the PDF *opened* with its scanned pages read, or with the doubt that they are not."""
    lack = _lack()
    if hurried and not (lack and opened.text.strip()):
        raise NeedsTimeError
    if lack and not opened.text.strip():
        raise UnreadableError(
            f"Tệp “{shown}” là bản quét ({len(opened.scanned)} trang ảnh), không có lớp chữ; "
            f"{lack}. {_INSTEAD}"
        )
    if lack:
        return replace(opened, doubts=(*opened.doubts, remarks.unread(opened.scanned, lack)))
    read = _recognised(data, shown, told)
    late = opened.scanned[OCR_PAGES:]
    limit = f"chỉ nhận dạng {OCR_PAGES} trang đầu"
    return replace(read, doubts=(*read.doubts, remarks.unread(late, limit))) if late else read


def _recognised(data: bytes, shown: str, told: guard.Told | None) -> Opened:
    read = guard.guarded(_OCR, data, shown, OCR_SECONDS, told)
    return replace(read, doubts=(*read.doubts, remarks.recognised()))


def _lack() -> str:
    """Return what is missing for recognising Vietnamese, "" for nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return "máy chủ chưa có Tesseract, nhờ quản trị cài gói tesseract-ocr và tesseract-ocr-vie"
    if not _knows_vietnamese(program):
        return "Tesseract trên máy chủ chưa có tiếng Việt, nhờ quản trị cài gói tesseract-ocr-vie"
    return ""


def _knows_vietnamese(program: str) -> bool:
    try:
        listed = subprocess.run(  # noqa: S603 - a program found on the path, fixed arguments
            [program, "--list-langs"],
            capture_output=True, text=True, check=False, timeout=OCR_PAGE_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "vie" in listed.stdout.split()
