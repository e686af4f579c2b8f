"""Vietnamese text without its marks, for search and for sorting."""

import unicodedata
from functools import lru_cache

_STROKED_D = {"đ": "d", "Đ": "d"}


class _Folded(dict[int, str]):
    """What each letter folds to, worked out when it is first met: a text has few different ones."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if unicodedata.category(letter) == "Cf":  # takes no room, so nobody sees two words differ
            return self.setdefault(code, "")
        decomposed = unicodedata.normalize("NFD", _STROKED_D.get(letter, letter))
        self[code] = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
        return self[code]


_FOLDED = _Folded()
_REMEMBERED = 50_000  # words as written; Vietnamese is written in some 7,000 syllables


class _Words(dict[str, str]):
    """What each word folds to: the same few thousand syllables make up every text."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        return self.setdefault(word, word.translate(_FOLDED))


_WORDS = _Words()


def fold(text: str) -> str:
    """Return *text* in lower case, without tone or vowel marks, đ written d, one space between words.

    Old and new tone marks (hoà, hòa) and composed and decomposed letters fold to the same word.
    """
    return " ".join(filter(None, map(_WORDS.__getitem__, text.split())))


def nfc(text: str) -> str:
    """Return *text* composed, as it is stored everywhere."""
    return unicodedata.normalize("NFC", text)


# The Vietnamese alphabet in its order; within one letter, the order of the tones.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_MARKS = {"\u0306", "\u0302", "\u031b"}


@lru_cache(16_384)  # names are made of few syllables
def _syllable_key(syllable: str) -> tuple[str, str]:
    letters: list[str] = []
    tone = "0"
    for char in unicodedata.normalize("NFD", syllable.casefold()):
        if char in _TONES:
            tone = str(_TONES.index(char) + 1)
        elif char in _MARKS and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    key = "".join(chr(ord("A") + _LETTERS.index(c)) if c in _LETTERS else c for c in letters)
    return key, tone


@lru_cache(16_384)  # and so are family and middle names, of few families
def sort_key(text: str) -> str:
    """Return a plain string whose byte order is the Vietnamese order of *text* (Đ after D)."""
    keys = [_syllable_key(s) for s in text.split()]
    return " ".join(k for k, _ in keys) + "!" + "".join(t for _, t in keys)


def name_key(full_name: str) -> str:
    """Return the sort key of a person's name: given name first, then family and middle names.

    The given name counts with its tone before the family name is looked at: every Dung stands
    before the first Dũng.
    """
    *before, given = full_name.split() or [""]
    return f"{sort_key(given)} {sort_key(' '.join(before))}"


def phone_key(text: str) -> str:
    """Return a phone number as its digits alone, +84 written 0; no number of ours is empty text."""
    digits = "".join(c for c in text if c.isdecimal() and c.isascii())
    if text.strip().startswith("+84") or digits.startswith("0084"):
        return "0" + digits.removeprefix("00").removeprefix("84").removeprefix("0")
    return digits
