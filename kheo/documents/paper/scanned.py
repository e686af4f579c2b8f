"""Scanned pages, taken apart and read for their square codes; the counterpart of ``qrcode``."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

MAX_PAGES = 300  # of one file: what a feeder takes in one go
SHOWN_DPI = 110  # of the picture kept: read with the eye, printed again at need
FINE_DPI = 220  # for a code that did not show at once
_POINTS = 72
_LONGEST = 2600  # pixels of the longer side of a picture: A4 at 220 dpi
_WIDEST = 1700  # of what is kept: wider than A4 at 110 dpi, for photographs
_QUALITY = 60
_SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BREAK = "\u200b"  # stands in the codes of papers printed before it was kept out of them


_BY_HAND = {  # degrees clockwise; Pillow counts the other way
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class UnscannableError(Exception):
    """The file is no scan that can be opened; its words say why."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its place in the file from 1, how many there are, its picture, its codes.

    ``sha256`` is of what the page shows, so that the same page in two files is known again.
    """

    place: int
    pages: int
    jpeg: bytes
    sha256: str
    codes: tuple[str, ...]


def pages_of(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF or of a picture (JPEG, PNG, WebP, TIFF of many pages)."""
    yield from _of_pdf(data) if data.startswith(b"%PDF-") else _of_picture(data)


def _of_pdf(data: bytes) -> Iterator[Page]:
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnscannableError("Tệp PDF hỏng hoặc có mật khẩu.") from error
    try:
        count = _counted(len(opened))
        for n in range(count):
            page = opened[n]
            shown = _drawn(page, SHOWN_DPI)
            yield _page(n + 1, count, shown, partial(_drawn, page, FINE_DPI))
            page.close()
    except pypdfium2.PdfiumError as error:
        raise UnscannableError("Có trang trong tệp PDF không mở được.") from error
    finally:
        opened.close()


def _drawn(page: pypdfium2.PdfPage, dpi: int) -> Image.Image:
    """Draw a page in grey; one that claims to be metres wide is drawn coarser."""
    scale = min(dpi / _POINTS, _LONGEST / max(page.get_size()))
    drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn.convert("L")


def _of_picture(data: bytes) -> Iterator[Page]:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "TIFF")) as opened:
            count = _counted(getattr(opened, "n_frames", 1))
            for n in range(count):
                opened.seek(n)
                if max(opened.size) > _LONGEST * 5:
                    raise UnscannableError("Ảnh quá lớn. Quét lại ở 200 đến 300 dpi.")
                whole = ImageOps.exif_transpose(opened).convert("L")
                whole.thumbnail((_LONGEST, _LONGEST))
                small = whole.copy()
                small.thumbnail((_WIDEST, _WIDEST))
                yield _page(n + 1, count, small, whole.copy)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnscannableError("Không phải ảnh hoặc PDF mở được.") from error


def _counted(pages: int) -> int:
    if not 0 < pages <= MAX_PAGES:
        raise UnscannableError(f"Tệp có {pages} trang. Mỗi tệp từ 1 đến {MAX_PAGES} trang.")
    return pages


def _page(place: int, pages: int, shown: Image.Image, fine: Callable[[], Image.Image]) -> Page:
    codes = _codes(shown) or _codes(fine())
    kept = io.BytesIO()
    shown.save(kept, "JPEG", quality=_QUALITY)
    digest = hashlib.sha256(f"{shown.size}".encode() + shown.tobytes()).hexdigest()
    return Page(place, pages, kept.getvalue(), digest, codes)


def _codes(image: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(image, formats=_SQUARE)
    return tuple(sorted({code.text.replace(_BREAK, "") for code in found}))


def turned(jpeg: bytes, degrees: int) -> bytes:
    """Return the picture of a page turned clockwise by 90, 180 or 270 degrees; by 0 as it is."""
    if not degrees:
        return jpeg
    made = io.BytesIO()
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        opened.transpose(_BY_HAND[degrees]).save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
