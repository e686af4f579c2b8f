"""A description with every fixed word in its place, ready for any of the three drawers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kheo.documents.paper import wording
from kheo.documents.paper.description import (
    Block,
    Clause,
    Field,
    PageBreak,
    Paper,
    Signatures,
    Signer,
    Style,
    Text,
    of_party,
)

_MOTTO = 4.319  # mm the motto is wide for each point of its size, in a bold Times face
_PARTY_NAME = 4.85  # the same of the Party's name, in bold capitals
_BOLD = 1.08  # bold capitals against upright ones
_STARTS = ("ỦY BAN", "UỶ BAN", "VĂN PHÒNG", "TỈNH", "THÀNH PHỐ", "XÃ", "PHƯỜNG", "ĐẶC KHU", "VÀ ")


@dataclass(frozen=True)
class Sheet:
    """The words of one paper in the order they are drawn; "" and () are not drawn."""

    style: Style
    landscape: bool
    day: date | None
    title: str
    author: str
    superior: str
    issuer: str
    number: str
    letter_about: str
    marks: Sequence[str]
    place_day: str
    issuer_rule: float  # lengths in mm of the lines under the issuer, the motto, the title
    motto_rule: float
    title_rule: float
    attached_to: str
    kind: str
    about: str
    authority: str
    bases: Sequence[str]
    enacting: str
    addressees: Sequence[str]
    blocks: Sequence[Block]
    recipients: Sequence[str]
    signer: Signer | None
    qr: str
    qr_note: str


def laid(paper: Paper) -> Sheet:
    """Return the *paper* in final words: NFC, leading zeros, punctuation, the end mark."""
    paper = wording.cleaned(paper)
    if paper.head.line == "party" != paper.style.line:
        paper = of_party(paper)
    letter = not paper.kind
    s = paper.style
    issuer = balanced(paper.head.issuer.upper(), s)
    under = f"({paper.attached_to})" if paper.attached_to else paper.subject or paper.kind.upper()
    return Sheet(
        style=paper.style,
        landscape=paper.landscape,
        day=paper.head.day,
        title=wording.title(paper),
        author=paper.head.issuer,
        superior=balanced(paper.head.superior.upper(), paper.style),
        issuer=issuer,
        number=wording.number_line(paper.head, s.line),
        letter_about=f"V/v {_joined_year(paper.subject)}" if letter and paper.subject else "",
        marks=paper.marks,
        place_day=wording.place_and_day(paper.head),
        issuer_rule=rule_width(issuer, s.issuer, s.header_left),
        motto_rule=s.motto * _MOTTO or s.nation * _PARTY_NAME,
        title_rule=rule_width(under, s.subject, text_width(paper)),
        attached_to=paper.attached_to,
        kind=paper.kind.upper(),
        about="" if letter else paper.subject,
        authority=paper.authority.upper(),
        bases=wording.listed(paper.bases, "- " if s.line == "party" else ""),
        enacting=paper.enacting,
        addressees=wording.addressees(paper),
        blocks=_blocks(paper),
        recipients=wording.listed(paper.recipients, "- "),
        signer=_signed(paper.signer, s) if paper.signer else None,
        qr=paper.qr or "",
        qr_note=paper.qr_note,
    )


def _joined_year(text: str) -> str:
    """Return *text* with “năm 2026” held on one line: the column is narrow."""
    return re.sub(r"\bnăm (?=\d{4}\b)", "năm\u00a0", text)


def _signed(signer: Signer, style: Style) -> Signer:
    behalf = wording.on_behalf(signer.on_behalf, style.line)
    return replace(signer, on_behalf=behalf.upper(), post=signer.post.upper())


def _blocks(paper: Paper) -> tuple[Block, ...]:
    """Return the body, its signatures in official capitals and its last words marked as last."""
    blocks = [_worded(block, paper.style) for block in paper.body]
    spoken = [i for i, b in enumerate(blocks) if not isinstance(b, Signatures | PageBreak)]
    last = blocks[spoken[-1]] if spoken else None
    if paper.ends and isinstance(last, Text | Clause):
        words = last.text.rstrip(" .;/") + paper.style.end_mark
        blocks[spoken[-1]] = replace(last, text=words)
    return tuple(blocks)


def _worded(block: Block, style: Style) -> Block:
    match block:
        case Signatures():
            return Signatures(_signed(block.left, style), _signed(block.right, style))
        case Field():  # a question, as it stands before a colon
            return replace(block, label=block.label.rstrip("?"))
        case _:
            return block


def balanced(name: str, style: Style) -> str:
    """Return the *name* of a body on two lines where one does not hold it, cut where a clerk would.

    “VĂN PHÒNG / ỦY BAN NHÂN DÂN TỈNH”, never a last syllable alone on its line.
    """
    words = name.split(" ")
    wide = drawn_width(name, style.issuer) * _BOLD > style.header_left
    if "\n" in name or not wide or len(words) < 3:  # noqa: PLR2004 - two words have one cut
        return name
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]

    def cost(cut: tuple[str, str]) -> float:
        first, second = (drawn_width(line, style.issuer) * _BOLD for line in cut)
        overflow = 100 if max(first, second) > style.header_left else 0
        return abs(first - second) + overflow - (60 if cut[1].startswith(_STARTS) else 0)

    best = min(cuts, key=cost)
    return "\n".join(best)


def text_width(paper: Paper | Sheet) -> float:
    """Return the width between the margins, in mm."""
    return (297 if paper.landscape else 210) - paper.style.left - paper.style.right


def drawn_width(text: str, size: float) -> float:
    """Return about how wide *text* stands in a Times face at *size* points, in mm.

    Within a tenth for Vietnamese; enough for a line that may be a third to a half of the text.
    """
    em = sum(0.25 if c == " " else 0.7 if c.isupper() else 0.45 for c in text)
    return em * size / 72 * 25.4


def rule_width(text: str, size: float, room: float) -> float:
    """Return the length in mm of the line under *text*: two fifths of its longest printed line."""
    longest = max((drawn_width(line, size) for line in text.split("\n")), default=0)
    return min(longest, room) * 0.42
