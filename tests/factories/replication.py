"""Cards of recognised models, and the units that follow them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import Adoption, Card
from kheo.movement.s7_replication.queries import folded
from kheo.movement.s7_replication.states import CardState
from tests.factories import PersonFactory, RegistrationFactory, SheetFactory, UnitFactory
from tests.factories.commendation import recognised_model


class CardFactory(DjangoModelFactory):
    """A published card; its registration is a model of a unit."""

    class Meta:
        model = Card

    registration = factory.SubFactory(
        RegistrationFactory, sheet=factory.SubFactory(SheetFactory, person=None)
    )
    code = factory.Sequence(lambda n: f"ma{n:06d}")
    title = factory.SelfAttribute("registration.title")
    path = factory.SelfAttribute("registration.unit.path")
    problem = "Bà con đi 34 km để nộp hồ sơ."
    way = "Mỗi thứ Năm một xe về bản."
    result = "Quãng đường còn 3 km."
    contact = "Bộ phận Một cửa"
    state = CardState.PUBLISHED
    published_on = dt.date(2026, 3, 1)
    folded = factory.LazyAttribute(
        lambda o: folded(Card(title=o.title, problem=o.problem, way=o.way), o.registration)
    )


class AdoptionFactory(DjangoModelFactory):
    class Meta:
        model = Adoption

    card = factory.SubFactory(CardFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.SelfAttribute("unit.path")
    adopted_on = dt.date(2026, 4, 1)
    by = factory.SubFactory(PersonFactory)


def card_of(unit, round_, title="Chuyến xe hồ sơ về bản", **fields):
    """Return the card of a recognised model of *unit*."""
    review = recognised_model(unit, round_, title=title)
    return CardFactory(registration=review.registration, **fields)
