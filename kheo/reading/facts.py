"""What can be found in a paper: frozen records, each knowing where it stands.

A `Fact` carries the words as written, their place in the original text, a typed value and,
where something is wrong, a doubt and a suggestion (Vietnamese). A suggestion is never applied.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact[V]:
    """One fact: `original[start:end]` is `quote` up to white space; offsets count letters.

    Where a word of it was repaired, `quote` has the repaired words (see `Change`).
    """

    kind: str
    quote: str
    start: int
    end: int
    value: V
    doubt: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text (000-02, 000-03, 001-05, 002-02, 004-05).

    `number` is "" for one named without a number; `type` as written; `system` is "party",
    "state" or "".
    """

    type: str
    number: str
    date: date | None
    issuer: str
    title: str
    system: str


@dataclass(frozen=True, slots=True)
class Quota:
    """How many (000-06, 002-20, 004-13). `target` is set where "ít nhất" stands before a range.

    `unit` is the noun counted ("nội dung", "% cá nhân"); `subject` is "person", "unit",
    "copies", "share" or "other": whom the figure binds; `who` are the words for it, or "".
    """

    min: float | None
    max: float | None
    target: float | None
    unit: str
    subject: str
    who: str
    written_max: float | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit or a recurring time (000-19, 002-22, 002-25, 004-16).

    `iso` is "2014-03-25", "2014-03" or "2014", None when impossible or without a year; `suggested` is
    the date that a person may accept instead; `recurring` is "hằng năm", "định kỳ", …;
    `month_day` is "10-15"; `relative` is "5 ngày làm việc", counted from an event; `what` is the
    clause that must be done.
    """

    iso: str | None
    written: str
    what: str
    recurring: str | None = None
    month_day: str | None = None
    impossible: bool = False
    suggested: date | None = None
    relative: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A stage, a term, a span of dates; bounds are ISO, possibly partial, None when open."""

    name: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A quoted name: `role` is "theme", "movement" or "theme_year" (001-01, 002-05, 002-16)."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered content or a dash under it (001-04, 002-01, 004-03); `number` as written."""

    number: str
    text: str
    children: tuple[Fact["Item"], ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion in full, with the mottos it quotes (000-09 to 000-13)."""

    text: str
    mottos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A suggested topic (000-15); `open_list` tells that the list ends with an ellipsis."""

    text: str
    open_list: bool


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise of a set such as “04 không” (004-11); `code` names the set."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """An addressee or a recipient; `filing` marks the "Lưu" line (000-01, 002-27, 004-18)."""

    name: str
    filing: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do what (002-18, 002-20, 002-21, 002-26, 004-15).

    `partners` are those to work with; `assignees` the persons to be assigned; `due` is by when as
    written, `due_iso` the day or month it names; `report_to` whom the result goes to; `clause` the
    numbers of the items it stands in, from the outermost ("III.2.a").
    """

    who: str
    what: str
    partners: str
    assignees: tuple[str, ...]
    due: str = ""
    due_iso: str = ""
    report_to: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a copy lies, and for whom ("quần chúng", "Đảng viên"); `whom` may be ""."""

    place: str
    whom: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy and its custody (000-16 to 000-19); `act` is "lưu" or "gửi"."""

    count: int
    act: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person must look at; `kind` is a stable word, `message` Vietnamese."""

    kind: str
    text: str
    start: int
    end: int
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Words read otherwise than they are written: letters were lost on the way, or misread.

    `original[start:end]` is `found` up to white space; `token` counts the words of the original,
    split at white space, up to the one where it begins; `sure` is from 0 to 1; `kind` is that of
    its doubt, "lost_glyphs" or "ocr_error".
    """

    found: str
    right: str
    start: int
    end: int
    token: int
    sure: float
    kind: str = "lost_glyphs"
