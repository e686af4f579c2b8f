"""The fixed words and punctuation of official papers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from kheo.documents.paper.description import Head, Line, Paper

# Characters XML 1.0 forbids, and lone surrogates: nothing can draw them.
_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_ON_BEHALF = re.compile(r"^(TM|KT|TL|TUQ|Q)[./ ]\s*(?=\S)")
_SLASHED = re.compile(r"^([TK])/([MTLU]{1,2}Q?)\.?\s*")
_DOTTED = re.compile(r"^([TK])([MTL]|UQ)\. ")
_TRAILING = " ;,."


def clean(text: str) -> str:
    """Return *text* in NFC with nothing in it that a Word file, a PDF or a page cannot hold."""
    # Most texts are clean, and the two searches cost six times as much as to see that.
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = _UNDRAWABLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", text).strip()


def cleaned[T](value: T) -> T:
    """Return *value*, a description or a tuple of them, with every text cleaned."""
    result: Any = value
    if isinstance(value, str):
        result = clean(value)
    elif isinstance(value, list | tuple):
        result = tuple(cleaned(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(value, **{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    return result  # type: ignore[no-any-return]  # each branch keeps the shape of its input


def number_line(head: Head, line: Line = "state") -> str:
    """Return “Số: 05/KH-VPUBND”, room for the number where there is none yet, "" for a form.

    The Party writes “Số 05-KH/VPTU”: no colon, the hyphen before the slash.
    """
    if head.notation:
        return f"Số {head.notation}" if line == "party" else f"Số: {head.notation}"
    if not head.symbol and head.number is None:
        return ""
    number = "\u00a0" * 8 if head.number is None else f"{head.number:02d}"
    if line == "party":
        return f"Số {number}-{head.symbol.replace('-', '/', 1)}" if head.symbol else f"Số {number}"
    return f"Số: {number}/{head.symbol}" if head.symbol else f"Số: {number}"


def long_day(day: date | None) -> str:
    """Return “ngày 05 tháng 02 năm 2026”: 0 before days under 10 and before months 1 and 2 only.

    So that a figure cannot be written in front (Decree 30/2020, Annex I).
    """
    if day is None:
        return f"ngày{'\u00a0' * 6}tháng{'\u00a0' * 6}năm{'\u00a0' * 8}"
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_day(day: date | None) -> str:
    """Return “05/02/2026”, “25/3/2026”: by the same rule."""
    return f"{day.day:02d}/{_month(day)}/{day.year}" if day else ""


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - a fixed rule


def place_and_day(head: Head) -> str:
    if not head.place:
        return long_day(head.day).capitalize() if head.day else ""
    return f"{head.place}, {long_day(head.day)}"


def listed(lines: Iterable[str], lead: str = "") -> tuple[str, ...]:
    """Return *lines* closed with “;”, the last one with “.”."""
    kept = [line.rstrip(_TRAILING) for line in lines if line.strip(_TRAILING)]
    ends = [";"] * (len(kept) - 1) + ["."]
    return tuple(f"{lead}{line}{end}" for line, end in zip(kept, ends, strict=False))


def addressees(paper: Paper) -> tuple[str, ...]:
    """Return the lines after “Kính gửi:”; a single addressee stands on the line itself."""
    if len(paper.addressees) == 1:
        return (paper.addressees[0].rstrip(_TRAILING),)
    return listed(paper.addressees, "- ")


def on_behalf(words: str, line: Line = "state") -> str:
    """Return *words* as their side writes them: “KT. GIÁM ĐỐC” of the State, “K/T BÍ THƯ” of the Party."""
    dotted = _ON_BEHALF.sub(r"\1. ", _SLASHED.sub(r"\1\2. ", words.strip()).strip())
    return _DOTTED.sub(r"\1/\2 ", dotted) if line == "party" else dotted


def count(number: int) -> str:
    """Return 5 as “05” and 12345 as “12.345”, as figures stand in official papers."""
    return f"{number:02d}" if 0 < number < 10 else figure(number)  # noqa: PLR2004 - one digit


def figure(number: int) -> str:
    """Return 12345 as “12.345”, for the cells of tables."""
    return f"{number:,}".replace(",", ".")


def title(paper: Paper) -> str:
    """Return the title kept in a file's properties."""
    return " ".join(part for part in (paper.kind, paper.subject.replace("\n", " ")) if part)


def roman(number: int) -> str:
    """Return *number*, from 1 to 39, as the Roman numeral that heads a part."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    tens, rest = divmod(number, 10)
    return "X" * tens + ones[rest]


def parts(titles: Iterable[str]) -> tuple[str, ...]:
    """Return *titles* in capitals behind their Roman numerals."""
    return tuple(f"{roman(n)}. {title.upper()}" for n, title in enumerate(titles, start=1))
