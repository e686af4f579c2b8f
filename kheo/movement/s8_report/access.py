"""Who may see a report, write it, receive it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import FLOW, State
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.reorganisation.models import Carried
from kheo.orgs.states import Power


def visible_to(by: Actor) -> QuerySet[Report]:
    """Return the reports *by* may read.

    A draft is its writers'. What was sent is for those it was sent to, and for all who work for
    the unit or below it. What is published is for everybody.
    """
    rows = Report.objects.select_related("unit__parent", "round__movement__unit")
    sent = ~Q(state=State.DRAFT)
    mine = Q(path=by.reach) if by.has(Power.REPORT) else Q(pk__in=())
    below = under(by.reach) if by.has(Power.REPORT) else Q(pk__in=())
    above = Q(path__in=ancestors_of(by.unit_path))
    return rows.filter(mine | (sent & (below | above)) | Q(state=State.PUBLISHED))


def published() -> QuerySet[Report]:
    """Return the reports anybody may read without signing in."""
    rows = Report.objects.filter(state=State.PUBLISHED)
    return rows.select_related("unit__parent", "round__movement__unit")


def asked(round_: Round) -> QuerySet[Unit]:
    """Return the units that may have had to answer in a round, those closed since included.

    Whoever answered was asked; a unit opened after the year was not. Of years before a
    reorganisation its ledger knows whom the movement addressed. Who owes: ``s1_directive.owing``.
    """
    scope = Movement.scope.through.objects.filter(movement=round_.movement_id)
    before = Carried.objects.filter(
        what="scope",
        key=round_.movement_id,
        reorganisation__effective_on__year__gte=round_.year,
    )
    today = Q(pk__in=scope.values("unit"), opened_on__year__lte=round_.year)
    earlier = Q(pk__in=before.values("before"))
    answered = Q(pk__in=Plan.objects.filter(round=round_).values("unit"))
    told = Q(pk__in=Report.objects.filter(round=round_).values("unit"))
    return Unit.objects.filter(today | earlier | answered | told).select_related("parent")


def answering(round_: Round) -> QuerySet[Unit]:
    """Return the units that report on a round: those that must answer, and the one that asks."""
    of_movement = Movement.objects.filter(pk=round_.movement_id).order_by().values("unit")
    return asked(round_) | Unit.objects.filter(pk__in=of_movement).select_related("parent")


def visible_units(by: Actor, round_: Round) -> QuerySet[Unit]:
    """Return the reporting units whose figures *by* may see: within reach, or their own chain."""
    reach = under(by.reach) if by.powers else Q(pk__in=())
    return answering(round_).filter(reach | Q(path__in=ancestors_of(by.unit_path)))


def reporting_unit(by: Actor, round_: Round) -> Unit | None:
    """Return the reporting unit nearest to where *by* stands: of their powers, else their seat."""
    paths = ancestors_of(by.reach if by.powers else by.unit_path)
    return answering(round_).filter(path__in=paths).order_by("-path").first()


def told_below(round_: Round, unit: Unit) -> QuerySet[Report]:
    """Return the reports sent by the units right below, to be read and picked from."""
    sent = Report.objects.filter(round=round_, unit__parent=unit).exclude(state=State.DRAFT)
    return sent.select_related("unit").order_by("path")


def may_write(by: Actor, report: Report) -> Verdict:
    """Tell whether *by* reports for this very unit: a unit above receives, it does not write."""
    if not by.has(Power.REPORT) or by.reach != report.path:
        return denied(
            _("Báo cáo của %(unit)s do người được giao việc báo cáo của đơn vị đó lập và gửi.")
            % {"unit": report.unit}
        )
    if report.state != State.DRAFT:
        return denied(
            _("Báo cáo đã gửi, số liệu đã chốt. Cần sửa thì rút về, hoặc nhờ nơi nhận trả lại.")
        )
    return ALLOWED


def may_recall(by: Actor, report: Report) -> Verdict:
    """Leave taking back what was sent to the unit that sent it."""
    if not by.has(Power.REPORT) or by.reach != report.path:
        return denied(_("Chỉ đơn vị đã gửi báo cáo mới rút về."))
    return ALLOWED


def may_return(by: Actor, report: Report) -> Verdict:
    """Leave returning to a unit above: nobody returns a report to themselves."""
    if not by.has(Power.REPORT) or by.reach == report.path or not by.reaches(report.path):
        return denied(_("Chỉ đơn vị cấp trên nhận báo cáo mới trả lại. Nơi gửi thì rút về."))
    return ALLOWED


def may_publish(by: Actor, report: Report) -> Verdict:
    """Tell whether *by* stands where the report ends: above the unit, or at the top of all."""
    top = report.unit_id == report.round.movement.unit_id
    above = by.reaches(report.path) and (top or by.reach != report.path)
    if not by.has(Power.REPORT) or not above:
        return denied(_("Chỉ đơn vị cấp trên nhận báo cáo mới công bố."))
    return ALLOWED


RULES: Mapping[str, Rule[Report]] = {
    "send": may_write,
    "return": may_return,
    "recall": may_recall,
    "publish": may_publish,
}


def open_steps(by: Actor, report: Report) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [step for step in FLOW.leaving(report.state) if RULES[step.name](by, report)]
