"""Models near to a name being typed: who sees which, and what a draft takes from a card."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.desk import search
from kheo.movement.models import Adoption, Registration
from kheo.movement.s7_replication import actions, nearest
from kheo.movement.s7_replication.states import CardState
from kheo.orgs.states import Power
from tests.factories import PostFactory, RoundFactory, UnitFactory, actor_in
from tests.factories.registration import Office
from tests.factories.replication import AdoptionFactory, CardFactory, card_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(dt.datetime(2026, 3, 10, 5, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def card():
    far = UnitFactory(path="008.", name="Xã Nậm Sung")
    found = card_of(far, RoundFactory(), title="Phòng họp không giấy tờ")
    search.index(found)
    return found


def titles(by, title="phong hop khong giay"):
    return [one.registration.title for one in nearest.models_near(by, title)]


def test_a_model_is_near_to_its_unit_and_to_who_watches_it_and_to_no_stranger(office):
    model = office.sent_model(office.head())
    search.index(model)

    beside = actor_in(office.beside, Power.MODEL)

    assert titles(office.head()) == titles(office.clerk()) == ["Phòng họp không giấy"]
    assert titles(beside) == []


def test_a_draft_is_near_to_its_own_unit_alone(office):
    search.index(office.model(office.head()))

    assert (titles(office.head()), titles(office.clerk())) == (["Phòng họp không giấy"], [])


def test_a_public_card_is_near_to_everybody_a_withdrawn_one_to_nobody(office, card):
    by = office.head()
    before = titles(by)
    card.state = CardState.WITHDRAWN
    card.save()

    assert (before, titles(by)) == (["Phòng họp không giấy tờ"], [])


def test_a_model_with_a_card_is_told_once_and_not_beside_itself(office):
    model = office.sent_model(office.head())
    card = CardFactory(registration=model)
    for record in (model, card):
        search.index(record)

    found = nearest.models_near(office.head(), "phòng họp không giấy")

    assert [(one.registration.pk, one.card, one.adopts) for one in found] == [
        (model.pk, card, False)
    ]
    assert nearest.models_near(office.head(), "phòng họp", besides=model.pk) == []


def test_taking_a_model_over_begins_a_draft_that_names_its_source(office, card):
    by = office.head()

    draft = actions.adapt(
        card, by=by, round_=office.round, adopted_on=TODAY, changed="Thêm máy chiếu"
    )

    assert (draft.title, draft.source, draft.unit, draft.duty) == (
        card.title,
        card.registration,
        office.division,
        "Vận dụng mô hình “Phòng họp không giấy tờ” của Xã Nậm Sung.",
    )
    assert draft.method == "Mỗi thứ Năm một xe về bản.\nThêm máy chiếu"
    assert [a.unit for a in Adoption.objects.all()] == [office.division]


def test_taking_over_what_the_unit_follows_already_begins_the_draft_alone(office, card):
    AdoptionFactory(card=card, unit=office.division)

    actions.adapt(card, by=office.head(), round_=office.round, adopted_on=TODAY, changed="")

    assert (
        Adoption.objects.count(),
        Registration.objects.filter(source__isnull=False).count(),
    ) == (1, 1)


@pytest.mark.parametrize("who", ("owner", "colleague"))
def test_nobody_takes_over_a_model_of_their_own_or_without_the_power(office, who):
    card = CardFactory(registration=office.sent_model(office.head()))
    by = office.head() if who == "owner" else office.owner()

    with pytest.raises(PermissionDenied):
        actions.adapt(card, by=by, round_=office.round, adopted_on=TODAY, changed="")


def test_a_full_sheet_takes_no_more_and_nothing_is_half_done(office, card):
    by = office.head()
    for title in ("Một việc khác", "Hai việc khác"):
        office.model(by, title)

    with pytest.raises(ValidationError):
        actions.adapt(card, by=by, round_=office.round, adopted_on=TODAY, changed="")

    assert Adoption.objects.count() == 0


def test_the_page_shows_what_is_near_and_htmx_gets_the_list_alone(office, card, client):
    post = PostFactory(unit=office.division, powers=[Power.MODEL])
    client.force_login(post.person.user)
    address = reverse("replication:near", args=[office.round.pk])

    whole = client.post(address, {"title": "Phòng họp không giấy"})
    part = client.get(address, {"title": "phong hop khong giay"}, headers={"HX-Target": "near"})

    assert [one.card for one in whole.context["found"]] == [card]
    link = f"/mo-hinh/{card.code}/lam-theo/?nam={office.round.pk}"
    assert (link in part.text, "<html" in part.text) == (True, False)
