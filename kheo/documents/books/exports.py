"""The registers as .xlsx, in the columns of Decree 30/2020, appendix IV."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.documents.books.models import Entry
from kheo.documents.books.states import State
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write
from kheo.kernel.ui.written import day

_OUT = (
    Column(gettext_lazy("Số, ký hiệu văn bản"), 22),
    Column(gettext_lazy("Ngày tháng văn bản"), 14, Kind.DAY),
    Column(gettext_lazy("Tên loại và trích yếu nội dung"), 50),
    Column(gettext_lazy("Nơi nhận văn bản"), 26),
    Column(gettext_lazy("Người lấy số"), 20),
    Column(gettext_lazy("Trạng thái"), 14),
    Column(gettext_lazy("Ghi chú"), 26),
)
_IN = (
    Column(gettext_lazy("Ngày đến"), 12, Kind.DAY),
    Column(gettext_lazy("Số đến"), 8, Kind.NUMBER),
    Column(gettext_lazy("Tác giả"), 28),
    Column(gettext_lazy("Số, ký hiệu văn bản"), 22),
    Column(gettext_lazy("Ngày tháng văn bản"), 14, Kind.DAY),
    Column(gettext_lazy("Tên loại và trích yếu nội dung"), 50),
    Column(gettext_lazy("Ghi chú"), 26),
)


def xlsx(rows: QuerySet[Entry], direction: str, unit: str) -> bytes:
    """Return a register as an office prints and keeps it, first line first."""
    ordered = rows.order_by("pk").iterator(chunk_size=2000)
    if direction == Direction.IN:
        return write(_("Văn bản đến"), _IN, _coming(ordered), head=[_("Sổ văn bản đến"), unit])
    return write(_("Văn bản đi"), _OUT, _going(ordered), head=[_("Sổ văn bản đi"), unit])


def note(entry: Entry) -> str:
    """Return what stands in the last column: what became of the number, what its paper did to others."""
    said = []
    if entry.outside:
        said.append(_("Số lấy nơi khác"))
    if entry.state == State.CANCELLED:
        said.append(_("Huỷ: %s") % entry.reason)
    if entry.state == State.WITHDRAWN:
        said.append(f"{withdrawn(entry)}: {entry.reason}")
    if entry.misdated:
        said.append(_("Số và ngày không cùng thứ tự: %s") % entry.misdated)
    said += [_("Thu hồi %s") % other for other in entry.withdraws.all()]
    return "; ".join(said)


def withdrawn(entry: Entry) -> str:
    """Return when a paper was withdrawn and by which."""
    on = day(entry.withdrawn_on or clock.today())
    if not entry.withdrawal:
        return _("Thu hồi ngày %(day)s") % {"day": on}
    return _("Thu hồi ngày %(day)s bằng %(paper)s") % {"day": on, "paper": entry.withdrawal}


def _what(entry: Entry) -> str:
    return ". ".join(filter(None, (entry.kind, entry.subject)))


def _going(rows: Iterator[Entry]) -> Iterator[tuple[Any, ...]]:
    states = {value: str(label) for value, label in State.choices}
    for e in rows:
        taker = str(e.taken_by or "")
        yield (e.symbol, e.on, _what(e), e.parties, taker, states[e.state], note(e))


def _coming(rows: Iterator[Entry]) -> Iterator[tuple[Any, ...]]:
    for e in rows:
        yield (e.arrived_on, e.number, e.parties, e.symbol, e.on, _what(e), note(e))
