"""A closed year keeps whom it asked: nothing that happens to people later changes it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.urls import reverse

from kheo.desk import heat
from kheo.movement.models import Absence
from kheo.movement.s1_directive.actions import close_year
from kheo.movement.s1_directive.addressed import scope_figures
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.behind import people_behind, units_behind
from kheo.movement.s3_registration.counts.counted import missing, people_counted
from kheo.movement.s3_registration.counts.members import silent_members
from kheo.movement.s8_report import retold
from kheo.orgs import actions as people
from kheo.orgs.actions.merging import merge
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Power
from tests.factories import PersonFactory, actor_for, actor_in

FIRST = dt.date(2026, 1, 10)
HIRED = people.Identity(
    full_name="Lò Văn Mới", code="CCM", staff="official", sex="male", born_in=1995
)


def counted():
    for unit in Unit.objects.annotate(n=Count("people", filter=Q(people__active=True))):
        Unit.objects.filter(pk=unit.pk).update(staff=unit.n)


@pytest.fixture
def administrator(office):
    return actor_in(office.focal, Power.ADMINISTER, over=office.province)


@pytest.fixture
def launcher(office):
    return actor_in(office.focal, Power.LAUNCH, over=office.agency)


@pytest.fixture
def closed(office, administrator, launcher):
    """A year in which one of the division's people sent a sheet, two did not and one was let off."""
    sent, first, second, free = (office.person(cell=office.cell) for _n in range(4))
    office.sent(actor_for(sent))
    actions.exempt(office.round, [free], by=office.clerk(), reason="Nghỉ thai sản")
    counted()
    close_year(office.round, by=launcher)
    return first, second, sent


def figures(office):
    """Return every figure of who was asked, from each place that tells one."""
    round_, path = office.round, office.agency.path
    by = office.clerk()
    rows = heat.rows(round_, list(heat.units(by, round_).order_by("path")), {})
    [found] = type(round_).objects.filter(pk=round_.pk).values_list(missing(path, round_))
    return {
        "missing": found[0],
        "counted": people_counted(path, round_),
        "report": retold.figures(round_, path, "")["staff"],
        "cells": {row.name: row.cells[2].text for row in rows if row.cells[2].text},
        "units": {u.name: (u.sent, u.behind, u.total) for u in units_behind(path, round_)},
        "people": [p.pk for p in people_behind(office.division, round_)],
        "members": sorted(silent_members(office.secretary(), round_).values_list("pk", flat=True)),
        "addressed": scope_figures(round_)["staff"],
    }


def test_closing_keeps_who_was_missing_and_says_how_many(office, closed):
    first, second, _sent = closed

    rows = Absence.objects.order_by("person").values_list("person", "unit", "path")

    here = (office.division.pk, office.division.path)
    assert [row for row in rows if row[1] == here[0]] == [(first.pk, *here), (second.pk, *here)]
    assert office.round.closed_on == dt.date(2026, 3, 20)


def test_who_comes_leaves_or_goes_elsewhere_changes_nothing(office, closed, administrator):
    first, second, sent = closed
    before = figures(office)

    people.add_person(
        office.division, by=administrator, who=HIRED, place=people.Place(title="Chuyên viên", since=FIRST)
    )  # fmt: skip
    people.transfer(first, by=administrator, to=office.beside, on=FIRST, title="Chuyên viên")
    people.leave(second, by=administrator, on=FIRST, note="Nghỉ hưu")
    people.leave(sent, by=administrator, on=FIRST, note="Nghỉ hưu")

    after = figures(office)
    assert before["units"]["Phòng Kinh tế ngành"] == (1, 2, 3)
    assert before["cells"]["Phòng Kinh tế ngành"] == "1/3"
    assert sorted(before["people"]) == before["members"] == [first.pk, second.pk]
    assert after == before


def test_an_open_year_asks_whoever_works_there_today(office, administrator):
    office.sent(actor_for(office.person()))
    person = office.person()
    counted()
    before = people_counted(office.division.path, office.round)

    people.leave(person, by=administrator, on=FIRST, note="Nghỉ hưu")

    assert (before, people_counted(office.division.path, office.round)) == (2, 1)


def test_of_two_records_of_one_person_the_missing_one_goes(office, closed, administrator):
    _first, second, sent = closed

    merge(sent, second, by=administrator, take=[], note="Đã so căn cước")

    assert not Absence.objects.filter(person__in=(sent, second)).exists()
    assert people_counted(office.division.path, office.round) == 2


@pytest.mark.parametrize("n", (1, 3))
def test_the_list_of_a_closed_year_reminds_nobody(
    office, launcher, client, n, django_assert_num_queries
):
    for _each in range(n):
        office.person(full_name="Vàng A Sử")
    clerk = office.clerk()
    counted()
    close_year(office.round, by=launcher)
    client.force_login(Person.objects.get(pk=clerk.person_id).user)
    address = reverse("registration:missing", args=[office.round.pk])
    client.get(address)

    with django_assert_num_queries(10):
        page = client.get(f"{address}?don-vi={office.division.pk}").content.decode()

    assert page.count("Vàng A Sử") == n
    assert ("Đôn đốc" in page, "Nhập nhiều nội dung" in page) == (False, False)


def test_closing_is_refused_to_whoever_did_not_launch_and_keeps_nothing(office):
    office.person()
    counted()

    with pytest.raises(PermissionDenied):
        close_year(office.round, by=office.clerk())

    assert not Absence.objects.exists()


def test_the_year_of_nobody_closes(office, launcher):
    Person.objects.update(active=False)
    counted()

    close_year(office.round, by=launcher)

    assert people_counted(office.agency.path, office.round) == 0


def test_whom_no_rule_of_the_scope_reaches_is_not_missing(office, launcher):
    stranger = PersonFactory(unit=office.cell)
    counted()

    close_year(office.round, by=launcher)

    assert not Absence.objects.filter(person=stranger).exists()
