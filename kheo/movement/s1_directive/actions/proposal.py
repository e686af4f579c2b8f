"""What a confirmed paper proposes of its movement, before a person decides; it writes nothing."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.clashing import clashing_stages
from kheo.movement.s1_directive.days import can_be_meant, redated
from kheo.movement.s1_directive.headings import aim_of, contents_of
from kheo.movement.s1_directive.models import Directive, Fact
from kheo.movement.s1_directive.numbering import numbered
from kheo.movement.s1_directive.states import (
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
    (MilestoneKind.RECEIPT, ("da nhan", "xac nhan nhan", "xac nhan viec nhan")),
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
# Whom a figure binds and what it counts, folded, where it is a quota of registrations.
_COUNTED = {
    "person": (Subject.ITEM, ("noi dung", "viec", "phan viec", "dien hinh")),
    "unit": (Subject.MODEL, ("mo hinh", "dien hinh", "cong trinh")),
}
_TERMS = {"nhiệm kỳ", "khóa", "khoá", "năm học"}  # of an office or a school, not of a movement
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_BEFORE_FIGURE = 80  # letters before a figure in which "đăng ký" tells what it counts
_CLAUSE_END = re.compile(r"[\n;]|\. ")
_BEFORE_NAME = 45  # letters before a quoted name in which "phong trào" tells what it names


def propose(directive: Directive, facts: Iterable[Fact], *, by: Actor) -> dict[str, Any]:
    """Return what the confirmed facts of a paper say of the movement it launches.

    A first filling of the form, for a person to look through: what the paper does not say stays
    empty, nothing is made up.
    """
    require(access.RULES["open"], by, directive)
    kept: dict[str, list[Any]] = {}
    for fact in facts:
        if fact.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED}:
            kept.setdefault(fact.kind, []).append(fact)
    years = _years(kept, directive)
    if clashing_stages(kept.get(FactKind.PERIOD, ())):
        del years["first_year"], years["last_year"]  # a person chooses, see LaunchForm
    elsewhere, points = _told_elsewhere(kept), [f.confirmed for f in kept.get(FactKind.ITEM, ())]
    told = {of: [f.confirmed for f in kept.get(of, ())] for of in _CLAUSES.values()}
    told[FactKind.ITEM] = contents_of(points)
    return {
        **_names(kept, directive.document.text),
        **years,
        "aim": aim_of(points),
        "launched_on": directive.document.issued_on
        or clock.today(),  # a paper without its day is launched by this act
        "partners": next(
            (p for f in kept.get(FactKind.DUTY, ()) if (p := f.confirmed["partners"])), ""
        ),
        **_quotas(_asked_first(kept.get(FactKind.QUOTA, ()), directive.document.text)),
        **_milestones(kept, years["year"]),
        **{
            kind: "\n".join(
                redated(text, kept.get(FactKind.DEADLINE, ()))
                for value in told[of]
                for text in _texts(value, elsewhere if of == FactKind.ITEM else set())
            )
            for kind, of in _CLAUSES.items()
        },
    }


def _told_elsewhere(kept: Mapping[str, list[Any]]) -> set[str]:
    """Return the points that are criteria, folded: among the contents they would stand twice."""
    return {fold(f.confirmed["text"]) for f in kept.get(FactKind.CRITERION, ())}


def _texts(value: Mapping[str, Any], elsewhere: Collection[str]) -> Iterator[str]:
    """Yield a text and those of the points below it: a unit may plan for each (002-06, 002-07).

    What is told *elsewhere* is left out, and with it a point that only introduces that.
    """
    below = value.get("children", ())
    own = [child["value"] for child in below if fold(child["value"]["text"]) not in elsewhere]
    if own or not below:
        yield numbered(value.get("number", ""), value["text"])
    for child in own:
        yield from _texts(child, elsewhere)


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
    name = found["name"] or found["item_name"]
    return found | {"name": name[:1].upper() + name[1:]}


def _years(kept: Mapping[str, list[Any]], directive: Directive) -> dict[str, int]:
    """Return the stage and its first year: of the stages a paper names the latest, not a term of office.

    A day that cannot be meant tells no year, whoever let it pass.
    """
    issued = directive.document.issued_on
    due = [
        iso
        for f in kept.get(FactKind.DEADLINE, ())
        if (iso := f.confirmed["iso"]) and can_be_meant(iso, directive)
    ]
    said = issued.year if issued else int(min(due)[:4]) if due else None
    if issued and (named := _year_named(directive.document.subject)) == issued.year + 1:
        said = named  # the plan of a year is often signed at the end of the one before
    default = said or clock.today().year
    stages = [
        (
            f.confirmed["name"] == "giai đoạn",
            int(f.confirmed["last"][:4]),
            int(f.confirmed["first"][:4]),
        )
        for f in kept.get(FactKind.PERIOD, ())
        if f.confirmed["first"] and f.confirmed["last"] and f.confirmed["name"] not in _TERMS
    ]
    _named, last, first = max(stages, default=(True, default, default))
    return {
        "first_year": first,
        "last_year": last,
        "year": default if first <= default <= last else last if said and said > last else first,
    }


def _year_named(subject: str) -> int | None:
    """Return the one year that the subject of a paper names ("phong trào năm 2027")."""
    named = {int(year) for year in _YEAR.findall(fold(subject))}
    return named.pop() if len(named) == 1 else None


def _asked_first(quotas: Iterable[Any], text: str) -> list[Any]:
    """Return the figures that stand behind "đăng ký" in their clause before all others.

    "Mỗi chi bộ xây dựng một mô hình" is a content; "đăng ký 01 mô hình" is what is asked.
    """

    def elsewhere(fact: Any) -> bool:
        clause = _CLAUSE_END.split(text[max(0, fact.start - _BEFORE_FIGURE) : fact.start])[-1]
        return "dang ky" not in fold(clause)

    return sorted(quotas, key=elsewhere)


def _quotas(read: Iterable[Any]) -> dict[str, int | str]:
    """Return how many a person and a unit register, and where the paper says so.

    Other figures of a paper are not quotas.
    """
    found: dict[str, int | str] = {}
    for fact in read:
        value = fact.confirmed
        subject, nouns = _COUNTED.get(value["subject"], ("", ()))
        noun = fold(value["unit"])
        if f"{subject}_minimum" in found or not any(noun.startswith(n) for n in nouns):
            continue
        low = value["min"] if value["min"] is not None else 0
        high = value["max"] if value["max"] is not None else value["written_max"]
        found[f"{subject}_minimum"] = low
        found[f"{subject}_basis"] = fact.basis
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
