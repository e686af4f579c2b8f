"""The register of honours as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write
from kheo.movement.s6_commendation.models import Award

REGISTER = (
    Column(gettext_lazy("Số vào sổ"), 12),
    Column(gettext_lazy("Người, tập thể được khen"), 30),
    Column(gettext_lazy("Đơn vị khi được khen"), 34),
    Column(gettext_lazy("Hình thức"), 22),
    Column(gettext_lazy("Lý do khen"), 48),
    Column(gettext_lazy("Quyết định số"), 18),
    Column(gettext_lazy("Ngày ký"), 12, Kind.DAY),
    Column(gettext_lazy("Đơn vị khen"), 30),
    Column(gettext_lazy("Hiệu lực"), 14),
    Column(gettext_lazy("Ngày thu hồi"), 12, Kind.DAY),
    Column(gettext_lazy("Căn cứ thu hồi"), 34),
    Column(gettext_lazy("Mã tra cứu"), 18),
)


def register_xlsx(awards: QuerySet[Award]) -> bytes:
    """Return the register of honours as a sheet, oldest entry first."""
    rows = awards.order_by("year", "unit", "serial").iterator(chunk_size=2000)
    lines = (_register_row(a) for a in rows)
    return write(_("Sổ vàng"), REGISTER, lines, head=[_("SỔ VÀNG KHEN THƯỞNG")])


def _register_row(award: Award) -> tuple[Any, ...]:
    given = award.decision
    return (
        award.entry,
        award.holder,
        award.holder_unit,
        award.form,
        award.reason,
        given.number,
        given.signed_on,
        given.issuer,
        award.get_state_display(),
        award.revoked_on,
        award.ground,
        award.spaced_code,
    )
