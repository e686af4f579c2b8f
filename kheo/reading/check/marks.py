"""Numbers, symbols and layout: what is written against the forms of official papers."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kheo.reading.check.findings import Findings, doubt
from kheo.reading.facts import Doubt, Fact, Item
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper
from kheo.reading.typenames import TYPE, agrees

_BLANK_SELF = Sought("kèm", rf"kèm theo\s+{TYPE}\s+số\s*:?\s*[./…_]*\s*[/-]\s*[\dA-ZĐ][^\s)]*")
_SELF = Sought(
    "kèm",
    rf"kèm theo\s+{TYPE}\s+số\s*:?\s*(?P<n>\d{{1,5}})\s*(?P<symbol>[/-]\s?[^\s,;).]+)",
)
_MALFORMED = re.compile(r"_|//|--|/-|-/")
_HEADED = re.compile(r"CỘNG HÒA|CỘNG HOÀ|Độc lập\s*-|ĐẢNG CỘNG SẢN")
_PARTED = re.compile(r"(?:\s{8,}|\|)[\s*_|]*$")
_RECEIVED = re.compile(
    r"^[^\S\n|]*(?:\|[^\S\n]*)?[*_]*Nơi nhận[*_]*\s?:?[*_]*(?=[^\S\n]{8}|[^\S\n]?\|)", re.MULTILINE
)
_AFTER = re.compile(r"(?:[^\S\n]{8,}|[^\S\n]*\|)[\s|*_]*[^\s|*_]")
_BESIDE = 300  # letters looked at on either side of a heading


def find_malformed(paper: Paper, found: Findings) -> Iterator[Doubt]:
    """Yield the doubts about numbers and about how the paper is laid out."""
    yield from _types(found)
    yield from _own_number(paper, found)
    yield from _columns(paper)
    yield from _sections(found.contents)
    forms = paper.region("form")
    if forms:
        fact = paper.fact("form", (forms[0].start, forms[-1].end), len(forms))
        message = "Có biểu mẫu để trống ở cuối văn bản; phần này không được đọc thành nội dung."
        yield doubt("embedded_form", fact, message)


def _types(found: Findings) -> Iterator[Doubt]:
    told: set[tuple[str, str]] = set()
    for mention in found.mentions:
        value = mention.value
        if (value.type, value.number) in told:
            continue
        told.add((value.type, value.number))
        if value.number and not agrees(value.type, value.number):
            message = f"Gọi là “{value.type}” nhưng ký hiệu {value.number} là của loại khác."
            yield doubt("type_symbol_mismatch", mention, message, "Đối chiếu tên loại với bản gốc.")
        if _MALFORMED.search(value.number):
            message = f"Ký hiệu {value.number} sai cách viết."
            yield doubt("malformed_symbol", mention, message, _tidied(value.number))


def _tidied(number: str) -> str:
    return f"Có lẽ là {re.sub(r'_|--', '-', re.sub(r'//', '/', number))}."


def _own_number(paper: Paper, found: Findings) -> Iterator[Doubt]:
    head = found.head
    known = head.number.value if head.number else ""
    blank = _BLANK_SELF.search(paper.text)
    if blank:
        fact = paper.fact("self", blank.span(), None)
        hint = f"Điền số {known}." if known else ""
        yield doubt("blank_self_reference", fact, "Dẫn lại chính văn bản nhưng để trống số.", hint)
    if not known:
        return
    for match in _SELF.finditer(paper.text):
        said = re.sub(r"\s", "", match["n"] + match["symbol"])
        same = said.lstrip("0123456789") == known.lstrip("0123456789")
        if same and said.lstrip("0") != known.lstrip("0"):
            fact = paper.fact("self", match.span(), None)
            message = f"Văn bản mang số {known} nhưng phần kèm theo ghi {said}."
            yield doubt("inconsistent_number", fact, message, f"Thống nhất một số: {known}.")


def _columns(paper: Paper) -> Iterator[Doubt]:
    text = paper.original
    span = None
    for match in _HEADED.finditer(text):
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _BESIDE)
        before = text[line : match.start()]
        if before.strip(" \t|*_\u00a0") and _PARTED.search(before[-_BESIDE:]):
            span = (line, match.end())
            break
    if span is None:
        received = next(
            (m for m in _RECEIVED.finditer(text) if _AFTER.match(text, m.end(), m.end() + _BESIDE)),
            None,
        )
        span = received.span() if received else None
    if span:
        message = "Hai cột của văn bản nằm chung một dòng; đã tách ra, cần xem lại đầu và cuối."
        words = " ".join(text[slice(*span)].split())
        yield Doubt("interleaved_columns", words, *span, message)


def _sections(items: Iterable[Fact[Item]]) -> Iterator[Doubt]:
    siblings = list(items)
    for before, item in pairwise(siblings):
        number = item.value.number
        # A list of one that is followed by another list begins with the same "1" or "a".
        fresh = number in {"1", "a", "-", "+", "–", "•"} or not number[:1].isalnum()  # noqa: RUF001 - a list mark
        if number == before.value.number and not fresh:
            yield doubt("duplicate_section_number", item, f"Mục {number} đánh số hai lần.")
    for item in siblings:
        yield from _sections(item.value.children)
