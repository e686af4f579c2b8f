"""The fifth step: doubts of the whole paper, and those that single facts carry."""

from collections.abc import Iterator, Sequence

from kheo.reading import glyphs
from kheo.reading.check.findings import Findings, doubt
from kheo.reading.check.gaps import find_gaps
from kheo.reading.check.marks import find_malformed
from kheo.reading.check.register import find_outdated
from kheo.reading.check.times import find_misfits
from kheo.reading.check.words import find_slips
from kheo.reading.facts import Doubt, Fact
from kheo.reading.paper import Paper

__all__ = ["Findings", "check"]


def check(paper: Paper, found: Findings) -> tuple[Doubt, ...]:
    """Return the doubts, those about the text itself by place, those about gaps first."""
    placed = [
        *_carried(found),
        *find_slips(paper),
        *find_malformed(paper, found),
        *find_misfits(paper, found),
        *find_outdated(found),
        *glyphs.doubts(paper.original, paper.changes),
    ]
    return (*find_gaps(paper, found), *sorted(placed, key=lambda d: (d.start, d.kind)))


def _carried(found: Findings) -> Iterator[Doubt]:
    for deadline in found.deadlines:
        if deadline.doubt:
            kind = "impossible_year" if deadline.doubt.startswith("Năm") else "impossible_date"
            yield doubt(kind, deadline, deadline.doubt, deadline.suggestion)
    for citation in found.citations:
        if citation.doubt:
            kind = "inconsistent_number" if citation.value.date else "impossible_date"
            yield doubt(kind, citation, citation.doubt, citation.suggestion)
    groups: Sequence[tuple[str, Sequence[Fact[object]]]] = (
        ("quota_contradiction", found.quotas),
        ("inconsistent_number", (*found.pledges[:1], *found.copies[:1])),
        ("inconsistent_period", [f for f in found.periods if f.doubt][:1]),
    )
    for kind, facts in groups:
        yield from (doubt(kind, f, f.doubt, f.suggestion) for f in facts if f.doubt)
