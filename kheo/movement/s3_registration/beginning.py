"""Who may begin a registration: asked before a form is shown, and again as it is sent."""

from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Verdict, denied
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import access, queries
from kheo.orgs.models import Unit


def home_of(by: Actor, subject: str) -> Unit:
    """Return the unit a registration of *by* belongs to: a person's own, or that of the post."""
    units = Unit.objects.filter(pk=by.unit_id or 0)
    if subject == Subject.ITEM:  # a post may lie elsewhere than where its holder works
        units = Unit.objects.filter(people=by.person_id)
    return units.get()


def may_hold(by: Actor, subject: str) -> Verdict:
    """Leave items to whoever holds a post, models to whom a unit has given them."""
    if by.person_id is None or by.unit_id is None:
        return denied(_("Chỉ người giữ một chức vụ mới đăng ký."))
    if subject == Subject.MODEL and not access.may_register_models(by):
        return denied(_("Chỉ người được giao mới đăng ký mô hình của đơn vị."))
    return ALLOWED


def may_answer(round_: Round, unit: Unit) -> Verdict:
    if not queries.addressed(round_, unit.path):
        return denied(_("Phong trào này không giao cho %(unit)s.") % {"unit": unit.name})
    return ALLOWED


def may_begin(by: Actor, asked: tuple[Round, str]) -> Verdict:
    """Return whether a form may be shown at all: nobody writes what would be refused."""
    round_, subject = asked
    if round_.state != RoundState.OPEN:
        words = _("Năm %(year)s đã khép lại, không nhận đăng ký nữa.")
        return denied(words % {"year": round_.year})
    return may_hold(by, subject) and may_answer(round_, home_of(by, subject))
