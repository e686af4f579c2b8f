"""Who may see a directive and a movement, and who may launch one."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Directive, Movement, Round
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, DirectiveState, RoundState
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power


def visible_to(by: Actor) -> QuerySet[Directive]:
    """Return the directives read in the units the actor's powers hold over."""
    rows = Directive.objects.filter(under(by.reach, "unit__path"))
    return rows.select_related("document", "unit") if by.has(Power.LAUNCH) else rows.none()


def listed_to(by: Actor) -> QuerySet[Directive]:
    """Return the directives *by* may find in the register and whose file they may take.

    A launched paper of one's own unit or of a unit above is for all staff (requirement 001-03).
    """
    launched = Q(state=DirectiveState.OPENED, unit__path__in=ancestors_of(by.unit_path))
    mine = under(by.reach, "unit__path") if by.has(Power.LAUNCH) else Q(pk__in=())
    return Directive.objects.filter(launched | mine).select_related("document", "unit")


def visible_movements(by: Actor) -> QuerySet[Movement]:
    """Return every movement: a launch is made known to all staff (requirement 001-03)."""
    return Movement.objects.select_related("unit") if by.person_id else Movement.objects.none()


def visible_rounds(by: Actor) -> QuerySet[Round]:
    rows = Round.objects.select_related("movement__unit")
    return rows if by.person_id else rows.none()


def launched(by: Actor, directive: Directive) -> Round | None:
    """Return the first year of the movement a paper has launched, if it has."""
    if directive.state != DirectiveState.OPENED:
        return None
    rounds = visible_rounds(by).filter(movement__directive=directive)
    return rounds.order_by("year").first()


def may_read(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.LAUNCH, unit.path):
        return denied(_("Việc nạp văn bản phát động do người được giao phát động phong trào làm."))
    return ALLOWED


def may_launch(by: Actor, directive: Directive) -> Verdict:
    if not by.may(Power.LAUNCH, directive.unit.path):
        return denied(_("Chỉ người được giao phát động phong trào mới xác nhận và phát động."))
    return ALLOWED


def may_close(by: Actor, round_: Round) -> Verdict:
    if not by.may(Power.LAUNCH, round_.movement.unit.path):
        return denied(_("Chỉ đơn vị phát động mới khép lại năm."))
    return ALLOWED


def may_open_year(by: Actor, movement: Movement) -> Verdict:
    if not by.may(Power.LAUNCH, movement.unit.path):
        return denied(_("Chỉ đơn vị phát động mới mở năm tiếp theo."))
    return ALLOWED


def may_amend(by: Actor, round_: Round) -> Verdict:
    if not by.may(Power.LAUNCH, round_.movement.unit.path):
        return denied(_("Chỉ người được giao phát động phong trào mới dời hạn."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_decide_transfers(by: Actor, round_: Round) -> Verdict:
    if not by.may(Power.LAUNCH, round_.movement.unit.path):
        return denied(_("Chỉ đơn vị phát động mới định việc này."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_edit_form(by: Actor, movement: Movement) -> Verdict:
    """Leave the wording of a form to who launches for its unit, or files for it: the focal office."""
    path = movement.unit.path
    if by.may(Power.LAUNCH, path) or by.may(Power.FILE, path):
        return ALLOWED
    return denied(_("Chỉ đơn vị phát động và bộ phận đầu mối của đơn vị ấy mới sửa mẫu đăng ký."))


def may_keep_lists(by: Actor, movement: Movement) -> Verdict:
    """Leave the lists a movement works by to the same: categories of tasks, formats of study."""
    path = movement.unit.path
    if by.may(Power.LAUNCH, path) or by.may(Power.FILE, path):
        return ALLOWED
    return denied(_("Chỉ đơn vị phát động và bộ phận đầu mối của đơn vị ấy mới sửa danh mục này."))


def may_set_quotas(by: Actor, round_: Round) -> Verdict:
    """Leave the rules of registration to the same, while the year is open."""
    path = round_.movement.unit.path
    if not (by.may(Power.LAUNCH, path) or by.may(Power.FILE, path)):
        return denied(_("Chỉ đơn vị phát động và bộ phận đầu mối của đơn vị ấy mới định chỉ tiêu."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_ask_again(by: Actor, directive: Directive) -> Verdict:
    if not by.may(Power.LAUNCH, directive.unit.path):
        return denied(_("Việc đọc lại văn bản do người được giao phát động phong trào làm."))
    return ALLOWED


RULES: Mapping[str, Rule[Directive]] = {
    # the machine reads in the name of whoever asked it to
    "recognise": may_ask_again,
    "give_up": may_ask_again,
    "retry": may_ask_again,
    "confirm": may_launch,
    "reopen": may_launch,
    "open": may_launch,
    "remove": may_launch,
}
ROUND_RULES: Mapping[str, Rule[Round]] = {"close": may_close}


def open_steps(by: Actor, directive: Directive) -> list[Step]:
    """Return the steps to offer as buttons."""
    steps = DIRECTIVE_FLOW.leaving(directive.state)
    return [step for step in steps if RULES[step.name](by, directive)]
