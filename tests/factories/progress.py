"""Factories of stage 4."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.movement.models import Evidence, Note, Reminder, Visit, Visitor
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress.states import Conclusion, VisitState
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


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    registration = factory.SubFactory(RegistrationFactory, state=State.ACCEPTED)
    round = factory.SelfAttribute("registration.round")
    made_by = factory.SubFactory(PersonFactory)


def done_visit(registration, *visitors, **more):
    """Return a visit recorded by the first of *visitors*."""
    known = {
        "state": VisitState.DONE,
        "day": dt.date(2026, 3, 12),
        "seen": "Đã xem sổ tại bản",
        "agreed": True,
        "conclusion": Conclusion.KEEP,
        "recorded_by": visitors[0],
        "recorded_at": dt.datetime(2026, 3, 12, 2, tzinfo=dt.UTC),
    }
    visit = VisitFactory(registration=registration, **known | more)
    for n, person in enumerate(visitors, 1):
        Visitor.objects.create(visit=visit, person=person, ordinal=n)
    return visit
