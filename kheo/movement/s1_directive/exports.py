"""Parts of a paper: its text with every fact underlined, each fact and quota in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.ui.written import day
from kheo.movement.s1_directive import doubts
from kheo.movement.s1_directive.models import Clause, Directive, Fact, Movement, Quota
from kheo.movement.s1_directive.states import (
    FACT_GROUPS,
    UNDERLINES,
    ClauseKind,
    FactKind,
    Subject,
)

_MAIN = {
    FactKind.NAME: "text", FactKind.ITEM: "text", FactKind.CRITERION: "text",
    FactKind.TOPIC: "text", FactKind.PLEDGE: "text", FactKind.ADDRESSEE: "name",
    FactKind.RECIPIENT: "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a line, with the shortest fact they belong to."""

    text: str
    fact: Fact | None = None
    first: bool = False  # the fact begins here: this is where a link to it leads
    passed: tuple[Fact, ...] = ()  # facts that begin here but lie wholly under shorter ones

    @property
    def underline(self) -> str:
        return UNDERLINES.get(self.fact.kind, "task") if self.fact else ""


def paper(text: str, facts: Iterable[Fact]) -> list[list[Piece]]:
    """Return the lines of *text* cut where facts begin and end; of facts that overlap the shortest shows."""
    spans = sorted((f for f in facts if f.end > f.start), key=lambda f: (f.start, f.end))
    lines, at, placed = [], 0, set[int]()
    for line in text.split("\n"):
        end = at + len(line)
        here = [f for f in spans if f.start < end and f.end > at]
        lines.append(_pieces(text, (at, end), here, placed))
        at = end + 1
    return lines


def _pieces(text: str, bounds: tuple[int, int], facts: list[Fact], placed: set[int]) -> list[Piece]:
    at, end = bounds
    cuts = {at, end} | {c for f in facts for c in (f.start, f.end) if at < c < end}
    edges = sorted(cuts)
    pieces = []
    for start, stop in pairwise(edges):
        over = [f for f in facts if f.start <= start and f.end >= stop]
        shown = min(over, key=lambda f: f.end - f.start, default=None)
        new = [f for f in over if f.pk not in placed]
        # A fact that goes on past the shorter one gets its own underlined piece to lead to.
        passed = tuple(f for f in new if f is not shown and not _shows_later(f, stop, facts))
        first = shown is not None and shown.pk not in placed
        placed.update(f.pk for f in passed)
        if shown is not None:
            placed.add(shown.pk)
        pieces.append(Piece(text[start:stop], shown, first, passed))
    return pieces


def _shows_later(fact: Fact, at: int, facts: list[Fact]) -> bool:
    """Tell whether some letter of *fact* from *at* on belongs to no shorter fact."""
    shorter = [f for f in facts if f.end - f.start < fact.end - fact.start]
    while at < fact.end:
        covering = [f.end for f in shorter if f.start <= at < f.end]
        if not covering:
            return True
        at = max(covering)
    return False


def words(kind: str, value: Any) -> str:
    """Return a value of a fact as a person would say it."""
    say = _SAID.get(kind)
    if say is not None:
        return say(value)
    return str(value[_MAIN[FactKind(kind)]] if isinstance(value, dict) else value)


def _period(value: Mapping[str, Any]) -> str:
    bounds = [_day(value["first"]), _day(value["last"])]
    return f"{value['name']} {' - '.join(b for b in bounds if b)}".strip()


def _duty(value: Mapping[str, Any]) -> str:
    return f"{value['who']}: {value['what']}"


def quota_words(value: Mapping[str, Any]) -> str:
    """Return "tối thiểu 1, phấn đấu 2, tối đa 3 nội dung", "02 bản" where there is no choice."""
    if (n := value["min"]) is not None and n == value["max"] and value["target"] is None:
        return f"{n if value['unit'].startswith('%') else f'{n:02}'} {value['unit']}".strip()
    parts = (
        (_("tối thiểu %(n)s"), value["min"]),
        (_("phấn đấu %(n)s"), value["target"]),
        (_("tối đa %(n)s"), value["max"]),
    )
    said = ", ".join(form % {"n": n} for form, n in parts if n is not None)
    return f"{said} {value['unit']}".strip()


def _day(iso: str | None) -> str:
    if not iso:
        return ""
    numbers = [int(n) for n in iso.split("-")]
    if len(numbers) == 3:  # noqa: PLR2004 year, month, day
        return day(date(*numbers))
    return "/".join(str(n) for n in reversed(numbers))


def _deadline(value: Mapping[str, Any]) -> str:
    when = _day(value["iso"]) or (value["written"] if not value["month_day"] else "")
    if value["month_day"] and not value["iso"]:
        month, number = value["month_day"].split("-")
        when = f"{number}/{int(month)}"
    parts = [when, value["recurring"] or ""]
    said = ", ".join(p for p in dict.fromkeys(parts) if p)
    return f"{said}: {value['what']}" if value["what"] else said


def _copy(value: Mapping[str, Any]) -> str:
    places = [f"{h['place']} ({h['whom']})" if h["whom"] else h["place"] for h in value["holders"]]
    return _("%(n)s bản %(act)s: %(where)s") % {
        "n": value["count"],
        "act": value["act"],
        "where": ", ".join(places),
    }


def _citation(value: Mapping[str, Any]) -> str:
    number = _("%(type)s số %(number)s") % value if value["number"] else value["type"]
    dated = _("%(number)s ngày %(day)s") % {"number": number, "day": _day(value["date"])}
    said = dated if value["date"] else number
    return f"{said}: {value['title']}" if value["title"] else said


_SAID: Mapping[str, Callable[[Any], str]] = {
    FactKind.DATE: _day,
    FactKind.STAFF: ", ".join,
    FactKind.PERIOD: _period,
    FactKind.QUOTA: quota_words,
    FactKind.DEADLINE: _deadline,
    FactKind.DUTY: _duty,
    FactKind.COPY: _copy,
    FactKind.CITATION: _citation,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the draft: its kind, what was read, what would be taken, what a person took."""

    fact: Fact
    label: Any
    said: str
    offered: str  # the machine's own value instead, in words
    advice: str
    underline: str
    doubt: str

    @property
    def impossible(self) -> bool:
        return isinstance(self.fact.value, dict) and bool(self.fact.value.get("impossible"))


def rows(facts: Iterable[Fact]) -> list[Row]:
    return [_row(fact) for fact in facts]


def _row(fact: Fact) -> Row:
    value = fact.value if fact.confirmed is None else fact.confirmed
    offer = fact.suggestion or {"words": "", "value": None}
    return Row(
        fact=fact,
        label=FactKind(fact.kind).label,
        said=words(fact.kind, value),
        offered=_offered(fact.kind, offer["value"]) if offer["value"] else "",
        advice=doubts.said(offer["words"]),
        underline=UNDERLINES.get(fact.kind, "task"),
        doubt=doubts.said(fact.doubt),
    )


def _offered(kind: str, value: Any) -> str:
    """Return the offer in as few words as a button holds: of a deadline its day."""
    return _day(value["iso"]) if kind == FactKind.DEADLINE else words(kind, value)


def groups(facts: Iterable[Fact]) -> list[tuple[str, Any, list[Row]]]:
    """Return the facts without a doubt by group: name, heading, rows; empty groups left out."""
    clear = rows(fact for fact in facts if not fact.doubt)
    found = [
        (name, heading, [row for row in clear if row.fact.kind in kinds])
        for name, heading, kinds in FACT_GROUPS
    ]
    return [group for group in found if group[2]]


def remarks(directive: Directive, facts: Iterable[Fact]) -> list[tuple[str, str, list[str]]]:
    """Return the doubts of the paper as a whole: what is said, what is advised, the words meant.

    Those a fact carries already are left out; the same remark on many places is one remark.
    """
    carried = {(fact.start, fact.end) for fact in facts if fact.doubt}
    found: dict[tuple[str, str], list[str]] = {}
    for doubt in directive.doubts:
        if (doubt["start"], doubt["end"]) not in carried:
            meant = found.setdefault((doubt["message"], doubt["suggestion"]), [])
            if doubt["text"] and doubt["text"] not in meant:
                meant.append(doubt["text"])
    return [
        (doubts.said(message), doubts.said(advice), meant)
        for (message, advice), meant in found.items()
    ]


def quota_sentence(quota: Quota, movement: Movement) -> str:
    """Return "Mỗi người đăng ký từ 01 đến 03 nội dung “…”", as papers say it."""
    names = {
        Subject.ITEM: (_("Mỗi người"), movement.item_name or movement.name, _("nội dung")),
        Subject.MODEL: (_("Mỗi đơn vị"), movement.name, _("mô hình")),
    }
    who, name, noun = names[Subject(quota.subject)]
    if quota.maximum == 0:
        return _("%(who)s không phải đăng ký %(noun)s.") % {"who": who, "noun": noun}
    low, high = f"{quota.minimum:02d}", f"{quota.maximum:02d}"
    span = high if low == high else _("từ %(low)s đến %(high)s") % {"low": low, "high": high}
    said = _("%(who)s đăng ký %(span)s %(noun)s “%(name)s”") % {
        "who": who, "span": span, "noun": noun, "name": name,
    }  # fmt: skip
    if quota.minimum < quota.target:
        return _("%(said)s, phấn đấu %(n)s.") % {"said": said, "n": f"{quota.target:02d}"}
    return f"{said}."


def clause_groups(clauses: Mapping[str, list[Clause]]) -> list[tuple[Any, list[Clause]]]:
    return [(kind.label, clauses[kind]) for kind in ClauseKind if clauses[kind]]
