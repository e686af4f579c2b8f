"""The trail of a reading in words: who said what of which fact, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.movement.s1_directive import exports
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.states import FactKind

SHOWN = 3  # changes of one act that stand open; the rest lies folded
_DONE = {
    "directive.read": gettext_lazy("nạp văn bản, máy đọc"),
    "directive.accept": gettext_lazy("nhận"),
    "directive.correct": gettext_lazy("sửa"),
    "directive.strike": gettext_lazy("bỏ"),
    "directive.undo": gettext_lazy("hoàn tác"),
    "directive.add": gettext_lazy("thêm dữ kiện máy bỏ sót"),
    "directive.mend": gettext_lazy("nhận chữ máy chữa"),
    "directive.unmend": gettext_lazy("trả chữ về như trên giấy"),
    "directive.mend_undo": gettext_lazy("hoàn tác về chữ chữa"),
    "directive.confirm": gettext_lazy("xác nhận bản đọc"),
    "directive.remove": gettext_lazy("bỏ văn bản khỏi danh sách"),
    "directive.reopen": gettext_lazy("đưa bản đọc về sửa lại"),
    "directive.open": gettext_lazy("phát động"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact or word in an act: what stood there before, and after; "" is nothing."""

    label: Any
    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as a person tells it."""

    at: datetime
    who: str
    capacity: str
    done: Any
    changes: list[Change]
    note: str

    @property
    def first(self) -> list[Change]:
        return self.changes[:SHOWN]

    @property
    def rest(self) -> list[Change]:
        return self.changes[SHOWN:]


def events_of(directive: Directive) -> QuerySet[Event]:
    """Return what was done to a reading, the newest first."""
    return trail.history_of(directive)


def entries(events: Iterable[Event]) -> list[Entry]:
    return [
        Entry(
            at=event.at,
            who=event.actor_name,
            capacity=event.capacity,
            done=_DONE.get(event.verb, event.verb),
            changes=[c for k, v in event.changes.items() if (c := _change(k, v))],
            note=event.note,
        )
        for event in events
    ]


def _change(key: str, pair: Any) -> Change | None:
    """Return a change of a fact ("deadline 7") or a word ("repair 3"); None for another field."""
    kind, _blank, _number = key.partition(" ")
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - before and after
        return None
    if kind == "repair":
        return Change(_("Chữ"), *(str(part or "") for part in pair))
    if kind not in FactKind.values:
        return None
    said = [exports.words(kind, part) if part is not None else "" for part in pair]
    return Change(FactKind(kind).label, *said)
