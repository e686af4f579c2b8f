"""The square code that leads from a paper to its record."""

import base64
from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def _code(text: str) -> segno.QRCode:
    # Every mask is as valid; trying all eight takes three times as long.
    return segno.make(text, micro=False, error="m", mask=3)


def svg(text: str) -> str:
    """Return the code as an SVG element without a style attribute."""
    return _code(text).svg_inline(border=2, svgclass="paper-qr-code", lineclass=None, omitsize=True)


def png(text: str) -> bytes:
    """Return the code as a black and white PNG, 4 pixels a module."""
    return base64.b64decode(_code(text).png_data_uri(scale=4, border=2).partition(",")[2])
