"""Pledges: confirmed once per person and unit; a breach has a source and is seen at review."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Breach, Clause, Confirmation
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s5_review import actions, pledges
from kheo.movement.s5_review.forms import BreachForm
from kheo.notices.models import Notice
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


@pytest.fixture
def unit(db):
    return UnitFactory(path="001.003.001.")


@pytest.fixture
def round_(unit):
    movement = MovementFactory(unit=unit)
    for n in (1, 2):
        Clause.objects.create(
            movement=movement, kind=ClauseKind.PLEDGE, ordinal=n, text=f"Không {n}"
        )
    return RoundFactory(movement=movement)


@pytest.fixture
def worker(unit):
    return actor_for(PersonFactory(unit=unit, code="A7", user=UserFactory()))


@pytest.fixture
def head(unit):
    return actor_for(PersonFactory(unit=unit, user=UserFactory()), Power.OVERSEE, Power.PLAN)


def deed(round_, unit, **changes):
    facts = {
        "clause": pledges.pledges(round_)[0],
        "unit": unit,
        "day": dt.date(2021, 1, 5),
        "text": "Hẹn rồi không tiếp",
        "source": "Kết luận 12/KL",
    }
    return actions.Deed(**{**facts, **changes})


def test_a_person_confirms_once(round_, worker):
    for _press in range(2):
        actions.confirm(round_, by=worker)

    found = Confirmation.objects.get()
    assert (found.person_id, found.unit_id) == (worker.person_id, worker.unit_id)
    assert trail.history_of(found).get().verb == "pledge.confirm"


def test_a_unit_is_confirmed_apart_from_its_people(round_, head, worker):
    actions.confirm(round_, by=head, for_unit=True)
    actions.confirm(round_, by=worker)

    seen = pledges.confirmed(head, round_)
    assert (seen.mine, seen.unit, seen.people, seen.units) == (False, True, 1, 1)
    with pytest.raises(PermissionDenied, match="thay mặt đơn vị"):
        actions.confirm(round_, by=worker, for_unit=True)


def test_a_round_without_pledges_has_nothing_to_confirm(worker):
    with pytest.raises(ValidationError, match="không có điều cam kết"):
        actions.confirm(RoundFactory(), by=worker)


def test_a_breach_is_told_to_whom_it_concerns_and_seen_at_review(round_, unit, head, worker):
    person = Person.objects.get(pk=worker.person_id)
    sheet = SheetFactory(round=round_, person=person, unit=unit)
    registration = RegistrationFactory(sheet=sheet, unit=unit)

    found = actions.record_breach(round_, deed(round_, unit, person=person), by=head)

    assert pledges.at_review(head, round_, registration) == [found]
    assert Notice.objects.get().person == person
    assert trail.history_of(found).get().note == "Kết luận 12/KL"


@pytest.mark.parametrize(
    ("changes", "field"), (({"source": " "}, "source"), ({"day": dt.date(2999, 1, 1)}, "day"))
)
def test_a_breach_without_a_source_or_of_tomorrow_is_refused(round_, unit, head, changes, field):
    with pytest.raises(ValidationError) as refused:
        actions.record_breach(round_, deed(round_, unit, **changes), by=head)

    assert list(refused.value.message_dict) == [field]
    assert not Breach.objects.exists()


def test_who_does_not_check_records_nothing_and_sees_only_their_own(round_, unit, head, worker):
    stranger = actor_in(UnitFactory(path="002."), *Power)
    actions.record_breach(round_, deed(round_, unit), by=head)
    person = Person.objects.get(pk=worker.person_id)
    own = actions.record_breach(round_, deed(round_, unit, person=person), by=head)

    assert list(pledges.breaches(worker, round_)) == [own]
    assert list(pledges.breaches(stranger, round_)) == []
    for by in (worker, stranger):
        with pytest.raises(PermissionDenied, match="mới ghi vi phạm"):
            actions.record_breach(round_, deed(round_, unit), by=by)


def test_what_does_not_stand_is_withdrawn_once_with_its_reason(round_, unit, head):
    found = actions.record_breach(round_, deed(round_, unit), by=head)

    actions.withdraw_breach(found, by=head, reason="Ghi nhầm người")

    found.refresh_from_db()
    assert found.withdrawn == "Ghi nhầm người"
    with pytest.raises(StaleStateError):
        actions.withdraw_breach(found, by=head, reason="Lần nữa")


def test_the_page_confirms_records_and_withdraws(client, round_, unit, head, worker):
    client.force_login(Person.objects.get(pk=head.person_id).user)
    page = reverse("review:pledges", args=[round_.pk])
    typed = {
        "clause": pledges.pledges(round_)[0].pk,
        "day": "5/1/2021",
        "text": "Hẹn rồi không tiếp",
    }

    client.post(reverse("review:confirm_pledges", args=[round_.pk]), {"unit": "1"})
    record = reverse("review:record_breach", args=[round_.pk])
    refused = client.post(record, {**typed, "person": "Không Ai", "source": "KL 12"})
    nobody = client.post(record, {**typed, "source": "KL 12"})
    one = UnitFactory(parent=unit, path=f"{unit.path}911.", name="Văn phòng")
    UnitFactory(parent=one, path=f"{one.path}001.", name="Văn phòng")
    elsewhere = client.post(record, {**typed, "person": "A7", "unit": one.pk, "source": "KL 12"})
    taken = client.post(record, {**typed, "person": "A7", "source": "KL 12"})
    client.post(
        reverse("review:withdraw_breach", args=[round_.pk, Breach.objects.get().pk]),
        {"reason": "Ghi nhầm"},
    )

    assert "Không có ai mang tên hoặc mã “Không Ai”" in refused.text
    assert "Hẹn rồi không tiếp" in refused.text
    assert "Cần ghi người vi phạm, hoặc chọn đơn vị." in nobody.text
    assert f"{unit}, không thuộc Văn phòng. Chọn lại đơn vị hoặc để trống." in elsewhere.text
    choices = [label for _value, label in elsewhere.context["form"].fields["unit"].choices]
    assert {f"Văn phòng, {unit}", "Văn phòng, Văn phòng", str(unit)} <= set(choices)
    assert taken.url == page
    shown = client.get(page).text
    assert ("Đơn vị đã xác nhận" in shown, "Ghi nhầm" in shown) == (True, True)


def test_a_breach_finds_its_person_by_a_name_however_it_is_typed(round_, unit, head):
    one = PersonFactory(unit=unit, full_name="Lường Văn Điện", code="B1")
    twins = [PersonFactory(unit=unit, full_name="Lò Thị Thanh", code=code) for code in ("B2", "B3")]
    PersonFactory(unit=UnitFactory(path="002."), full_name="Quàng Văn Xa", code="B4")

    def said(typed):
        form = BreachForm(
            head,
            {"person": typed},
            pledges=pledges.pledges(round_),
            units=pledges.checked_units(head),
        )
        form.full_clean()
        return form.cleaned_data.get("person") or form.errors["person"][0]

    assert [said(typed) for typed in ("luong van dien", "b1", "Lò Thị Thanh (B3)")] == [
        one, one, twins[1],
    ]  # fmt: skip
    assert said("lo thi thanh") == (
        "“lo thi thanh” có thể là: Lò Thị Thanh (B2); Lò Thị Thanh (B3). Chép lại một trong số đó."
    )
    assert said("điện") == (
        "Không có ai tên đúng là “điện”. Có thể là: Lường Văn Điện (B1). Chép lại một trong số đó."
    )
    assert said("Quàng Văn Xa") == (
        "Không có ai mang tên hoặc mã “Quàng Văn Xa” trong phạm vi bạn theo dõi. Xem lại."
    )
