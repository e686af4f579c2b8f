"""Text written before Unicode: TCVN3 (ABC), VNI and Windows 1258, recognised and converted.

The tables are those of TCVN 5712:1993 (TCVN3, fonts ".VnTime") and of VNI-Windows. Each encoding
is tried, and the one whose words are Vietnamese syllables wins: nothing else tells them apart.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress

# TCVN3 keeps one byte per letter: ă â ê ô ơ ư đ (and their capitals at A1-A7), then the toned
# letters of each vowel in the order huyền, hỏi, ngã, sắc, nặng.
_TCVN3_BASE = bytes(range(0xA1, 0xAF))
_TCVN3_TONED = bytes(
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
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(_TCVN3_BASE + _TCVN3_TONED, _TCVN3_LETTERS, strict=True))
# VNI-Windows writes the letter, then a byte for its mark: "Vieät Nam", "ñeå", "daân".
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_MARKS |= {mark.upper(): marks for mark, marks in _VNI_MARKS.items()}
_VNI_SINGLE = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_SINGLE |= {one.upper(): letter.upper() for one, letter in _VNI_SINGLE.items()}
_VNI_PAIR = re.compile(f"([aeouyöôAEOUYÖÔ])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_SINGLE)}]")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|uye|iê|yê|uô|ươ|ưa|ia|ua|ưu|uâ|uê|uơ|uy|oa|oă|oe|oo|[aăâeêioôơuưy])"
    r"(?:ch|nh|ng|[cmnptiyou])?"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0309\u0303\u0301\u0323"))
_SAMPLE = 50_000
_FEWEST = 3  # words with marks that make a sample
_SHARE = 0.85  # of the words with marks must be syllables; names and slips of the pen are the rest
_OUTSIDE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")  # no Western page of codes has these
NAMES = {
    "TCVN3": "bảng mã TCVN3 (phông .VnTime, ABC)",
    "VNI": "bảng mã VNI (phông VNI-Times)",
    "CP1258": "bảng mã Windows 1258",
}


def from_tcvn3(text: str) -> str:
    """Return *text*, whose letters are bytes of TCVN3, as Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return *text*, whose letters are bytes of VNI, as Unicode."""
    return _VNI_PAIR.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    if not found[1]:
        return _VNI_SINGLE[found[0]]
    marked = _VNI_SINGLE.get(found[1], found[1]) + _VNI_MARKS[found[2]]
    letter = unicodedata.normalize("NFC", marked)
    return letter if len(letter) == 1 else found[0]


def decoded(data: bytes) -> tuple[str, str]:
    """Return the encoding of *data*, known not to be UTF-8, and its text; ("", "") for no Vietnamese."""
    western = data.decode("cp1252", "replace")
    texts = {"TCVN3": _tcvn3_of(data), "VNI": from_vni(western)}
    with suppress(UnicodeDecodeError):
        texts["CP1258"] = unicodedata.normalize("NFC", data.decode("cp1258"))
    name = max(texts, key=lambda each: likeness(texts[each]))
    return (name, texts[name]) if likeness(texts[name]) >= _SHARE else ("", "")


def repaired(text: str) -> tuple[str, str]:
    """Return the encoding whose bytes stand in *text* as letters of their own, and the right text.

    A Word or PDF file of the fonts .VnTime or VNI-Times holds "ViÖt" for "Việt".
    ("", *text*) where nothing is wrong.
    """
    if text.isascii() or _OUTSIDE.search(text) or likeness(text) >= _SHARE:
        return "", text
    ways: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
    name = max(ways, key=lambda each: likeness(ways[each](text[:_SAMPLE])))
    right = ways[name](text)
    return (name, right) if likeness(right) >= _SHARE else ("", text)


def likeness(text: str) -> float:
    """Return the share of the words with marks in *text* that can be Vietnamese syllables.

    0 for fewer such words than make a sample.
    """
    words = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if len(words) >= _FEWEST else 0


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    loose = unicodedata.normalize("NFD", word.lower())
    toneless = loose.translate(_TONES)
    bare = unicodedata.normalize("NFC", toneless)
    return len(loose) - len(toneless) <= 1 and bool(_SYLLABLE.fullmatch(bare))


def _tcvn3_of(data: bytes) -> str:
    """Return each byte as the letter TCVN3 fonts give it; quotes and dashes are those of Windows."""
    return "".join(map(_LETTER_OF_BYTE.__getitem__, data))


_LETTER_OF_BYTE = [
    _TCVN3.get(n) or bytes((n,)).decode("cp1252", "ignore") or " " for n in range(256)
]


def in_font(font: str, text: str) -> str:
    """Return *text* as the *font* shows it: fonts of old encodings draw bytes as other letters."""
    if text.isascii() or _OUTSIDE.search(text):
        return text
    if font.startswith(".Vn"):
        right = from_tcvn3(text)
        return right.upper() if font.endswith("H") else right
    return from_vni(text) if font.startswith("VNI") else text
