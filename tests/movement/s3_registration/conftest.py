import pytest

from tests.factories.registration import Office


@pytest.fixture
def office(db, noon):
    return Office()
