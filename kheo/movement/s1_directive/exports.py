"""Parts of a paper in words: each fact, the words repaired, each quota."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.ui.written import day
from kheo.movement.s1_directive import doubts
from kheo.movement.s1_directive.duties import as_obligation
from kheo.movement.s1_directive.models import (
    Clause,
    Directive,
    Fact,
    Movement,
    Quota,
    Repair,
)
from kheo.movement.s1_directive.states import (
    FACT_GROUPS,
    OPENING,
    UNDERLINES,
    ClauseKind,
    FactKind,
    Subject,
    Verdict,
)
from kheo.orgs.states import Kind, Staff

_MAIN = {
    FactKind.NAME: "text", FactKind.ITEM: "text", FactKind.CRITERION: "text",
    FactKind.TOPIC: "text", FactKind.PLEDGE: "text", FactKind.ADDRESSEE: "name",
    FactKind.RECIPIENT: "name",
}  # fmt: skip


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
    parts = as_obligation(value)
    said = f"{value['who']}: {value['what']}"
    clause = _("Mục %(number)s. ") % {"number": parts["clause"]} if parts["clause"] else ""
    tail = [
        form % {"said": part}
        for form, part in (
            (_("Thời hạn: %(said)s."), parts["due"]),
            (_("Báo cáo: %(said)s."), parts["report_to"]),
        )
        if part
    ]
    ended = said if not tail or said.endswith((".", ";")) else f"{said}."
    return " ".join([clause + ended, *tail])


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
    again = value["recurring"] or ""
    told = again.casefold() in when.casefold()  # "Định kỳ" says "định kỳ" already
    said = when if told else ", ".join(p for p in (when, again) if p)
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


LONG, OPEN = 8, 5  # a longer list folds after its first few
MOST = 100  # letters of a fact said aloud


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
    below: tuple[str, ...]  # the points under a content, taken or struck with it

    @property
    def key(self) -> str:
        return str(self.fact.pk)

    @property
    def long(self) -> bool:
        return len(self.said) > MOST

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
        below=tuple(_below(value)) if isinstance(value, dict) else (),
    )


def _below(value: Mapping[str, Any]) -> Iterator[str]:
    for child in value.get("children", ()):
        yield child["value"]["text"]
        yield from _below(child["value"])


def _offered(kind: str, value: Any) -> str:
    """Return the offer in as few words as a button holds: of a deadline its day."""
    return _day(value["iso"]) if kind == FactKind.DEADLINE else words(kind, value)


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one heading: the first stand open, a long rest lies folded."""

    name: str
    heading: Any
    rows: list[Row]

    @property
    def open(self) -> list[Row]:
        return self.rows if len(self.rows) <= LONG else self.rows[:OPEN]

    @property
    def folded(self) -> list[Row]:
        return self.rows[len(self.open) :]


def groups(facts: Iterable[Fact]) -> list[Group]:
    """Return the facts without a doubt by group, the groups as the paper goes; empty ones left out.

    What the paper itself is comes first, wherever it signs.
    """
    clear = rows(fact for fact in facts if not fact.doubt)
    found = [
        Group(name, heading, [row for row in clear if row.fact.kind in kinds])
        for name, heading, kinds in FACT_GROUPS
    ]
    told = [group for group in found if group.rows]
    return sorted(told, key=lambda g: (g.name != FACT_GROUPS[0][0], g.rows[0].fact.start))


def opening_notes(directive: Directive) -> list[tuple[str, str]]:
    """Return what to know of how the file was opened: recognised from a picture, converted."""
    return [
        (doubts.said(doubt["message"]), doubts.said(doubt["suggestion"]))
        for doubt in directive.doubts
        if doubt["kind"] in OPENING
    ]


def remarks(
    directive: Directive, facts: Iterable[Fact], repairs: Iterable[Repair] = ()
) -> list[tuple[str, str, list[str]]]:
    """Return the doubts of the paper as a whole: what is said, what is advised, the words meant.

    Those a fact or a repaired word carries already, and those of the opening, are left out; the
    same remark on many places is one remark.
    """
    carried = {(fact.start, fact.end) for fact in facts if fact.doubt}
    carried |= {(repair.start, repair.end) for repair in repairs}
    found: dict[tuple[str, str], list[str]] = {}
    for doubt in directive.doubts:
        if doubt["kind"] not in OPENING and (doubt["start"], doubt["end"]) not in carried:
            meant = found.setdefault((doubt["message"], doubt["suggestion"]), [])
            if doubt["text"] and doubt["text"] not in meant:
                meant.append(doubt["text"])
    return [
        (doubts.said(message), doubts.said(advice), meant)
        for (message, advice), meant in found.items()
    ]


def judged(fact: Fact) -> str:
    """Return what was just done to a fact, for whoever hears the page."""
    forms = {
        Verdict.ACCEPTED: _("Đã thêm: %(what)s.") if fact.added else _("Đã nhận: %(what)s."),
        Verdict.CORRECTED: _("Đã sửa: %(what)s."),
        Verdict.STRUCK: _("Đã bỏ: %(what)s."),
        Verdict.PENDING: _("Đã hoàn tác: %(what)s."),
    }
    value = fact.value if fact.confirmed is None else fact.confirmed
    what = f"{FactKind(fact.kind).label} {words(fact.kind, value)}"
    said = what.rstrip(" .;\n") if len(what) <= MOST else f"{what[:MOST].rstrip()}…"
    return (forms[Verdict(fact.verdict)] % {"what": said}).replace("….", "…")


def span(quota: Quota) -> str:
    """Return how many are registered: "từ 01 đến 03", or "01" where only one number will do."""
    low, high = f"{quota.minimum:02d}", f"{quota.maximum:02d}"
    return high if low == high else _("từ %(low)s đến %(high)s") % {"low": low, "high": high}


def quota_sentence(quota: Quota, movement: Movement) -> str:
    """Return "Mỗi người đăng ký từ 01 đến 03 nội dung “…”", as papers say it."""
    names = {
        Subject.ITEM: (_("Mỗi người"), movement.item_name or movement.name, _("nội dung")),
        Subject.MODEL: (_("Mỗi đơn vị"), movement.name, _("mô hình")),
    }
    who, name, noun = names[Subject(quota.subject)]
    if quota.category:
        of = category_words(quota)
        who = _("Mỗi %(of)s") % {"of": of[:1].lower() + of[1:]}
    if quota.maximum == 0:
        return _("%(who)s không phải đăng ký %(noun)s.") % {"who": who, "noun": noun}
    said = _("%(who)s đăng ký %(span)s %(noun)s “%(name)s”") % {
        "who": who, "span": span(quota), "noun": noun, "name": name,
    }  # fmt: skip
    if quota.minimum < quota.target:
        return _("%(said)s, phấn đấu %(n)s.") % {"said": said, "n": f"{quota.target:02d}"}
    return f"{said}."


def category_words(quota: Quota) -> str:
    """Return whom a rule is for: a category of staff, a kind of unit, or everybody."""
    if not quota.category:
        return _("Mọi người") if quota.subject == Subject.ITEM else _("Mọi đơn vị")
    kinds = Staff if quota.subject == Subject.ITEM else Kind
    return str(kinds(quota.category).label)


def clause_groups(clauses: Mapping[str, list[Clause]]) -> list[tuple[Any, list[Clause]]]:
    return [(kind.label, clauses[kind]) for kind in ClauseKind if clauses[kind]]
