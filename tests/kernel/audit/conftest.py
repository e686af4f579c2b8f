import pytest

from kheo.kernel.audit import trail
from tests.factories import UnitFactory, actor_in


@pytest.fixture
def unit(db):
    return UnitFactory(name="Văn phòng")


@pytest.fixture
def write(unit):
    """Write as many lines as asked, and return their numbers."""

    def write(count=1, **facts):
        by = actor_in(unit)
        return [trail.record("unit.look", unit, by=by, **facts).pk for _ in range(count)]

    return write
