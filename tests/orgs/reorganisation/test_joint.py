"""Who carries a model along with another unit goes on as its successor, or ends; and comes back."""

import datetime as dt

import pytest

from kheo.movement.models import Partner
from kheo.movement.s3_registration import actions as registration
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.states import PartnerState, State
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation import actions, hanging, preview
from kheo.orgs.reorganisation.states import Open, Sort
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, RegistrationFactory, SheetFactory, UnitFactory, actor_in
from tests.orgs.reorganisation.conftest import merge, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MOMENT = dt.datetime(2026, 2, 10, 2, tzinfo=dt.UTC)


@pytest.fixture
def agency(province):
    return UnitFactory(path="001.020.", parent=province, kind=Kind.AGENCY, name="Sở Nội vụ")


@pytest.fixture
def model_of(rounds):
    """Make a model a unit leads, sent, in the running year."""

    def make(unit, state=State.SUBMITTED):
        sheet = SheetFactory(round=rounds[1], person=None, unit=unit, submitted_at=MOMENT)
        row = RegistrationFactory(
            sheet=sheet, subject="model", person=None, state=state, topic=None, field="economy"
        )
        moves = Moves(rounds[1])
        moves.count(row, state)
        moves.write()
        return row

    return make


def beside(model, unit, state=PartnerState.JOINED):
    return Partner.objects.create(
        registration=model, unit=unit, path=unit.path, state=state, at=MOMENT,
        asked_by=PersonFactory(unit=unit.parent),
    )  # fmt: skip


def where():
    return [(p.unit.name, p.path, p.state) for p in Partner.objects.order_by("pk")]


def said(found):
    return {touch.what: touch.count for touch in found.touches if "hối hợp" in touch.what}


def test_the_successor_goes_on_beside_the_lead_and_goes_back_again(
    communes, administrator, heads, agency, model_of
):
    pang, hoi = communes
    partner = beside(model_of(agency), pang, PartnerState.INVITED)
    outline = merge(pang, into=hoi, heads=heads)

    counts = said(preview.previewed(outline))
    event = actions.reorganise(outline, by=administrator)

    assert counts == {"Phối hợp làm mô hình của đơn vị khác": 1}
    assert where() == [(hoi.name, hoi.path, "invited")]
    actions.undo(event, by=administrator, note="Ghi nhầm")
    assert where() == [(pang.name, pang.path, "invited")]
    partner.refresh_from_db()
    assert partner.unit == pang


@pytest.mark.parametrize("who", ("lead", "partner", "heir"))
def test_who_would_stand_beside_itself_or_twice_ends_and_comes_back(
    communes, administrator, heads, agency, model_of, who
):
    pang, hoi = communes
    model = model_of({"lead": hoi, "partner": agency, "heir": pang}[who])
    partner = beside(model, hoi if who == "heir" else pang)
    if who == "partner":
        beside(model, hoi)
    outline = merge(pang, into=hoi, heads=heads)

    counts = said(preview.previewed(outline))
    event = actions.reorganise(outline, by=administrator)

    partner.refresh_from_db()
    assert (counts, partner.state) == ({"Phối hợp làm mô hình phải thôi": 1}, PartnerState.LEFT)
    actions.undo(event, by=administrator, note="Ghi nhầm")
    partner.refresh_from_db()
    assert partner.state == PartnerState.JOINED


def test_without_a_successor_it_ends_and_what_stays_open_stays(
    communes, administrator, agency, model_of
):
    empty = UnitFactory(path="001.030.", parent=agency.parent, kind=Kind.AGENCY, name="Ban cũ")
    partner = beside(model_of(agency), empty)
    outline = merge(empty, paper=paper(number="7/QĐ"))
    outline = type(outline)(sort=Sort.DISSOLVE, paper=outline.paper, sources=[empty])

    counts = said(preview.previewed(outline))
    event = actions.reorganise(outline, by=administrator)

    partner.refresh_from_db()
    assert (counts, partner.state) == ({"Phối hợp làm mô hình phải thôi": 1}, PartnerState.LEFT)
    assert list(event.carried.values_list("what", "before")) == [("partner.joined", empty.pk)]


def test_what_stays_open_leaves_its_partners_too(communes, administrator, heads, agency, model_of):
    pang, hoi = communes
    beside(model_of(agency), pang)

    outline = merge(pang, into=hoi, heads=heads, unfinished=Open.STAY)
    actions.reorganise(outline, by=administrator)

    assert where() == [(pang.name, pang.path, "joined")]


def test_an_answer_given_since_keeps_it_from_being_taken_back(
    communes, administrator, heads, agency, model_of
):
    pang, hoi = communes
    partner = beside(model_of(agency), pang, PartnerState.INVITED)
    event = actions.reorganise(merge(pang, into=hoi, heads=heads), by=administrator)
    Partner.objects.filter(pk=partner.pk).update(at=event.written_at)
    assert hanging.on(event) == []

    partner = Partner.objects.select_related("registration__round", "unit").get(pk=partner.pk)
    by = actor_in(Unit.objects.get(pk=hoi.pk), Power.MODEL)
    registration.answer(partner, "accept", by=by)
    Partner.objects.filter(pk=partner.pk).update(at=event.written_at.replace(year=2027))

    assert hanging.on(event) == ["Đơn vị nhận đã mời, nhận hoặc thôi phối hợp làm mô hình từ đó."]
