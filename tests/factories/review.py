"""Factories of stage 5: a table of 100 points in two branches and a loose line."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import Level, Line, Review, Score, ScoringTable
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.states import State
from kheo.movement.s5_review.states import Column
from tests.factories import PersonFactory, RegistrationFactory, UnitFactory

LINES = (
    ("1", "Cách làm", 40),
    ("1.1", "Cách làm mới", 25),
    ("1.2", "Nhiều người cùng làm", 15),
    ("2", "Kết quả", 60),
)
LEVELS = (("Xuất sắc", 90), ("Tốt", 75))


class ScoringTableFactory(DjangoModelFactory):
    class Meta:
        model = ScoringTable
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    name = "Bảng điểm thử"
    subject = Subject.ITEM
    source = "Hướng dẫn 12-HD/BDV"
    valid_from = dt.date(2026, 1, 1)

    @factory.post_generation
    def lines_and_levels(self, create, extracted, **kwargs):
        kept = {}
        for ordinal, (number, text, most) in enumerate(LINES, 1):
            parent = kept.get(number.rpartition(".")[0])
            kept[number] = Line.objects.create(
                table=self, parent=parent, ordinal=ordinal, number=number, text=text, most=most
            )
        for name, least in LEVELS:
            Level.objects.create(table=self, name=name, least=least)


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    registration = factory.SubFactory(RegistrationFactory, state=State.ACCEPTED)
    round = factory.SelfAttribute("registration.round")
    table = factory.SubFactory(
        ScoringTableFactory, subject=factory.SelfAttribute("..registration.subject")
    )
    path = factory.LazyAttribute(lambda o: o.registration.unit.path)


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    review = factory.SubFactory(ReviewFactory)
    line = factory.LazyAttribute(lambda o: o.review.table.lines.get(number="2"))
    column = Column.SELF
    points = Decimal(50)
    by = factory.SubFactory(PersonFactory)
    at = dt.datetime(2026, 10, 20, 2, tzinfo=dt.UTC)
