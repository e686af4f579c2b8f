"""Units that carry a model together: who asks whom, who reads it, where it counts."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Partner, Tally
from kheo.movement.s3_registration import access, actions
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.said import forces_of
from kheo.movement.s3_registration.states import PartnerState
from kheo.movement.s4_progress import access as progress
from kheo.notices.models import Notice
from kheo.orgs.states import Power
from tests.factories import PostFactory, actor_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def model(office):
    return office.sent_model(office.head())


@pytest.fixture
def beside(office):
    return actor_in(office.beside, Power.MODEL)


@pytest.fixture
def invited(office, model, beside):
    """A model to which the unit beside has been invited; its clerk exists to be told."""
    return actions.invite(model, office.beside, by=office.head(), contribution="Lo phòng họp")


def reads(by, model):
    return access.readable_by(by).filter(pk=model.pk).exists()


def test_an_invited_unit_reads_the_model_and_is_told_a_stranger_is_not(
    office, model, beside, invited
):
    stranger = actor_in(office.focal, Power.MODEL)

    assert [reads(by, model) for by in (office.head(), beside, stranger)] == [True, True, False]
    assert [n.text for n in Notice.objects.all()] == [
        "Phòng Kinh tế ngành mời đơn vị bạn phối hợp làm mô hình “Phòng họp không giấy”."
    ]
    assert [e.verb for e in trail.history_of(invited)] == ["partner.invite"]


def test_each_side_answers_for_itself(office, invited, beside):
    owner, stranger = office.head(), actor_in(office.focal, Power.MODEL)

    for by, step in ((owner, "accept"), (stranger, "accept"), (beside, "release")):
        with pytest.raises(PermissionDenied):
            actions.answer(invited, step, by=by, note="Không")
    actions.answer(invited, "accept", by=beside)

    assert Partner.objects.get().state == PartnerState.JOINED


def test_who_joined_is_printed_notes_progress_and_counts_with_the_lead_alone(
    office, model, beside, invited
):
    before = list(Tally.objects.values("unit", "models_submitted"))

    actions.answer(invited, "accept", by=beside, contribution="Cho mượn phòng họp")
    actions.accept(model, by=office.clerk())

    model.refresh_from_db()
    assert forces_of(model) == "Đơn vị phối hợp: Phòng Nội chính (Cho mượn phòng họp)"
    assert (bool(progress.may_note(beside, model)), before) == (
        True,
        [{"unit": office.division.pk, "models_submitted": 1}],
    )
    assert list(Tally.objects.values("unit", "models_accepted")) == [
        {"unit": office.division.pk, "models_accepted": 1}
    ]


def test_who_declined_or_left_reads_it_no_longer_and_may_be_asked_again(
    office, model, beside, invited
):
    actions.answer(invited, "decline", by=beside, note="Đang thiếu người")
    declined = reads(beside, model)
    again = actions.invite(model, office.beside, by=office.head())
    actions.answer(again, "accept", by=beside)
    actions.answer(again, "leave", by=beside, note="Sang việc khác")

    assert (declined, reads(beside, model), Partner.objects.get().state) == (False, False, "left")


def test_a_unit_asks_to_join_and_the_lead_answers(office, model, beside):
    asked = actions.ask_to_join(model, by=beside, contribution="Góp 2 máy chiếu")
    unread = reads(beside, model)
    with pytest.raises(PermissionDenied):
        actions.answer(asked, "admit", by=beside)
    actions.answer(asked, "admit", by=office.head())

    assert (unread, reads(beside, model), asked.contribution) == (False, True, "Góp 2 máy chiếu")


def test_what_makes_no_sense_is_refused_in_words(office, model, beside, invited):
    with pytest.raises(ValidationError, match="không mời chính mình"):
        actions.invite(model, office.division, by=office.head())
    with pytest.raises(ValidationError, match="đã được mời hoặc đã tham gia"):
        actions.invite(model, office.beside, by=office.head())
    with pytest.raises(ValidationError, match="góp việc gì"):
        actions.ask_to_join(model, by=actor_in(office.focal, Power.MODEL), contribution=" ")
    with pytest.raises(ValidationError, match="lý do"):
        actions.answer(invited, "decline", by=beside)
    actions.answer(invited, "accept", by=beside)
    with pytest.raises(StaleStateError):
        actions.answer(invited, "accept", by=beside)


def test_nobody_joins_their_own_model_or_invites_to_anothers(office, model, beside):
    for by, act in (
        (office.head(), lambda by: actions.ask_to_join(model, by=by, contribution="Góp sức")),
        (office.owner(), lambda by: actions.ask_to_join(model, by=by, contribution="Góp sức")),
        (beside, lambda by: actions.invite(model, office.focal, by=by)),
    ):
        with pytest.raises(PermissionDenied):
            act(by)


def test_by_the_pages_a_unit_is_invited_answers_and_finds_the_model_at_home(office, model, client):
    lead = PostFactory(unit=office.division, powers=[Power.MODEL])
    other = PostFactory(unit=office.beside, powers=[Power.MODEL])
    client.force_login(lead.person.user)
    invite = reverse("registration:invite", args=[office.round.pk, model.pk])

    wrong = client.post(invite, {"unit": "Phòng không có", "contribution": "Lo hội trường"})
    client.post(invite, {"unit": "Phòng Nội chính", "contribution": "Lo hội trường"})
    client.force_login(other.person.user)
    home = client.get(reverse("registration:unit", args=[office.round.pk]))
    partner = Partner.objects.get()
    step = [office.round.pk, model.pk, partner.pk, "accept"]
    seen = client.post(reverse("registration:answer", args=step), follow=True)

    assert "Không tìm thấy “Phòng không có”" in wrong.text
    assert "Lo hội trường" in wrong.text
    assert ([p.registration for p in home.context["shared"]], seen.status_code) == ([model], 200)
    assert [line.partner.state for line in seen.context["partners"]] == ["joined"]


def test_a_sheet_on_paper_names_who_joined(office, model, beside, invited):
    actions.answer(invited, "accept", by=beside)

    sheet = paired.sheets_seen(office.clerk()).get(pk=model.sheet_id)

    assert [forces_of(r) for r in sheet.registrations.all()] == [
        "Đơn vị phối hợp: Phòng Nội chính (Lo phòng họp)"
    ]
