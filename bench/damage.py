"""Damage made on purpose, as programs make it, to measure how well reading puts it right."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_LETTERS = re.compile(r"\S+")
_LATIN1 = re.compile("[\u00c0-\u00ff]")
_TONED = re.compile("[\u1e00-\u1eff]")
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_GLYPHS = re.compile("[ớắồòốữC]")
_RUN = 12  # words of one font, then as many of another


@dataclass(frozen=True, slots=True)
class Token:
    """Where a token of the whole text stands in the damaged one, and what it was."""

    start: int
    end: int
    right: str


def _each(text: str, hurt: Callable[[str, int], str]) -> tuple[str, list[Token]]:
    """Return *text* with *hurt* done to each token (given its number), and where all stand."""
    parts: list[str] = []
    tokens: list[Token] = []
    at = length = 0
    for number, match in enumerate(_LETTERS.finditer(text)):
        left = hurt(match[0], number)
        between = text[at : match.start()]
        parts += [between, left]
        length += len(between)
        tokens.append(Token(length, length + len(left), match[0]))
        length += len(left)
        at = match.end()
    return "".join([*parts, text[at:]]), tokens


def latin1(text: str) -> tuple[str, list[Token]]:
    """Drop every letter U+00C0 to U+00FF."""
    return _each(text, lambda token, _: _LATIN1.sub("", token))


def toned(text: str) -> tuple[str, list[Token]]:
    """Drop every letter U+1E00 to U+1EFF."""
    return _each(text, lambda token, _: _TONED.sub("", token))


def marked(text: str) -> tuple[str, list[Token]]:
    """Drop every letter that is not ASCII."""
    return _each(text, lambda token, _: _MARKED.sub("", token))


def latin1_in_runs(text: str) -> tuple[str, list[Token]]:
    """Drop Latin-1 letters in every other stretch of words, as where two fonts alternate."""
    return _each(text, lambda token, n: _LATIN1.sub("", token) if n // _RUN // 3 % 2 else token)


def blanks(text: str) -> tuple[str, list[Token]]:
    """Write a blank for each Latin-1 letter."""
    return _each(text, lambda token, _: _LATIN1.sub(" ", token))


def glyphs(text: str) -> tuple[str, list[Token]]:
    """Write a blank for some letters, where a font lacked them, in most of the text."""
    return _each(text, lambda token, n: _GLYPHS.sub(" ", token) if n // _RUN % 4 else token)


def questions(text: str) -> tuple[str, list[Token]]:
    """Write a question mark for each letter beyond Latin-1, as old programs do."""
    return _each(text, lambda token, _: re.sub("[\u0100-\u024f\u1e00-\u1eff]", "?", token))


def replaced(text: str) -> tuple[str, list[Token]]:
    """Write U+FFFD for each letter that is not ASCII."""
    return _each(text, lambda token, _: _MARKED.sub("\ufffd", token))


def lookalikes(text: str) -> tuple[str, list[Token]]:
    """Write Cyrillic letters for some Latin ones."""
    table = str.maketrans(
        "aeopcxTCHB", "\u0430\u0435\u043e\u0440\u0441\u0445\u0422\u0421\u041d\u0412"
    )
    return _each(text, lambda token, n: token.translate(table) if n % 5 == 0 else token)


def decomposed(text: str) -> tuple[str, list[Token]]:
    """Write each letter and its marks apart."""
    return _each(text, lambda token, _: unicodedata.normalize("NFD", token))


KINDS = (
    latin1,
    toned,
    marked,
    latin1_in_runs,
    blanks,
    glyphs,
    questions,
    replaced,
    lookalikes,
    decomposed,
)
