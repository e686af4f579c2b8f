"""The last step: everything found in one paper, ready for a person to confirm."""

from dataclasses import dataclass, replace
from datetime import date

from kheo.reading.checking import Findings, check
from kheo.reading.facts import (
    Change,
    Citation,
    Copy,
    Criterion,
    Deadline,
    Doubt,
    Duty,
    Fact,
    Item,
    Name,
    Period,
    Pledge,
    Quota,
    Receiver,
    Topic,
)
from kheo.reading.find.citations import find_mentions, find_unnumbered, put_together
from kheo.reading.find.commendations import find_commendations
from kheo.reading.find.copies import find_copies
from kheo.reading.find.deadlines import find_deadlines
from kheo.reading.find.duties import find_duties
from kheo.reading.find.effect import find_effect
from kheo.reading.find.head import Head, find_head
from kheo.reading.find.lists import find_criteria, find_pledges, find_topics
from kheo.reading.find.names import find_names
from kheo.reading.find.outline import find_contents
from kheo.reading.find.people import find_addressees, find_recipients, find_signature, find_staff
from kheo.reading.find.periods import find_periods
from kheo.reading.find.quotas import find_quotas
from kheo.reading.opening import open_file
from kheo.reading.opening.guard import Told
from kheo.reading.paper import segment
from kheo.reading.unsure import doubted


@dataclass(frozen=True, slots=True)
class Extras:
    """What is told beside the facts and needs no confirming."""

    effective: date | None
    commendations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as read: nothing here is decided, and `doubts` say what must be looked at.

    `changes` are the words that had lost letters; finders read the repaired words.
    """

    text: str
    head: Head
    citations: tuple[Fact[Citation], ...]
    citations_unnumbered: tuple[Fact[Citation], ...]
    quotas: tuple[Fact[Quota], ...]
    deadlines: tuple[Fact[Deadline], ...]
    periods: tuple[Fact[Period], ...]
    names: tuple[Fact[Name], ...]
    contents: tuple[Fact[Item], ...]
    criteria: tuple[Fact[Criterion], ...]
    topics: tuple[Fact[Topic], ...]
    pledges: tuple[Fact[Pledge], ...]
    addressees: tuple[Fact[Receiver], ...]
    recipients: tuple[Fact[Receiver], ...]
    staff: Fact[tuple[str, ...]] | None
    duties: tuple[Fact[Duty], ...]
    copies: tuple[Fact[Copy], ...]
    signature: Fact[str] | None
    doubts: tuple[Doubt, ...]
    changes: tuple[Change, ...]
    extras: Extras


def read_bytes(
    data: bytes,
    name: str,
    *,
    today: date | None = None,
    told: Told | None = None,
    hurried: bool = False,
) -> Draft:
    """Return the draft of the file *name*; raises what `open_file` raises.

    *told* hears of the pages recognised; the *hurried* wait for none.
    """
    opened = open_file(data, name, told=told, hurried=hurried)
    draft = doubted(draft_of(opened.text, today=today), opened.text, opened.unsure)
    head = doubted(draft.head, opened.text, opened.unsure)
    return replace(draft, head=head, doubts=(*opened.doubts, *draft.doubts))


def draft_of(text: str, *, today: date | None = None) -> Draft:
    """Return the draft of *text*; it never raises, whatever the text.

    With *today* a paper that says it was issued later is doubted: a reader has no clock.
    """
    paper = segment(text)
    head = find_head(paper, today)
    mentions = find_mentions(paper, head.number.value if head.number else "")
    citations = put_together(mentions)
    cited = tuple(c.value.date for c in citations if c.value.date)
    known = (head.date.value,) if head.date else cited
    found = Findings(
        head=head,
        citations=citations,
        mentions=mentions,
        unnumbered=find_unnumbered(paper),
        quotas=find_quotas(paper),
        deadlines=find_deadlines(paper, known),
        periods=find_periods(paper),
        contents=find_contents(paper),
        pledges=find_pledges(paper),
        copies=find_copies(paper),
        addressees=find_addressees(paper),
        recipients=find_recipients(paper),
        signature=find_signature(paper),
    )
    effect = find_effect(paper)
    return Draft(
        text=text,
        head=head,
        citations=citations,
        citations_unnumbered=found.unnumbered,
        quotas=found.quotas,
        deadlines=found.deadlines,
        periods=found.periods,
        names=find_names(paper),
        contents=found.contents,
        criteria=find_criteria(paper),
        topics=find_topics(paper),
        pledges=found.pledges,
        addressees=found.addressees,
        recipients=found.recipients,
        staff=find_staff(paper),
        duties=find_duties(paper, found.contents, found.deadlines),
        copies=found.copies,
        signature=found.signature,
        doubts=check(paper, found),
        changes=paper.changes,
        extras=Extras(effect.value if effect else None, find_commendations(paper)),
    )
