"""Loading: who may, how much, and what the audit sees."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from kheo.kernel.actor import Actor
from kheo.movement.models import DayTally, Registration, Round
from kheo.movement.s1_directive.states import Subject
from kheo.orgs.models import Person, Unit
from kheo.project.commands import demo
from kheo.project.demo import actions, audit, bulk, exemplars, items, small
from kheo.project.demo.store import Store
from tests.factories import PersonFactory, SheetFactory, UnitFactory
from tests.factories.report import TallyFactory

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("Kiểm thử")


def test_a_fresh_start_is_refused_where_somebody_real_works(capsys):
    PersonFactory(code="CB000001")

    assert demo.run(["--fresh"]) == 1

    assert "có người thật" in capsys.readouterr().err
    assert Person.objects.count() == 1


def test_a_load_by_a_person_is_refused():
    with pytest.raises(PermissionDenied):
        actions.keep(Store(), by=Actor(user_id=1, name="Ai đó"))


def test_any_size_comes_out_exactly():
    size = bulk.Size(people=700, registrations=1500)

    bulk.load(size, by=SYSTEM, seed=3, today=small.TODAY)

    running = Round.objects.get(year=2026)
    assert Person.objects.count() == 700
    assert Registration.objects.filter(round=running).count() == 1500
    per_sheet = {r.sheet_id: 0 for r in Registration.objects.filter(subject=Subject.ITEM)}
    for row in Registration.objects.filter(subject=Subject.ITEM):
        per_sheet[row.sheet_id] += 1
    assert set(per_sheet.values()) == {1, 2, 3}
    assert Unit.objects.aggregate(n=Sum("staff"))["n"] == 700
    assert DayTally.objects.exists()
    assert audit.faults() == []


def test_more_than_three_a_person_is_refused():
    with pytest.raises(ValueError, match="at most three each"):
        bulk.load(bulk.Size(300, 2000), by=SYSTEM, seed=3, today=small.TODAY)


def test_the_titles_are_many_and_different():
    titles = {*(i.title for i in items.ITEMS), *(e.title for e in exemplars.EXEMPLARS)}

    assert len(titles) == len(items.ITEMS) + len(exemplars.EXEMPLARS) >= 60


def test_the_audit_names_a_wrong_tally():
    sheet = SheetFactory(submitted_at=dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC))
    sheet.unit.staff = 1
    sheet.unit.save()
    TallyFactory(round=sheet.round, unit=sheet.unit, people=2, notes=1)

    faults = audit.faults()

    where = f"tally of unit {sheet.unit_id} in round {sheet.round_id}"
    assert f"{where}: people is 2, not 1" in faults
    assert f"{where}: notes is 1, not 0" in faults
    assert f"day tally ({sheet.unit_id}, datetime.date(2026, 3, 1)): 0, not 1" in faults


def test_the_audit_names_wrong_staff():
    unit = UnitFactory(staff=4)

    assert audit.faults() == [f"unit {unit.pk}: staff is 4, not 0"]
