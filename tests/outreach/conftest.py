import datetime as dt
from types import SimpleNamespace

import pytest

from kheo.orgs.states import Kind, Power
from kheo.outreach import actions
from kheo.outreach.actions import Held
from tests.factories import UnitFactory, actor_in
from tests.factories.directive import launched, office

DAY = dt.date(2026, 3, 12)


def held(**changes):
    given = {"day": DAY, "subject": "Nghị quyết 25 về công tác dân vận", "people": 12}
    return Held(**(given | changes))


@pytest.fixture
def year(noon):
    """A launched round, two divisions with who writes for them, their agency and a Party cell."""
    agency, (division, beside), launcher = office()
    round_ = launched(agency, [division, beside], launcher)
    cell = UnitFactory(path="900.", kind=Kind.CELL, name="Chi bộ Tổng hợp")
    return SimpleNamespace(
        round=round_, agency=agency, division=division, beside=beside, cell=cell,
        by=actor_in(division, Power.PLAN), stranger=actor_in(beside, *Power),
        clerk=actor_in(agency, Power.FILE), secretary=actor_in(cell, Power.OVERSEE),
    )  # fmt: skip


def recorded(year, *uploads, **changes):
    return actions.record(year.round, year.division, held(**changes), by=year.by, uploads=uploads)
