"""Who need not register: recorded with a reason, not missing, asked again when it ends."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.accounts.models import User
from kheo.kernel.audit import trail
from kheo.movement.models import Exemption
from kheo.movement.s3_registration import actions, behind
from kheo.movement.s3_registration.counts.counted import people_counted
from kheo.movement.s3_registration.outcome import Act
from kheo.movement.s3_registration.queries import waiting_rows
from kheo.orgs.models import Unit

REASON = "Nghỉ thai sản đến hết năm"


@pytest.fixture
def two(office):
    """Two people of the division, which so counts two."""
    actors = [office.owner(), office.owner()]
    Unit.objects.filter(pk=office.division.pk).update(staff=2)
    return actors


def person(actor):
    return User.objects.get(pk=actor.user_id).person


def free(office, actor, reason=REASON):
    return actions.exempt(office.round, [person(actor)], by=office.clerk(), reason=reason)


def missing(office):
    units = behind.units_behind(office.agency.path, office.round)
    return {u.pk: u.behind for u in units}.get(office.division.pk, 0)


def test_who_is_exempt_is_not_missing_and_counts_among_nobody(office, two):
    first, second = two

    free(office, first)

    silent = behind.people_behind(office.division, office.round)
    assert [p.pk for p in silent] == [second.person_id]
    assert missing(office) == 1
    assert people_counted(office.division.path, office.round) == 1
    waits = {row["what"]: row["n"] for rows in waiting_rows(first, office.round) for row in rows}
    assert "registration.write" not in waits


def test_an_exemption_tells_why_and_who_recorded_it(office, two):
    free(office, two[0])

    [row] = behind.people_exempt(office.division, office.round)
    assert (row.reason, [e.verb for e in trail.history_of(row)]) == (REASON, ["exemption.record"])


def test_of_many_who_is_exempt_already_is_named(office, two):
    free(office, two[0])

    said = free(office, two[0]).said(Act.EXEMPT)

    who = person(two[0]).full_name
    assert said == (
        "Chưa ghi miễn cho ai; 1 người đã nộp, đã được miễn hoặc không thuộc diện đăng ký nên giữ "
        f"nguyên ({who})."
    )


def test_once_it_ends_the_person_is_missing_again(office, two):
    free(office, two[0])

    actions.end_exemption(Exemption.objects.get(), by=office.clerk())

    assert missing(office) == 2


def test_who_sends_all_the_same_counts_once(office, two):
    free(office, two[0])

    office.sent(two[0])

    assert (missing(office), people_counted(office.division.path, office.round)) == (1, 2)
    assert Exemption.objects.get().over is not None


def test_who_has_sent_or_is_exempt_already_is_passed_over(office, two):
    office.sent(two[0])

    done = [free(office, who).done for who in (two[0], two[1], two[1])]

    assert done == [0, 1, 0]


def test_no_reason_is_refused_in_words(office, two):
    with pytest.raises(ValidationError, match="Ghi lý do miễn đăng ký"):
        free(office, two[0], reason="  ")


@pytest.mark.parametrize("chair", ("owner", "secretary"))
def test_only_who_oversees_the_unit_exempts(office, two, chair):
    with pytest.raises(PermissionDenied):
        actions.exempt(office.round, [person(two[0])], by=getattr(office, chair)(), reason=REASON)


def test_the_page_of_who_is_missing_exempts_and_shows_it(office, two, client):
    client.force_login(User.objects.get(pk=office.clerk().user_id))
    sent = {"row": [two[0].person_id], "reason": REASON, "unit": office.division.pk}

    page = client.post(reverse("registration:exempt", args=[office.round.pk]), sent, follow=True)

    assert REASON in page.text
    assert [p.pk for p in page.context["people"]] == [two[1].person_id]
