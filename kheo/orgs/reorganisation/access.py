"""Who may reorganise: whoever administers everything that is touched."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs import access
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Reorganisation
from kheo.orgs.reorganisation.states import Sort
from kheo.orgs.states import Power


def may_enter(by: Actor, _record: None = None) -> Verdict:
    return access.may_enter(by, None)


def visible_to(by: Actor) -> QuerySet[Reorganisation]:
    """Return the reorganisations within what *by* administers."""
    rows = Reorganisation.objects.select_related("unit", "renamed")
    if not access.administers(by):
        return rows.none()
    return rows.filter(under(by.reach, "unit__path"))


def may_touch(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.ADMINISTER, unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị này mới thay đổi được."))
    return ALLOWED


def may_close(by: Actor, unit: Unit) -> Verdict:
    if unit.path == by.reach:
        return denied(_("Đây là đơn vị bạn đang quản trị. Việc sắp xếp thuộc cấp trên."))
    return may_touch(by, unit)


def may_undo(by: Actor, event: Reorganisation) -> Verdict:
    if event.undone_at:
        return denied(_("Lần sắp xếp này đã được huỷ."))
    return may_touch(by, event.unit)


def may_share(by: Actor, event: Reorganisation) -> Verdict:
    if event.sort != Sort.SPLIT:
        return denied(_("Chỉ lần chia, tách mới có tỉ lệ để chia số liệu cũ."))
    return may_undo(by, event)


def may_keep_levels(by: Actor, _record: None = None) -> Verdict:
    """Allow the list of levels to who administers the top of the tree: it holds for everybody."""
    if not (access.administers(by) and by.reach.count(".") == 1):
        return denied(_("Danh mục cấp do người quản trị toàn hệ thống ghi."))
    return ALLOWED
