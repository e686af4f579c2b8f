import datetime as dt

import pytest

from kheo.orgs import queries
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 20)


@pytest.fixture
def office():
    """A province with one agency of two divisions, one of which files the papers."""
    province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="UBND tỉnh Nam Sơn")
    agency = UnitFactory(path="001.001.", kind=Kind.AGENCY, parent=province, name="Văn phòng")
    division = UnitFactory(path="001.001.001.", parent=agency, staff=7)
    focal = UnitFactory(path="001.001.002.", parent=agency, is_focal=True, staff=5)
    return province, agency, division, focal


def test_a_path_has_its_ancestors():
    assert queries.ancestors_of("001.003.007.") == ["001.", "001.003.", "001.003.007."]


def test_a_division_belongs_to_its_agency(office):
    _province, agency, division, _focal = office

    assert queries.agency_of(division) == agency


def test_a_unit_outside_any_agency_belongs_to_the_root(office):
    province = office[0]

    assert queries.agency_of(UnitFactory(path="001.009.", parent=province)) == province


def test_copies_of_a_division_are_filed_by_the_focal_office(office):
    _province, _agency, division, focal = office

    assert queries.focal_of(division) == focal


def test_an_agency_without_a_focal_office_files_itself():
    commune = UnitFactory(path="002.", kind=Kind.COMMUNE)

    assert queries.focal_of(commune) == commune


def test_staff_is_summed_over_the_subtree(office):
    assert (queries.staff_under("001."), queries.staff_under("009.")) == (12, 0)


def test_people_under_leaves_out_who_has_left(office):
    division = office[2]
    PersonFactory(unit=division, active=False)
    here = PersonFactory(unit=division)

    assert list(queries.people_under("001.")) == [here]


def test_the_head_is_the_one_of_that_day(office):
    division = office[2]
    PostFactory(unit=division, is_head=True, until=dt.date(2025, 6, 30))
    head = PostFactory(unit=division, is_head=True, since=dt.date(2025, 7, 1))

    assert queries.head_of(division, on=TODAY) == head


def test_holders_of_a_power_are_found_by_the_whole_word(office):
    division = office[2]
    post = PostFactory(unit=division, powers=[Power.PLAN])
    PostFactory(unit=division, powers=[Power.REPORT])

    assert list(queries.holders_of(Power.PLAN, division, on=TODAY)) == [post.person]


def test_somebody_acts_in_the_chosen_post(office):
    person = PersonFactory(unit=office[2])
    first = PostFactory(person=person, unit=office[2])
    second = PostFactory(person=person, unit=office[3], over=office[1], powers=[Power.FILE])

    by = queries.actor_among([first, second], second.pk)

    assert (by.post_id, by.unit_path, by.reach) == (second.pk, "001.001.002.", "001.001.")
    assert by.may(Power.FILE, "001.001.001.")


def test_an_unknown_choice_falls_back_to_the_first_post(office):
    first = PostFactory(unit=office[2])

    assert queries.actor_among([first], 0).post_id == first.pk
    assert queries.actor_among([], None) is None


def test_a_post_that_has_ended_gives_nothing(office):
    post = PostFactory(unit=office[2], until=TODAY)

    assert not queries.posts_of(post.person.user_id, on=TODAY)


def test_a_division_is_named_with_its_agency_and_an_agency_by_itself(office):
    province, agency, division, _focal = office
    team = UnitFactory(path="001.001.001.001.", kind=Kind.DIVISION, parent=division, name="Tổ Một")

    named = queries.in_agencies([province, agency, division, team])

    assert named == {
        province.pk: "UBND tỉnh Nam Sơn",
        agency.pk: "Văn phòng",
        division.pk: f"{division.name}, Văn phòng",
        team.pk: "Tổ Một, Văn phòng",
    }
    assert queries.name_at(team.path) == "Tổ Một, Văn phòng"
    assert queries.name_at("009.") == ""


@pytest.mark.parametrize("count", (1, 3))
def test_many_units_are_named_in_one_question(office, count, django_assert_num_queries):
    _province, agency, *_divisions = office
    units = [UnitFactory(path=f"001.001.01{n}.", parent=agency) for n in range(count)]

    with django_assert_num_queries(1):
        named = queries.in_agencies(units)

    assert named == {unit.pk: f"{unit.name}, Văn phòng" for unit in units}


def test_a_unit_below_the_province_itself_is_named_with_it(office):
    province, *_rest = office
    board = UnitFactory(path="001.009.", kind=Kind.CENTRE, parent=province, name="Trung tâm")

    assert queries.in_agency(board) == "Trung tâm, UBND tỉnh Nam Sơn"
