"""Reports, and what their figures are counted from."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import Adoption, Card, Report, Tally
from tests.factories import PersonFactory, RoundFactory, UnitFactory
from tests.factories.commendation import RecognisedFactory


class ReportFactory(DjangoModelFactory):
    """A draft with its four parts written."""

    class Meta:
        model = Report

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")
    code = factory.Sequence(lambda n: f"BAOCAO{n:06d}")
    direction = "Đã ban hành kế hoạch."
    results = "Mười mô hình giữ được kết quả."
    limits = "Ghi chép chưa đều."
    tasks = "Nhân rộng hai mô hình."


class SentReportFactory(ReportFactory):
    state = "sent"
    sent_at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    figures = {"people": 7}


class TallyFactory(DjangoModelFactory):
    class Meta:
        model = Tally

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")


class CardFactory(DjangoModelFactory):
    class Meta:
        model = Card

    registration = factory.LazyFunction(lambda: RecognisedFactory().registration)
    code = factory.Sequence(lambda n: f"THE{n:09d}")
    title = factory.SelfAttribute("registration.title")
    path = factory.SelfAttribute("registration.unit.path")
    folded = ""
    state = "published"
    published_on = dt.date(2026, 11, 12)


class AdoptionFactory(DjangoModelFactory):
    class Meta:
        model = Adoption

    card = factory.SubFactory(CardFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")
    adopted_on = dt.date(2026, 11, 15)
    by = factory.SubFactory(PersonFactory)
