"""The square code that leads from a paper to its record."""

import struct
import zlib
from functools import lru_cache

import segno

_BORDER = 2  # white modules around the code


@lru_cache(maxsize=256)
def _code(text: str) -> segno.QRCode:
    # Every mask is as valid; trying all eight takes three times as long.
    return segno.make(text, micro=False, error="m", mask=3)


def svg(text: str) -> str:
    """Return the code as an SVG element without a style attribute."""
    return _code(text).svg_inline(
        border=_BORDER, svgclass="paper-qr-code", lineclass=None, omitsize=True
    )


def png(text: str) -> bytes:
    """Return the code as a black and white PNG, 4 pixels a module.

    Four pixels of one bit are one hexadecimal digit, so that a row is written as it is read.
    """
    modules = _code(text).matrix_iter(border=_BORDER)
    rows = ["".join("0" if dark else "f" for dark in row) for row in modules]
    side = len(rows[0])
    lines = (bytes.fromhex(row + "f" * (side % 2)) for row in rows)
    drawn = b"".join((b"\0" + line) * 4 for line in lines)
    header = struct.pack(">IIBBBBB", side * 4, side * 4, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(drawn)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
