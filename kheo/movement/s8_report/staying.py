"""What of a year stays with the unit that made it: plans, reports, awards, the numbers of papers."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from kheo.documents.models import NumberBook
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s6_commendation.models import Award, Proposal
from kheo.movement.s7_replication.models import Adoption
from kheo.movement.s8_report.models import Report
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open


class Papers:
    """Papers keep the unit of their day, whatever comes after it."""

    words = ()

    def touched(self, units: Collection[int], unfinished: Open) -> list[Touch]:  # noqa: ARG002 - every room is asked alike
        kept = _("Giữ nguyên ở đơn vị cũ")
        plans = Plan.objects.filter(unit__in=units)
        reports = Report.objects.filter(unit__in=units)
        running = RoundState.OPEN
        return [
            Touch(
                _("Kế hoạch của năm đang mở"),
                plans.filter(round__state=running).count(),
                _(
                    "Giữ ở đơn vị cũ, tính cho đơn vị mở thay nó; nơi nhận có sẵn dùng kế hoạch của mình"
                ),
            ),
            Touch(
                _("Báo cáo của năm đang mở"),
                reports.filter(round__state=running).count(),
                _(
                    "Giữ ở đơn vị cũ, tính cho đơn vị mở thay riêng nó; nơi nhận nhiều đơn vị lập báo cáo chung"
                ),
            ),
            Touch(
                _("Kế hoạch, báo cáo của các năm đã khép"),
                plans.exclude(round__state=running).count()
                + reports.exclude(round__state=running).count(),
                kept,
            ),
            Touch(_("Tờ trình"), Proposal.objects.filter(unit__in=units).count(), kept),
            Touch(_("Khen thưởng"), Award.objects.filter(unit__in=units).count(), kept),
            Touch(_("Nơi đang làm theo"), Adoption.objects.filter(unit__in=units).count(), kept),
            Touch(
                _("Sổ số văn bản"),
                NumberBook.objects.filter(unit__in=units).count(),
                _("Khoá lại; nơi nhận dùng sổ của mình, đơn vị chỉ đổi cấp trên đánh số tiếp"),
            ),
        ]

    def carry(self, load: Load, *, by: Actor) -> None:
        """Nothing moves."""

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:
        """Nothing moved."""

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:  # noqa: ARG002 - every room is asked alike
        if Plan.objects.filter(unit__in=opened).exists():
            return _("Đơn vị mở theo quyết định này đã nhận văn bản hoặc có kế hoạch.")
        if Report.objects.filter(unit__in=opened).exists():
            return _("Đơn vị mở theo quyết định này đã lập báo cáo.")
        if NumberBook.objects.filter(unit__in=opened).exists():
            return _("Đơn vị mở theo quyết định này đã lấy số văn bản.")
        return ""


ROOM = Papers()
