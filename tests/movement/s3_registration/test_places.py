"""What the contract says travels on: to the review, the list of awards, the year's report."""

import pytest
from django.db.models import Q

from kheo.kernel import clock
from kheo.movement.models import Exemption, Quota, Registration
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.contract.places import below, place_of
from kheo.movement.s3_registration.counts.reached import let_off, reached
from tests.factories import actor_for


@pytest.fixture
def rule(office):
    def ruled(subject="item", category="", **facts):
        known = {"round": office.round, "subject": subject, "category": category}
        Quota.objects.filter(**known).delete()
        return Quota.objects.create(**known, **facts)

    return ruled


@pytest.fixture
def sent(office):
    """Let a person of a category send *n* items."""

    def with_items(n, **facts):
        by = office.owner(**facts)
        items = [office.item(by, f"Việc {i}") for i in range(1, n + 1)]
        if items:
            actions.send(items[0].sheet, by=by)
        return by, items

    return with_items


def test_an_item_says_which_of_how_many_it_is_and_what_is_asked(rule, sent):
    rule(minimum=1, target=2, maximum=3, basis="mỗi người từ 01 đến 03 nội dung")
    _by, items = sent(2)

    place = place_of(items[1])

    assert place.words == "Nội dung thứ 02 trong 02 nội dung đã đăng ký"
    assert place.asked.endswith("(“mỗi người từ 01 đến 03 nội dung”)")
    assert (place.warning, place.excused) == ("", "")


def test_a_returned_one_leaves_its_owner_below_the_minimum(office, rule, sent):
    rule(minimum=2, target=2, maximum=3)
    _by, items = sent(2)
    other, more = sent(2)
    first = Registration.objects.select_related("unit", "round", "person").get(pk=items[0].pk)
    actions.return_(first, by=office.head(), note="Nói rõ hơn")

    place = place_of(items[1])

    assert place.warning == "Dưới tối thiểu: còn thiếu 01 so với 02."
    assert below([items[1].pk, more[0].pk]) == {items[1].pk: "01/02, dưới tối thiểu"}
    assert other.person_id != items[1].person_id


def test_a_model_that_counts_instead_makes_up_for_what_lacks(office, rule, sent):
    rule(minimum=2, target=2, maximum=3, instead=1)
    model = office.sent_model(office.head())
    by = office.owner()
    item = office.item(by, "Việc một")
    actions.count_instead(model, by=by)
    actions.send(item.sheet, by=by)

    place = place_of(item)

    assert place.excused == "Tính thay bằng mô hình “Phòng họp không giấy”"
    assert (place.warning, below([item.pk])) == ("", {})
    assert reached(office.round, Q())["people_minimum"] == 1
    assert let_off(office.round, instead=True).count() == 1


def test_the_report_counts_who_reached_what_by_the_rule_for_each(office, rule, sent):
    rule(minimum=1, target=2, maximum=3)
    rule(category="worker", minimum=1, target=1, maximum=1)
    rule("model", minimum=1, target=2, maximum=2)
    for n in range(4):
        sent(n)
    sent(1, staff="worker")
    office.sent_model(office.head())
    idle = office.person()
    Exemption.objects.create(
        round=office.round, person=idle, reason="Nghỉ thai sản", since=clock.now()
    )

    found = reached(office.round, Q())

    assert found == {
        "people_minimum": 4, "people_target": 3, "units_minimum": 1, "units_target": 0,
    }  # fmt: skip
    assert let_off(office.round, instead=False).count() == 1
    assert reached(office.round, Q(unit=office.beside))["people_minimum"] == 0


def test_counting_costs_the_same_for_one_as_for_three(
    office, rule, sent, django_assert_num_queries
):
    rule(minimum=1, target=2, maximum=3)
    for _n in range(3):
        sent(1)
    keys = list(Registration.objects.values_list("pk", flat=True))

    with django_assert_num_queries(1):
        below(keys[:1])
    with django_assert_num_queries(1):
        below(keys)
    with django_assert_num_queries(3):
        reached(office.round, Q())


def test_who_is_exempt_is_told_with_the_reason(office, rule):
    rule(minimum=1, target=1, maximum=3)
    person = office.person()
    item = office.item(actor_for(person))
    Exemption.objects.create(
        round=office.round, person=person, reason="Biệt phái", since=clock.now()
    )

    place = place_of(item)

    assert (place.nth, place.excused) == (0, "Được miễn đăng ký: Biệt phái")
