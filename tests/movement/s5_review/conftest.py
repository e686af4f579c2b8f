import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.states import State
from kheo.movement.s5_review.states import Mark
from kheo.orgs.states import Power
from tests.factories import (
    MovementFactory,
    PersonFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_in,
)
from tests.factories.review import ReviewFactory, ScoringTableFactory

NOW = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def november(db):
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def agency():
    return UnitFactory(path="001.003.", kind="agency")


@pytest.fixture
def unit(agency):
    return UnitFactory(path="001.003.001.", parent=agency)


@pytest.fixture
def round_(agency):
    return RoundFactory(movement=MovementFactory(unit=agency))


@pytest.fixture
def owner(unit):
    return actor_for(PersonFactory(unit=unit, full_name="Lò Thị Thanh", user=UserFactory()))


@pytest.fixture
def colleague(unit):
    return actor_for(PersonFactory(unit=unit, user=UserFactory()))


@pytest.fixture
def keeper(unit):
    return actor_in(unit, Power.MODEL)


@pytest.fixture
def head(unit):
    """The head of the division: appraises its people, never its own model."""
    return actor_in(unit, Power.APPRAISE, Power.OVERSEE)


@pytest.fixture
def appraiser(agency):
    seat = UnitFactory(path="001.003.009.", parent=agency)
    return actor_in(seat, Power.APPRAISE, over=agency)


@pytest.fixture
def council(agency):
    return actor_in(agency, Power.COUNCIL)


@pytest.fixture
def stranger():
    return actor_in(UnitFactory(path="002."), *Power)


@pytest.fixture
def item(round_, unit, owner):
    sheet = SheetFactory(round=round_, person_id=owner.person_id, unit=unit)
    return RegistrationFactory(
        sheet=sheet, unit=unit, title="Trả hồ sơ tại bản", state=State.ACCEPTED
    )


@pytest.fixture
def model(round_, unit):
    sheet = SheetFactory(round=round_, person=None, unit=unit)
    return RegistrationFactory(sheet=sheet, title="Chuyến xe hồ sơ", state=State.ACCEPTED)


@pytest.fixture
def table(agency):
    return ScoringTableFactory(unit=agency)


@pytest.fixture
def review(item, table):
    return ReviewFactory(registration=item, table=table)


@pytest.fixture
def model_review(model, agency):
    table = ScoringTableFactory(unit=agency, subject=Subject.MODEL)
    return ReviewFactory(registration=model, table=table)


def marks(review, *points, reasons=None):
    """Return marks for the leaves 1.1, 1.2 and 2 of the table in the factory."""
    leaves = review.table.lines.filter(number__in=("1.1", "1.2", "2"))
    reasons = reasons or {}
    return {
        line.pk: Mark(Decimal(str(p)), reasons.get(line.number, ""))
        for line, p in zip(leaves, points, strict=True)
    }
