"""Who may note, see evidence and remind: the whole table on one screen."""

import pytest

from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress import access
from tests.factories.progress import EvidenceFactory, NoteFactory

PEOPLE = ("owner", "colleague", "keeper", "clerk", "stranger")


@pytest.mark.parametrize(
    ("record", "allowed"), (("item", {"owner"}), ("model", {"keeper"})), ids=("item", "model")
)
def test_only_the_owner_adds_a_note(request, record, allowed):
    registration = request.getfixturevalue(record)
    actors = {name: request.getfixturevalue(name) for name in PEOPLE}

    may = {name for name, by in actors.items() if access.may_note(by, registration)}

    assert may == allowed


@pytest.mark.parametrize(
    ("state", "open_"),
    (
        (State.DRAFT, False),
        (State.SUBMITTED, False),
        (State.RETURNED, False),
        (State.ACCEPTED, True),
    ),
)
def test_a_registration_takes_notes_once_its_unit_has_accepted_it(owner, item, state, open_):
    item.state = state

    assert bool(access.may_note(owner, item)) is open_


def test_a_closed_year_takes_no_notes(owner, item):
    item.round.state = "closed"

    assert access.may_note(owner, item).reason == "Năm này đã khép lại, không ghi thêm tiến độ."


def test_evidence_is_seen_by_those_who_see_the_registration(request, item):
    evidence = EvidenceFactory(note=NoteFactory(registration=item))

    seen = {
        name
        for name in PEOPLE
        if evidence in access.visible_evidence(request.getfixturevalue(name))
    }

    assert seen == {"owner", "clerk"}


def test_notes_are_seen_by_those_who_see_the_registration(request, item):
    note = NoteFactory(registration=item)

    seen = {n for n in PEOPLE if note in access.visible_notes(request.getfixturevalue(n))}

    assert seen == {"owner", "clerk"}


def test_only_who_follows_or_files_reminds(request, round_):
    may = {n for n in PEOPLE if access.may_remind(request.getfixturevalue(n), round_)}

    assert may == {"clerk", "stranger"}  # the stranger over their own units only
