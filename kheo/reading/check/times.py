"""Days that cannot stand beside the day of the paper, or beside each other."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kheo.reading.check.findings import Findings, doubt
from kheo.reading.facts import Doubt, Fact, Item, Period
from kheo.reading.find.dates import DATE, read_date, shown
from kheo.reading.find.effect import find_effect
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_DAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_WEEKDAY = Sought(
    "thứ chủ ngày",
    rf"\b(?P<said>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*[,(]?\s*(?:ngày\s+)?(?P<date>{DATE})"
    rf"|ngày\s+(?P<date2>{DATE})\s*[,(]\s*(?P<said2>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b",
)
_YEAR = re.compile(r"/\s?((?:19|20)\d\d)\s?/")
_DAY = len("2014-03-25")
_MONTH = len("2014-03")
_HEADING = 120  # a heading names its period in its first words


def find_misfits(paper: Paper, found: Findings) -> Iterator[Doubt]:
    """Yield the doubts about days: against the day of the paper, the weekday, the stage above."""
    yield from _against_issue(paper, found)
    yield from _weekdays(paper)
    yield from _number_years(found)
    yield from _outside_the_stage(found)


def _against_issue(paper: Paper, found: Findings) -> Iterator[Doubt]:
    issued = found.head.date
    if issued is None:
        return
    day = issued.value
    if issued.doubt:
        yield doubt("issued_in_future", issued, issued.doubt)
    for citation in found.citations:
        if citation.value.date and citation.value.date > day:
            message = "Văn bản được dẫn có ngày sau ngày ban hành."
            yield doubt(
                "citation_after_issue", citation, message, "Đối chiếu ngày của văn bản được dẫn."
            )
    for deadline in found.deadlines:
        iso = deadline.value.iso
        if iso and iso < day.isoformat()[: len(iso)]:
            hint = _later_year(iso, day)
            yield doubt(
                "deadline_before_issue", deadline, "Thời hạn đã qua trước ngày ban hành.", hint
            )
    yield from _early_starts(found.periods, day)
    effect = find_effect(paper)
    if effect is not None and effect.value < day:
        message = f"Ngày có hiệu lực {shown(effect.value)} đứng trước ngày ban hành."
        yield doubt("date_before_issue", effect, message)


def _later_year(iso: str, issued: date) -> str:
    """Return the same day in the year of the paper where only the year seems wrong."""
    if len(iso) != _DAY or int(iso[:4]) == issued.year:
        return ""
    same = f"{issued.year}{iso[4:]}"
    day = "/".join(str(int(n)) for n in reversed(same.split("-")))
    return f"Có lẽ là ngày {day}; cần người duyệt xác nhận." if same >= issued.isoformat() else ""


def _early_starts(periods: Iterable[Fact[Period]], issued: date) -> Iterator[Doubt]:
    for period in periods:
        first = period.value.first or ""
        if (
            len(first) >= _MONTH
            and first < issued.isoformat()[: len(first)]
            and int(first[:4]) >= issued.year - 1
            and not _is_past(period.value, issued)
        ):
            yield doubt("start_before_issue", period, "Thời gian bắt đầu trước ngày ban hành.")


def _is_past(period: Period, issued: date) -> bool:
    """Tell whether a span was over when the paper was issued: it reports, it plans nothing."""
    last = period.last or ""
    return bool(last) and last < issued.isoformat()[: len(last)]


def _weekdays(paper: Paper) -> Iterator[Doubt]:
    for match in _WEEKDAY.finditer(paper.text):
        if paper.region_at(match.start()) == "chrome":
            continue
        read = read_date(match["date"] or match["date2"])
        day = read.real() if read else None
        said = " ".join((match["said"] or match["said2"]).lower().split())
        if said[-1].isdigit():
            said = _DAYS[int(said[-1]) - 2]
        if day and _DAYS[day.weekday()] != said:
            fact = paper.fact("weekday", match.span(), day)
            right = _DAYS[day.weekday()]
            message = f"Ngày {shown(day)} là {right}, không phải {said}."
            yield doubt("weekday_mismatch", fact, message, f"Sửa thành {right}, hoặc sửa ngày.")


def _number_years(found: Findings) -> Iterator[Doubt]:
    """Yield the numbers that carry another year than their date: 41/2025/NQ-HĐND of 2026."""
    head = found.head
    pairs: list[tuple[Fact[object], str, date | None]] = [
        (c, c.value.number, c.value.date) for c in found.citations
    ]
    if head.number and head.date:
        pairs.insert(0, (head.number, head.number.value, head.date.value))
    for fact, number, day in pairs:
        year = _YEAR.search(number)
        if year and day and int(year[1]) != day.year:
            message = f"Số {number} ghi năm {year[1]} nhưng ngày là {shown(day)}."
            yield doubt("number_year_vs_date", fact, message, "Đối chiếu số hoặc ngày.")


def _outside_the_stage(found: Findings) -> Iterator[Doubt]:
    """Yield the spans inside an item that leave the span its heading sets."""
    for item in _items(found.contents):
        children = item.value.children
        stop = min(children[0].start if children else item.end, item.start + _HEADING)
        own = [p for p in found.periods if item.start <= p.start < stop and _whole_days(p.value)]
        if len(own) != 1 or not children:
            continue
        stage = own[0].value
        for period in found.periods:
            inside = children[0].start <= period.start < item.end and _whole_days(period.value)
            if inside and not (
                (stage.first or "") <= (period.value.first or "")
                and (period.value.last or "") <= (stage.last or "")
            ):
                message = f"“{period.quote}” nằm ngoài “{own[0].quote}” của mục chứa nó."
                yield doubt(
                    "inconsistent_period", period, message, "Đối chiếu hai khoảng thời gian."
                )


def _whole_days(period: Period) -> bool:
    return len(period.first or "") == len(period.last or "") == _DAY


def _items(items: Iterable[Fact[Item]]) -> Iterator[Fact[Item]]:
    for item in items:
        yield item
        yield from _items(item.value.children)
