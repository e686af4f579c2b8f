"""Clean text → paragraphs ("blocks"), each with the mark of the list it belongs to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_STYLES = (
    ("article", re.compile(r"(Điều\s+\d+)\s*[.:]\s*")),
    ("chapter", re.compile(r"((?:Chương|Mục|Phần)\s+(?:[IVXLC]+|\d+))\b\s*[.:]?\s*")),
    ("roman", re.compile(r"([IVXLC]{1,6})\s*[./)]-?\s+")),
    ("deep", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s*(?=[^\W\d]|[“(])")),
    ("number", re.compile(r"(\d{1,2})\s*(?:\.|\)|/-|/|-)\s*(?=[^\W\d]|“)")),
    ("letter", re.compile(r"([a-zđ])\s?[).]\s+")),
    ("dash", re.compile(r"([-–—•▪●◦])\s*(?=\S)")),  # noqa: RUF001 - dashes as papers have them
    ("plus", re.compile(r"(\+)\s*(?=\S)")),
)
_MAY_BE_MARKED = re.compile(
    r"Điều|Chương|Mục|Phần|[IVXLC]{1,6}\s*[./)]|\d|[a-zđ]\s?[).]|[-–—•▪●◦+]"  # noqa: RUF001 - dashes as papers have them
)
ADDRESSED = re.compile(r"(?:kính gửi|đồng kính gửi|kính trình)\s*:?\s*", re.IGNORECASE)
RECIPIENTS = re.compile(r"(?:nơi nhận|nơi gửi)\s*:?", re.IGNORECASE)
_BREAK = re.compile(r"\s*<\s*/?\s*(?:br|p|div|td|tr)\s*/?\s*>\s*", re.IGNORECASE)
# A sentence with an act in it, after the list of those a letter is addressed to.
_ACT_FOLLOWS = re.compile(
    r"(?<=[.;!])\s+(?=(?:Mỗi|Các|Từng|Toàn thể|Đề nghị|Yêu cầu|Để|Căn cứ|Thực hiện|Theo|Nhằm|Nay)\s"
    r"[^\n]{0,400}?\b(?:đăng ký|đề nghị|yêu cầu|thực hiện|triển khai|xây dựng|gửi|nộp|báo cáo|phát động"
    r"|tổ chức|phải|lập|chọn|phân công)\b)"
)
# Several receivers on one line: "Kính gửi: A; B." and "Nơi nhận: - A; - B; - Lưu."
_NEXT_RECEIVER = re.compile(r"(?<=;)\s+(?=\S)")
_NEXT_DASH = re.compile(r"(?<=[;,.])\s+(?=[-+–]\s?\S)")  # noqa: RUF001 - dashes as papers have them


class Block(NamedTuple):
    """One paragraph: its place in the clean text, its list style ("" for plain) and region.

    A tuple, since a paper has hundreds.
    """

    start: int
    end: int
    style: str
    number: str
    body: int
    region: str


def blocks_of(text: str) -> list[Block]:
    """Return the paragraphs of the clean *text*, all of the region "body" so far."""
    blocks: list[Block] = []
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _parts(text, line.start(), line.end()):
            style, number, body = _marker(text, start, end)
            blocks.append(Block(start, end, style, number, body, "body"))
    return blocks


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraph whole, or cut where a tag, a receiver or a first sentence begins."""
    tagged = text.find("<", start, end) >= 0
    for a, b in _cut(text, start, end, _BREAK) if tagged else ((start, end),):
        addressed = ADDRESSED.match(text, a, b)
        received = RECIPIENTS.match(text, a, b)
        if received and received.end() < b:
            yield a, received.end()
            at = (
                received.end()
                + len(text[received.end() : b])
                - len(text[received.end() : b].lstrip())
            )
            yield from _cut(text, at, b, _NEXT_DASH)
        elif addressed:
            act = _ACT_FOLLOWS.search(text, addressed.end(), b)
            yield from _cut(text, a, act.start() if act else b, _NEXT_RECEIVER)
            if act:
                yield act.end(), b
        else:
            yield a, b


def _cut(text: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for gap in between.finditer(text, start, end):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if end > at:
        yield at, end


def _marker(text: str, start: int, end: int) -> tuple[str, str, int]:
    for style, pattern in _STYLES if _MAY_BE_MARKED.match(text, start, end) else ():
        found = pattern.match(text, start, end)
        if found and found.end() < end:
            return style, found[1], found.end()
    return "", "", start
