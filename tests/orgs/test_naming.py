"""A unit is named as it was on a day, and so that who reads of several knows which."""

import datetime as dt

import pytest

from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.orgs import tree
from kheo.orgs.models import FormerName
from kheo.orgs.naming import heading, name_for
from kheo.orgs.states import Kind, Power
from tests.factories import UnitFactory, actor_in

MARCH, JULY = dt.date(2026, 3, 1), dt.date(2026, 7, 1)


@pytest.fixture
def land(db):
    province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="Tỉnh")
    commune = UnitFactory(path="001.002.", parent=province, kind=Kind.COMMUNE, name="Xã Nà Hỏi")
    division = UnitFactory(path="001.002.001.", parent=commune, name="Phòng Kinh tế")
    return province, commune, division


@pytest.mark.parametrize(
    ("reader", "named", "said"),
    (
        (0, 2, "Phòng Kinh tế, Xã Nà Hỏi"),  # the province reaches every commune
        (0, 1, "Xã Nà Hỏi"),
        (1, 2, "Phòng Kinh tế"),  # in the commune there is only one
        (2, 2, "Phòng Kinh tế"),
    ),
)
def test_a_division_is_named_with_its_commune_to_who_reaches_several(land, reader, named, said):
    assert name_for(actor_in(land[reader]), land[named]) == said


def test_who_reaches_nothing_reads_the_bare_name(land):
    assert name_for(Actor.system("Khéo"), land[2]) == "Phòng Kinh tế"


@pytest.fixture
def renamed(land):
    """The commune was called otherwise until July 2026, the province until March."""
    province, commune, _division = land
    for unit, name, until in ((commune, "Xã Nà Pang", JULY), (province, "Tỉnh Cũ", MARCH)):
        FormerName.objects.create(
            unit=unit, name=name, folded=fold(name), since=dt.date(2020, 1, 1), until=until
        )
    return commune


@pytest.mark.parametrize(
    ("on", "names"),
    (
        (None, ("Xã Nà Hỏi", "Tỉnh")),
        (dt.date(2026, 2, 28), ("Xã Nà Pang", "Tỉnh Cũ")),
        (MARCH, ("Xã Nà Pang", "Tỉnh")),
        (JULY, ("Xã Nà Hỏi", "Tỉnh")),
    ),
)
def test_a_paper_is_headed_by_the_names_of_its_day(renamed, on, names):
    assert heading(renamed, on) == names


def test_a_unit_at_the_top_has_nothing_above_its_name(land):
    assert heading(land[0], MARCH) == ("Tỉnh", "")


@pytest.mark.django_db
def test_the_whole_name_of_a_closed_unit_means_no_longer_one():
    province = UnitFactory(path="001.", kind=Kind.PROVINCE)
    closed = dt.date(2026, 3, 1)
    UnitFactory(path="001.001.", parent=province, name="Sở Tư pháp", closed_on=closed)
    longer = UnitFactory(path="001.002.", parent=province, name="Sở Tư pháp và Nội vụ")
    by = actor_in(province, Power.ADMINISTER)

    found = [tree.open_meant(by, typed) for typed in ("sở tư pháp", "Sở Tư", longer.name)]

    assert found == [[], [longer], [longer]]
    assert tree.why_none(by, "sở tư pháp").endswith(
        "đã đóng ngày 01/3/2026. Chọn đơn vị đang hoạt động."
    )
