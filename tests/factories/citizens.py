"""Factories of what people say."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.citizens import queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import Heard, Kind
from tests.factories import PersonFactory, RoundFactory, UnitFactory


class GrievanceFactory(DjangoModelFactory):
    class Meta:
        model = Grievance

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")
    kind = Kind.GRIEVANCE
    title = factory.Sequence(lambda n: f"Đường vào bản lầy lội {n}")
    place = "Bản Nà Pang"
    heard = Heard.MEETING
    heard_on = dt.date(2026, 3, 2)
    due_on = dt.date(2026, 3, 31)
    people = 40
    folded = factory.LazyAttribute(lambda o: queries.folded(o.title, o.place, o.unit.name))
    recorded_by = factory.SubFactory(PersonFactory)
    recorded_at = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
