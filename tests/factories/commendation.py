"""Recognised achievements, forms of commendation, proposals and awards."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import (
    AwardForm,
    Case,
    Level,
    Proposal,
    Review,
    ScoringTable,
    Sheet,
)
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.states import State as RegistrationState
from kheo.movement.s5_review.states import State as ReviewState
from tests.factories import (
    PersonFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
)


class TableFactory(DjangoModelFactory):
    class Meta:
        model = ScoringTable

    unit = factory.SubFactory(UnitFactory)
    name = "Bảng điểm nội dung"
    subject = Subject.ITEM
    valid_from = dt.date(2026, 1, 1)


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    table = factory.SubFactory(TableFactory)
    name = "Xuất sắc"
    least = Decimal(90)


class RecognisedFactory(DjangoModelFactory):
    """A recognised item; with ``registration__sheet=SheetFactory(person=None)`` a model."""

    class Meta:
        model = Review

    registration = factory.SubFactory(RegistrationFactory, state=RegistrationState.ACCEPTED)
    round = factory.SelfAttribute("registration.round")
    level = factory.SubFactory(
        LevelFactory, table__subject=factory.SelfAttribute("...registration.subject")
    )
    table = factory.SelfAttribute("level.table")
    path = factory.SelfAttribute("registration.unit.path")
    state = ReviewState.RECOGNISED
    points = Decimal("91.5")
    decided_on = dt.date(2026, 11, 10)


class AwardFormFactory(DjangoModelFactory):
    class Meta:
        model = AwardForm

    unit = factory.SubFactory(UnitFactory)
    name = "Giấy khen"
    source = "Quy chế thi đua, khen thưởng của cơ quan"
    valid_from = dt.date(2026, 1, 1)


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    proposal = factory.SubFactory(ProposalFactory)
    review = factory.SubFactory(RecognisedFactory)
    form = factory.SubFactory(AwardFormFactory)
    achievement = "Rút ngắn thời gian trả hồ sơ từ 5 ngày xuống 2 ngày."


def recognised_item(unit, round_, **person):
    """Return the recognised item of a new person of *unit*."""
    holder = PersonFactory(unit=unit, **person)
    return RecognisedFactory(
        registration__sheet=SheetFactory(round=round_, person=holder, unit=unit)
    )


def recognised_model(unit, round_, **registration):
    """Return the recognised model of *unit*."""
    sheet = Sheet.objects.filter(round=round_, unit=unit, person=None).first()
    sheet = sheet or SheetFactory(round=round_, person=None, unit=unit)
    return RecognisedFactory(
        registration=RegistrationFactory(
            sheet=sheet, state=RegistrationState.ACCEPTED, **registration
        )
    )
