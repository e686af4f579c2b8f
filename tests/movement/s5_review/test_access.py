"""Who may do what with a review: the whole table on one screen."""

import pytest

from kheo.movement.s3_registration.states import State as RegistrationState
from kheo.movement.s5_review import access
from kheo.movement.s5_review.states import FLOW
from kheo.orgs.models import Person
from kheo.orgs.queries import actor_of
from kheo.orgs.states import Power
from tests.factories import PostFactory, actor_in

PEOPLE = ("owner", "colleague", "keeper", "head", "appraiser", "council", "stranger")
TABLE = {
    # step: who may for a person's item, who may for a unit's model
    "score": ({"owner"}, {"keeper"}),
    "check": ({"head", "appraiser"}, {"appraiser"}),
    "reopen": ({"head", "appraiser"}, {"appraiser"}),
    "recognise": ({"council"}, {"council"}),
    "decline": ({"council"}, {"council"}),
}


def test_every_step_has_a_rule():
    assert set(access.RULES) == set(FLOW.steps) == set(TABLE)


@pytest.mark.parametrize("step", TABLE)
@pytest.mark.parametrize("kind", ("review", "model_review"))
def test_permission_table(request, step, kind):
    record = request.getfixturevalue(kind)
    actors = {name: request.getfixturevalue(name) for name in PEOPLE}

    may = {name for name, by in actors.items() if access.RULES[step](by, record)}

    assert may == TABLE[step][kind == "model_review"]


def test_nobody_checks_or_decides_their_own_item(review, unit, agency, owner):
    person = Person.objects.get(pk=owner.person_id)
    post = PostFactory(person=person, unit=unit, over=agency, powers=list(Power))
    both = actor_of(post)

    assert access.may_check(both, review).reason == "Bạn không tự thẩm định nội dung của mình."
    assert access.may_decide(both, review).reason == "Bạn không quyết định về nội dung của mình."


def test_a_division_of_the_agency_does_not_check_the_agencys_model(model_review, agency, unit):
    model_review.path = agency.path
    by = actor_in(unit, Power.APPRAISE, over=agency)

    assert not access.may_check(by, model_review)


@pytest.mark.parametrize(
    ("who", "seen"),
    (("owner", True), ("colleague", False), ("head", True), ("council", True), ("stranger", False)),
)
def test_a_review_is_seen_by_those_who_see_the_registration(request, review, who, seen):
    assert (review in access.visible_to(request.getfixturevalue(who))) is seen


@pytest.mark.parametrize(
    ("who", "may"),
    (("owner", True), ("colleague", False), ("appraiser", True), ("council", False)),
)
def test_the_owner_or_the_appraiser_opens_a_case(request, item, who, may):
    assert bool(access.may_start(request.getfixturevalue(who), item)) is may


def test_only_an_accepted_registration_of_an_open_year_is_reviewed(owner, item):
    item.round.state = "closed"
    assert "đã khép lại" in access.may_start(owner, item).reason
    item.state = RegistrationState.SUBMITTED
    assert "đã được ghi nhận" in access.may_start(owner, item).reason


@pytest.mark.parametrize(
    ("who", "may"), (("council", True), ("owner", False), ("stranger", False), ("head", False))
)
def test_the_council_keeps_the_tables_of_its_unit(request, agency, who, may):
    assert bool(access.may_keep_tables(request.getfixturevalue(who), agency)) is may


def test_open_steps_are_those_of_the_state_and_the_actor(appraiser, owner, review):
    assert [s.name for s in access.open_steps(owner, review)] == ["score"]
    review.state = "scored"
    assert [s.name for s in access.open_steps(appraiser, review)] == ["check", "reopen"]
