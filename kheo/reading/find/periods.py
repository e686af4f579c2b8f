"""Stages, terms and spans of dates; and where one text names a stage in two ways."""

import re

from kheo.reading.facts import Fact, Period
from kheo.reading.find.dates import DATE, MONTH, day_of, read_date, read_month
from kheo.reading.find.seeking import Sought
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Paper

_DASH = r"\s?[-–—]\s?"  # noqa: RUF001 - dashes as papers have them
_YEARS = Sought(
    "giai nhiệm khóa khoá năm thời (",
    rf"(?:\b(?P<name>giai đoạn|nhiệm kỳ|khóa|khoá|năm học|năm|thời kỳ)\s+|(?P<paren>\())"
    rf"(?P<a>(?:19|20)\d\d){_DASH}(?P<b>(?:19|20)\d\d)(?!\d)",
)
_TO_YEAR = Sought(
    "tầm phấn đến",
    r"\b(?:tầm nhìn|phấn đấu)(?:\s+đến)?\s+năm\s+(?P<b>20\d\d)(?!\d)"
    r"|(?<!từ nay )(?<!nay )\bđến\s+(?:hết\s+|cuối\s+)?năm\s+(?P<c>20\d\d)(?!\d)",
)
_FROM_TO_YEARS = Sought(
    "giai từ",
    r"\b(?:giai đoạn\s+)?từ(?:\s+năm)?\s+(?P<a>(?:19|20)\d\d)\s+đến(?:\s+(?:hết\s+|cuối\s+)?năm)?\s+(?P<b>(?:19|20)\d\d)(?!\d)",
)
_DATES = Sought(
    "từ",
    rf"\btừ\s+(?:ngày\s+)?(?P<a>{DATE}|\d{{1,2}}\s?/\s?\d{{1,2}}(?![/\d])|\d{{1,2}}\s+tháng\s+\d{{1,2}})(?:\s*,?\s+đến\s+(?:hết\s+)?(?:ngày\s+)?|{_DASH})(?P<b>{DATE})",
)
_DAYS_OF_MONTH = Sought(
    "từ",
    rf"\btừ\s+(?:ngày\s+)?(?P<a>\d{{1,2}})(?:\s+đến\s+(?:hết\s+)?(?:ngày\s+)?|{_DASH})(?P<b>{DATE})",
)
_MONTHS = Sought(
    "từ",
    rf"\btừ\s+(?P<a>tháng\s+\d{{1,2}}(?:\s?/\s?\d{{4}}|\s+năm\s+\d{{4}})?)(?:\s+đến\s+(?:hết\s+)?|{_DASH})(?P<b>{MONTH}|(?:cuối\s+)?năm\s+\d{{4}}(?!\d))",
)
_OPEN = Sought(
    "từ bắt",
    rf"\bbắt đầu\s+từ\s+(?:ngày\s+)?(?P<start>{DATE}|{MONTH})(?!\d|\s*(?:[-–,]\s*)?(?:đến|\d))"  # noqa: RUF001 - en dash as typed
    rf"|\btừ\s+(?:ngày\s+)?(?P<a>{DATE}|{MONTH})\s+đến\s+(?:khi|ngày)\s+(?=[^\W\d])[^,;.\n]{{3,90}}",
)
_INCONSISTENT = "Văn bản nêu hai giai đoạn khác nhau: “{a}” và “{b}”."
_WHICH = "Cần xác định giai đoạn đúng trước khi phát hành."


def find_periods(paper: Paper) -> tuple[Fact[Period], ...]:
    """Return the periods in order of mention, every mention once (001-01, 002-16, 004-02).

    A stage that overlaps another of the same text and shares one of its bounds carries a doubt.
    """
    facts: list[Fact[Period]] = []
    taken = Taken(len(paper.text))
    for pattern in (_YEARS, _FROM_TO_YEARS, _DATES, _DAYS_OF_MONTH, _MONTHS, _OPEN, _TO_YEAR):
        for match in pattern.finditer(paper.text):
            if paper.region_at(match.start()) in {"chrome", "recipient"}:
                continue
            bounds = _bounds(pattern, match)
            if bounds and taken.free(*match.span()):
                taken.take(*match.span())
                name = (match.groupdict().get("name") or "").lower()
                facts.append(paper.fact("period", match.span(), Period(name, *bounds)))
    return _with_doubts(sorted(facts, key=lambda f: f.start))


def _bounds(pattern: Sought, match: re.Match[str]) -> tuple[str | None, str | None] | None:
    if pattern in {_YEARS, _FROM_TO_YEARS}:
        return (match["a"], match["b"]) if match["a"] <= match["b"] else None
    if pattern is _TO_YEAR:
        return (None, match["b"] or match["c"])
    if pattern is _DAYS_OF_MONTH:
        last = _bound(match["b"], "")
        first = day_of(int(last[:4]), int(last[5:7]), int(match["a"])) if last else None
        return (first.isoformat(), last) if first else None
    if pattern is _OPEN:
        return (_bound(match["a"] or match["start"], ""), None)
    last = _bound(match["b"], "")
    return (_bound(match["a"], last or ""), last) if last else None


def _bound(words: str, last: str) -> str | None:
    """Return *words* in ISO form; a bound without a year takes the year of the *last* bound."""
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    year = int(last[:4]) if last else 0
    if len(numbers) == 1 and len(str(numbers[0])) == len("2027"):
        return str(numbers[0])
    if "tháng" in words.lower() and len(numbers) <= len("my"):
        return read_month(words if len(numbers) > 1 else f"{words}/{year:04}")
    if len(numbers) == len("dm"):
        short = day_of(year, numbers[1], numbers[0])
        return short.isoformat() if short else None
    read = read_date(words)
    real = read.real() if read else None
    return real.isoformat() if real else None


def _with_doubts(facts: list[Fact[Period]]) -> tuple[Fact[Period], ...]:
    stages = {f.value: f for f in reversed(facts) if f.value.name == "giai đoạn"}
    return tuple(_doubted(f, [*stages.values()]) if f.value in stages else f for f in facts)


def _doubted(fact: Fact[Period], stages: list[Fact[Period]]) -> Fact[Period]:
    for other in stages:
        if clash(fact.value, other.value):
            doubt = _INCONSISTENT.format(a=fact.quote, b=other.quote)
            return Fact(fact.kind, fact.quote, fact.start, fact.end, fact.value, doubt, _WHICH)
    return fact


def clash(a: Period, b: Period) -> bool:
    """Tell whether two stages share exactly one bound, as 2020-2025 and 2021-2025 do."""
    return (a.first == b.first) != (a.last == b.last)
