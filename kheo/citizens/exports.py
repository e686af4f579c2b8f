"""The list of what people said, and its figures by unit, as .xlsx."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.citizens import queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import Heard, Kind, State
from kheo.kernel.sheet import columns
from kheo.kernel.sheet.columns import Column
from kheo.kernel.sheet.written import write
from kheo.movement.models import Round

_COLUMNS = (
    Column(gettext_lazy("Mã"), 10),
    Column(gettext_lazy("Đơn vị"), 26),
    Column(gettext_lazy("Loại"), 16),
    Column(gettext_lazy("Bức xúc, nguyện vọng về"), 36),
    Column(gettext_lazy("Nội dung cụ thể"), 40),
    Column(gettext_lazy("Ở đâu"), 22),
    Column(gettext_lazy("Nghe được qua"), 18),
    Column(gettext_lazy("Ngày tiếp nhận"), 12, columns.Kind.DAY),
    Column(gettext_lazy("Số người liên quan"), 10, columns.Kind.NUMBER),
    Column(gettext_lazy("Người giải quyết"), 20),
    Column(gettext_lazy("Hạn giải quyết"), 12, columns.Kind.DAY),
    Column(gettext_lazy("Trạng thái"), 18),
    Column(gettext_lazy("Ngày giải quyết"), 12, columns.Kind.DAY),
    Column(gettext_lazy("Kết quả"), 40),
    Column(gettext_lazy("Ngày trả lời dân"), 12, columns.Kind.DAY),
    Column(gettext_lazy("Trả lời dân bằng cách nào"), 26),
    Column(gettext_lazy("Chuyển đến"), 24),
    Column(gettext_lazy("Ghi chú"), 16),
)


def xlsx(rows: QuerySet[Grievance], round_: Round) -> bytes:
    """Return the list as an office keeps it, first heard first."""
    ordered = rows.order_by("pk").iterator(chunk_size=2000)
    head = [_("Bức xúc, nguyện vọng của dân"), str(round_)]
    return write(_("Ý kiến của dân"), _COLUMNS, _lines(ordered), head=head)


def _lines(rows: Iterator[Grievance]) -> Iterator[tuple[Any, ...]]:
    kinds, ways, states = dict(Kind.choices), dict(Heard.choices), dict(State.choices)
    for g in rows:
        passed = ", ".join(filter(None, (g.passed_to, g.passed_number)))
        yield (
            g.code, g.unit.name, kinds[g.kind], g.title, g.text, g.place, ways[g.heard],
            g.heard_on, g.people, str(g.handler or ""), g.due_on, states[g.state], g.solved_on,
            g.outcome, g.answered_on, g.answered_how, passed, note(g),
        )  # fmt: skip


def note(g: Grievance) -> str:
    if g.overdue:
        return _("Quá hạn")
    return _("Trễ hạn") if g.late else ""


def figures_xlsx(sums: Iterable[queries.Sums], total: queries.Sums, round_: Round) -> bytes:
    """Return the figures by unit, one line each, and the sum of all below the last."""
    head = [_("Kết quả giải quyết bức xúc, nguyện vọng của dân"), str(round_)]
    numbers = [Column(title, 14, columns.Kind.NUMBER) for title in queries.COLUMNS]
    rows = ((s.unit.name if s.unit else "", *s.cells) for s in sums)
    return write(
        _("Số liệu"), (Column(gettext_lazy("Đơn vị"), 34), *numbers), rows, head=head,
        totals=[(_("Cộng"), *total.cells)],
    )  # fmt: skip
