"""Parts of a paper: its text with every fact underlined, each fact in words, what a launch would take."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Directive, Fact
from kheo.movement.s1_directive.states import (
    UNDERLINES,
    ClauseKind,
    FactKind,
    MilestoneKind,
    Subject,
    Verdict,
)

# What a deadline asks for, by folded words of its clause; the first that fits.
_ASKED = (
    (MilestoneKind.INTERIM, ("so ket", "bieu duong", "truyen thong")),
    (MilestoneKind.COMMENDATION, ("khen thuong",)),
    (MilestoneKind.REVIEW, ("tham dinh", "binh xet", "cham diem")),
    (MilestoneKind.PLAN, ("ke hoach",)),
    (MilestoneKind.REPORT, ("bao cao",)),
    (MilestoneKind.REGISTRATION, ("dang ky", "ban gui", "ban nop")),
)
_CLAUSES = {
    ClauseKind.CONTENT: FactKind.ITEM,
    ClauseKind.CRITERION: FactKind.CRITERION,
    ClauseKind.TOPIC: FactKind.TOPIC,
    ClauseKind.PLEDGE: FactKind.PLEDGE,
}
_BEFORE_NAME = 45  # letters before a quoted name in which "phong trào" tells what it names
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
    """Return "tối thiểu 1, phấn đấu 2, tối đa 3 nội dung"."""
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


def proposal(directive: Directive, facts: Iterable[Fact]) -> dict[str, Any]:
    """Return what the confirmed facts of a paper say of the movement it launches.

    A first filling of the form, for a person to look through: what the paper does not say stays
    empty, nothing is made up.
    """
    kept: dict[str, list[Any]] = {}
    for fact in facts:
        if fact.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED}:
            kept.setdefault(fact.kind, []).append(fact)
    issued = directive.document.issued_on
    years = _years(kept, issued)
    return {
        **_names(kept, directive.document.text),
        **years,
        "launched_on": issued or clock.today(),
        "partners": next(
            (p for f in kept.get(FactKind.DUTY, ()) if (p := f.confirmed["partners"])), ""
        ),
        **_quotas(kept),
        **_milestones(kept, years["year"]),
        **{
            kind: "\n".join(f.confirmed["text"] for f in kept.get(of, ()))
            for kind, of in _CLAUSES.items()
        },
    }


def _names(kept: Mapping[str, list[Any]], text: str) -> dict[str, str]:
    """Return the theme, the movement's name and the name of what people register (000-21).

    Of two names the one after "phong trào" is the movement's.
    """
    found = {"theme": "", "name": "", "item_name": ""}
    for fact in kept.get(FactKind.NAME, ()):
        if fact.confirmed["role"] == "movement":
            before = fold(text[max(0, fact.start - _BEFORE_NAME) : fact.start])
            place = "name" if "phong trao" in before else "item_name"
        else:
            place = "theme"
        found[place] = found[place] or fact.confirmed["text"]
    return found | {"name": found["name"] or found["item_name"]}


def _years(kept: Mapping[str, list[Any]], issued: date | None) -> dict[str, int]:
    default = (issued or clock.today()).year
    stage = next(
        (
            f.confirmed
            for f in kept.get(FactKind.PERIOD, ())
            if f.confirmed["first"] and f.confirmed["last"]
        ),
        None,
    )
    if stage is None:
        return {"first_year": default, "last_year": default, "year": default}
    first, last = int(stage["first"][:4]), int(stage["last"][:4])
    return {"first_year": first, "last_year": last, "year": min(max(default, first), last)}


def _quotas(kept: Mapping[str, list[Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    subjects = {"person": Subject.ITEM, "unit": Subject.MODEL}
    for fact in kept.get(FactKind.QUOTA, ()):
        value = fact.confirmed
        subject = subjects.get(value["subject"])
        if subject is None or f"{subject}_minimum" in found or value["unit"].startswith("%"):
            continue
        low = value["min"] if value["min"] is not None else 0
        high = value["max"]
        found[f"{subject}_minimum"] = low
        found[f"{subject}_target"] = value["target"] if value["target"] is not None else low
        if high is not None:
            found[f"{subject}_maximum"] = high
    return found


def _milestones(kept: Mapping[str, list[Any]], year: int) -> dict[str, date]:
    found: dict[str, date] = {}
    for fact in kept.get(FactKind.DEADLINE, ()):
        due, said = _due(fact.confirmed, year), fold(f"{fact.confirmed['what']} {fact.quote}")
        kind = next((k for k, marks in _ASKED if any(m in said for m in marks)), None)
        if due and kind:
            found.setdefault(f"due_{kind}", due)
    return found


def _due(value: Mapping[str, Any], year: int) -> date | None:
    iso = value["iso"] or (f"{year}-{value['month_day']}" if value["month_day"] else "")
    try:
        return date.fromisoformat(iso)
    except ValueError:  # a month, or the 29th of a February that has none
        return None
