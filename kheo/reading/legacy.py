"""Text written before Unicode: it recognises TCVN3 (ABC) and VNI by the bytes they use.

Nothing is converted here: the officer saves the file again as Unicode and sees what changes.
The tables are those of TCVN 5712:1993 (TCVN3, fonts ".VnTime") and of VNI-Windows.
"""

import re

# TCVN3 keeps one byte per letter: ă â ê ô ơ ư đ (and their capitals at A1-A7), then the toned
# letters of each vowel in the order huyền, hỏi, ngã, sắc, nặng.
TCVN3_BASE = bytes(range(0xA1, 0xAF))
TCVN3_TONED = bytes(
    (
        0xB5, 0xB6, 0xB7, 0xB8, 0xB9,  # à ả ã á ạ
        0xBB, 0xBC, 0xBD, 0xBE, 0xC6,  # ằ ẳ ẵ ắ ặ
        0xC7, 0xC8, 0xC9, 0xCA, 0xCB,  # ầ ẩ ẫ ấ ậ
        0xCC, 0xCE, 0xCF, 0xD0, 0xD1,  # è ẻ ẽ é ẹ
        0xD2, 0xD3, 0xD4, 0xD5, 0xD6,  # ề ể ễ ế ệ
        0xD7, 0xD8, 0xDC, 0xDD, 0xDE,  # ì ỉ ĩ í ị
        0xDF, 0xE1, 0xE2, 0xE3, 0xE4,  # ò ỏ õ ó ọ
        0xE5, 0xE6, 0xE7, 0xE8, 0xE9,  # ồ ổ ỗ ố ộ
        0xEA, 0xEB, 0xEC, 0xED, 0xEE,  # ờ ở ỡ ớ ợ
        0xEF, 0xF1, 0xF2, 0xF3, 0xF4,  # ù ủ ũ ú ụ
        0xF5, 0xF6, 0xF7, 0xF8, 0xF9,  # ừ ử ữ ứ ự
        0xFA, 0xFB, 0xFC, 0xFD, 0xFE,  # ỳ ỷ ỹ ý ỵ
    )
)  # fmt: skip
_TCVN3 = frozenset(TCVN3_BASE + TCVN3_TONED)
# VNI-Windows writes the letter, then a byte for its mark: "Vieät Nam", "ñeå", "daân".
_VNI_VOWELS = b"aeiouyAEIOUY\xf6\xd6\xf4\xd4"
_VNI_MARKS = (
    b"\xf9\xf8\xfb\xf5\xef\xe2\xe1\xe0\xe5\xe3\xe4\xea\xe9\xe8\xfa\xfc\xeb"
    b"\xd9\xd8\xdb\xd5\xcf\xc2\xc1\xc0\xc5\xc3\xc4\xca\xc9\xc8\xda\xdc\xcb"
)
_VNI_PAIR = re.compile(b"[" + re.escape(_VNI_VOWELS) + b"][" + re.escape(_VNI_MARKS) + b"]")
_HIGH = re.compile(b"[\x80-\xff]")
_FEWEST = 3  # high bytes that make a sample
_TCVN3_SHARE = 0.9
_BASE_SHARE = 0.1  # in Western encodings these bytes are signs such as © and «, not letters
_BASE_KINDS = 2
_VNI_SHARE = 0.6


def legacy_encoding(data: bytes) -> str:
    """Return "TCVN3", "VNI" or "" for *data*, which is known not to be UTF-8.

    In TCVN3 the letters ă â ê ô ơ ư đ take bytes that no Western text uses as letters; in VNI
    a high byte follows a vowel as its mark, so pairs of vowel and mark outweigh all else.
    """
    high = _HIGH.findall(data)
    if len(high) < _FEWEST:
        return ""
    known = sum(byte[0] in _TCVN3 for byte in high)
    base = [byte for byte in high if byte[0] in TCVN3_BASE]
    if (
        known >= len(high) * _TCVN3_SHARE
        and len(base) >= len(high) * _BASE_SHARE
        and len(set(base)) >= _BASE_KINDS
    ):
        return "TCVN3"
    return "VNI" if len(_VNI_PAIR.findall(data)) >= len(high) * _VNI_SHARE else ""
