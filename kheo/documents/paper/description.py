"""What an official paper says, apart from how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

type Align = Literal["left", "center", "right", "justify"]
type Line = Literal["state", "party"]  # whose papers they are: two grammars, two layouts


@dataclass(frozen=True)
class Style:
    """The measures of a family of papers: lengths in mm, type in points.

    The defaults are Annex I of Decree 30/2020.
    """

    line: Line = "state"
    font: str = "Times New Roman"
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20
    # The two sides fill the text exactly: the national name at 13 pt is 95.5 mm wide, so that at
    # 8 + 8 cm it breaks into two lines and at more than 16 cm it stands in the margin.
    header_left: float = 63
    header_right: float = 97
    nation: float = 13
    motto: float = 14
    issuer: float = 13
    number: float = 13
    about: float = 13
    kind: float = 14
    subject: float = 14
    body: float = 14
    leading: float = 0  # of the body, in points from line to line; 0 is single spacing
    table: float = 12
    recipients_label: float = 12
    recipients: float = 11
    page_number: float = 13
    indent: float = 10
    gap: float = 6
    nation_text: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto_text: str = "Độc lập - Tự do - Hạnh phúc"
    end_mark: str = "./."


STATE = Style()
# Filled forms: the smaller of the two sizes allowed keeps one copy on few leaves.
STATE_FORM = Style(
    body=13, kind=13, subject=13, nation=12, motto=13, issuer=12,
    header_left=71, header_right=89,
)  # fmt: skip
# Guide 05-HD/VPTW: 20, 20, 30, 15 mm; 14 pt on 19 pt. What it leaves open keeps the sizes of the
# guide before it.
PARTY = Style(
    line="party", right=15, header_left=82, header_right=83, nation=15, motto=0, issuer=14,
    number=14, about=12, kind=16, subject=15, leading=19, recipients_label=14, recipients=12,
    page_number=14, nation_text="ĐẢNG CỘNG SẢN VIỆT NAM", motto_text="", end_mark=".",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Clause:
    """A numbered clause such as “Điều 1.”, its number in bold."""

    number: str
    text: str


@dataclass(frozen=True)
class Column:
    title: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A ruled table. Widths are shares of the line; a row of one cell is a group heading."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    caption: str = ""


@dataclass(frozen=True)
class Field:
    """A line of a filled form; an empty value is a dotted line to write on, after no label a whole one."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signs. *on_behalf* is the words before the post: “TM. ỦY BAN NHÂN DÂN”, “KT. GIÁM ĐỐC”."""

    post: str
    name: str = ""
    on_behalf: str = ""
    note: str = ""


@dataclass(frozen=True)
class Signatures:
    left: Signer
    right: Signer


@dataclass(frozen=True)
class PageBreak:
    pass


type Block = Text | Heading | Clause | Table | Field | Signatures | PageBreak


@dataclass(frozen=True)
class Head:
    """The issuing side of a paper; without a day or number the place is left to be written in.

    *line* is whose body it is: a paper of the Party is laid out as the Party does, whatever its style.
    """

    issuer: str
    superior: str = ""
    place: str = ""
    day: date | None = None
    number: int | None = None
    symbol: str = ""
    notation: str = ""  # number and symbol as a book composed them, instead of the two
    line: Line = "state"


@dataclass(frozen=True)
class Paper:
    """One paper. Without a *kind* it is an official letter; *attached_to* makes it an annex."""

    head: Head
    kind: str = ""
    subject: str = ""
    authority: str = ""
    bases: Sequence[str] = ()
    enacting: str = ""
    addressees: Sequence[str] = ()
    body: Sequence[Block] = ()
    signer: Signer | None = None
    recipients: Sequence[str] = ()
    marks: Sequence[str] = ()  # such as “Bản số 1/2”, under the issuing body
    attached_to: str = ""
    landscape: bool = False
    ends: bool = True  # the last paragraph of the body closes with the end mark
    qr: str | None = None
    qr_note: str = ""
    style: Style = field(default=STATE)


def of_party(paper: Paper) -> Paper:
    """Return the same *paper* in the layout of the Party: its words follow when it is laid out."""
    return replace(paper, style=replace(PARTY, table=paper.style.table))
