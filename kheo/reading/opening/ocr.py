"""Pictures of papers: Tesseract recognises the words, `layout` puts them in order."""

import csv
import io
import math
import os
import subprocess
import sys
from collections.abc import Iterator

import pypdfium2

from kheo.reading.opening import layout, pdf
from kheo.reading.opening.limits import (
    OCR_DPI,
    OCR_PAGE_SECONDS,
    OCR_PAGES,
    OCR_PIXELS,
    OCR_UNSURE,
)
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError
from kheo.reading.opening.rows import Word

_POINTS = 72  # to the inch, the measure of PDF


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of a picture, or of a PDF with its scanned pages recognised."""
    if b"%PDF-" in data[:1024]:
        pages = _pages(data, shown)
    else:
        pages = [list(_recognised(data, shown, 1.0))]
    text, unsure = layout.text_of(pages)
    return Opened(text, unsure=unsure)


def _pages(data: bytes, shown: str) -> list[list[Word]]:
    pages: list[list[Word]] = []
    read = 0
    with pdf.opened(data, shown) as document:
        for number, page in enumerate(document):
            sys.stderr.write(f"page {number} {len(document)}\n")  # the guard passes it on
            sys.stderr.flush()
            words = pdf.words_of(page)
            if pdf.is_scan(page, words) and read < OCR_PAGES:
                scale = scale_of(page)
                words = list(_recognised(picture_of(page, scale), shown, scale))
                read += 1
            pages.append(words)
    return pages


def scale_of(page: pypdfium2.PdfPage) -> float:
    """Return the pixels a point is drawn with: OCR_DPI, fewer for a page of absurd size."""
    width, height = page.get_size()
    return min(OCR_DPI / _POINTS, math.sqrt(OCR_PIXELS / max(1.0, width * height)))


def picture_of(page: pypdfium2.PdfPage, scale: float) -> bytes:
    """Return *page* as a grey picture in the plainest format there is (PGM)."""
    bitmap = page.render(scale=scale, grayscale=True)
    grey = bytes(bitmap.buffer)
    rows = (
        grey[n * bitmap.stride : n * bitmap.stride + bitmap.width] for n in range(bitmap.height)
    )
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _recognised(picture: bytes, shown: str, scale: float) -> Iterator[Word]:
    """Yield the words Tesseract finds; *scale* are the pixels of a point.

    One thread: on a server of two busy cores four of them take four times as long, waiting.
    """
    try:
        found = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", str(OCR_DPI), "tsv"],  # noqa: S607 - looked for by `scans`
            input=picture, capture_output=True, check=True, timeout=OCR_PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise UnreadableError(
            f"Tệp “{shown}”: máy nhận dạng chữ không đọc được ảnh (ảnh hỏng hoặc quá lớn). "
            "Hãy quét lại ở 300 dpi, đen trắng, rồi nạp lần nữa."
        ) from None
    table = io.StringIO(found.stdout.decode(errors="replace"))
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"] and row["text"].strip() and float(row["conf"]) >= 0:
            yield _word(row, scale)


def _word(row: dict[str, str], scale: float) -> Word:
    left, top, width, height = (int(row[n]) / scale for n in ("left", "top", "width", "height"))
    # The fraction slash is what Tesseract makes of many a plain one.
    text = "".join(row["text"].split()).replace("\u2044", "/")
    unsure = float(row["conf"]) < OCR_UNSURE
    return Word(text, left, top, left + width, top + height, unsure)
