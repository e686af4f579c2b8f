"""Deadlines: days and months before which something is due, yearly days, recurring times."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kheo.kernel.text import fold
from kheo.reading.facts import Deadline, Fact
from kheo.reading.find.dates import (
    DATE,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH,
    MONTH_DAY,
    ReadDate,
    day_of,
    read_date,
    read_month,
    read_month_day,
    shown,
)
from kheo.reading.find.sentences import clause_end, clause_start, sentence_end, sentence_start
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Paper

FAR_YEARS = 15  # a due year this far from the years of the paper is read as a slip
_LIMIT = (
    r"(?:trước|chậm nhất(?:\s+là)?(?:\s+(?:vào|đến))?(?:\s+trước)?|muộn nhất(?:\s+là)?(?:\s+vào)?"
    r"|hạn(?:\s+cuối)?(?:\s+là)?|đến hết|hết|hoàn thành(?:\s+xong)?\s+(?:trong|vào)|vào|trong"
    r"|[Tt]hời (?:gian|hạn)\s+hoàn thành\s*:(?:\s*trước)?|xong)"
)
_YEARLY = r"(?:hằng năm|hàng năm|mỗi năm)"
_DATED = re.compile(rf"\b(?P<limit>{_LIMIT})\s+(?:ngày\s+)?(?P<date>{DATE})", re.IGNORECASE)
_MONTH = re.compile(
    rf"\b(?P<limit>{_LIMIT})\s+(?P<month>tháng\s+\d{{1,2}}\s?-\s?\d{{1,2}}/\d{{4}}|{MONTH})",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b{_LIMIT}\s+ngày\s+(?P<day>{MONTH_DAY})(?:\s+(?P<yearly>{_YEARLY}))?|\((?P<event>{MONTH_DAY})\)",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    rf"\b(?P<year>{_YEARLY})\b|\b(?P<half>(?:định kỳ|báo cáo|sơ kết)\s+(?:06|6|sáu) tháng\b(?: một lần)?|(?:06|6|sáu) tháng một lần)"
    r"|\b(?P<quarter>(?:hằng|hàng) quý)\b|\b(?P<month>(?:ngày\s+(?:mồng\s+)?\d{1,2}\s+)?(?:hằng|hàng) tháng)\b|\b(?P<day>(?:hằng|hàng) ngày)\b"
    r"|\b(?P<periodic>định kỳ)\b|\b(?P<always>thường xuyên)(?=\s+(?:đôn đốc|kiểm tra|tổ chức|báo cáo|theo dõi|rà soát|phối hợp|tuyên truyền|giám sát|cập nhật)\b)"
    r"|\b(?P<sudden>báo cáo đột xuất)\b|\b(?P<end>(?:vào\s+)?(?:dịp\s+)?cuối năm)\b",
    re.IGNORECASE,
)
_NAMES = {
    "year": "hằng năm", "half": "6 tháng", "quarter": "hằng quý", "month": "hằng tháng",
    "day": "hằng ngày", "periodic": "định kỳ", "always": "thường xuyên", "sudden": "đột xuất",
}  # fmt: skip
_MANNER = re.compile(r"(?:tình hình|thực tế|so với|kế hoạch|chương trình|tặng)\s+(?:thực tế\s+)?$")

_SPAN_BEFORE = re.compile(r"\btừ\s[^.,;\n]{2,40}$", re.IGNORECASE)
_LOOSE = re.compile(r"(?:vào|trong|hết)\b", re.IGNORECASE)
_DUE = re.compile(r"hoàn thành|gửi|báo cáo|nộp|tổng kết|sơ kết|xong", re.IGNORECASE)
_NEAR = 60


def find_deadlines(paper: Paper, known: tuple[date, ...]) -> tuple[Fact[Deadline], ...]:
    """Return the deadlines in order (000-19, 002-22 to 002-26, 004-16).

    *known* are the day of the paper, if it has one, then the dates of what it cites; a due date
    in an impossible year is kept as read, with the day of the likely year as a suggestion.
    """
    facts = [*_dated(paper, known), *_months(paper), *_month_days(paper)]
    taken = Taken(len(paper.original))
    for fact in facts:
        taken.take(fact.start, fact.end)
    facts += [f for f in _recurring(paper) if taken.free(f.start, f.end)]
    return _distinct(sorted(facts, key=lambda f: f.start))


def _places(paper: Paper, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (m for m in pattern.finditer(paper.text) if paper.region_at(m.start()) == "body")


def _dated(paper: Paper, known: tuple[date, ...]) -> Iterator[Fact[Deadline]]:
    for match in _places(paper, _DATED):
        read = read_date(match["date"])
        if read is None or _is_history(paper.text, match):
            continue
        doubt = doubt_of(read, match["date"], known)
        suggested = _likely(read, known) if doubt else None
        real = None if doubt else read.real()
        value = Deadline(
            iso=real.isoformat() if real else None,
            written=" ".join(match["date"].split()),
            what=_what(paper.text, match),
            impossible=bool(doubt),
            suggested=suggested,
        )
        hint = f"Có lẽ là ngày {shown(suggested)}; cần người duyệt xác nhận." if suggested else ""
        yield paper.fact("deadline", match.span(), value, doubt, hint)


def _is_history(text: str, match: re.Match[str]) -> bool:
    """Tell whether "vào ngày …" only tells when something happened, or ends a period."""
    if _SPAN_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()]):
        return True
    before = text[clause_start(text, match.start()) : match.start()]
    return bool(_LOOSE.match(match["limit"])) and not _DUE.search(before)


def doubt_of(read: ReadDate, written: str, known: Sequence[date]) -> str:
    """Return why a due date cannot be meant beside the dates *known*, "" when it can."""
    years = [day.year for day in known]
    near = not years or min(abs(read.year - y) for y in years) <= FAR_YEARS
    if read.real() and near:
        return ""
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        return f"Năm {read.year} trong “{written}” không thể có."
    if read.real():
        return f"Năm {read.year} trong “{written}” quá xa các năm nêu trong văn bản."
    return f"Ngày “{written}” không có trong lịch."


def _likely(read: ReadDate, known: tuple[date, ...]) -> date | None:
    """Return that day in the year of the newest date known, or the year after if it has passed."""
    if not known:
        return None
    newest = max(known)
    same = read.in_year(newest.year)
    return same if same is None or same >= newest else read.in_year(newest.year + 1)


def _what(text: str, match: re.Match[str]) -> str:
    start = clause_start(text, match.start())
    before = text[start : match.start()].strip(" ,-")
    return before or text[match.end() : clause_end(text, match.end())].strip(" ,:")


def _months(paper: Paper) -> Iterator[Fact[Deadline]]:
    for match in _places(paper, _MONTH):
        if _is_history(paper.text, match):
            continue
        words = re.sub(r"\d+\s?-\s?(?=\d+/)", "", match["month"])
        iso = read_month(words)
        doubt = "" if iso else f"“{match['month']}” không có trong lịch."
        value = Deadline(iso, match["month"], _what(paper.text, match), impossible=iso is None)
        yield paper.fact("deadline", match.span(), value, doubt)


def _month_days(paper: Paper) -> Iterator[Fact[Deadline]]:
    for match in _places(paper, _MONTH_DAY):
        written = match["day"] or match["event"]
        start = sentence_start(paper.text, match.start())
        sentence = paper.text[start : sentence_end(paper.text, match.end())]
        recurring = (
            "hằng năm" if match["yearly"] or re.search(_YEARLY, sentence, re.IGNORECASE) else None
        )
        if match["event"] and not re.search(r"\bngày|\bdịp|kỷ niệm", sentence):
            continue
        month_day = read_month_day(written)
        doubt = "" if month_day else f"Ngày “{written}” không có trong lịch."
        begin = start if recurring and not match["yearly"] else match.start()
        value = Deadline(
            iso=None,
            written=written,
            what=_what(paper.text, match),
            recurring=recurring,
            month_day=month_day,
            impossible=month_day is None,
        )
        yield paper.fact("deadline", (begin, match.end()), value, doubt)


def _recurring(paper: Paper) -> Iterator[Fact[Deadline]]:
    for match in _places(paper, _RECURRING):
        before = paper.text[max(0, match.start() - 40) : match.start()]
        if _MANNER.search(before):
            continue
        name = _NAMES.get(match.lastgroup or "")
        if match.lastgroup == "end":
            sentence = paper.text[sentence_start(paper.text, match.start()) : match.start()]
            name = "hằng năm" if re.search(_YEARLY, sentence, re.IGNORECASE) else None
        end = clause_end(paper.text, match.end())
        what = paper.text[match.end() : end].strip(" ,")
        value = Deadline(iso=None, written=match[0], what=what, recurring=name)
        yield paper.fact("deadline", (match.start(), end), value)


def _distinct(facts: list[Fact[Deadline]]) -> tuple[Fact[Deadline], ...]:
    """Return the facts without repeats of the same time for the same act."""
    seen: set[tuple[str | None, str]] = set()
    kept = []
    for fact in facts:
        key = (fact.value.iso or fact.value.recurring, fold(fact.quote) + fold(fact.value.what))
        if key not in seen:
            seen.add(key)
            kept.append(fact)
    return tuple(kept)


def due_day(deadline: Deadline) -> date | None:
    """Return the day of a deadline that has one."""
    if not deadline.iso or len(deadline.iso) < len("2014-03-25"):
        return None
    year, month, day = (int(part) for part in deadline.iso.split("-"))
    return day_of(year, month, day)
