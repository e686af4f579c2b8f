"""Factories of stage 4."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import Evidence, Note, Reminder
from kheo.movement.s3_registration.states import State
from tests.factories import PersonFactory, RegistrationFactory, RoundFactory, UnitFactory


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    registration = factory.SubFactory(RegistrationFactory, state=State.ACCEPTED)
    day = dt.date(2026, 3, 10)
    text = factory.Sequence(lambda n: f"Việc đã làm {n}")
    by = factory.SubFactory(PersonFactory)
    at = dt.datetime(2026, 3, 10, 2, tzinfo=dt.UTC)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    note = factory.SubFactory(NoteFactory)
    name = "ảnh.png"
    file = "00/00"
    sha256 = "0" * 64
    size = 1
    kind = "image/png"


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    about = "registration"
    people = 1
    at = dt.datetime(2026, 3, 10, 2, tzinfo=dt.UTC)
    by = factory.SubFactory(PersonFactory)
