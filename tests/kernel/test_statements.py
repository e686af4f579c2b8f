"""A statement is written once; what it finds is always of now."""

import pytest
from django.db.models import F, Value

from kheo.kernel import statements
from kheo.kernel.access import beginning, under
from kheo.kernel.actor import Actor
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind
from tests.factories import (
    PersonFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_in,
)

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


def test_records_are_made_anew_of_what_the_database_holds(django_assert_num_queries):
    unit, written = UnitFactory(), []

    @statements.records
    def below(path):
        written.append(path)
        return Unit.objects.filter(under(path)).select_related("parent")

    before = below(unit.path)
    Unit.objects.filter(pk=unit.pk).update(name="Phòng Tiếp dân")
    with django_assert_num_queries(1):
        after = below(unit.path)

    assert (before, after[0].name, written) == ([unit], "Phòng Tiếp dân", [unit.path])


def test_records_that_cannot_be_ask_nothing(django_assert_num_queries):
    @statements.records
    def nowhere():
        return Unit.objects.filter(under(""))

    with django_assert_num_queries(0):
        assert nowhere() == []


def test_another_record_of_the_same_number_is_another_text():
    """A database put back to an earlier state gives its numbers out again."""
    written = []

    @statements.kept
    def named(unit):
        written.append(unit.name)
        return statements.union([staff(unit.path, unit.name)])

    for name in ("Phòng Tiếp dân", "Phòng Tiếp dân", "Phòng Nội chính"):
        named(Unit(pk=7, name=name, path="001."))

    assert written == ["Phòng Tiếp dân", "Phòng Nội chính"]


def test_a_source_is_cut_anywhere_by_one_text():
    units = sorted([UnitFactory() for _ in range(3)], key=lambda u: u.path)
    written = []

    def make():
        written.append(1)
        return Unit.objects.filter(path__startswith=statements.place("top"))

    rows = statements.Source("units", make, {"top": units[0].path[:1]})

    cuts = [rows.take("path", {"path__gt": unit.path}, 2) for unit in units]

    assert cuts == [units[1:], units[2:], []]
    assert written == [1]
    assert rows.take("-path", {}, 1) == [units[2]]


def test_a_cut_of_the_wrong_kind_finds_what_its_text_finds():
    rows = statements.Source("all units", Unit.objects.all)

    assert rows.take("path", {"path__gt": 9}, 2) == []


def test_people_of_one_capacity_share_a_text_and_each_is_asked_for_as_who_they_are():
    unit, written = UnitFactory(), []
    one, other = (PersonFactory(unit=unit, user=UserFactory()) for _ in range(2))

    @statements.records
    def oneself(by):
        written.append(by.unit_path)
        mine = Person.objects.filter(pk=by.person_id, unit=by.unit_id, user=by.user_id)
        return mine.annotate(said=Value(by.name))

    found = [oneself(actor_for(person)) for person in (one, other, one)]

    assert found == [[one], [other], [one]]
    assert [row.said for (row,) in found] == [one.full_name, other.full_name, one.full_name]
    assert written == [unit.path]


def test_the_system_shares_no_text_with_people():
    written = []

    @statements.records
    def seen(by):
        written.append(by.person_id is None)
        return Unit.objects.all() if by.person_id else Unit.objects.none()

    unit = UnitFactory()

    assert seen(Actor.system("Hệ thống")) == []
    assert seen(Actor(user_id=1, name="Lò Văn An", person_id=7)) == [unit]
    assert written == [True, False]


@pytest.fixture
def divisions():
    """Two agencies, and a division in each."""
    agencies = [UnitFactory() for _ in range(2)]
    return [UnitFactory(parent=agency, path=f"{agency.path}001.") for agency in agencies]


def test_a_shared_statement_is_written_once_for_all_and_finds_what_each_is_about(divisions):
    written = []

    @statements.shared
    def within(person, path):
        written.append(path)
        mine = Person.objects.filter(pk=person.pk, unit=person.unit_id).order_by()
        mine = mine.values(at=F("unit__path"), what=F("pk"))
        here = Unit.objects.filter(beginning(path)).order_by().values(at=F("path"), what=F("pk"))
        return statements.union([mine, here])

    people = [PersonFactory(unit=unit) for unit in divisions]
    alike = [Person(pk=person.pk, unit=person.unit) for person in people]

    found = [within(person, person.unit.parent.path).rows() for person in alike]

    assert found == [
        [
            {"at": person.unit.path, "what": person.pk},
            {"at": person.unit.parent.path, "what": person.unit.parent_id},
            {"at": person.unit.path, "what": person.unit_id},
        ]
        for person in people
    ]
    assert len(written) == 1


def test_a_shared_statement_knows_whether_one_path_lies_below_another(divisions):
    one, other = divisions

    @statements.shared
    def reached(by, path):
        what = Value("reached" if by.reaches(path) else "beyond")
        return statements.union([Unit.objects.filter(path=path).order_by().values(what=what)])

    by = actor_in(one.parent, "report")

    found = [reached(by, path).rows() for path in (one.path, other.path, one.parent.path)]

    assert found == [[{"what": "reached"}], [{"what": "beyond"}], [{"what": "reached"}]]


def test_a_shared_statement_is_another_for_a_record_that_says_another_thing(divisions):
    one, other = divisions
    other.kind = Kind.CELL

    @statements.shared
    def said(unit):
        rows = Unit.objects.filter(pk=unit.pk).order_by()
        return statements.union([rows.values(what=Value(unit.kind))])

    assert [said(unit).rows()[0]["what"] for unit in (one, other)] == [one.kind, Kind.CELL]


def test_a_shared_statement_asks_for_no_record_it_is_not_given(divisions):
    @statements.shared
    def above(unit):
        return statements.union([Unit.objects.filter(pk=unit.parent.pk).order_by().values("pk")])

    with pytest.raises(Unit.DoesNotExist):
        above(divisions[0])


def test_an_actor_is_asked_for_as_who_they_are_in_a_shared_statement(divisions):
    written = []

    @statements.shared
    def mine(by):
        written.append(by)
        rows = Person.objects.filter(
            under(by.reach, "unit__path"), pk=by.person_id, unit=by.unit_id, user=by.user_id
        )
        return statements.union([rows.order_by().values(what=Value(f"{by.name}, {by.unit_name}"))])

    people = [PersonFactory(unit=unit, user=UserFactory()) for unit in divisions]

    found = [mine(actor_for(person)).rows() for person in people]

    assert found == [[{"what": f"{one.full_name}, {one.unit.name}"}] for one in people]
    assert len(written) == 1
