"""The whole permission table of a registration, on one screen."""

import pytest

from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.states import FLOW, State
from kheo.orgs.states import Power
from tests.factories import actor_in

OWNER, HEAD, CLERK, LEADER, BESIDE, SECRETARY = (
    "owner", "head of the division", "clerk of the agency", "leader without OVERSEE",
    "head beside", "secretary of the cell",
)  # fmt: skip

# who, the state of an item of a Party member of the division: may see it, and do what
ITEMS = {
    (OWNER, State.DRAFT): (True, {"submit"}),
    (OWNER, State.RETURNED): (True, {"submit"}),
    (OWNER, State.SUBMITTED): (True, set()),
    (HEAD, State.DRAFT): (False, set()),
    (HEAD, State.SUBMITTED): (True, {"accept", "return"}),
    (CLERK, State.DRAFT): (False, set()),
    (LEADER, State.DRAFT): (False, set()),
    (HEAD, State.ACCEPTED): (True, set()),
    (CLERK, State.SUBMITTED): (True, {"accept", "return"}),
    (LEADER, State.SUBMITTED): (True, set()),
    (BESIDE, State.SUBMITTED): (False, set()),
    (SECRETARY, State.SUBMITTED): (True, set()),
    (SECRETARY, State.DRAFT): (False, set()),
}
MODELS = {
    (HEAD, State.DRAFT): (True, {"submit"}),
    (HEAD, State.SUBMITTED): (True, set()),  # never one's own
    (OWNER, State.DRAFT): (True, set()),  # a colleague of the unit
    (CLERK, State.DRAFT): (False, set()),
    (CLERK, State.SUBMITTED): (True, {"accept", "return"}),
    (OWNER, State.SUBMITTED): (True, set()),  # a colleague of the unit
    (BESIDE, State.SUBMITTED): (False, set()),
    (SECRETARY, State.SUBMITTED): (False, set()),
}


@pytest.fixture
def actors(office):
    return {
        OWNER: office.owner(cell=office.cell),
        HEAD: office.head(),
        CLERK: office.clerk(),
        LEADER: actor_in(office.agency, Power.COMMEND),
        BESIDE: actor_in(office.beside, Power.OVERSEE, Power.MODEL),
        SECRETARY: office.secretary(),
    }


def in_state(registration, state, actors):
    rows = type(registration).objects.filter(pk=registration.pk)
    rows.update(state=state)
    return rows.select_related("unit", "person").get()


def seen_and_open(by, registration):
    seen = access.visible_to(by).filter(pk=registration.pk).exists()
    return seen, {step.name for step in access.open_steps(by, registration)}


@pytest.mark.parametrize(("who", "state"), ITEMS)
def test_items(office, actors, who, state):
    item = office.item(actors[OWNER]) if state == State.DRAFT else office.sent(actors[OWNER])

    assert seen_and_open(actors[who], in_state(item, state, actors)) == ITEMS[who, state]


@pytest.mark.parametrize(("who", "state"), MODELS)
def test_models(office, actors, who, state):
    model = office.model(actors[HEAD]) if state == State.DRAFT else office.sent_model(actors[HEAD])

    assert seen_and_open(actors[who], in_state(model, state, actors)) == MODELS[who, state]


@pytest.mark.parametrize(
    ("who", "may"),
    ((OWNER, True), (CLERK, True), (SECRETARY, True), (HEAD, False), (LEADER, False)),
)
def test_who_reads_where_copy_1_lies_000_17(office, actors, who, may):
    item = office.item(actors[OWNER])

    sees = access.sees_keeper(actors[who], subject=item.subject, person_id=item.person_id)

    assert sees is may


@pytest.mark.parametrize(
    ("who", "first", "second"),
    (
        (CLERK, True, True),
        (SECRETARY, True, False),
        (HEAD, False, False),
        (OWNER, False, False),
        (BESIDE, False, False),
    ),
)
def test_who_logs_which_copy(office, actors, who, first, second):
    sheet = office.sent(actors[OWNER]).sheet
    copies = [office.copy(sheet, number) for number in (1, 2)]

    assert [bool(access.may_receive(actors[who], copy)) for copy in copies] == [first, second]


def test_every_step_has_a_rule():
    assert set(access.RULES) == {step.name for step in FLOW}


def test_a_refusal_says_why(office, actors):
    item = office.sent(actors[OWNER])

    assert access.may_decide(actors[OWNER], item).reason == (
        "Chỉ người theo dõi đăng ký của đơn vị mới ghi nhận hoặc trả lại."
    )
    assert access.may_change(actors[OWNER], item).reason == (
        "Nội dung đã gửi. Muốn sửa, hãy đề nghị người theo dõi trả lại."
    )
