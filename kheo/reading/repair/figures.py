"""Figures misread on a scan: "2O26" for "2026", "l5/3" for "15/3", "s6" for "số"."""

import re
from collections.abc import Iterator

from kheo.reading.repair.machine import Reading

_SURE = 0.9
_LETTERS = str.maketrans("OolI|", "00111")
# A figure among letters that look like one. Codes such as O5 or I1 stand at the start of a line
# or alone; where a date, a share, a number or a counted noun is meant, no letter can be.
_MIXED = r"(?=[OolI|]*\d)(?=\d*[OolI|])[\dOolI|]{2,4}(?![\w|])"
MAY_BE_MISREAD = re.compile(
    r"[\dOolI|sS](?:(?<=\d)[OolI|]|(?<=[OolI|])\d|(?<=ngày [OolI|])[OolI|]?/|(?<=[sS])[6ó]\s?:?\s?\d)"
)
_FIGURES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?:(?<=ngày )|(?<=tháng )|(?<=năm )|(?<=số )|(?<=từ )|(?<=đến )|(?<=\d/)|(?<=[Ool]/)){_MIXED}",
        rf"(?<![\w/.-]){_MIXED}(?=\s?%|/[\dOolI|]{{1,4}}\b)",
        r"(?<=ngày )[OolI|]{1,2}(?=/[\dOol]{1,2}(?!\w))",
        r"(?<=[^\W\d_] )(?=O*\d)(?=\d*[Ool])[\dOol]{2,3}(?= [a-zđàáâãèéêìíòóôõùúýăĩũơư])",
    )
)
_SCIENCE = frozenset(("O2", "O3"))  # oxygen, ozone
_COUNTED = re.compile(
    r"(?:mỗi|ít nhất|tối thiểu|không quá|từ|đến|là|có|đăng ký|gồm|thành) $|[\dOol]/$"
)
_NUMBER_WORD = re.compile(r"(?<![\w/-])[sS][6ó](?=\s?:?\s?\d{1,5}\s?[-/]\s?[\dA-ZĐ])")


def misread(text: str) -> Iterator[Reading]:
    """Yield the places of *text*, in order, where a figure or the word "số" was misread."""
    if not MAY_BE_MISREAD.search(text):
        return
    found = {match.span(): match[0] for one in _FIGURES for match in one.finditer(text)}
    readings: list[Reading] = [
        (start, end, words.translate(_LETTERS), _SURE)
        for (start, end), words in found.items()
        if words not in _SCIENCE or _COUNTED.search(text[max(0, start - 12) : start])
    ]
    readings += [(m.start(), m.end(), f"{m[0][0]}ố", _SURE) for m in _NUMBER_WORD.finditer(text)]
    end = 0
    for reading in sorted(readings):
        if reading[0] >= end:
            yield reading
            end = reading[1]
