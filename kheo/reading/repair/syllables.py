"""What a Vietnamese syllable can be: onset, rhyme and tone, as the spelling writes them."""

import unicodedata
from functools import cache, lru_cache
from itertools import product

_ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_OPEN = (
    "a", "ai", "ao", "au", "ay", "âu", "ây", "e", "eo", "ê", "êu", "i", "ia", "iu", "iêu", "o",
    "oi", "oa", "oai", "oao", "oay", "oe", "oeo", "ô", "ôi", "ơ", "ơi", "u", "ua", "ui", "uê",
    "uôi", "uơ", "uy", "uya", "uyu", "ư", "ưa", "ưi", "ưu", "ươi", "ươu", "y", "yêu",
)  # fmt: skip
_NASAL = (
    "am", "an", "ang", "anh", "ăm", "ăn", "ăng", "âm", "ân", "âng", "em", "en", "eng", "êm",
    "ên", "ênh", "im", "in", "inh", "iêm", "iên", "iêng", "om", "on", "ong", "oong", "ôm", "ôn",
    "ông", "ơm", "ơn", "um", "un", "ung", "uôm", "uôn", "uông", "ưng", "ươm", "ươn", "ương",
    "oam", "oan", "oang", "oanh", "oăm", "oăn", "oăng", "oen", "uân", "uâng", "uây", "uên",
    "uênh", "uyên", "uynh", "uyn", "yêm", "yên", "yêng",
)  # fmt: skip
# Before a stop only the tones sắc and nặng are heard.
_STOPPED = (
    "ac", "ach", "ap", "at", "ăc", "ăp", "ăt", "âc", "âp", "ât", "ec", "ep", "et", "êch", "êp",
    "êt", "ich", "ip", "it", "iêc", "iêp", "iêt", "oc", "op", "ot", "ôc", "ôp", "ôt", "ơp",
    "ơt", "uc", "up", "ut", "uôc", "uôt", "ưc", "ưt", "ươc", "ươp", "ươt", "oac", "oach", "oap",
    "oat", "oăc", "oăt", "oet", "uât", "uêch", "uych", "uyêt", "uyt", "yêt",
)  # fmt: skip
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_SHARP_TONES = _TONES[-2:]
_MARKED = frozenset("ăâêôơư")
_VOWELS = frozenset("aăâeêioôơuưy")
_FRONT = frozenset("eêiy")
# The two ways to place a tone on these open rhymes: hòa, hoà.
_EITHER_WAY = frozenset(("oa", "oe", "uy"))
_ONLY_AFTER_QU = ("ynh", "yt", "ych")
_QU_RHYMES = frozenset(("y", "yên", "yêt", "ôc", "i", "it", "ich", *_ONLY_AFTER_QU))


@cache
def syllables() -> frozenset[str]:
    """Return every syllable that the spelling allows, in lower case, in both tone styles."""
    return frozenset(
        written
        for rhymes, tones in ((_OPEN, _TONES), (_NASAL, _TONES), (_STOPPED, _SHARP_TONES))
        for onset, rhyme in product(_ONSETS, [*rhymes, *_ONLY_AFTER_QU])
        if _fits(onset, rhyme)
        for tone in tones
        for written in _written(onset, rhyme, tone)
    )


def is_syllable(word: str) -> bool:
    """Tell whether *word* (NFC) is spelled like a Vietnamese syllable."""
    return word.lower() in syllables()


@lru_cache(16_384)  # a damaged paper asks thousands of times
def canonical(word: str) -> str:
    """Return *word* in lower case with its tone in the older place: hoà → hòa, uỷ → ủy."""
    low = word.lower()
    return _newer().get(low, low)


@cache
def _newer() -> dict[str, str]:
    return {
        onset + _toned(rhyme, 1, tone): onset + _toned(rhyme, 0, tone)
        for onset in _ONSETS
        if onset != "qu"
        for rhyme in _EITHER_WAY
        for tone in _TONES[1:]
    }


def _fits(onset: str, rhyme: str) -> bool:
    """Tell whether the spelling lets *rhyme* follow *onset*: c and k, g and gh, ng and ngh, qu."""
    first = rhyme[0]
    if onset == "qu":
        return rhyme in _QU_RHYMES or first not in "ouưiyô"
    if rhyme in _ONLY_AFTER_QU or (first == "y" and onset and rhyme != "y"):
        return False
    if onset in {"k", "gh", "ngh"}:
        return first in _FRONT and (first != "y" or onset == "k")
    if onset in {"c", "ng", "g"}:
        return first not in _FRONT or (onset == "g" and first == "i")
    return onset != "gi" or first not in "iy"


def _written(onset: str, rhyme: str, tone: str) -> tuple[str, ...]:
    places = (0, 1) if rhyme in _EITHER_WAY and onset != "qu" else (_place(rhyme),)
    return tuple(onset + _toned(rhyme, at, tone) for at in places)


def _toned(rhyme: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", rhyme[: at + 1] + tone + rhyme[at + 1 :])


def _place(rhyme: str) -> int:
    """Return the letter of *rhyme* that carries the tone."""
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = sum(letter in _VOWELS for letter in rhyme)
    if vowels == len(rhyme):
        return 1 if vowels > len("oa") else 0
    return vowels - 1
