"""What of stage 1 a reorganisation touches: whom an open movement addresses, and its days."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Milestone, Movement
from kheo.movement.s1_directive.states import RoundState
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open


class Scopes:
    """The units that must answer: of a movement with an open year the successor answers."""

    words = ("scope",)

    def touched(self, units: Collection[int], unfinished: Open) -> list[Touch]:  # noqa: ARG002 - every room is asked alike
        rows = self._open(units)
        movements = rows.values("movement").distinct()
        days = Milestone.objects.filter(
            round__movement__in=movements, round__state=RoundState.OPEN, due_on__gte=clock.today()
        )
        return [
            Touch(
                _("Phong trào đang mở giao cho đơn vị"),
                movements.count(),
                _("Nơi nhận thực hiện tiếp"),
            ),
            Touch(_("Hạn còn ở phía trước"), days.count(), _("Giữ ngày, nơi nhận theo")),
        ]

    def carry(self, load: Load, *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        ledger = []
        for row in list(self._open(list(load.units))):
            new = load.units[row.unit_id]
            _made, added = self._through().get_or_create(movement_id=row.movement_id, unit=new)
            ledger.append(
                Carried(
                    reorganisation=load.event,
                    what="scope",
                    key=row.movement_id,
                    before=row.unit_id,
                    after=new.pk if added else 0,
                )
            )
            row.delete()
        Carried.objects.bulk_create(ledger)

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        for row in rows:
            if row.after:
                self._through().filter(movement=row.key, unit=row.after).delete()
            self._through().get_or_create(movement_id=row.key, unit_id=row.before)

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:
        carried = event.carried.filter(what="scope").values("key")
        new = self._through().filter(unit__in=opened).exclude(movement__in=carried)
        if new.exists():
            return _("Đã có phong trào mới giao cho đơn vị mở theo quyết định này.")
        return ""

    def _open(self, units: Collection[int]) -> Any:
        return (
            self._through()
            .filter(unit__in=units, movement__rounds__state=RoundState.OPEN)
            .distinct()
        )

    def _through(self) -> Any:
        return Movement.scope.through.objects


ROOM = Scopes()
