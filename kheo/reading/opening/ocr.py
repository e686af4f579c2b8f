"""Pictures of papers: Tesseract recognises the words, `layout` puts them in order."""

import csv
import io
import math
import os
import subprocess
import sys
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

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
from kheo.reading.opening.tidying import tidied

_POINTS = 72  # to the inch, the measure of PDF


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of a picture, or of a PDF with its scanned pages recognised."""
    pages = _pages(data, shown) if b"%PDF-" in data[:1024] else _leaves(data, shown)
    text, unsure = layout.text_of(pages)
    return Opened(text, unsure=unsure)


def _pages(data: bytes, shown: str) -> list[list[Word]]:
    pages: list[list[Word]] = []
    read = 0
    with pdf.opened(data, shown) as document:
        for number, page in enumerate(document):
            _tell(number, len(document))
            words = pdf.words_of(page)
            if pdf.is_scan(page, words) and read < OCR_PAGES:
                scale = scale_of(page)
                words = _read(picture_of(page, scale), shown, scale)
                read += 1
            pages.append(words)
    return pages


def _leaves(data: bytes, shown: str) -> list[list[Word]]:
    """Return the words of a picture; that of a fax or a scanner may have several leaves."""
    try:
        with Image.open(io.BytesIO(data)) as file:
            leafed = file.format == "TIFF"  # of a photograph the second is a copy of the first
            count = min(getattr(file, "n_frames", 1), OCR_PAGES) if leafed else 1
            leaves: list[list[Word]] = []
            for number in range(count):
                _tell(number, count)
                file.seek(number)
                leaves.append(_read(_small_enough(file), shown, 1.0))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _unreadable(shown) from None
    return leaves


def _small_enough(image: Image.Image) -> Image.Image:
    """Return *image* as it was held when it was taken, of OCR_PIXELS at the most."""
    half = image.width // 2, image.height // 2
    if image.width * image.height > OCR_PIXELS and image.draft(image.mode, half) is None:
        share = math.sqrt(OCR_PIXELS / (image.width * image.height))
        size = max(1, int(image.width * share)), max(1, int(image.height * share))
        image = image.resize(size, Image.Resampling.BOX)
    return ImageOps.exif_transpose(image)


def _tell(number: int, count: int) -> None:
    """Say how far it is; the guard passes it on."""
    sys.stderr.write(f"page {number} {count}\n")
    sys.stderr.flush()


def _read(image: Image.Image, shown: str, scale: float) -> list[Word]:
    """Return the words of *image*, of which *scale* pixels are a point."""
    clear = tidied(image)
    return list(recognised(plain(clear), shown, scale * clear.width / image.width))


def scale_of(page: pypdfium2.PdfPage) -> float:
    """Return the pixels a point is drawn with: OCR_DPI, fewer for a page of absurd size."""
    width, height = page.get_size()
    return min(OCR_DPI / _POINTS, math.sqrt(OCR_PIXELS / max(1.0, width * height)))


def picture_of(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """Return *page* as a picture in colour: a stamp is told from the words by it."""
    image: Image.Image = page.render(scale=scale).to_pil()
    return image


def plain(grey: Image.Image) -> bytes:
    """Return *grey* in the plainest format there is (PGM)."""
    return b"P5 %d %d 255\n" % grey.size + grey.tobytes()


def recognised(picture: bytes, shown: str, scale: float) -> Iterator[Word]:
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
        raise _unreadable(shown) from None
    table = io.StringIO(found.stdout.decode(errors="replace"))
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"] and row["text"].strip() and float(row["conf"]) >= 0:
            yield _word(row, scale)


def _unreadable(shown: str) -> UnreadableError:
    return UnreadableError(
        f"Tệp “{shown}”: máy nhận dạng chữ không đọc được ảnh (ảnh hỏng hoặc quá lớn). "
        "Hãy quét lại ở 300 dpi, đen trắng, rồi nạp lần nữa."
    )


def _word(row: dict[str, str], scale: float) -> Word:
    left, top, width, height = (int(row[n]) / scale for n in ("left", "top", "width", "height"))
    # The fraction slash is what Tesseract makes of many a plain one.
    text = "".join(row["text"].split()).replace("\u2044", "/")
    unsure = float(row["conf"]) < OCR_UNSURE
    return Word(text, left, top, left + width, top + height, unsure)
