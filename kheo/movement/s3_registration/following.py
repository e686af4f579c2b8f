"""Records of later stages that carry the path of their registration follow it to another unit."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from kheo.kernel.actor import Actor
from kheo.orgs.models import Person, Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open


class Followers:
    """A room whose records go wherever the sheet they rest on goes."""

    words = ("sheet",)  # what tells it where its records lie

    def __init__(self, model: type[Model], sheet: str, what: Any, fate: Any) -> None:
        self.rows: Any = model._default_manager
        self.sheet, self.what, self.fate = sheet, what, fate

    def touched(self, units: Collection[int], unfinished: Open) -> list[Touch]:
        rows = self.rows.filter(
            **{f"{self.sheet}__unit__in": units, f"{self.sheet}__round__state": "open"}
        )
        count = rows.count() if unfinished == Open.GO else 0
        return [Touch(str(self.what), count, str(self.fate))]

    def carry(self, load: Load, *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        self._seat(load.event)

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        if rows:
            self._seat(rows[0].reorganisation)  # the sheets are back where they were

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:  # noqa: ARG002 - every room is asked alike
        return ""

    def follow(self, person: Person, to: Unit, *, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        """Go along with the sheets that followed *person* to another unit."""
        sheets = {f"{self.sheet}__person": person, f"{self.sheet}__unit": to}
        self.rows.filter(**sheets).exclude(path=to.path).update(path=to.path)

    def come_back(self, person: Person, to: Unit, *, since: datetime, by: Actor) -> None:  # noqa: ARG002 - every room is asked alike
        """Go back with the sheets whose owner never left."""
        self.follow(person, to, by=by)

    def _seat(self, event: Reorganisation) -> None:
        """Write the path of the unit each sheet of *event* lies in now."""
        sheets = event.carried.filter(what="sheet").values("key")
        rows = self.rows.filter(**{f"{self.sheet}__in": sheets})
        at: defaultdict[int, list[int]] = defaultdict(list)
        for pk, unit in rows.order_by().values_list("pk", f"{self.sheet}__unit"):
            at[unit].append(pk)
        paths = dict(Unit.objects.filter(pk__in=at).values_list("pk", "path"))
        for unit, keys in at.items():
            for n in range(0, len(keys), 1000):
                self.rows.filter(pk__in=keys[n : n + 1000]).update(path=paths[unit])
