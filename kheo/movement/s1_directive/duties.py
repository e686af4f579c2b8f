"""A duty as an obligation: by when, reporting to whom, under which clause of the paper."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kheo.reading.draft import Draft
from kheo.reading.facts import Deadline, Duty, Fact, Item

_NAME = r"[^\W\d_][^,;:.()\n]{1,80}?"
_UNTIL = (
    r"(?=\s*(?:[,;:.()\n]|$|\s(?:trước|chậm nhất|hằng|hàng|định kỳ|để|theo|về|kết quả|tổng hợp)\b))"
)
_ENOUGH = 60  # letters by which a duty is known again in its item
_REPORTS = re.compile(
    rf"\bbáo cáo\b[^.;\n]{{0,60}}?\b(?:về|với|cho|gửi|lên)\s+(?P<to>(?-i:[A-ZĐÂĂÊÔƠƯ]){_NAME}){_UNTIL}"
    rf"|\bbáo cáo\s+(?P<direct>(?-i:[A-ZĐÂĂÊÔƠƯ]){_NAME}){_UNTIL}",
    re.IGNORECASE,
)


def obligation(fact: Fact[Duty], draft: Draft) -> dict[str, str]:
    """Return ``due``, ``report_to`` and ``clause`` of a duty in the words of its paper, or ""."""
    told = _REPORTS.search(" ".join(fact.quote.split()))
    due = [_when(d) for d in draft.deadlines if fact.start <= d.start < fact.end]
    return {
        "due": "; ".join(dict.fromkeys(" ".join(words.split()) for words in due)),
        "report_to": (told["to"] or told["direct"]).strip() if told else "",
        "clause": _clause(fact, draft),
    }


def _when(fact: Fact[Deadline]) -> str:
    """Return the words of a time; of one that comes again not the act that follows it."""
    value = fact.value
    return value.written if value.recurring and not value.month_day else fact.quote


def _clause(fact: Fact[Duty], draft: Draft) -> str:
    """Return the number of the narrowest item whose words the duty is; dashes are no numbers."""
    words = " ".join(fact.quote.split())[:_ENOUGH]
    around = [i for i in _items(draft.contents) if words in " ".join(i.value.text.split())]
    numbers = [i.value.number for i in around if any(c.isalnum() for c in i.value.number)]
    return numbers[-1].rstrip("./-) ") if numbers else ""


def _items(items: tuple[Fact[Item], ...]) -> Iterator[Fact[Item]]:
    for item in items:
        yield item
        yield from _items(item.value.children)


def as_obligation(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts that an older reading of a duty has not."""
    return {name: value.get(name) or "" for name in ("due", "report_to", "clause")}
