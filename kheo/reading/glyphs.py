"""Lost letters: it points at words that lost a letter on the way out of a PDF, repaired or not."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence

from kheo.reading.facts import Change, Doubt
from kheo.reading.tokens import Remembered

# Vietnamese has no word of these letters alone, whatever the case.
# (Each pattern opens with a letter to look for and only then looks back: that is fast.)
_LONELY = re.compile(
    r"[bcdghklmnpqrstvxđ](?<![\w.,/():;+-].)"
    r"(?:(?<=[cgknpt])h|(?<=n)[gư]|(?<=t)r|(?<=g)i(?= [cnmpt]\b))?(?![\w.,/();:+-])"
)
_BARE_ENDING = re.compile(r" (?<=[^\W\d_] )(?:ch?|n[gh]?|m|p|t)(?= [^\W\d_])")
# A rhyme that needs a consonant before it, standing behind a gap: "H   hí Minh".
_GAP = re.compile(
    r"[A-ZĐ\s](?:(?<=\S)\s{2,}h[ìíỉĩịàáảãạâêôơưăấầ]\w*"
    r"|(?<=\s\s)(?:hí|hính|hấp|hi ủy|hủ tịch|hương|hính trị)\b)"
)
_MAY_BE_GAP = re.compile(r"h(?<=\s\sh)")  # stands in every such gap
# The same of a word by itself, whatever stands beside it.
_MAY_BE_LONELY = re.compile(_LONELY.pattern.replace("i(?= [cnmpt]\\b)", r"i\Z"))
_MAY_BE_ENDING = re.compile(r"ch?|n[gh]?|m|p|t")
_MOST_LOST = Remembered(
    lambda word: len(_MAY_BE_LONELY.findall(word)) + (_MAY_BE_ENDING.fullmatch(word) is not None)
)
_CLUSTER = re.compile(r"[\s\S][\u0300-\u036f]*")
_ENOUGH = 3  # fewer gaps than this may be slips of the pen
_SHOWN = 60
_QUITE_SURE = 0.8
_MENDED = "Văn bản mất chữ ở {count} chỗ; “{found}” được đọc là “{right}”."
_MISREAD = "Máy quét đọc sai chữ ở {count} chỗ; “{found}” có lẽ là “{right}”."
_COMPARE = "Đối chiếu với bản gốc."
_COMPARE_UNSURE = "Chưa chắc chắn, cần đối chiếu với bản gốc."
_MESSAGE = "Nghi mất chữ ở {count} chỗ (ví dụ “{sample}”): phông chữ khi xuất tệp có lẽ đã rơi mất dấu hoặc chữ."
_ADVICE = "Đối chiếu bản gốc; chỗ này chưa được đọc lại."


def doubts(original: str, changes: Sequence[Change]) -> Iterator[Doubt]:
    """Yield one doubt for each word that was read otherwise, and each that may have to be."""
    count = len(changes)
    for change in changes[:_SHOWN]:
        found = " ".join(original[change.start : change.end].split())
        message = (_MENDED if change.kind == "lost_glyphs" else _MISREAD).format(
            count=count, found=found, right=change.right
        )
        advice = _COMPARE if change.sure >= _QUITE_SURE else _COMPARE_UNSURE
        yield Doubt(change.kind, found, change.start, change.end, message, advice)
    if count < _SHOWN:
        for doubt in suspects(original):
            if not any(c.start < doubt.end and c.end > doubt.start for c in changes):
                yield doubt


def suspects(original: str) -> Iterator[Doubt]:
    """Yield one doubt for each place where a letter seems lost, if there are several (004)."""
    text, places = _composed(original)
    gap = _MAY_BE_GAP.search(text)
    if gap is None and sum(map(_MOST_LOST.__getitem__, text.split())) < _ENOUGH:
        return
    found = sorted(
        {
            (places[m.start()], places[m.end()])
            for pattern in (_LONELY, _BARE_ENDING, *([_GAP] if gap else []))
            for m in pattern.finditer(text)
        }
    )
    if len(found) < _ENOUGH:
        return
    sample = _around(original, *found[0])
    for start, end in found[:_SHOWN]:
        message = _MESSAGE.format(count=len(found), sample=sample)
        yield Doubt("lost_glyphs", _around(original, start, end), start, end, message, _ADVICE)


def _composed(original: str) -> tuple[str, Sequence[int]]:
    """Return the text with letters and their marks in one, and where each stood in *original*.

    A mark of its own looks like the end of a word: nothing is lost where it stands apart.
    """
    if unicodedata.is_normalized("NFC", original):
        return original, range(len(original) + 1)
    letters: list[str] = []
    places = array("I")
    for cluster in _CLUSTER.finditer(original):
        composed = unicodedata.normalize("NFC", cluster[0])
        letters.append(composed)
        places.extend([cluster.start()] * len(composed))
    places.append(len(original))
    return "".join(letters), places


def _around(original: str, start: int, end: int) -> str:
    """Return the words at the gap with one neighbour each side."""
    before = original[max(0, start - 20) : start].split()
    after = original[end : end + 20].split()
    return " ".join([*before[-1:], original[start:end].strip(), *after[:1]])
