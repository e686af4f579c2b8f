"""Two items that are one thing are merged with a reason, readable still, and taken apart again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.accounts.models import User
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Merger, Registration, Tally
from kheo.movement.s3_registration import access, actions, merging, queries
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.states import State
from kheo.notices.models import Notice

WHY = "Hai nội dung là một việc"


def fresh(registration):
    return Registration.objects.select_related("unit", "person", "round", "sheet").get(
        pk=registration.pk
    )


@pytest.fixture
def two(office):
    """One person's two items, both sent."""
    owner = office.owner()
    rows = [office.item(owner, title) for title in ("Tiết kiệm điện", "Tiết kiệm điện, nước")]
    actions.send(rows[0].sheet, by=owner)
    return owner, [fresh(row) for row in rows]


def merged(gone, kept, by):
    return actions.merge(gone, kept, by=by, note=WHY)


def test_what_is_merged_counts_no_more_and_stays_readable(office, two):
    owner, (first, second) = two

    merged(second, first, owner)

    assert (second.state, [r.pk for r in queries.written(first.sheet)]) == ("merged", [first.pk])
    rows = queries.listed(office.clerk(), office.round, queries.Wanted())
    assert [r.pk for r in rows] == [first.pk]
    tally = Tally.objects.get(unit=office.division)
    assert (tally.items_submitted, tally.items_unfiled, tally.people) == (1, 1, 1)
    assert access.visible_to(office.clerk()).filter(pk=second.pk).exists()
    assert trail.history_of(first).order_by("-pk")[0].verb == "registration.absorb"
    [paper, _copy] = paired.papers(list(paired.sheets_seen(owner)))
    assert [b.text for b in paper.body if type(b).__name__ == "Heading"] == [
        "Nội dung 1. Tiết kiệm điện"
    ]


def test_its_place_is_free_for_another_and_part_finds_the_next(office, two):
    owner, (first, second) = two
    merger = merged(second, first, owner)
    third = office.item(owner, "Hẹn giờ tiếp dân")
    assert third.ordinal == 2

    actions.part(merger, by=owner)

    assert (fresh(second).ordinal, fresh(second).state) == (3, State.SUBMITTED)
    assert [r.pk for r in queries.written(first.sheet)] == [first.pk, third.pk, second.pk]


def test_taken_apart_it_is_as_it_was(office, two):
    owner, (first, second) = two
    before = Registration.objects.filter(pk=second.pk).values().get()
    counts = Tally.objects.filter(unit=office.division).values().get()

    actions.part(merged(second, first, owner), by=owner)

    assert Registration.objects.filter(pk=second.pk).values().get() == before
    assert Tally.objects.filter(unit=office.division).values().get() == counts
    assert merging.absorbed(first) == []


def test_once_something_new_hangs_on_it_it_stays_merged(office, two):
    owner, (first, second) = two
    merger = merged(second, first, owner)
    actions.accept(fresh(first), by=office.clerk())

    with pytest.raises(ValidationError, match="đã có việc mới"):
        actions.part(merger, by=owner)
    assert Merger.objects.get().undone_at is None


def test_the_clerk_merges_and_the_owner_is_told(office, two):
    owner, (first, second) = two

    merged(second, first, office.clerk())

    [notice] = Notice.objects.filter(person=owner.person_id)
    assert notice.text == f"“Tiết kiệm điện, nước” được gộp vào “Tiết kiệm điện”: {WHY}"


def test_what_was_sent_goes_into_no_draft_and_only_within_one_sheet(office, two):
    owner, (first, _second) = two
    draft = office.item(owner, "Bản nháp")
    other = office.sent(office.owner())

    for kept in (draft, other, first):
        with pytest.raises((ValidationError, PermissionDenied)):
            merged(first, kept, owner)
    merged(draft, first, owner)
    assert not access.visible_to(office.clerk()).filter(pk=draft.pk).exists()  # still a draft


def test_a_draft_that_took_another_in_is_not_dropped_before_they_are_parted(office):
    owner = office.owner()
    first, second = (fresh(office.item(owner, title)) for title in ("Tiết kiệm điện", "Hẹn giờ"))
    merger = merged(second, first, owner)

    with pytest.raises(ValidationError, match="tách nội dung đã gộp ra trước"):
        actions.drop(first, by=owner)
    actions.part(merger, by=owner)
    actions.drop(fresh(first), by=owner)

    assert [r.pk for r in Registration.objects.all()] == [second.pk]


def test_a_reason_a_right_and_the_state_are_asked(office, two):
    owner, (first, second) = two
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.merge(second, first, by=owner, note=" ")
    with pytest.raises(PermissionDenied):
        merged(second, first, office.owner())
    stale = fresh(second)
    merged(second, first, owner)
    with pytest.raises((StaleStateError, ValidationError)):
        merged(stale, first, owner)


def test_the_page_merges_shows_both_ways_and_parts(office, two, client):
    owner, (first, second) = two
    client.force_login(User.objects.get(pk=owner.user_id))
    place = [office.round.pk, second.pk]

    sent = {"kept": first.pk, "note": WHY}
    page = client.post(reverse("registration:merge", args=place), sent, follow=True)
    gone = client.get(reverse("registration:detail", args=place))

    assert [m.gone_id for m in page.context["absorbed"]] == [second.pk]
    assert gone.context["into"].kept == first
    back = client.post(reverse("registration:part", args=place), follow=True)
    assert back.context["registration"].state == State.SUBMITTED


def test_the_second_of_two_that_say_the_same_is_marked(office, two):
    _owner, (first, second) = two
    assert merging.same_words([first, second]) == {}

    second.title = first.title.upper()

    assert merging.same_words([first, second]) == {second.pk: first.ordinal}


def test_a_refused_merger_stays_on_the_page_it_was_asked_on(office, two, client):
    owner, (first, second) = two
    client.force_login(User.objects.get(pk=owner.user_id))

    place = (office.round.pk, second.pk)
    answer = client.post(reverse("registration:merge", args=place), {"kept": first.pk, "note": " "})

    assert answer.url == reverse("registration:detail", args=place)
    assert fresh(second).state == State.SUBMITTED
