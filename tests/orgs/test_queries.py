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
