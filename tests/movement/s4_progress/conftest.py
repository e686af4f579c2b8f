import datetime as dt
import io
import random
import zipfile

import pytest
import time_machine
from PIL import Image

from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Person
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


def picture(kind="JPEG", *, seed=1, size=(320, 240), **more):
    """Return the bytes of a picture of *seed*'s own coarse pattern, as a camera would write it."""
    grains = random.Random(seed).randbytes(12 * 9)
    image = Image.frombytes("L", (12, 9), grains).resize(size, Image.Resampling.BICUBIC)
    written = io.BytesIO()
    image.convert("RGB").save(written, kind, **more)
    return written.getvalue()


PNG = picture("PNG")
PDF = b"%PDF-1.7\n%%EOF"
NOW = dt.datetime(2026, 6, 15, 3, tzinfo=dt.UTC)  # Monday morning in Việt Nam


def zipped(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return packed.getvalue()


@pytest.fixture(autouse=True)
def june(db):
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def agency():
    return UnitFactory(path="001.003.", kind="agency")


@pytest.fixture
def unit(agency):
    return UnitFactory(path="001.003.001.", parent=agency, staff=2)


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
def stranger():
    return actor_in(UnitFactory(path="002."), *Power)


@pytest.fixture
def clerk(agency):
    """The focal division's clerk, who serves the whole agency."""
    seat = UnitFactory(path="001.003.009.", parent=agency)
    return actor_in(seat, Power.FILE, Power.OVERSEE, over=agency)


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
def keeper(unit):
    return actor_in(unit, Power.MODEL, Power.PLAN)


@pytest.fixture
def enter(client):
    def enter(by):
        client.force_login(Person.objects.get(pk=by.person_id).user)
        return client

    return enter
