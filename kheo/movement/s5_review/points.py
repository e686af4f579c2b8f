"""The points that a paper gives its criteria, as the lines of a scoring table; pure values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kheo.movement.s1_directive.numbering import parted
from kheo.movement.s5_review.states import LineDraft

# "40 điểm", "(tối đa 12,5 điểm)", "30 (ba mươi) điểm": what follows tells points from places
# ("3 điểm trường"), from what is taken off or added, and from the points of a level.
_DASH = "\N{EN DASH}"
_POINTS = re.compile(
    rf"(?:[(\[]\s*)?[:,{_DASH}-]?\s*(?:(?:được\s+)?(?:tối đa|cao nhất|không quá)\s*:?\s+)?"
    rf"(?:từ\s+)?(?:0\s*(?:đến|-|{_DASH})\s*)?"
    r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:\([^()\d]{2,40}\)\s*)?điểm(?:\s+tối đa)?"
    r"(?:\s*[)\]])?(?=\s*(?:$|[.;:,)]))",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:trừ|cộng thêm|thưởng|dưới|trên|đạt|mỗi [^.;:,()]{1,40})\s*$", re.IGNORECASE
)
_DEEPEST = 9  # a line without a number, among numbered ones


@dataclass(slots=True)
class _Node:
    rank: int
    text: str
    own: Decimal | None
    below: list["_Node"] = field(default_factory=list)

    @property
    def most(self) -> Decimal:
        return self.own if self.own is not None else _sum(self.below)


def points_of(text: str) -> tuple[str, Decimal | None]:
    """Return the words of a criterion and its points: None where it tells none, or several."""
    found = [m for m in _POINTS.finditer(text) if not _OTHER.search(text[: m.start("n")])]
    if len(found) != 1:
        return text, None
    [place] = found
    rest = text[place.end() :].strip(" .;:,")
    bare = text[: place.start()].rstrip(f" .;:,-{_DASH}")
    words = f"{bare}: {rest}" if bare and rest else bare or rest
    return words, Decimal(place["n"].replace(",", "."))


def lines_with_points(texts: Iterable[str]) -> list[LineDraft]:
    """Return the criteria that carry points as lines, one below the other as their numbers say.

    A criterion without points stays where points stand below it, and carries their sum.
    """
    roots: list[_Node] = []
    chain: list[_Node] = []
    for text in texts:
        number, words = parted(text)
        node = _Node(_rank(number), *points_of(words))
        while chain and chain[-1].rank >= node.rank:
            chain.pop()
        (chain[-1].below if chain else roots).append(node)
        chain.append(node)
    return list(_drafts(_pointed(roots), ""))


def total_points(lines: Iterable[LineDraft]) -> Decimal:
    """Return what the topmost lines come to."""
    return sum((line.most for line in lines if not line.above), Decimal(0))


def _rank(number: str) -> int:
    if not number:
        return _DEEPEST
    if number in {"-", "+"}:
        return 7 if number == "-" else 8
    if number[0].isdecimal():
        return 2 + number.count(".")
    return 6 if len(number) == 1 and number.islower() else 1


def _pointed(nodes: Iterable[_Node]) -> list[_Node]:
    """Return those of *nodes* that carry points or have some below them."""
    kept = []
    for node in nodes:
        node.below = _pointed(node.below)
        if node.own is not None or node.below:
            kept.append(node)
    return kept


def _sum(nodes: Iterable[_Node]) -> Decimal:
    return sum((node.most for node in nodes), Decimal(0))


def _drafts(nodes: Iterable[_Node], above: str) -> Iterator[LineDraft]:
    for n, node in enumerate(nodes, 1):
        number = f"{above}.{n}" if above else str(n)
        yield LineDraft(number, node.text, node.most)
        yield from _drafts(node.below, number)
