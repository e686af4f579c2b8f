"""Records of the reader as JSON keeps them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kheo.reading.draft import Draft
from kheo.reading.facts import Fact


def plain(value: Any) -> Any:
    """Return *value* as JSON has it: records as objects, days in ISO form."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def facts_of(draft: Draft) -> Iterator[Fact[Any]]:
    """Yield every fact of a draft in the order of the paper."""
    parts = [getattr(owner, f.name) for owner in (draft.head, draft) for f in fields(owner)]
    each = [fact for part in parts for fact in (part if isinstance(part, tuple) else (part,))]
    known = [fact for fact in each if isinstance(fact, Fact)]
    yield from sorted(known, key=lambda fact: (fact.start, fact.end))
