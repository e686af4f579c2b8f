"""The fonts shipped with the papers, read with nothing but struct."""

import struct
import unicodedata
from pathlib import Path

import pytest

import kheo.documents.paper

FONTS = Path(kheo.documents.paper.__file__).parent / "fonts"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = {unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES} - set("aeiouy") | {"đ"}
LETTERS = LOWER | {letter.upper() for letter in LOWER}
PUNCTUATION = set("\u2013\u2026\u201c\u201d\u2018\u2019₫/.,;:()-&%'\"\u00a0")


def characters(font: bytes) -> set[str]:
    """Return what the Windows Unicode cmap (format 4) of *font* maps to a glyph."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables)]
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    records = [struct.unpack_from(">HHL", font, start + 4 + 8 * n) for n in range(count)]
    at = start + next(o for platform, kind, o in records if (platform, kind) == (3, 1))
    form, _, _, twice = struct.unpack_from(">HHHH", font, at)
    assert form == 4
    half = twice // 2
    ends = struct.unpack_from(f">{half}H", font, at + 14)
    starts = struct.unpack_from(f">{half}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{half}h", font, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{half}H", font, ranges_at)
    found = set()
    for n, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, last + 1):
            place = ranges_at + 2 * n + shift + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, place)[0] if shift else code + delta
            if glyph % 65536:
                found.add(chr(code))
    return found


def test_vietnamese_has_134_letters_of_its_own():
    assert len(LETTERS) == 134


@pytest.mark.parametrize("face", ("Regular", "Bold", "Italic", "BoldItalic"))
def test_every_vietnamese_letter_is_in_the_font(face):
    held = characters((FONTS / f"Tinos-{face}.ttf").read_bytes())
    assert (LETTERS | PUNCTUATION) - held == set()


def test_the_licence_travels_with_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
