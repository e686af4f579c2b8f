"""A statement is written once; what it finds is always of now."""

import pytest
from django.db.models import F, Value

from kheo.kernel import statements
from kheo.kernel.access import under
from kheo.orgs.models import Unit
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def staff(path, what):
    rows = Unit.objects.filter(under(path)).order_by()
    return rows.values(what=Value(what), at=F("path"))


def test_a_kept_statement_finds_what_came_after_it_was_written():
    unit = UnitFactory()
    kept = statements.union([staff(unit.path, "here"), staff(unit.path, "again")])

    before = kept.rows()
    unit.delete()

    assert before == [{"what": what, "at": unit.path} for what in ("here", "again")]
    assert kept.rows() == []


def test_the_text_is_written_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        kept = statements.union([staff("001.", "one"), staff("002.", "two")])
    with django_assert_num_queries(1):
        kept.rows()


@pytest.mark.parametrize("parts", ([], [staff("", "nowhere")]))
def test_what_can_find_nothing_asks_nothing(parts, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert statements.union(parts).rows() == []
