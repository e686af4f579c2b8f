import pytest

from kheo.movement.models import DayTally, Tally
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, RoundFactory, UnitFactory


@pytest.fixture
def agency(db):
    """An agency of two divisions with staff, and a round it launched for them."""
    root = UnitFactory(path="001.", kind=Kind.PROVINCE)
    office = UnitFactory(path="001.001.", kind=Kind.AGENCY, parent=root, name="Văn phòng")
    UnitFactory(path="001.001.001.", parent=office, staff=7, name="Phòng Tổng hợp")
    UnitFactory(path="001.001.002.", parent=office, staff=5, name="Phòng Nội chính")
    return office


@pytest.fixture
def round_(agency):
    opened = RoundFactory(movement__unit=agency, movement__name="Dân vận khéo 2026-2030")
    opened.movement.scope.set(agency.children.all())
    return opened


@pytest.fixture
def counted(round_, agency):
    """Some people have registered: 4 of the first division."""
    division = agency.children.first()
    Tally.objects.create(
        round=round_, unit=division, path=division.path, people=4, items_accepted=6,
        items_submitted=2, models_accepted=1, notes=3,
    )  # fmt: skip
    DayTally.objects.create(
        round=round_, agency=agency, path=agency.path, day="2026-03-18", people=4
    )
    return round_


@pytest.fixture
def clerk(agency):
    return PostFactory(unit=agency, powers=list(Power), person__full_name="Lò Thị Thanh")


@pytest.fixture
def worker(agency):
    return PostFactory(unit=agency.children.first())
