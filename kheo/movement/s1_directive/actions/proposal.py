"""What a confirmed paper proposes of its movement, before a person decides; it writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.models import Directive, Fact
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
_PEOPLE = ("dong chi", "can bo", "chuyen vien", "lanh dao")  # to be assigned, not registered
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
            kind: "\n".join(text for f in kept.get(of, ()) for text in _texts(f.confirmed))
            for kind, of in _CLAUSES.items()
        },
    }


def _texts(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield a text and those of the points below it: a unit may plan for each (002-06, 002-07)."""
    yield value["text"]
    for child in value.get("children", ()):
        yield from _texts(child["value"])


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
    stages = [
        f.confirmed
        for f in kept.get(FactKind.PERIOD, ())
        if f.confirmed["first"] and f.confirmed["last"]
    ]
    if not stages:
        return {"first_year": default, "last_year": default, "year": default}
    stage = max(stages, key=lambda s: str(s["last"]))  # a paper first looks back at the one before
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
        if fold(value["unit"]).startswith(_PEOPLE):
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
