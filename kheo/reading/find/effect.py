"""The day from which the paper has effect, where it names one."""

from datetime import date

from kheo.reading.facts import Fact
from kheo.reading.find.dates import DATE, read_date
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_EFFECT = Sought(
    "có áp",
    rf"(?:có hiệu lực|áp dụng)(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?({DATE})",
)


def find_effect(paper: Paper) -> Fact[date] | None:
    """Return the first day of effect that is a day, None where none is named."""
    for match in _EFFECT.in_body(paper):
        read = read_date(match[1])
        real = read.real() if read else None
        if real:
            return paper.fact("effect", match.span(), real)
    return None
