import datetime as dt

import pytest

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.actions import keep_absent
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.routes import Outline, Paper
from kheo.orgs.reorganisation.states import Sort
from kheo.orgs.states import Kind
from tests.factories import (
    MovementFactory,
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
)

MARCH = dt.date(2026, 3, 1)


def paper(**other):
    return Paper(
        **{
            "number": "12/QĐ-UBND",
            "issued_on": dt.date(2026, 2, 20),
            "issuer": "UBND tỉnh Nam Sơn",
            "effective_on": MARCH,
            **other,
        }
    )


def merge(*sources, into=None, **more):
    return Outline(
        sort=Sort.MERGE, paper=more.pop("paper", paper()), sources=sources, into=into, **more
    )


def seated(unit, title="Chuyên viên", **more):
    """Return somebody's post in *unit*, the person counted in its staff."""
    post = PostFactory(unit=unit, over=unit, title=title, **more)
    Unit.objects.filter(pk=unit.pk).update(staff=unit.people.filter(active=True).count())
    return post


def registered(person, round_, state=State.SUBMITTED, count=1):
    """Return the sheet of *person* with *count* registrations, the tallies moved along."""
    sheet = SheetFactory(
        round=round_, person=person, submitted_at=dt.datetime(2026, 2, 10, 2, tzinfo=dt.UTC)
    )
    moves = Moves(round_)
    for _n in range(count):
        row = RegistrationFactory(sheet=sheet, state=state, topic=None)
        moves.count(row, state)
    moves.add(sheet.unit, "people")
    moves.write()
    return sheet


def ended(round_):
    """Close a year on its last day as its action does: who was missing is kept."""
    round_.state, round_.closed_on = RoundState.CLOSED, dt.date(round_.year, 12, 31)
    round_.save()
    keep_absent(round_, by=Actor.system("Khéo"))


@pytest.fixture
def communes(province):
    """Two communes, each with an office of the same name, two heads and one who only works."""
    found = []
    for number, name in enumerate(("Xã Nà Pang", "Xã Nà Hỏi"), 11):
        unit = UnitFactory(path=f"001.{number:03d}.", parent=province, kind=Kind.COMMUNE, name=name)
        office = UnitFactory(path=f"{unit.path}001.", parent=unit, name="Văn phòng", is_focal=True)
        seated(unit, "Chủ tịch", is_head=True, powers=["oversee", "report", "plan"])
        seated(office, "Chánh Văn phòng", is_head=True, powers=["oversee"])
        seated(office)
        found.append(Unit.objects.get(pk=unit.pk))
    return found


@pytest.fixture
def heads(communes):
    """The posts that lead after the first commune joins the second."""
    return frozenset(
        unit.posts.get(is_head=True).pk for unit in (communes[1], communes[1].children.get())
    )


@pytest.fixture
def rounds(province, communes):
    """A year that is closed and one that runs, addressed to both communes."""
    movement = MovementFactory(unit=province, first_year=2025)
    movement.scope.set(communes)
    return [
        RoundFactory(movement=movement, year=2025, state="closed"),
        RoundFactory(movement=movement, year=2026),
    ]


@pytest.fixture
def year(communes, rounds):
    """In each year everybody of an office registered two items; everything is still to be seen."""
    for round_ in rounds:
        for unit in communes:
            for post in unit.children.get().posts.all():
                registered(post.person, round_, count=2)
    ended(rounds[0])
    return rounds
