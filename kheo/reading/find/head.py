"""The paper's own type, number, date, issuer and subject, where it has them."""

import re
from dataclasses import dataclass
from datetime import date

from kheo.kernel.text import fold
from kheo.reading.facts import Fact
from kheo.reading.find.dates import DATE, read_date, shown
from kheo.reading.find.types import TYPE, TYPES, type_of
from kheo.reading.paper import Block, Paper

_NUMBER = re.compile(
    r"\s*Số\s*:?\s*(?P<n>\d{0,5}[a-z]?)\s*(?P<symbol>[-/][\s/-]*(?:\d{4}\s?/\s?)?[A-ZĐƯ][\wĐđƯ&]*(?:\s?[-–/]\s?[A-ZĐƯ][\wĐđ&]*)*)"  # noqa: RUF001 - en dash as typed
)
_PLACED = re.compile(rf"[^,\n]{{2,40}},\s*ngày\s+({DATE})", re.IGNORECASE)
_BRIEF = re.compile(r"V/v\s*:?\s*(?P<subject>[^\n]+)", re.IGNORECASE)
_ORGAN = re.compile(
    r"(?:Văn phòng|Ủy ban|Uỷ ban|UBND|Hội đồng|Sở|Ban|Bộ|Tỉnh ủy|Tỉnh uỷ|Thường trực|Trưởng Ban|Phòng|Đảng ủy|Đảng uỷ)"
    r"(?:\s+[^\W\d_]+){0,8}?"
)
_ISSUES = re.compile(
    rf"(?P<organ>{_ORGAN.pattern})\s+(?:yêu cầu|phát động|đề nghị|hướng dẫn|xây dựng|ban hành)\b"
)
_ORGAN_LINE = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|BAN(?! HÀNH)|SỞ|BỘ|VĂN PHÒNG|HỘI ĐỒNG|TỈNH|TỈNH ỦY|ĐẢNG|MẶT TRẬN|CHỦ TỊCH|PHÒNG|TRUNG|THÀNH PHỐ|XÃ)\b"
)
_STATE_LINE = re.compile(r"CỘNG H|CHỦ NGHĨA|ĐỘC LẬP|ĐẢNG CỘNG SẢN|VIỆT NAM$")
_SELF = re.compile(rf"\b({TYPE})\s+này\b", re.IGNORECASE)
_SUBJECT_LINES = 4
_NOT_YET = "Ngày ban hành {day} chưa đến."


@dataclass(frozen=True, slots=True)
class Head:
    """What the paper says of itself; a missing part is None and becomes a doubt elsewhere.

    `symbol` is set where the number was left blank ("Số:   /KH-…").
    """

    type: Fact[str] | None
    number: Fact[str] | None
    date: Fact[date] | None
    issuer: Fact[str] | None
    subject: Fact[str] | None
    symbol: str


def find_head(paper: Paper, today: date | None = None) -> Head:
    """Return the head (sources: 000-02, 001-01, 002-01, and Decree 30/2020, article 8)."""
    number, symbol = _number(paper)
    return Head(
        type=_type(paper, number),
        number=number,
        date=_date(paper, today),
        issuer=_issuer(paper),
        subject=_subject(paper),
        symbol=symbol,
    )


def _number(paper: Paper) -> tuple[Fact[str] | None, str]:
    for block in paper.region("head"):
        found = _NUMBER.match(paper.text, block.start, block.end)
        if found:
            symbol = re.sub(r"\s", "", found["symbol"])
            if not found["n"]:
                return None, symbol.lstrip("/-")
            span = (found.start("n"), found.end())
            return paper.fact("number", span, found["n"] + symbol), symbol.lstrip("/-")
    return None, ""


def _date(paper: Paper, today: date | None) -> Fact[date] | None:
    for block in paper.region("head"):
        found = _PLACED.search(paper.text, block.start, block.end)
        read = read_date(found[1]) if found else None
        real = read.real() if read else None
        if found and real:
            late = today is not None and real > today
            doubt = _NOT_YET.format(day=shown(real)) if late else ""
            return paper.fact("date", found.span(1), real, doubt)
    return None


def _title_block(paper: Paper) -> int | None:
    names = {fold(name) for name in TYPES}
    for at, block in enumerate(paper.blocks):
        words = paper.text[block.start : block.end]
        if (
            block.region in {"head", "body"}
            and words.isupper()
            and fold(words).strip(" :.") in names
        ):
            return at
    return None


def _type(paper: Paper, number: Fact[str] | None) -> Fact[str] | None:
    at = _title_block(paper)
    if at is not None:
        block = paper.blocks[at]
        words = paper.text[block.start : block.end].strip(" :.").lower()
        return paper.fact("type", (block.start, block.end), words[:1].upper() + words[1:])
    if number is not None and type_of(number.value):
        return Fact("type", number.quote, number.start, number.end, type_of(number.value))
    itself = _SELF.search(paper.text)
    if itself:
        words = itself[1].lower()
        return paper.fact("type", itself.span(1), words[:1].upper() + words[1:])
    return _guessed_type(paper)


def _guessed_type(paper: Paper) -> Fact[str] | None:
    letters = paper.region("addressee")
    if letters:
        doubt = "Văn bản không ghi loại; có “Kính gửi” nên đọc là công văn."
        return paper.fact("type", (letters[0].start, letters[0].end), "Công văn", doubt)
    page = paper.region("chrome")
    if page:
        doubt = "Đây là bài đăng trên trang tin, không phải bản văn bản chính thức."
        return paper.fact("type", (page[0].start, page[0].end), "Tin bài", doubt)
    return None


def _issuer(paper: Paper) -> Fact[str] | None:
    lines = _organ_lines(paper)
    if lines:
        span = (lines[0].start, lines[-1].end)
        return paper.fact("issuer", span, " ".join(paper.text[slice(*span)].split()))
    found = next(
        (m for m in _ISSUES.finditer(paper.text) if paper.region_at(m.start()) == "body"), None
    )
    return paper.fact("issuer", found.span("organ"), found["organ"]) if found else None


def _organ_lines(paper: Paper) -> list[Block]:
    """Return the first line that names an organ and the lines in capitals that go on with it."""
    kept: list[Block] = []
    for block in paper.region("head"):
        line = paper.text[block.start : block.end]
        capital = line.isupper() and not _STATE_LINE.search(line) and not _NUMBER.match(line)
        if kept and not capital:
            break
        if kept or _is_organ(line):
            kept.append(block)
    return kept


def _is_organ(line: str) -> bool:
    return line.isupper() and bool(_ORGAN_LINE.match(line)) and not _STATE_LINE.search(line)


def _subject(paper: Paper) -> Fact[str] | None:
    for block in paper.region("head"):
        brief = _BRIEF.search(paper.text, block.start, block.end)
        if brief:
            return paper.fact("subject", brief.span("subject"), brief["subject"].strip())
    at = _title_block(paper)
    blocks = paper.blocks[at + 1 : at + 1 + _SUBJECT_LINES] if at is not None else _headline(paper)
    kept: list[Block] = []
    for block in blocks:
        if block.region != "head" or _is_organ(paper.text[block.start : block.end]):
            break
        kept.append(block)
    if not kept:
        return None
    span = (kept[0].start, kept[-1].end)
    return paper.fact("subject", span, " ".join(paper.text[slice(*span)].split()))


def _headline(paper: Paper) -> tuple[Block, ...]:
    """Return the line that stands first on a page without a type: the title of a web article."""
    heads = paper.region("head")
    return (heads[0],) if heads and paper.region("chrome") else ()
