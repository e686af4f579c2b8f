import pytest
from tests.factories import *
pytestmark = pytest.mark.django_db
def test_models(noon):
    r = RegistrationFactory()
    assert actor_in(r.unit, Power.OVERSEE).reaches(r.unit.path)
    RegistrationFactory(sheet=SheetFactory(person=None))
    PlanFactory()
    DocumentFactory()
