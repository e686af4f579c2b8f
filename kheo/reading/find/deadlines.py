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
from kheo.reading.find.recurring import YEARLY, find_recurring, find_relative
from kheo.reading.find.seeking import Sought
from kheo.reading.find.sentences import clause_end, clause_start, sentence_end, sentence_start
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Paper

FAR_YEARS = 15  # a due year this far from the years of the paper is read as a slip
_LIMIT = (
    r"(?:trước|chậm nhất(?:\s+là)?(?:\s+(?:vào|đến|trong))?(?:\s+trước)?"
    r"|muộn nhất(?:\s+là)?(?:\s+(?:vào|đến))?|hạn(?:\s+(?:cuối|chót|cuối cùng))?(?:\s+là)?\s*:?(?:\s*trước)?"
    r"|đến hết|hết|đến|hoàn thành(?:\s+xong)?\s+(?:trong|vào)|vào|trong|xong"
    r"|thời (?:gian|hạn)(?:\s+(?:hoàn thành|thực hiện|báo cáo|nộp|gửi))?\s*:"
    r"(?:\s*(?:hoàn thành\s+)?(?:trước|trong|chậm nhất|đến|vào|xong))?)"
)
_OPENERS = "trước chậm muộn hạn đến hết hoàn vào trong xong thời"
_CLOCK = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}(?:\s?phút|['’])?)?\s*,?\s*)?"  # noqa: RUF001 - a mark of minutes as typed
_DATED = Sought(
    _OPENERS,
    rf"\b(?P<limit>{_LIMIT})\s+{_CLOCK}(?:thứ\s+[^\W\d_]+\s*,?\s+)?(?:ngày\s+)?(?P<date>{DATE})",
)
_QUARTER = r"quý\s+(?P<quarter>IV|I{1,3}|[1-4])\s?(?:/|,?\s*(?:của\s+)?năm\s+)\s?(?P<year>(?:19|20)\d\d)(?!\d)"
_MONTH = Sought(
    _OPENERS,
    rf"\b(?P<limit>{_LIMIT})\s+(?:(?P<month>tháng\s+\d{{1,2}}\s?-\s?\d{{1,2}}/\d{{4}}|{MONTH})|{_QUARTER}"
    r"|năm\s+(?P<whole>20\d\d)(?![\d\s]*[-–/]))",  # noqa: RUF001 - en dash as typed
    re.IGNORECASE,
)
_ENDS_THERE = re.compile(
    r"(?:hoàn thành|xong)[^.;\n]*$|(?:sơ kết|tổng kết)\s+(?:[^\W\d_]+\s+){0,4}(?:vào|trong)$",
    re.IGNORECASE,
)
_CELL = re.compile(rf"(?:(?P<month>{MONTH})|{_QUARTER})[.;]?", re.IGNORECASE)
# "ngày 31-7" as the Party writes it; "ngày 15-20" and "ngày 5-7 tháng 3" are spans.
_DASHED = r"(?<=ngày )\d{1,2}-(?:0?[1-9]|1[0-2])(?![-/\d]|\s+tháng)"
_MONTH_DAY = Sought(
    f"{_OPENERS} (",
    rf"\b(?P<limit>{_LIMIT})\s+{_CLOCK}(?P<said>ngày\s+)?(?P<day>{MONTH_DAY}|{_DASHED}|\d{{1,2}}\s+tháng\s+(?:\d{{1,2}}|giêng|chạp)(?!\w|\s*(?:/|,?\s*năm\s+\d)))"
    rf"(?:\s+(?P<yearly>{YEARLY}))?|\((?P<event>{MONTH_DAY})\)",
)
_ANOTHER = re.compile(rf"^.*\s(?:{DATE})\s*(?:,|\bvà\b)\s*(?:và\s+)?")
_ACT = 2  # words that say an act
_OF_YEAR = re.compile(r"\bnăm\s+(20\d\d)\s+(?:[^\W\d_]+\s+){0,3}$", re.IGNORECASE)
_SURE = re.compile(r"(?:trước|chậm|muộn|hạn)", re.IGNORECASE)
_SPAN_BEFORE = re.compile(r"\btừ\s[^.,;\n]{2,40}$", re.IGNORECASE)
_COUNTED_TO = re.compile(r"(?:tính|kể|cập nhật|lũy kế|luỹ kế|từ)\s*$", re.IGNORECASE)
_LOOSE = re.compile(r"(?:vào|trong|hết|đến|thời gian\s*:)", re.IGNORECASE)
_AT = re.compile(r"(?:vào|thời gian\s*:)", re.IGNORECASE)
_DUE = re.compile(
    r"hoàn thành|gửi|báo cáo|nộp|tổng kết|sơ kết|xong|ban hành|trình\b", re.IGNORECASE
)
_DONE = re.compile(r"\bđã\s+(?!được giao)", re.IGNORECASE)
_NEAR = 60


def find_deadlines(paper: Paper, known: tuple[date, ...]) -> tuple[Fact[Deadline], ...]:
    """Return the deadlines in order (000-19, 002-22 to 002-26, 004-16).

    *known* are the day of the paper, if it has one, then the dates of what it cites; a due date
    in an impossible year is kept as read, with the day of the likely year as a suggestion.
    """
    facts = [*_dated(paper, known), *_months(paper, known), *_cells(paper), *_month_days(paper)]
    taken = Taken(len(paper.original))
    for fact in facts:
        taken.take(fact.start, fact.end)
    for fact in [*find_recurring(paper), *find_relative(paper)]:
        if taken.free(fact.start, fact.start + len(fact.value.written)):
            taken.take(fact.start, fact.end)
            facts.append(fact)
    return _distinct(sorted(facts, key=lambda f: f.start))


def _dated(paper: Paper, known: tuple[date, ...]) -> Iterator[Fact[Deadline]]:
    for match in _DATED.in_body(paper):
        read = read_date(match["date"])
        real = read.real() if read else None
        if read is None or _is_history(paper.text, match, real, known):
            continue
        doubt = doubt_of(read, match["date"], known)
        suggested = _likely(read, known) if doubt else None
        real = None if doubt else real
        value = Deadline(
            iso=real.isoformat() if real else None,
            written=" ".join(match["date"].split()),
            what=_what(paper.text, match),
            impossible=bool(doubt),
            suggested=suggested,
        )
        hint = f"Có lẽ là ngày {shown(suggested)}; cần người duyệt xác nhận." if suggested else ""
        yield paper.fact("deadline", match.span(), value, doubt, hint)


def _is_history(text: str, match: re.Match[str], day: date | None, known: Sequence[date]) -> bool:
    """Tell whether "vào ngày …" only tells when something happened, or ends a period.

    *known* begins with the day of the paper: what lies before it happened, what lies after may
    be asked for.
    """
    near = text[max(0, match.start() - _NEAR) : match.start()]
    if _SPAN_BEFORE.search(near) or _COUNTED_TO.search(near):
        return True
    if not _LOOSE.match(match["limit"]):
        return False
    before = text[clause_start(text, match.start()) : match.start()]
    after = text[match.end() : clause_end(text, match.end())]
    if day and known and day < known[0]:
        return not _DUE.search(before) or bool(_DONE.search(before))
    if _DUE.search(before) or (_DUE.search(after[:_NEAR]) and not _DONE.search(before)):
        return False
    return bool(_AT.match(match["limit"])) or not known or _DONE.search(before) is not None


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
    """Return what is due: the clause before the time, from behind the act another time is set for."""
    start = clause_start(text, match.start())
    before = text[start : match.start()].strip(" ,-")
    for other in _ANOTHER.finditer(before):
        if len(own := before[other.end() :].split()) >= _ACT:
            before = " ".join(own)
            break
    return before or text[match.end() : clause_end(text, match.end())].strip(" ,:")


def _months(paper: Paper, known: tuple[date, ...]) -> Iterator[Fact[Deadline]]:
    for match in _MONTH.in_body(paper):
        iso = _month_of(match)
        last = day_of(int(iso[:4]), int(iso[5:7] or 12), 28) if iso else None
        if _is_history(paper.text, match, last, known) or (
            match["whole"] and not _is_due_year(paper.text, match)
        ):
            continue
        written = " ".join(match[0][len(match["limit"]) :].split())
        doubt = "" if iso else f"“{written}” không có trong lịch."
        value = Deadline(iso, written, _what(paper.text, match), impossible=iso is None)
        yield paper.fact("deadline", match.span(), value, doubt)


def _is_due_year(text: str, match: re.Match[str]) -> bool:
    """Tell whether a whole year is a limit: "hoàn thành trong năm 2026"."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    return bool(_ENDS_THERE.search(before + match["limit"]))


def _month_of(match: re.Match[str]) -> str | None:
    """Return the month, the last month of the quarter or the year that *match* names."""
    found = match.groupdict()
    if found.get("quarter"):
        months = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
        return f"{found['year']}-{months[found['quarter'].upper()]:02}"
    if found.get("whole"):
        return str(found["whole"])
    return read_month(re.sub(r"\d+\s?-\s?(?=\d+/)", "", match["month"]))


def _cells(paper: Paper) -> Iterator[Fact[Deadline]]:
    """Yield the months and quarters that fill a cell of a table of tasks."""
    for block in paper.region("body"):
        match = _CELL.fullmatch(paper.text, block.start, block.end)
        iso = _month_of(match) if match else None
        if match and iso:
            yield paper.fact("deadline", match.span(), Deadline(iso, match[0], ""))


def _month_days(paper: Paper) -> Iterator[Fact[Deadline]]:
    for match in _MONTH_DAY.in_body(paper):
        written = match["day"] or match["event"]
        if match["day"] and not match["said"] and not _SURE.match(match["limit"]):
            continue
        start = sentence_start(paper.text, match.start())
        sentence = paper.text[start : sentence_end(paper.text, match.end())]
        recurring = (
            "hằng năm" if match["yearly"] or re.search(YEARLY, sentence, re.IGNORECASE) else None
        )
        if match["event"] and not re.search(r"\bngày|\bdịp|kỷ niệm", sentence):
            continue
        month_day = read_month_day(written)
        year = _OF_YEAR.search(paper.text[max(0, match.start() - _NEAR) : match.start()])
        named = bool(year and month_day and not match["yearly"])  # "năm 2026 xong trước ngày 31/3"
        doubt = "" if month_day else f"Ngày “{written}” không có trong lịch."
        begin = start if recurring and not (named or match["yearly"]) else match.start()
        value = Deadline(
            iso=f"{year[1]}-{month_day}" if year and named else None,
            written=written,
            what=_what(paper.text, match),
            recurring=None if named else recurring,
            month_day=None if named else month_day,
            impossible=month_day is None,
        )
        yield paper.fact("deadline", (begin, match.end()), value, doubt)


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
