"""Who enters items for a unit's people, who takes that back, and who sees it."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.access.seen import in_cell
from kheo.movement.s3_registration.models import Load, Sheet
from kheo.orgs.models import Unit
from kheo.orgs.states import Power


def handles(by: Actor, path: str) -> bool:
    """Tell whether *by* handles the registrations of the unit at *path*: follows them up or files."""
    either = by.may(Power.OVERSEE, path) or by.may(Power.FILE, path)
    return either and not in_cell(by)


def may_load_at_all(by: Actor, _record: None = None) -> Verdict:
    if not handles(by, by.reach):
        return denied(
            _("Chỉ người theo dõi đăng ký hoặc lưu hồ sơ của đơn vị mới nhập thay cho người khác.")
        )
    return ALLOWED


def may_load(by: Actor, asked: tuple[Round, Unit]) -> Verdict:
    """Leave it to whoever handles the registrations of a unit, while the year is open."""
    round_, unit = asked
    if not handles(by, unit.path):
        return denied(_("Chỉ nhập thay được cho người của đơn vị bạn theo dõi hoặc lưu hồ sơ."))
    return _open(round_)


def may_handle_load(by: Actor, load: Load) -> Verdict:
    if not handles(by, load.path):
        return denied(_("Chỉ người theo dõi hoặc lưu hồ sơ của đơn vị mới xử lý lần nhập này."))
    return _open(load.round)


def _open(round_: Round) -> Verdict:
    if round_.state != RoundState.OPEN:
        return denied(_("Năm %(year)s đã khép lại.") % {"year": round_.year})
    return ALLOWED


def may_withdraw(by: Actor, sheet: Sheet) -> Verdict:
    """Leave it to the person a sheet was entered for."""
    if sheet.person_id is None or sheet.person_id != by.person_id:
        return denied(_("Chỉ người có tên trong bản đăng ký mới rút lại."))
    return _open(sheet.round)


def visible_loads(by: Actor, round_: Round) -> QuerySet[Load]:
    """Return what was entered at once for people in the reach of *by*, if they handle it."""
    rows = Load.objects.filter(round=round_).select_related("post__person", "round__movement")
    return rows.filter(under(by.reach)) if handles(by, by.reach) else rows.none()


def units_handled(by: Actor) -> QuerySet[Unit]:
    """Return the open units for whose people *by* may enter."""
    rows = Unit.objects.open().select_related("parent")
    return rows.under(by.reach) if handles(by, by.reach) else rows.none()


LOAD_RULES: Mapping[str, Rule[Load]] = dict.fromkeys(
    ("enter", "put_aside", "undo"), may_handle_load
)
