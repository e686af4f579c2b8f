"""PDF with a text layer: each word with its place, put in order by `layout`."""

import ctypes
import re
import sys
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from kheo.reading.opening import layout
from kheo.reading.opening.grids import Box, Cell, cells_of
from kheo.reading.opening.limits import MAX_PAGES
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError
from kheo.reading.opening.rows import Word

_WORD = re.compile(r"[^\s\x00]+")
# PDFium's marks for a hyphen at the end of a line.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
_FEWEST = 25  # letters: a page with fewer and a picture is a scan with, perhaps, its page number


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of a PDF with the pages that are only pictures.

    Raises UnreadableError: encrypted, broken, too many pages.
    """
    pages: list[list[Word]] = []
    tables: list[list[Cell]] = []
    scanned: list[int] = []
    with opened(data, shown) as document:
        for page in document:
            pages.append(words_of(page))
            tables.append(cells_of(_lines(page)))
            if is_scan(page, pages[-1]):
                scanned.append(len(pages))
            page.close()  # else all pages stay in memory until the document goes
    text, _ = layout.text_of(pages, tables)
    return Opened(text, scanned=tuple(scanned))


def opened(data: bytes, shown: str) -> pypdfium2.PdfDocument:
    """Return the document *data*; raises UnreadableError: encrypted, broken, too many pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                f"Tệp “{shown}” là PDF có đặt mật khẩu nên không đọc được. "
                "Hãy mở bằng mật khẩu, in lại ra PDF không mật khẩu rồi nạp lần nữa."
            ) from None
        raise UnreadableError(
            f"Tệp “{shown}” là PDF hỏng hoặc tải chưa xong. Hãy tải lại rồi nạp lần nữa."
        ) from None
    if not 0 < len(document) <= MAX_PAGES:
        raise UnreadableError(
            f"Tệp “{shown}” có {len(document)} trang, vượt giới hạn {MAX_PAGES} trang. "
            "Hãy tách riêng phần văn bản chỉ đạo rồi nạp lần nữa."
        )
    return document


def words_of(page: pypdfium2.PdfPage) -> list[Word]:
    """Return the words of the text layer of *page*, in the order of the file."""
    text_page = page.get_textpage()
    try:
        return list(_words(text_page, page.get_height()))
    finally:
        text_page.close()


def _words(text_page: pypdfium2.PdfTextPage, height: float) -> Iterator[Word]:
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    to_first, to_last = ctypes.byref(first), ctypes.byref(last)
    box_of, page = raw.FPDFText_GetLooseCharBox, text_page.raw
    for found in _WORD.finditer(_letters(text_page).translate(_HYPHENS)):
        start, end = found.span()
        box_of(page, start, to_first)
        box_of(page, end - 1, to_last)
        yield Word(found[0], first.left, height - first.top, last.right, height - first.bottom)


def _letters(text_page: pypdfium2.PdfTextPage) -> str:
    """Return the text of the page so that its letter n is character n of PDFium."""
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count, errors="replace") if count else ""
    if len(text) == count:
        return text
    # Characters without Unicode, and those beyond its first plane, upset the count.
    codes = (raw.FPDFText_GetUnicode(text_page, n) for n in range(count))
    return "".join(chr(code) if 0 < code <= sys.maxunicode else " " for code in codes)


def _lines(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield the boxes of what is drawn on *page*, the sides of those that are no line."""
    height = page.get_height()
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = path.get_bounds()
        yield Box(left, height - top, right, height - bottom)
        yield Box(left, height - top, right, height - top)
        yield Box(left, height - bottom, right, height - bottom)
        yield Box(left, height - top, left, height - bottom)
        yield Box(right, height - top, right, height - bottom)


def is_scan(page: pypdfium2.PdfPage, words: list[Word]) -> bool:
    """Tell whether *page* is a picture without a text layer."""
    if sum(len(word.text) for word in words) >= _FEWEST:
        return False
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(pictures), None) is not None
