"""The numbers of the two layouts, each with the article it comes from.

The State's are Annex I of Decree 30/2020; the Party's are Guide 05-HD/VPTW, which leaves more open.
"""

from dataclasses import dataclass
from enum import StrEnum

from kheo.documents.paper.description import Align as Alignment
from kheo.documents.paper.description import Line as Side

type Range = tuple[float, float]


class Part(StrEnum):
    """A part of an official paper."""

    SHEET = "sheet"
    PAGE_NUMBER = "page_number"
    HEAD = "head"
    NATION = "nation"
    MOTTO = "motto"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    NUMBER = "number"
    DAY = "day"
    LETTER_SUBJECT = "letter_subject"
    KIND = "kind"
    SUBJECT = "subject"
    BASIS = "basis"
    HEADING = "heading"
    BODY = "body"
    END = "end"
    ON_BEHALF = "on_behalf"
    POST = "post"
    SIGNER = "signer"
    SENT_LABEL = "sent_label"
    SENT = "sent"
    TEXT = "text"


class Trait(StrEnum):
    """What of a part is measured."""

    PRESENT = "present"
    PLACE = "place"
    WORDS = "words"
    WIDTH = "width"
    HEIGHT = "height"
    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"
    FONT = "font"
    SIZE = "size"
    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    CAPITALS = "capitals"
    COLOUR = "colour"
    ALIGN = "align"
    INDENT = "indent"
    GAP = "gap"
    SPACING = "spacing"
    STROKE = "stroke"
    FIRST_PAGE = "first_page"
    COMPOSED = "composed"


@dataclass(frozen=True)
class Asked:
    """What a part must look like; None is not asked for. Sizes in points."""

    article: str
    size: Range | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    capitals: bool | None = None
    align: Alignment | None = None


@dataclass(frozen=True)
class Rules:
    """One layout. Margins and lengths in mm, a stroke as shares of the text above it."""

    side: Side
    general: str  # the article on paper, margins, font and page number
    margins: dict[Trait, Range]
    page_number: Asked
    nation: str
    motto: str
    parts: dict[Part, Asked]
    strokes: dict[Part, Range]
    body: str  # the article on the text itself
    indent: Range
    gap: Range
    lines: Range  # line spacing in lines
    points: Range  # and in points, where it is fixed
    end: tuple[str, str]  # the mark that closes the text, and where that is from


_STATE = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I"
_STATE_PART = f"{_STATE}, Mục II, khoản "
_PARTY = "Hướng dẫn 05-HD/VPTW"
_OPEN = (12.0, 16.0)  # what the guide leaves open is held to sizes a reader can read


def _asked(article: str, size: Range, traits: str, align: Alignment | None = None) -> Asked:
    """Return what is asked by the words for it; of a pair of which neither stands, nothing is."""
    said = traits.split()

    def one(yes: str, no: str) -> bool | None:
        return (yes in said) if {yes, no} & {*said} else None

    return Asked(
        article,
        size,
        bold=one("bold", "light"),
        italic=one("italic", "upright"),
        underline=one("underlined", "plain"),
        capitals=one("capitals", "lower"),
        align=align,
    )


STATE = Rules(
    side="state",
    general=f"{_STATE}, Mục I",
    margins={
        Trait.TOP: (20, 25),
        Trait.BOTTOM: (20, 25),
        Trait.LEFT: (30, 35),
        Trait.RIGHT: (15, 20),
    },
    page_number=_asked(f"{_STATE}, Mục I, khoản 7", (13, 14), "upright", "center"),
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    parts={
        Part.NATION: _asked(f"{_STATE_PART}1", (12, 13), "bold upright plain capitals", "center"),
        Part.MOTTO: _asked(f"{_STATE_PART}1", (13, 14), "bold upright plain lower", "center"),
        Part.SUPERIOR: _asked(
            f"{_STATE_PART}2", (12, 13), "light upright plain capitals", "center"
        ),
        Part.ISSUER: _asked(f"{_STATE_PART}2", (12, 13), "bold upright plain capitals", "center"),
        Part.NUMBER: _asked(f"{_STATE_PART}3", (13, 13), "light upright plain", "center"),
        Part.DAY: _asked(f"{_STATE_PART}4", (13, 14), "light italic plain", "center"),
        Part.LETTER_SUBJECT: _asked(f"{_STATE_PART}5", (12, 13), "light upright plain", "center"),
        Part.KIND: _asked(f"{_STATE_PART}5", (13, 14), "bold upright plain capitals", "center"),
        Part.SUBJECT: _asked(f"{_STATE_PART}5", (13, 14), "bold upright plain", "center"),
        Part.BASIS: _asked(f"{_STATE_PART}6", (13, 14), "light italic plain", "justify"),
        Part.HEADING: _asked(f"{_STATE_PART}6", (13, 14), "bold upright plain"),
        Part.BODY: _asked(f"{_STATE_PART}6", (13, 14), "", "justify"),
        Part.ON_BEHALF: _asked(
            f"{_STATE_PART}7", (13, 14), "bold upright plain capitals", "center"
        ),
        Part.POST: _asked(f"{_STATE_PART}7", (13, 14), "bold upright plain capitals", "center"),
        Part.SIGNER: _asked(f"{_STATE_PART}7", (13, 14), "bold upright plain lower", "center"),
        Part.SENT_LABEL: _asked(f"{_STATE_PART}9", (12, 12), "bold italic plain"),
        Part.SENT: _asked(f"{_STATE_PART}9", (11, 11), "light upright plain"),
    },
    strokes={Part.MOTTO: (0.85, 1.15), Part.ISSUER: (1 / 3, 1 / 2), Part.SUBJECT: (1 / 3, 1 / 2)},
    body=f"{_STATE_PART}6",
    indent=(10, 12.7),
    gap=(6, 24),
    lines=(1, 1.5),
    points=(15, 21),
    end=("./.", "Thông lệ trình bày văn bản hành chính"),
)

PARTY = Rules(
    side="party",
    general=_PARTY,
    margins={
        Trait.TOP: (20, 20),
        Trait.BOTTOM: (20, 20),
        Trait.LEFT: (30, 30),
        Trait.RIGHT: (15, 15),
    },
    page_number=_asked(_PARTY, (13, 14), "upright", "center"),
    nation="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    parts={
        Part.NATION: _asked(_PARTY, _OPEN, "bold upright plain capitals", "center"),
        Part.SUPERIOR: _asked(_PARTY, _OPEN, "light upright plain capitals", "center"),
        Part.ISSUER: _asked(_PARTY, _OPEN, "bold upright plain capitals", "center"),
        Part.NUMBER: _asked(_PARTY, _OPEN, "light upright plain", "center"),
        Part.DAY: _asked(_PARTY, _OPEN, "light italic plain", "center"),
        Part.LETTER_SUBJECT: _asked(_PARTY, _OPEN, "light plain", "center"),
        Part.KIND: _asked(_PARTY, _OPEN, "bold upright plain capitals", "center"),
        Part.SUBJECT: _asked(_PARTY, _OPEN, "bold upright plain", "center"),
        Part.BASIS: _asked(_PARTY, (14, 14), "light upright plain", "justify"),
        Part.HEADING: _asked(_PARTY, _OPEN, "bold upright plain"),
        Part.BODY: _asked(_PARTY, (14, 14), "", "justify"),
        Part.ON_BEHALF: _asked(_PARTY, _OPEN, "bold upright plain capitals", "center"),
        Part.POST: _asked(_PARTY, _OPEN, "light upright plain capitals", "center"),
        Part.SIGNER: _asked(_PARTY, _OPEN, "bold upright plain lower", "center"),
        Part.SENT_LABEL: _asked(_PARTY, _OPEN, "light upright underlined"),
        Part.SENT: _asked(_PARTY, (11, 14), "light upright plain"),
    },
    strokes={Part.NATION: (0.85, 1.15)},
    body=_PARTY,
    indent=(10, 10),
    gap=(6, 24),
    lines=(0, 0),  # only a fixed distance will do
    points=(19, 19),
    end=(".", _PARTY),
)
