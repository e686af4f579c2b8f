"""Who reads what people said to a unit, who keeps it, who is given it to solve."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.citizens.models import Grievance
from kheo.citizens.states import FLOW, UNSOLVED, State
from kheo.kernel import clock
from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.models import Registration, Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.states import APART
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import people_under
from kheo.orgs.states import PARTY_OWN, Power

KEEPING = frozenset({Power.OVERSEE, Power.REPORT})
WATCHING = KEEPING | {Power.FILE}
PEOPLE_MOST = 300  # offered to give it to; above that, who works in the unit itself or leads below


def watches(by: Actor) -> bool:
    """Tell whether *by* reads what was said to every unit they reach; a Party cell hears nothing."""
    return by.unit_kind not in PARTY_OWN and any(by.has(power) for power in WATCHING)


def visible_to(by: Actor) -> QuerySet[Grievance]:
    """Return what was said to the units *by* follows, and what was given to them to solve."""
    if by.unit_kind in PARTY_OWN:
        return Grievance.objects.none()
    given = Q(handler=by.me)
    return Grievance.objects.filter(under(by.reach) | given if watches(by) else given)


def visible_units(by: Actor) -> QuerySet[Unit]:
    """Return the unit *by* reads for and the open ones right below it, by which figures are told."""
    told = Q(closed_on=None) | Exists(Grievance.objects.filter(unit=OuterRef("pk")))
    rows = Unit.objects.filter(Q(path=by.reach) | Q(told, parent__path=by.reach))
    return rows.exclude(kind__in=PARTY_OWN) if watches(by) else rows.none()


def own_unit(by: Actor) -> Unit:
    """Return the unit *by* keeps this for: that of their powers, which is never one below it."""
    return Unit.objects.get(path=by.reach)


def solving(by: Actor, unit: Unit, round_: Round) -> QuerySet[Registration]:
    """Return what *unit* registered in a year and *by* may name as solving what people said."""
    rows = s3.visible_to(by).filter(unit=unit, round=round_)
    return rows.exclude(state__in=APART).order_by("subject", "pk")


def opens_registration(by: Actor, grievance: Grievance) -> bool:
    """Tell whether *by* may open what was registered to solve it."""
    key = grievance.registration_id
    return key is not None and s3.readable_by(by).filter(pk=key).exists()


def handlers(unit: Unit) -> QuerySet[Person]:
    """Return whom *unit* may give it to: its people; of a large one those near its top."""
    people = people_under(unit.path)
    if people.count() > PEOPLE_MOST:
        heads = Q(posts__is_head=True, posts__until=None, posts__unit__parent=unit)
        people = people.filter(Q(unit=unit) | heads).distinct()
    return people.order_by("name_key", "pk")


def may_enter(by: Actor, _record: None = None) -> Verdict:
    if by.unit_kind in PARTY_OWN:
        return denied(
            _("Ý kiến của dân do cơ quan, đơn vị theo dõi. Đổi sang tư cách ở đơn vị để xem.")
        )
    return ALLOWED


def may_watch(by: Actor, _record: None = None) -> Verdict:
    if not watches(by):
        return denied(_("Số liệu dành cho người theo dõi, lưu hồ sơ hoặc báo cáo của đơn vị."))
    return ALLOWED


def may_record(by: Actor, round_: Round) -> Verdict:
    if by.unit_kind in PARTY_OWN or not (by.reach and any(by.has(p) for p in KEEPING)):
        return denied(_("Chỉ người theo dõi hoặc báo cáo của đơn vị mới ghi ý kiến của dân."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại. Ý kiến mới ghi vào năm đang mở."))
    return ALLOWED


def may_keep(by: Actor, grievance: Grievance) -> Verdict:
    """Leave it to who oversees or reports for the very unit: the one above reads and reminds."""
    keeps = by.reach == grievance.path and any(by.has(power) for power in KEEPING)
    if by.unit_kind in PARTY_OWN or not keeps:
        return denied(_("Chỉ người theo dõi hoặc báo cáo của chính đơn vị ấy mới làm việc này."))
    return ALLOWED


def may_handle(by: Actor, grievance: Grievance) -> Verdict:
    if (by.me and by.me == grievance.handler_id) or may_keep(by, grievance):
        return ALLOWED
    return denied(
        _("Kết quả do người được giao giải quyết, hoặc người theo dõi của đơn vị ấy, ghi.")
    )


def may_edit(by: Actor, grievance: Grievance) -> Verdict:
    if grievance.state not in UNSOLVED:
        return denied(_("Ý kiến này đã giải quyết, đã chuyển hoặc đã bỏ nên không sửa nữa."))
    return may_keep(by, grievance)


def may_remind(by: Actor, grievance: Grievance) -> Verdict:
    if not (watches(by) and by.reaches(grievance.path)):
        return denied(_("Chỉ người theo dõi hoặc người lưu hồ sơ mới đôn đốc."))
    if grievance.state not in (*UNSOLVED, State.SOLVED):
        return denied(_("Ý kiến này không còn việc gì phải đôn đốc."))
    if grievance.reminded_on == clock.today():
        return denied(_("Hôm nay đã đôn đốc việc này rồi."))
    return ALLOWED


RULES: Mapping[str, Rule[Grievance]] = {
    "assign": may_keep,
    "solve": may_handle,
    "answer": may_handle,
    "pass_on": may_keep,
    "reopen": may_keep,
    "take_back": may_keep,
    "drop": may_keep,
}


def may_step(by: Actor, grievance: Grievance, name: str) -> Verdict:
    """Answer whether *by* may take a step now: its rule, and whether it leaves this state."""
    if (verdict := RULES[name](by, grievance)) and FLOW[name] not in FLOW.leaving(grievance.state):
        return denied(
            _("Ý kiến này đang ở trạng thái “%(state)s” nên không làm việc này được.")
            % {"state": grievance.get_state_display()}
        )
    return verdict


def open_steps(by: Actor, grievance: Grievance) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [s for s in FLOW.leaving(grievance.state) if RULES[s.name](by, grievance)]
