import pytest
from django.core.exceptions import PermissionDenied

from kheo.kernel.access import ALLOWED, denied, require, under
from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_under_is_the_unit_and_what_lies_below():
    for path in ("001.", "001.003.", "001.003.007.", "001.0030.", "001.004.", "002."):
        UnitFactory(path=path)

    paths = Unit.objects.filter(under("001.003.")).values_list("path", flat=True)

    assert list(paths) == ["001.003.", "001.003.007."]


def test_under_nothing_is_nowhere():
    UnitFactory(path="001.")

    assert not Unit.objects.filter(under("")).exists()


def test_require_carries_the_reason_of_the_rule():
    with pytest.raises(PermissionDenied, match="Chưa đến lượt"):
        require(lambda _by, _record: denied("Chưa đến lượt."), Actor.system("thử"), None)


def test_require_lets_through():
    require(lambda _by, _record: ALLOWED, Actor.system("thử"), None)


def test_the_system_is_nobody():
    by = Actor.system("Kỳ báo cáo")

    assert (by.me, by.capacity, by.reaches("001."), by.may("plan", "001.")) == (0, "", False, False)
