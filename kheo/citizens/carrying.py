"""What people said and a unit still owes goes on where the unit goes on.

The settings ``UNIT_STANDING`` and ``REORGANISED`` name what is here.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from kheo.citizens.models import Grievance
from kheo.citizens.states import OWED
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import number
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open


def owed(unit: Unit, *, on: date) -> str:  # noqa: ARG001 - every such question is asked alike
    """Say how many grievances *unit* has still to solve or to answer, or nothing."""
    count = Grievance.objects.filter(unit=unit, state__in=OWED).count()
    if not count:
        return ""
    return _("Còn %(count)s ý kiến của dân chưa giải quyết, chưa trả lời.") % {
        "count": number(count)
    }


class Grievances:
    """What is still owed to people goes to who goes on, whatever else stays; the rest is the past."""

    words = ("grievance",)

    def touched(self, units: Collection[int], unfinished: Open) -> list[Touch]:  # noqa: ARG002 - every room is asked alike
        count = Grievance.objects.filter(unit__in=units, state__in=OWED).count()
        return [
            Touch(
                _("Ý kiến của dân chưa giải quyết, chưa trả lời"),
                count,
                _("Nơi nhận giải quyết tiếp"),
            )
        ]

    def carry(self, load: Load, *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        rows = Grievance.objects.filter(unit__in=list(load.units), state__in=OWED)
        ledger = []
        for pk, unit in rows.order_by().values_list("pk", "unit"):
            new = load.units[unit]
            _seat(pk, new.pk, new.path)
            ledger.append(
                Carried(
                    reorganisation=load.event, what="grievance", key=pk, before=unit, after=new.pk
                )
            )
        Carried.objects.bulk_create(ledger)

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        paths = dict(
            Unit.objects.filter(pk__in={row.before for row in rows}).values_list("pk", "path")
        )
        for row in rows:
            _seat(row.key, row.before, paths[row.before])

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:
        carried = event.carried.filter(what="grievance").values("key")
        if Grievance.objects.filter(unit__in=opened).exclude(pk__in=carried).exists():
            return _("Đơn vị mở theo quyết định này đã ghi ý kiến của dân.")
        return ""


def _seat(pk: int, unit: int, path: str) -> None:
    Grievance.objects.filter(pk=pk).update(unit_id=unit, path=path)


ROOM = Grievances()
