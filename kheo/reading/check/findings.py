"""What the finders found, for the checks that compare, and how a doubt is made of a fact."""

from dataclasses import dataclass

from kheo.reading.facts import (
    Citation,
    Copy,
    Deadline,
    Doubt,
    Fact,
    Item,
    Period,
    Pledge,
    Quota,
    Receiver,
)
from kheo.reading.find.head import Head


@dataclass(frozen=True, slots=True)
class Findings:
    """What the finders found; `mentions` are the citations before they were put together."""

    head: Head
    citations: tuple[Fact[Citation], ...]
    mentions: tuple[Fact[Citation], ...]
    unnumbered: tuple[Fact[Citation], ...]
    quotas: tuple[Fact[Quota], ...]
    deadlines: tuple[Fact[Deadline], ...]
    periods: tuple[Fact[Period], ...]
    contents: tuple[Fact[Item], ...]
    pledges: tuple[Fact[Pledge], ...]
    copies: tuple[Fact[Copy], ...]
    addressees: tuple[Fact[Receiver], ...]
    recipients: tuple[Fact[Receiver], ...]
    signature: Fact[str] | None


def doubt(kind: str, fact: Fact[object] | None, message: str, suggestion: str = "") -> Doubt:
    """Return the doubt *kind* where *fact* stands, or one of the whole paper."""
    if fact is None:
        return Doubt(kind, "", 0, 0, message, suggestion)
    return Doubt(kind, fact.quote, fact.start, fact.end, message, suggestion)
