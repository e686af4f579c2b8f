import datetime as dt

import pytest

from kheo.orgs import queries
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, UnitFactory, actor_in

TODAY = dt.date(2026, 3, 20)


@pytest.fixture
def province():
    return UnitFactory(path="001.", kind=Kind.PROVINCE, name="Tỉnh Nam Sơn")


@pytest.fixture
def agency(province):
    return UnitFactory(path="001.001.", kind=Kind.AGENCY, parent=province, name="Sở Nội vụ")


@pytest.fixture
def division(agency):
    return UnitFactory(path="001.001.001.", parent=agency, name="Phòng Tổ chức")


@pytest.fixture
def administrator(province):
    """Somebody of the province who administers it and all below."""
    office = UnitFactory(path="001.009.", parent=province, kind=Kind.AGENCY, name="Văn phòng")
    return actor_in(office, Power.ADMINISTER, over=province)


@pytest.fixture
def signed(client, province):
    """An administrator of the province who is signed in."""
    post = PostFactory(
        unit=UnitFactory(path="001.009.", parent=province, kind=Kind.AGENCY, name="Văn phòng"),
        over=province,
        powers=[Power.ADMINISTER],
    )
    client.force_login(post.person.user)
    return queries.actor_of(post)
