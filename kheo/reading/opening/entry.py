"""The door: a file's bytes and name → its text with the doubts of opening it."""

import re
from dataclasses import replace
from pathlib import PurePath

from kheo.reading.opening import guard, legacy, office, plain, remarks, scans
from kheo.reading.opening.kinds import Kind, ending_doubts, kind_of, refuse_disguised
from kheo.reading.opening.limits import MAX_BYTES, MB
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import NeedsTimeError, UnreadableError, refuse_bulk

# These parse in a process of their own; their libraries never slow the start of this one.
_GUARDED = {
    Kind.WORD: "kheo.reading.opening.word",
    Kind.PDF: "kheo.reading.opening.pdf",
    Kind.WEB: "kheo.reading.opening.web",
    Kind.RICH: "kheo.reading.opening.richtext",
}
# No database keeps NUL, no encoding a lone surrogate, and no paper has the other controls.
_UNKEPT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A tab behind a list mark sets the text in; elsewhere it parts columns.
_MARK_TAB = re.compile(r"(?m)^[ ]*(?:[-+•*–]|\(?\w{1,4}(?:\.\w{1,2}){0,3}[.):/]-?)\t+(?=\S)")  # noqa: RUF001 - dash as typed
_BLANK = re.compile(r"[\s\ufeff\u200b]*")


def open_file(
    data: bytes, name: str, *, told: guard.Told | None = None, hurried: bool = False
) -> Opened:
    """Return the text of *data*, whatever its format, with the doubts of opening it.

    *name* is the file's name, for the messages; the content decides the format (source: the
    first line of every scenario of requirements 000 to 004: a paper comes in as a file).
    *told* hears how many pages of how many have been recognised. Raises UnreadableError: empty,
    too large, no text, another kind of file, broken, encrypted; NeedsTimeError to the *hurried*
    where pictures must be recognised or another program must convert.
    """
    shown = PurePath(name).name or "văn bản"
    _refuse_size(data, shown)
    kind = kind_of(data, shown)
    opened = _tidy(_opened(kind, data, shown, told=told, hurried=hurried))
    if _BLANK.fullmatch(opened.text):
        raise UnreadableError(f"Tệp “{shown}” chỉ có khoảng trắng, không có chữ nào để đọc.")
    refuse_bulk(opened.text, shown)
    return replace(opened, doubts=(*ending_doubts(kind, shown), *opened.doubts))


def _refuse_size(data: bytes, shown: str) -> None:
    if not data:
        raise UnreadableError(f"Tệp “{shown}” rỗng (0 byte). Hãy kiểm tra lại tệp đã lưu.")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / MB:.1f}".replace(".", ",")
        raise UnreadableError(
            f"Tệp “{shown}” nặng {size} MB, vượt giới hạn {MAX_BYTES // MB} MB. "
            "Hãy tách bớt phần phụ lục hoặc chỉ gửi phần văn bản."
        )


def _opened(
    kind: Kind, data: bytes, shown: str, *, told: guard.Told | None, hurried: bool
) -> Opened:
    if kind == Kind.PLAIN:
        return plain.text_of(data, shown)
    if kind == Kind.IMAGE:
        refuse_disguised(shown)
        return scans.image(data, shown, told=told, hurried=hurried)
    if kind in {Kind.OLD_WORD, Kind.OPEN}:
        if hurried:
            raise NeedsTimeError
        data, kind = office.as_word(data, shown), Kind.WORD
    opened = guard.guarded(_GUARDED[kind], data, shown)
    if not opened.scanned:
        return opened
    return scans.completed(opened, data, shown, told=told, hurried=hurried)


def _tidy(opened: Opened) -> Opened:
    """Return *opened* without what cannot be kept, its letters in Unicode."""
    text = _UNKEPT.sub(" ", opened.text)
    text = _MARK_TAB.sub(lambda mark: mark[0].replace("\t", " "), text)
    encoding, text = legacy.repaired(text)
    if not encoding:
        return replace(opened, text=text)
    return Opened(text, (*opened.doubts, remarks.converted(legacy.NAMES[encoding])))
