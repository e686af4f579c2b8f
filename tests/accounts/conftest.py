import datetime as dt

import pytest

from kheo.orgs import queries
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PostFactory, UnitFactory


@pytest.fixture
def province():
    return UnitFactory(path="001.", kind=Kind.PROVINCE, name="Tỉnh Nam Sơn")


@pytest.fixture
def office(province):
    return UnitFactory(
        path="001.001.", kind=Kind.AGENCY, parent=province, name="Văn phòng", staff=3
    )


@pytest.fixture
def admin(office):
    """Who administers the office, as a post."""
    return PostFactory(unit=office, powers=[Power.ADMINISTER], title="Quản trị")


@pytest.fixture
def by(admin):
    return queries.actor_of(admin)


@pytest.fixture
def newcomer(office):
    """Somebody at work who has no account yet."""
    person = PersonFactory(unit=office, full_name="Lò Thị Thanh", code="CB/77")
    PostFactory(person=person, unit=office, since=dt.date(2024, 1, 1))
    return person
