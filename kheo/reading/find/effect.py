"""The day from which the paper has effect, where it names one."""

import re
from datetime import date

from kheo.reading.facts import Fact
from kheo.reading.find.dates import DATE, read_date
from kheo.reading.paper import Paper

_EFFECT = re.compile(
    rf"(?:có hiệu lực|áp dụng)(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?({DATE})", re.IGNORECASE
)


def find_effect(paper: Paper) -> Fact[date] | None:
    """Return the first day of effect that is a day, None where none is named."""
    for match in _EFFECT.finditer(paper.text):
        read = read_date(match[1]) if paper.region_at(match.start()) == "body" else None
        real = read.real() if read else None
        if real:
            return paper.fact("effect", match.span(), real)
    return None
