import datetime as dt

import pytest

from kheo.citizens.states import Heard, Kind
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from tests.factories import (
    MovementFactory,
    PersonFactory,
    RoundFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_in,
)

FACTS = {
    "kind": Kind.GRIEVANCE,
    "title": "Đường vào bản lầy lội",
    "text": "Mưa là trẻ không đến trường được.",
    "place": "Bản Nà Pang",
    "heard": Heard.DIALOGUE,
    "heard_on": dt.date(2026, 3, 16),
    "people": 120,
    "due_on": dt.date(2026, 3, 31),
    "registration": None,
}
DUE = dt.date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _noon(db, noon):
    """Stop the clock at noon of 20 March 2026."""


@pytest.fixture
def agency():
    return UnitFactory(path="001.003.", kind="agency", name="Sở Xây dựng")


@pytest.fixture
def unit(agency):
    return UnitFactory(path="001.003.001.", parent=agency, name="Phòng Hạ tầng")


@pytest.fixture
def round_(agency):
    return RoundFactory(movement=MovementFactory(unit=agency, name="Dân vận khéo"))


@pytest.fixture
def keeper(unit):
    return actor_in(unit, Power.OVERSEE, Power.REPORT)


@pytest.fixture
def handler(unit):
    """Somebody of the unit without any power."""
    return actor_for(PersonFactory(unit=unit, full_name="Lò Thị Thanh", user=UserFactory()))


@pytest.fixture
def clerk(agency):
    """The focal office, which files for the whole agency."""
    seat = UnitFactory(path="001.003.009.", parent=agency)
    return actor_in(seat, Power.FILE, Power.OVERSEE, over=agency)


@pytest.fixture
def neighbour(agency):
    return actor_in(UnitFactory(path="001.003.002.", parent=agency), *Power)


@pytest.fixture
def cell():
    return actor_in(UnitFactory(path="900.", kind="cell"), Power.OVERSEE, Power.FILE)


@pytest.fixture
def person(handler):
    return Person.objects.get(pk=handler.person_id)


@pytest.fixture
def enter(client):
    def enter(by):
        client.force_login(Person.objects.get(pk=by.person_id).user)
        return client

    return enter
