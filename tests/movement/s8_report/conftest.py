import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power
from tests.factories import MovementFactory, RoundFactory, UnitFactory, actor_in

NOW = dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)  # three weeks before the reports are due


@pytest.fixture(autouse=True)
def november(db):
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def land():
    """A province that asks, an agency with two divisions of which one answers, a commune."""
    province = UnitFactory(path="001.", name="UBND tỉnh", kind=Kind.PROVINCE)
    agency = UnitFactory(path="001.001.", name="Sở Nội vụ", kind=Kind.AGENCY, parent=province)
    commune = UnitFactory(path="001.002.", name="Xã Nà Hỏi", kind=Kind.COMMUNE, parent=province)
    division = UnitFactory(path="001.001.001.", name="Phòng Một", parent=agency)
    silent = UnitFactory(path="001.001.002.", name="Phòng Hai", parent=agency)
    movement = MovementFactory(unit=province)
    movement.scope.set([agency, commune, division])
    return SimpleNamespace(
        round=RoundFactory(movement=movement),
        province=province,
        agency=agency,
        commune=commune,
        division=division,
        silent=silent,
        above=actor_in(province, Power.REPORT),
        owner=actor_in(agency, Power.REPORT),
        colleague=actor_in(division),
        stranger=actor_in(commune, Power.REPORT),
    )


@pytest.fixture
def enter(client):
    def enter(by):
        client.force_login(Person.objects.get(pk=by.person_id).user)
        return client

    return enter
