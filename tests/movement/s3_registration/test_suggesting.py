"""What a form offers to start from."""

import pytest

from kheo.kernel import clock
from kheo.movement.models import PlanTask
from kheo.movement.s2_plan.states import State
from kheo.movement.s3_registration import suggesting
from tests.factories import PlanFactory, RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def planned(office, unit, *tasks, state=State.SENT):
    moment = clock.now()
    sent = {
        "state": state,
        "leader": office.person(unit=unit),
        "received_at": moment,
        "sent_at": moment,
    }
    plan = PlanFactory(round=office.round, unit=unit, path=unit.path, **sent)
    for n, (text, responsible) in enumerate(tasks, 1):
        PlanTask.objects.create(plan=plan, ordinal=n, text=text, responsible=responsible)


def test_duties_are_the_tasks_planned_above_the_ones_that_name_somebody_first(office):
    planned(office, office.agency, ("Cải cách hành chính", ""), ("Tiếp dân", "Phòng Kinh tế ngành"))
    planned(office, office.beside, ("Việc của phòng khác", ""))

    assert suggesting.duties(office.owner(), office.round) == ["Tiếp dân", "Cải cách hành chính"]


def test_a_plan_not_sent_offers_nothing(office):
    planned(office, office.agency, ("Cải cách hành chính", ""), state=State.RECEIVED)

    assert suggesting.duties(office.owner(), office.round) == []


def test_what_was_sent_a_year_ago_is_offered_until_it_is_on_the_sheet(office):
    by = office.owner()
    office.sent(by, "Tiết kiệm điện")
    this, office.round = office.round, RoundFactory(movement=office.round.movement, year=2027)
    before = suggesting.again(by, office.round, "item")
    office.item(by, "Tiết kiệm điện")

    assert (before, suggesting.again(by, office.round, "item")) == (True, False)
    assert suggesting.again(by, this, "item") is False
