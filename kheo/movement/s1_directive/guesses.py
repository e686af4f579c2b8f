"""What words that a person points at may mean: the reader's own guess, for them to look through."""

from typing import Any

from kheo.movement.s1_directive.plain import facts_of, plain
from kheo.movement.s1_directive.states import FactKind
from kheo.reading.draft import draft_of

# A value of each kind with nothing in it, after the part that takes the words themselves.
_EMPTY: dict[str, tuple[str, dict[str, Any]]] = {
    FactKind.NAME: ("text", {"role": "movement"}),
    FactKind.PERIOD: ("", {"name": "giai đoạn", "first": None, "last": None}),
    FactKind.QUOTA: ("", {
        "min": None, "max": None, "target": None, "unit": "", "subject": "person", "who": "",
        "written_max": None,
    }),
    FactKind.DEADLINE: ("written", {
        "iso": None, "what": "", "recurring": None, "month_day": None, "impossible": False,
        "suggested": None,
    }),
    FactKind.ITEM: ("text", {"number": "", "children": []}),
    FactKind.CRITERION: ("text", {"mottos": []}),
    FactKind.TOPIC: ("text", {"open_list": False}),
    FactKind.PLEDGE: ("text", {"code": ""}),
    FactKind.DUTY: ("what", {
        "who": "", "partners": "", "assignees": [], "due": "", "report_to": "", "clause": "",
    }),
    FactKind.COPY: ("", {"count": 1, "act": "gửi", "holders": []}),
    FactKind.ADDRESSEE: ("name", {"filing": False}),
    FactKind.RECIPIENT: ("name", {"filing": False}),
    FactKind.CITATION: ("", {
        "type": "", "number": "", "date": None, "issuer": "", "title": "", "system": "",
    }),
}  # fmt: skip
_READ = {  # kinds whose words say the value; of the others the words are the value
    FactKind.DATE, FactKind.PERIOD, FactKind.QUOTA, FactKind.DEADLINE, FactKind.COPY,
    FactKind.CITATION, FactKind.DUTY,
}  # fmt: skip


def guess(kind: FactKind, words: str) -> Any:
    """Return a value of *kind* for *words*: as the reader reads them alone, else as little as it needs."""
    if kind in _READ:
        read = next((f for f in facts_of(draft_of(words)) if f.kind == kind), None)
        if read is not None:
            value = plain(read.value)
            return _EMPTY[kind][1] | value if kind in _EMPTY else value
    if kind in _EMPTY:
        part, rest = _EMPTY[kind]
        return rest | ({part: words} if part else {})
    if kind == FactKind.STAFF:
        return [words]
    return "" if kind == FactKind.DATE else words
