"""Numbers and symbols that lost a letter: "S: 19-Q/BC" for "Số: 19-QĐ/BC"."""

import re
from collections.abc import Iterator

from kheo.reading.repair.losses import LOST_SIGN, Loss
from kheo.reading.repair.machine import Reading

_NUMBER_WORD = re.compile(
    rf"[Ss](?<![^\W\d_].){LOST_SIGN}?(?=\s?:?\s?\d{{1,5}}\s?[-/]\s?[\dA-ZĐ{LOST_SIGN}])"
)
_SYMBOL = re.compile(rf"\d(?<![\w/-].)\d{{0,4}}[-/][\w/&-]*[A-ZĐ{LOST_SIGN}][\w/&-]*")
# Beside ASCII capitals a symbol has this letter only; these stand in symbols in no other form.
_LETTER = "Đ"
_WITHOUT = {
    "U": "ĐU",
    "Q": "QĐ",
    "Qi": "QĐi",
    "N": "NĐ",
    "HND": "HĐND",
    "TKT": "TĐKT",
    "TDKT": "TĐKT",
}
_PART = re.compile(r"[^\W\d_]+")
_SURE, _QUITE_SURE = 0.7, 0.95


def lettered(text: str, loss: Loss) -> Iterator[Reading]:
    """Yield the words "số" and the symbols of a damaged *text* with the letters they had."""
    for match in _NUMBER_WORD.finditer(text):
        yield match.start(), match.end(), f"{match[0][0]}ố", _QUITE_SURE
    if _LETTER.lower() not in loss.letters:
        return
    for match in _SYMBOL.finditer(text):
        whole = match[0].replace(LOST_SIGN, _LETTER)
        if not loss.sign:
            whole = _PART.sub(lambda part: _WITHOUT.get(part[0], part[0]), whole)
        if whole != match[0]:
            yield match.start(), match.end(), whole, _SURE
