"""What a picture, a file or a text is known by, so that the like of it is found among many.

Every signature is found by keys, one row each in an indexed table: who shares a key with it is
compared with it, and nobody else.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from struct import pack, unpack

from rensa import RMinHash

from kheo.kernel.text import fold

ALIKE = 60  # per cent of the shingles that two texts share
NEAR = 7  # bits of 64, one way; found without fail, see picture_probes
NEAR_BOTH = 20  # bits of 128, both ways: a chance likeness one way is no likeness
_WORD = re.compile(r"\w+")
_SHINGLE = 4  # syllables
_SHORT = 20  # shingles: "đã phát 40 tờ rơi" is everybody's
_BANDS, _ROWS = 16, 3
_WORDS = f"<{_BANDS * _ROWS}I"
_SEED = 42  # of the permutations: changing it makes every kept signature worthless


def shingles(text: str) -> set[str]:
    """Return every four syllables in a row of *text*, folded; nothing for a text too short."""
    words = _WORD.findall(fold(text))
    found = {" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)}
    return found if len(found) >= _SHORT else set()


def minhash(parts: Iterable[str]) -> bytes:
    """Return the MinHash of *parts*: equal places of two of them estimate what they share."""
    signed = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    signed.update(sorted(parts))
    return pack(_WORDS, *signed.digest())


def text_keys(signed: bytes) -> list[int]:
    """Return a key of each band: texts alike by 60 per cent share one 98 times of 100."""
    step = _ROWS * 4
    return [_key(b"t", n, signed[n * step : (n + 1) * step]) for n in range(_BANDS)]


def agreement(one: bytes, other: bytes) -> int:
    """Return by how many per cent two texts agree, estimated."""
    pairs: Iterable[tuple[int, int]] = zip(unpack(_WORDS, one), unpack(_WORDS, other), strict=True)
    return round(100 * sum(a == b for a, b in pairs) / (_BANDS * _ROWS))


def file_key(sha256: str) -> int:
    return _key(b"f", 0, bytes.fromhex(sha256))


def picture_keys(across: int) -> list[int]:
    """Return the keys a picture is kept by: its four quarters."""
    return [_key(b"p", n, pack("<H", quarter)) for n, quarter in enumerate(_quarters(across))]


def picture_probes(across: int) -> list[int]:
    """Return the keys its like is asked by: each quarter, and it with one bit turned.

    Two pictures at most 7 bits apart differ by at most one bit in some quarter: none is missed.
    """
    return [
        _key(b"p", n, pack("<H", quarter ^ turned))
        for n, quarter in enumerate(_quarters(across))
        for turned in (0, *(1 << bit for bit in range(16)))
    ]


def _quarters(bits: int) -> list[int]:
    return [bits >> 16 * n & 0xFFFF for n in range(4)]


def _key(kind: bytes, band: int, data: bytes) -> int:
    digest = blake2b(data, digest_size=8, person=kind, salt=bytes((band,))).digest()
    return int.from_bytes(digest, "little", signed=True)
