"""Who carries a model together with another unit, and what that lets them see and do."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration.access.may import may_register_models, may_write
from kheo.movement.s3_registration.access.seen import seen
from kheo.movement.s3_registration.models import Partner, Registration
from kheo.movement.s3_registration.states import AGAIN, PARTNER_FLOW, PartnerState, State
from kheo.orgs.states import Power

SHOWN = (PartnerState.INVITED, PartnerState.JOINED)  # to them the model is open to read


def of_unit(by: Actor, *states: PartnerState) -> QuerySet[Partner]:
    """Return where the unit of *by* carries a model with another, or is asked to."""
    paths = {by.reach, by.unit_path} - {""}
    return Partner.objects.filter(path__in=paths, state__in=states or SHOWN)


def readable_by(by: Actor) -> QuerySet[Registration]:
    """Return the records *by* may open: what they see in lists, and the models they share."""
    shared = Q(pk__in=of_unit(by).order_by().values("registration"))
    mine = seen(by)
    return Registration.objects.filter(shared if mine is None else mine | shared)


def shares(by: Actor, registration: Registration) -> bool:
    """Tell whether *by* keeps the models of a unit that carries this one along."""
    joined = Partner.objects.filter(registration=registration, state=PartnerState.JOINED)
    paths = joined.values_list("path", flat=True)
    return by.has(Power.MODEL) and any(by.may(Power.MODEL, path) for path in paths)


def may_invite(by: Actor, registration: Registration) -> Verdict:
    if registration.subject != Subject.MODEL:
        return denied(_("Chỉ mô hình của đơn vị mới có đơn vị phối hợp."))
    return may_write(by, registration) and _open(registration)


def may_join(by: Actor, registration: Registration) -> Verdict:
    if not may_register_models(by):
        return denied(_("Chỉ người được giao đăng ký mô hình của đơn vị mới xin tham gia."))
    if registration.subject != Subject.MODEL or registration.state == State.DRAFT:
        return denied(_("Chỉ tham gia được mô hình đã gửi đăng ký."))
    if registration.unit_id == by.unit_id:
        return denied(_("Đây là mô hình của chính đơn vị bạn."))
    return _open(registration)


def _open(registration: Registration) -> Verdict:
    if registration.round.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại."))
    return ALLOWED


def may_answer(by: Actor, partner: Partner) -> Verdict:
    if not by.may(Power.MODEL, partner.path):
        return denied(_("Chỉ người phụ trách mô hình của đơn vị phối hợp mới trả lời."))
    return _open(partner.registration)


def may_lead(by: Actor, partner: Partner) -> Verdict:
    return may_invite(by, partner.registration)


def ends_itself(_by: Actor, _partner: Partner) -> Verdict:
    return denied(_("Việc phối hợp chỉ thôi và có lại như thế khi sắp xếp tổ chức."))


PARTNER_RULES: Mapping[str, Rule[Partner]] = {
    "invite": may_lead,
    "ask": may_answer,
    "accept": may_answer,
    "decline": may_answer,
    "leave": may_answer,
    "admit": may_lead,
    "refuse": may_lead,
    "release": may_lead,
    **dict.fromkeys(("end", *AGAIN.values()), ends_itself),
}


def open_partner_steps(by: Actor, partner: Partner) -> list[Step]:
    """Return the answers to offer as buttons; asking anew is done by inviting or asking again."""
    steps = [s for s in PARTNER_FLOW.leaving(partner.state) if s.name not in {"invite", "ask"}]
    return [s for s in steps if PARTNER_RULES[s.name](by, partner)]
