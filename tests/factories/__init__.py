"""One factory for each model; no surprises, so that a reader never has to open this file."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.accounts.models import User
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold, name_key
from kheo.movement.models import (
    Clause,
    Milestone,
    Movement,
    Plan,
    Quota,
    Registration,
    Round,
    Sheet,
)
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, Subject
from kheo.movement.s3_registration.states import State
from kheo.orgs import queries
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Kind, Power, Sex, Staff

ALL_POWERS = tuple(Power)


LETTERS = str.maketrans("0123456789", "ABCDEGHIKL")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Người dùng {n}")


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"Phòng số {n}")
    kind = Kind.DIVISION
    path = factory.Sequence(lambda n: f"9{n:04d}.")  # apart from the paths tests write out
    folded = factory.LazyAttribute(lambda o: fold(o.name))
    opened_on = dt.date(2020, 1, 1)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    # No digit is in a name: each is a letter here.
    full_name = factory.Sequence(lambda n: f"Lò Văn An {str(n).translate(LETTERS)}")
    name_key = factory.LazyAttribute(lambda o: name_key(o.full_name))
    folded = factory.LazyAttribute(lambda o: fold(o.full_name))
    code = factory.Sequence(lambda n: f"CB{n:06d}")
    unit = factory.SubFactory(UnitFactory)
    staff = Staff.CIVIL_SERVANT
    sex = Sex.FEMALE
    born_in = 1985


class PostFactory(DjangoModelFactory):
    """A post with an account that can sign in."""

    class Meta:
        model = Post

    unit = factory.SubFactory(UnitFactory)
    over = factory.SelfAttribute("unit")
    person = factory.SubFactory(
        PersonFactory,
        unit=factory.SelfAttribute("..unit"),
        user=factory.SubFactory(UserFactory),
    )
    title = "Chuyên viên"
    powers = factory.LazyFunction(list)
    since = dt.date(2020, 1, 1)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = OfficialDocument

    unit = factory.SubFactory(UnitFactory)
    direction = Direction.IN
    kind = "Công văn"
    number = factory.Sequence(lambda n: f"{n}/VP-HCTC")
    subject = "Đăng ký nội dung dân vận khéo"
    issuer = "Văn phòng UBND tỉnh Nam Sơn"
    file = "00/00"
    file_name = "cong-van.txt"
    sha256 = "0" * 64
    size = 1
    registered_at = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
    registered_by = factory.SubFactory(PersonFactory)


class MovementFactory(DjangoModelFactory):
    class Meta:
        model = Movement

    name = factory.Sequence(lambda n: f"Dân vận khéo {n}")
    unit = factory.SubFactory(UnitFactory)
    first_year = 2026
    last_year = 2030
    launched_on = dt.date(2026, 1, 5)


class ClauseFactory(DjangoModelFactory):
    class Meta:
        model = Clause

    movement = factory.SubFactory(MovementFactory)
    kind = ClauseKind.CRITERION
    ordinal = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Tiêu chí {n}")


class RoundFactory(DjangoModelFactory):
    """A round as a directive would open it: both quotas and the deadline for registering."""

    class Meta:
        model = Round
        skip_postgeneration_save = True

    movement = factory.SubFactory(MovementFactory)
    year = 2026
    opens_on = dt.date(2026, 1, 5)

    @factory.post_generation
    def rules(self, create, extracted, **kwargs):
        if not create:
            return
        Quota.objects.create(round=self, subject=Subject.ITEM, minimum=1, target=1, maximum=3)
        Quota.objects.create(round=self, subject=Subject.MODEL, minimum=1, target=2, maximum=2)
        for kind, day in (
            (MilestoneKind.PLAN, dt.date(self.year, 3, 10)),
            (MilestoneKind.REGISTRATION, dt.date(self.year, 3, 25)),
            (MilestoneKind.REPORT, dt.date(self.year, 12, 14)),
        ):
            Milestone.objects.create(round=self, kind=kind, due_on=day)


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    round = factory.SubFactory(RoundFactory)
    unit = factory.SubFactory(UnitFactory)
    path = factory.LazyAttribute(lambda o: o.unit.path)


class SheetFactory(DjangoModelFactory):
    """A person's sheet; ``person=None`` makes a unit's."""

    class Meta:
        model = Sheet

    round = factory.SubFactory(RoundFactory)
    person = factory.SubFactory(PersonFactory)
    unit = factory.LazyAttribute(lambda o: o.person.unit if o.person else UnitFactory())
    path = factory.LazyAttribute(lambda o: o.unit.path)


class RegistrationFactory(DjangoModelFactory):
    """An item; with ``sheet=SheetFactory(person=None)`` a model."""

    class Meta:
        model = Registration

    sheet = factory.SubFactory(SheetFactory)
    subject = factory.LazyAttribute(lambda o: Subject.ITEM if o.sheet.person else Subject.MODEL)
    round = factory.SelfAttribute("sheet.round")
    unit = factory.SelfAttribute("sheet.unit")
    person = factory.SelfAttribute("sheet.person")
    ordinal = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Nội dung {n}")
    sort_key = factory.LazyAttribute(lambda o: f"{o.unit.path}{o.title}{o.ordinal}")
    state = State.DRAFT
    submitted_at = factory.Maybe(
        factory.LazyAttribute(lambda o: o.state != State.DRAFT),
        dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC),
        None,
    )


def actor_in(unit: Unit, *powers: Power, over: Unit | None = None) -> Actor:
    """Return somebody with a post in *unit* and *powers* over it, or over *over*."""
    post = PostFactory(unit=unit, over=over or unit, powers=list(powers))
    return queries.actor_of(post)


def actor_for(person: Person, *powers: Power) -> Actor:
    """Return *person* acting in an ordinary post of their own unit."""
    post = PostFactory(person=person, unit=person.unit, powers=list(powers))
    return queries.actor_of(post)
