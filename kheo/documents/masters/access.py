"""Who lays out the papers of an office: its clerk, as with its books."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.documents.masters.models import Master
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.orgs.states import Power


def keeps(by: Actor) -> bool:
    return by.has(Power.FILE)


def may_enter(by: Actor, _record: None = None) -> Verdict:
    if not keeps(by):
        return denied(_("Mẫu văn bản dành cho người được giao lưu hồ sơ của cơ quan."))
    return ALLOWED


def may_change(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.FILE, unit.path):
        return denied(_("Chỉ người được giao lưu hồ sơ của cơ quan mới đổi mẫu văn bản."))
    if unit.closed_on:
        return denied(_("Đơn vị đã đóng. Mẫu văn bản của đơn vị được giữ nguyên."))
    return ALLOWED


def visible_to(by: Actor) -> QuerySet[Master]:
    """Return the versions of the units *by* files for."""
    rows = Master.objects.select_related("unit__parent", "added_by")
    return rows.filter(under(by.reach, "unit__path")) if keeps(by) else rows.none()
