"""Divisions of two communes share a name: a reader of both is told which."""

import pytest

from kheo.kernel.actor import Actor
from kheo.orgs.naming import name_for
from kheo.orgs.states import Kind
from tests.factories import UnitFactory, actor_in


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
