"""The sessions of a year as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write
from kheo.movement.s1_directive.models import Round
from kheo.outreach.models import Session

COLUMNS = (
    Column(gettext_lazy("Ngày"), 12, Kind.DAY),
    Column(gettext_lazy("Đơn vị"), 30),
    Column(gettext_lazy("Chủ đề"), 44),
    Column(gettext_lazy("Văn bản"), 26),
    Column(gettext_lazy("Hình thức"), 24),
    Column(gettext_lazy("Người chủ trì, báo cáo viên"), 26),
    Column(gettext_lazy("Số người dự"), 11, Kind.NUMBER),
    Column(gettext_lazy("Trên tổng số"), 11, Kind.NUMBER),
    Column(gettext_lazy("Thuộc nội dung"), 40),
    Column(gettext_lazy("Kết quả"), 44),
)
ROWS = 50_000


def xlsx(round_: Round, rows: QuerySet[Session], totals: dict[str, int]) -> bytes:
    """Return the sessions as a sheet, the earliest first, with how many people took part."""
    lines = (_line(s) for s in rows.order_by("rank")[:ROWS].iterator(chunk_size=2000))
    words = _("Học tập, tuyên truyền: %(name)s, năm %(year)s")
    head = words % {"name": round_.movement.name, "year": round_.year}
    sessions = _("%(n)s buổi") % {"n": totals["sessions"]}
    total = ("", _("Cộng"), sessions, "", "", "", totals["people"], "", "", "")
    return write(_("Học tập, tuyên truyền"), COLUMNS, lines, head=[head], totals=[total])


def _line(session: Session) -> tuple[Any, ...]:
    return (
        session.day,
        session.unit.name,
        session.subject,
        str(session.on),
        session.format.name if session.format else "",
        session.led_by,
        session.people,
        session.expected,
        session.content.text if session.content else "",
        session.result,
    )
