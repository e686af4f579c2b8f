"""A draft as JSON: lists of plain records, each with `start` and `end` in the original text."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from itertools import groupby

from kheo.reading.draft import Draft
from kheo.reading.facts import Citation, Deadline, Doubt, Duty, Fact, Item, Name, Period, Quota

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
type Record = dict[str, Json]


def as_dict(draft: Draft) -> Record:
    """Return *draft* ready for `json.dumps`; dates are ISO, a quota's `max` is as written."""
    return {
        "doc": _doc(draft),
        "citations": _each(draft.citations, _citation),
        "citations_unnumbered": _each(draft.citations_unnumbered, _citation),
        "quotas": _each(draft.quotas, _quota),
        "deadlines": _each(draft.deadlines, _deadline),
        "periods": _each(draft.periods, _period),
        "names": _each(draft.names, _name),
        "contents": _each(draft.contents, _item),
        "criteria": [_spanned(f, {"text": f.value.text, "mottos": [*f.value.mottos]}) for f in draft.criteria],
        "topics": [_spanned(f, {"text": f.value.text, "open": f.value.open_list}) for f in draft.topics],
        "pledges": [_spanned(f, {"code": f.value.code, "text": f.value.text}) for f in draft.pledges],
        "addressees": [f.value.name for f in draft.addressees],
        "recipients": [f.value.name for f in draft.recipients],
        "filing": [f.value.name for f in draft.recipients if f.value.filing],
        "staff": [*draft.staff.value] if draft.staff else [],
        "obligations": _each(draft.duties, _duty),
        "copies": [
            _spanned(f, {"text": f.quote, "count": f.value.count, "act": f.value.act,
                         "holders": [{"place": h.place, "whom": h.whom} for h in f.value.holders]})
            for f in draft.copies
        ],
        "effective": draft.extras.effective.isoformat() if draft.extras.effective else None,
        "commendations": [*draft.extras.commendations],
        "theme_years": [f.value.text for f in draft.names if f.value.role == "theme_year"],
        "signature": draft.signature.value if draft.signature else None,
        "warnings": [_doubt(doubt) for doubt in draft.doubts],
        "damage": _damage(draft),
    }  # fmt: skip


def _damage(draft: Draft) -> list[Json]:
    """Return the changes as tokens (words with their marks), those of one token together."""
    records: list[Json] = []
    for token, group in groupby(draft.changes, key=lambda change: change.token):
        changes = [*group]
        first, last = changes[0], changes[-1]
        start, end = first.start, last.end
        if not any(letter.isspace() for letter in draft.text[start:end]):
            start, end = _token_at(draft.text, start, end)
        right, at = "", start
        for change in changes:
            right += draft.text[at : change.start] + change.right
            at = change.end
        records.append({
            "found": draft.text[start:end], "right": right + draft.text[at:end], "token": token,
            "start": first.start, "end": last.end, "sure": min(change.sure for change in changes),
        })  # fmt: skip
    return records


def _token_at(text: str, start: int, end: int) -> tuple[int, int]:
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _doc(draft: Draft) -> Record:
    head = draft.head
    return {
        "type": head.type.value if head.type else None,
        "number": head.number.value if head.number else None,
        "symbol": head.symbol or None,
        "date": head.date.value.isoformat() if head.date else None,
        "issuer": head.issuer.value if head.issuer else None,
        "subject": head.subject.value if head.subject else None,
    }


def _each[V](facts: Iterable[Fact[V]], record: Callable[[Fact[V]], Record]) -> list[Json]:
    return [_spanned(fact, record(fact)) for fact in facts]


def _spanned[V](fact: Fact[V], record: Record) -> Record:
    record |= {"start": fact.start, "end": fact.end}
    if fact.doubt:
        record |= {"doubt": fact.doubt, "suggestion": fact.suggestion}
    return record


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _citation(fact: Fact[Citation]) -> Record:
    value = fact.value
    return {
        "type": value.type,
        "number": value.number or None,
        "date": _iso(value.date),
        "issuer": value.issuer,
        "title": value.title,
        "system": value.system,
    }


def _quota(fact: Fact[Quota]) -> Record:
    value = fact.value
    return {
        "text": fact.quote,
        "min": value.min,
        "max": value.written_max if value.target is not None else value.max,
        "target": value.target,
        "unit": value.unit,
        "subject": value.subject,
        "who": value.who,
        "class": _class(value),
    }


def _class(value: Quota) -> str:
    if value.subject == "share":
        return "percent" if value.unit.startswith("%") else "fraction"
    return "count"


def _deadline(fact: Fact[Deadline]) -> Record:
    value = fact.value
    return {
        "text": fact.quote,
        "iso": value.iso,
        "written": value.written,
        "recurring": value.recurring,
        "month_day": value.month_day,
        "relative": value.relative or None,
        "impossible": value.impossible,
        "suggested": _iso(value.suggested),
        "what": value.what,
    }


def _period(fact: Fact[Period]) -> Record:
    return {
        "text": fact.quote,
        "name": fact.value.name,
        "from": fact.value.first,
        "to": fact.value.last,
    }


def _name(fact: Fact[Name]) -> Record:
    return {"text": fact.value.text, "role": fact.value.role}


def _item(fact: Fact[Item]) -> Record:
    return {
        "number": fact.value.number,
        "text": fact.value.text,
        "children": _each(fact.value.children, _item),
    }


def _duty(fact: Fact[Duty]) -> Record:
    value = fact.value
    return {
        "text": fact.quote,
        "who": value.who,
        "what": value.what,
        "partners": value.partners,
        "assignees": [*value.assignees],
        "due": value.due or None,
        "due_iso": value.due_iso or None,
        "report_to": value.report_to or None,
        "clause": value.clause or None,
    }


def _doubt(doubt: Doubt) -> Record:
    return asdict(doubt)
