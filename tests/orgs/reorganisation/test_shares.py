"""The past of a unit that was split is given to its successors by shares, and to nobody twice."""

import datetime as dt
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.desk import heat
from kheo.kernel.audit.models import Event
from kheo.movement.models import Registration
from kheo.movement.s1_directive.states import MilestoneKind, RoundState
from kheo.movement.s3_registration.states import STOPPED
from kheo.movement.s8_report import retold
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import actions, heirs, reading
from kheo.orgs.reorganisation.heirs import Heirs
from kheo.orgs.reorganisation.models import Successor
from kheo.orgs.reorganisation.routes import Outline, Part
from kheo.orgs.reorganisation.states import Sort, Told
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, UnitFactory, actor_in
from tests.orgs.reorganisation.conftest import ended, paper, registered, seated


@given(n=st.integers(0, 10_000), first=st.integers(0, 100), second=st.integers(0, 100))
@settings(max_examples=25)
def test_what_is_spread_comes_to_the_same_sum(n, first, second):
    """However a split follows a split."""
    rest = 100 - first
    known = Heirs(
        {"1.": "2.", "3.": "4."},
        {
            "1.": (("2.", Fraction(first, 100)), ("3.", Fraction(rest, 100))),
            "3.": (("4.", Fraction(second, 100)), ("5.", Fraction(100 - second, 100))),
        },
    )

    given_out = list(known.spread("1.", n))

    assert sum(part for _at, part in given_out) == n
    assert {at for at, _part in given_out} <= {"2.", "4.", "5."}
    assert sum((part for _at, part in known.parts["1."]), Fraction(0)) == 1


@pytest.fixture
def office(province):
    """An office of five people, four of whom registered in the closed year: two items each."""
    unit = UnitFactory(path="001.020.", parent=province, kind=Kind.AGENCY, name="Sở Cũ")
    for title in ("Giám đốc", *["Chuyên viên"] * 4):
        seated(unit, title, is_head=title == "Giám đốc")
    return Unit.objects.get(pk=unit.pk)


@pytest.fixture
def split(office, administrator, rounds):
    """The office is split in two: three people go to the second."""
    for round_ in rounds:
        round_.movement.scope.add(office)
    people = list(office.people.order_by("pk"))
    for person in people[1:]:
        registered(person, rounds[0], count=2)
    ended(rounds[0])
    others = frozenset(person.pk for person in people[2:])
    outline = Outline(
        sort=Sort.SPLIT, paper=paper(), sources=[office],
        parts=[Part(name="Sở Một"), Part(name="Sở Hai", people=others)],
    )  # fmt: skip
    return actions.reorganise(outline, by=administrator)


def told(round_, path, how):
    found = retold.figures(round_, path, how)
    return found["people"], found["items"]


def paths():
    return [Unit.objects.get(name=name).path for name in ("Sở Cũ", "Sở Một", "Sở Hai")]


def shared(split, administrator, *shares):
    keys = (
        Successor.objects.filter(reorganisation=split).order_by("pk").values_list("pk", flat=True)
    )
    actions.give_shares(split, dict(zip(keys, shares, strict=True)), by=administrator)


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_without_shares_the_past_goes_to_the_main_successor(split, rounds):
    old, one, two = paths()

    assert [told(rounds[0], path, Told.NOW) for path in (one, two)] == [(4, 8), (0, 0)]
    assert told(rounds[0], old, Told.THEN) == (4, 8)
    assert reading.shared("001.", Told.NOW) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_with_shares_each_is_given_its_part_and_the_whole_stays(
    split, province, administrator, rounds
):
    before = retold.figures(rounds[0], province.path, Told.NOW)

    shared(split, administrator, 40, 60)

    old, one, two = paths()
    assert [told(rounds[0], path, Told.NOW) for path in (one, two)] == [(2, 3), (2, 5)]
    assert retold.figures(rounds[0], province.path, Told.NOW) == before
    assert told(rounds[0], old, Told.THEN) == (4, 8)
    units = list(Unit.objects.filter(path__in=(one, two)).order_by("path"))
    rows = retold.shares(rounds[0], province, units, Told.NOW)
    assert [(row.counts["people"], row.counts["items"]) for row in rows] == [(2, 3), (2, 5)]
    said = ["Số liệu cũ của Sở Cũ chia theo tỉ lệ người: Sở Một 40 %, Sở Hai 60 %."]
    assert [reading.shared(path, Told.NOW) for path in ("001.", one, two)] == [said] * 3
    assert reading.said(Told.NOW, two).endswith(said[0])
    by = actor_in(province, Power.OVERSEE)
    found = {
        how: {
            str(row.unit): row.cells[2].text
            for row in heat.rows(
                rounds[0], list(heat.units(by, rounds[0], how).order_by("path")), {}, how
            )
        }
        for how in Told
    }
    assert [found[Told.NOW].get(name) for name in ("Sở Cũ", "Sở Một", "Sở Hai")] == [
        None, "2/2", "2/3",
    ]  # fmt: skip
    assert found[Told.THEN]["Sở Cũ"] == "4/5"


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("shares", "refusal"),
    (
        ((40, 50), "Cộng lại được 90 %. Các tỉ lệ phải cộng lại đúng 100 %."),
        ((140, -40), "Ghi cho mỗi đơn vị tiếp nối một số từ 0 đến 100."),
    ),
)
def test_shares_come_to_a_hundred_or_are_refused(split, administrator, shares, refusal):
    with pytest.raises(ValidationError) as refused:
        shared(split, administrator, *shares)

    assert refused.value.messages == [refusal]
    assert heirs.today().shares == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_only_who_administers_gives_shares_by_the_page_and_it_leaves_a_trace(
    client, split, province, office
):
    with pytest.raises(PermissionDenied):
        actions.give_shares(split, {}, by=actor_in(office, Power.OVERSEE))
    post = PostFactory(unit=province, over=province, powers=[Power.ADMINISTER])
    client.force_login(post.person.user)
    keys = Successor.objects.order_by("pk").values_list("pk", flat=True)
    address = reverse("reorganisation:shares", args=[split.pk])

    wrong = client.post(address, {f"share_{key}": "40" for key in keys})
    done = client.post(address, {f"share_{key}": n for key, n in zip(keys, (40, 60), strict=True)})

    assert "Cộng lại được 80 %" in wrong.text
    assert "đã nhận 3 người" in wrong.text
    assert done.status_code == 302
    [event] = Event.objects.filter(verb="reorganisation.share")
    assert event.changes == {"Sở Một": [None, 40], "Sở Hai": [None, 60]}


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_as_then_who_stopped_is_taken_off_where_they_had_registered(
    office, province, administrator, rounds
):
    year = next(round_ for round_ in rounds if round_.state == RoundState.OPEN)
    year.movement.scope.add(office)
    gone = list(office.people.order_by("pk"))[1]
    registered(gone, year, count=1)
    outline = Outline(
        sort=Sort.SPLIT, paper=paper(), sources=[office],
        parts=[Part(name="Sở Một"), Part(name="Sở Hai", people=frozenset({gone.pk}))],
    )  # fmt: skip
    actions.reorganise(outline, by=administrator)
    Registration.objects.filter(person=gone).update(standing=STOPPED)

    by = actor_in(province, Power.OVERSEE)
    units = list(heat.units(by, year, Told.THEN).order_by("path"))
    due = {MilestoneKind.REGISTRATION: dt.date(2026, 2, 15)}  # before the reorganisation
    rows = heat.rows(year, units, due, Told.THEN)

    cells = {str(row.unit): row.cells[2].text for row in rows}
    assert (cells["Sở Cũ"], cells["Sở Hai"]) == ("0/5", "")
