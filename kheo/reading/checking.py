"""The fifth step: doubts of the whole paper, and those that single facts carry."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kheo.reading import glyphs
from kheo.reading.facts import Citation, Deadline, Doubt, Fact, Period, Quota, Receiver
from kheo.reading.find.deadlines import due_day
from kheo.reading.find.head import Head
from kheo.reading.find.types import agrees
from kheo.reading.paper import Paper

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+(\1)\b")
# Words that Vietnamese doubles on purpose.
_REDUPLICATED = frozenset(
    (
        "luôn",
        "từng",
        "dần",
        "ngày",
        "người",
        "nhà",
        "nơi",
        "đời",
        "lần",
        "thường",
        "ngành",
        "nhiều",
        "xanh",
        "mãi",
        "rất",
        "xa",
        "lâu",
        "khắp",
        "ai",
        "ba",
        "vi",
    )
)
_LAUNCH = re.compile(
    r"\bphát động\s+(?:[^\W\d_]+\s+){0,6}?(?:phong trào|“|đợt thi đua)", re.IGNORECASE
)
_BLANK_SELF = re.compile(
    r"kèm theo\s+[^\W\d_]+\s+[^\W\d_]+\s+số\s*:?\s*[./…_]*\s*/\s*[\dA-ZĐ][^\s)]*"
)
_FILE_PROPERTIES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")
_GLUED = re.compile(r"\w[”\"](?=\w)")
_HOMOGLYPH = re.compile(r"[\u0400-\u04ff]")
_COMBINING = re.compile(r"[A-Za-zÀ-ỹ][\u0300-\u0303\u0306\u0309\u031b\u0323]")

_COLUMNS = re.compile(
    r"^.*\S(?:[^\S\n]{8,}|[^\S\n]*\|[^\S\n]*)(?:CỘNG H[OÒ]|Độc lập).*$"
    r"|^(?:[^\S\n]|\|)*Nơi nhận\s*:?(?:[^\S\n]{8,}|[^\S\n]*\|[^\S\n]*)[^\s|].*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the finders found, for the checks that compare."""

    head: Head
    citations: tuple[Fact[Citation], ...]
    quotas: tuple[Fact[Quota], ...]
    deadlines: tuple[Fact[Deadline], ...]
    periods: tuple[Fact[Period], ...]
    recipients: tuple[Fact[Receiver], ...]
    signature: Fact[str] | None


def check(paper: Paper, found: Findings) -> tuple[Doubt, ...]:
    """Return the doubts, those about the text itself by place, those about gaps first."""
    placed = [
        *_carried(found),
        *_doubled(paper),
        *_quotes(paper),
        *_chrome(paper),
        *_symbols(paper, found),
        *_order_in_time(found),
        *_letters(paper),
        *_layout(paper),
        *glyphs.doubts(paper.original, paper.changes),
    ]
    return (*_missing(paper, found), *sorted(placed, key=lambda d: (d.start, d.kind)))


def _doubt(kind: str, fact: Fact[object] | None, message: str, suggestion: str = "") -> Doubt:
    if fact is None:
        return Doubt(kind, "", 0, 0, message, suggestion)
    return Doubt(kind, fact.quote, fact.start, fact.end, message, suggestion)


def _missing(paper: Paper, found: Findings) -> Iterator[Doubt]:
    head = found.head
    if head.number is None:
        bare = f"Văn bản không có số (chỉ có ký hiệu {head.symbol})."
        message = bare if head.symbol else "Văn bản không có số."
        yield _doubt("missing_number", None, message, "Bổ sung số, ký hiệu.")
    if head.date is None:
        yield _doubt(
            "missing_date",
            None,
            "Văn bản không có dòng địa danh, ngày tháng.",
            "Bổ sung ngày ban hành.",
        )
    if head.issuer is None:
        yield _doubt("missing_issuer", None, "Không đọc được cơ quan ban hành.")
    if head.subject is None:
        yield _doubt("missing_subject", None, "Văn bản không có trích yếu.")
    if not found.recipients:
        yield _doubt("recipients_missing", None, "Văn bản không có “Nơi nhận”.")
    if found.signature is None:
        yield _doubt(
            "missing_signature", None, "Không thấy người ký hoặc chức danh ký ở cuối văn bản."
        )
    yield from _bare_launch(paper, found)


def _bare_launch(paper: Paper, found: Findings) -> Iterator[Doubt]:
    launch = next(
        (m for m in _LAUNCH.finditer(paper.text) if paper.region_at(m.start()) == "body"), None
    )
    if launch is None:
        return
    fact: Fact[object] = paper.fact("launch", launch.span(), None)
    if not found.quotas:
        yield _doubt(
            "launch_without_quota", fact, "Phát động nhưng không nêu chỉ tiêu, số lượng đăng ký."
        )
    if not any(f.value.iso or f.value.month_day for f in found.deadlines):
        yield _doubt("launch_without_deadline", fact, "Phát động nhưng không nêu thời hạn.")


def _carried(found: Findings) -> Iterator[Doubt]:
    for deadline in found.deadlines:
        if deadline.doubt:
            kind = "impossible_year" if deadline.doubt.startswith("Năm") else "impossible_date"
            yield _doubt(kind, deadline, deadline.doubt, deadline.suggestion)
    for quota in found.quotas:
        if quota.doubt:
            yield _doubt("quota_contradiction", quota, quota.doubt, quota.suggestion)
    for citation in found.citations:
        if citation.doubt:
            kind = "inconsistent_number" if citation.value.date else "impossible_date"
            yield _doubt(kind, citation, citation.doubt, citation.suggestion)
    clashing = next((f for f in found.periods if f.doubt), None)
    if clashing is not None:
        yield _doubt("inconsistent_period", clashing, clashing.doubt, clashing.suggestion)


def _doubled(paper: Paper) -> Iterator[Doubt]:
    for match in _DOUBLED.finditer(paper.text):
        if (
            match[1].lower() in _REDUPLICATED
            or "\n" in match[0]
            or paper.region_at(match.start()) == "chrome"
        ):
            continue
        fact = paper.fact("word", match.span(), match[1])
        yield _doubt(
            "duplicated_word", fact, f"Lặp từ “{match[0]}”.", f"Có lẽ chỉ là “{match[1]}”."
        )


def _quotes(paper: Paper) -> Iterator[Doubt]:
    glued = _GLUED.search(paper.original)
    if glued:
        message = "Dấu đóng ngoặc kép dùng thay dấu mở, dính liền chữ trước."
        yield Doubt("glued_quote", glued[0], glued.start(), glued.end(), message)
    for block in paper.region("head", "body"):
        marks = list(re.finditer("[“”]", paper.text[block.start : block.end]))
        opened = sum(1 if m[0] == "“" else -1 for m in marks)
        if opened:
            at = block.start + marks[-1 if opened < 0 else 0].start()
            fact = paper.fact("quote", (at, at + 1), opened)
            close = "Đoạn này thiếu dấu ngoặc kép đóng."
            message = "Đoạn này thiếu dấu ngoặc kép mở." if opened < 0 else close
            yield _doubt("unbalanced_quote", fact, message)


def _chrome(paper: Paper) -> Iterator[Doubt]:
    blocks = [
        b for b in paper.region("chrome") if not paper.text[b.start : b.end].strip().isdigit()
    ]
    told = [b for b in blocks if _FILE_PROPERTIES.search(paper.text, b.start, b.end)]
    if told:
        fact = paper.fact("chrome", (told[0].start, told[0].end), len(told))
        yield _doubt("file_metadata", fact, "Thuộc tính của tệp Word lẫn vào văn bản; đã bỏ qua.")
        blocks = [b for b in blocks if b not in told]
    if blocks:
        fact = paper.fact("chrome", (blocks[0].start, blocks[0].end), len(blocks))
        message = f"Có {len(blocks)} dòng của trang web hoặc máy quét lẫn vào văn bản; đã bỏ qua."
        yield _doubt("page_chrome", fact, message)


def _symbols(paper: Paper, found: Findings) -> Iterator[Doubt]:
    for citation in found.citations:
        value = citation.value
        if value.number and not agrees(value.type, value.number):
            message = f"Gọi là “{value.type}” nhưng ký hiệu {value.number} là của loại khác."
            yield _doubt("type_symbol_mismatch", citation, message)
        if "_" in value.number:
            yield _doubt(
                "malformed_symbol",
                citation,
                f"Ký hiệu {value.number} sai cách viết (dấu gạch dưới).",
            )
    blank = _BLANK_SELF.search(paper.text)
    if blank:
        fact = paper.fact("self", blank.span(), None)
        yield _doubt("blank_self_reference", fact, "Dẫn lại chính văn bản nhưng để trống số.")


def _order_in_time(found: Findings) -> Iterator[Doubt]:
    issued = found.head.date
    if issued is None:
        return
    if issued.doubt:
        yield _doubt("issued_in_future", issued, issued.doubt)
    for citation in found.citations:
        if citation.value.date and citation.value.date > issued.value:
            yield _doubt(
                "citation_after_issue", citation, "Văn bản được dẫn có ngày sau ngày ban hành."
            )
    for deadline in found.deadlines:
        day = due_day(deadline.value)
        if day and day < issued.value:
            yield _doubt("deadline_before_issue", deadline, "Thời hạn đã qua trước ngày ban hành.")
    yield from _early_starts(found.periods, issued.value)


def _early_starts(periods: Iterable[Fact[Period]], issued: date) -> Iterator[Doubt]:
    for period in periods:
        first = period.value.first or ""
        if (
            len(first) > len("2014")
            and first < issued.isoformat()[: len(first)]
            and _recent(first, issued)
        ):
            yield _doubt("start_before_issue", period, "Thời gian bắt đầu trước ngày ban hành.")


def _recent(first: str, issued: date) -> bool:
    return int(first[:4]) >= issued.year - 1


def _letters(paper: Paper) -> Iterator[Doubt]:
    for kind, pattern, message in (
        ("homoglyph", _HOMOGLYPH, "Có chữ Kirin giống chữ Latinh; tìm kiếm sẽ không thấy."),
        ("mixed_unicode_form", _COMBINING, "Có chữ viết bằng dấu rời (Unicode tổ hợp)."),
    ):
        found = pattern.search(paper.original)
        if found:
            yield Doubt(kind, found[0], found.start(), found.end(), message)


def _layout(paper: Paper) -> Iterator[Doubt]:
    columns = _COLUMNS.search(paper.original)
    if columns:
        message = "Hai cột của văn bản nằm chung một dòng; đã tách ra, cần xem lại đầu và cuối."
        text = " ".join(columns[0].split())
        yield Doubt("interleaved_columns", text, columns.start(), columns.end(), message)
    sections = [b for b in paper.region("body") if b.style == "roman"]
    for before, block in pairwise(sections):
        if before.number == block.number:
            fact = paper.fact("section", (block.start, block.end), block.number)
            message = f"Mục {block.number} đánh số hai lần."
            yield _doubt("duplicate_section_number", fact, message)
