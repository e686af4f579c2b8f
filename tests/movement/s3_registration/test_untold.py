"""Where copy 1 lies tells who is a Party member: who may not know reads the same of everybody."""

import pytest
from django.template.loader import render_to_string

from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, actions, exports, kept, queries
from kheo.movement.s3_registration.queries import Wanted
from tests.factories.registration import Office


@pytest.fixture
def two(office: Office):
    """Return what a member, whose cell has logged copy 1, and another person have sent."""
    member = office.sent(office.owner(cell=office.cell))
    other = office.sent(office.owner())
    actions.receive([office.copy(member.sheet, 1)], by=office.secretary())
    return member, other


def told(office, by, registration):
    sees = access.sees_keeper(by, subject=registration.subject, person_id=registration.person_id)
    copies = kept.copies_of(registration.sheet)
    context = {"copies": copies, "sees_keeper": sees, "due": queries.due(office.round)}
    return render_to_string("movement/registration/kept.html", context)


def test_a_head_reads_the_same_words_of_a_member_as_of_others(office, two):
    head = office.head()
    page = [told(office, head, each) for each in two]
    rows = exports.list_rows(queries.listed(head, office.round, Wanted()), Subject.ITEM)
    cells = [row.keeper for row in exports.shown(rows, head, "/")]

    assert page[0] == page[1]
    assert "Có nơi lưu theo quy định" in page[0]
    assert cells == ["không nêu ở đây"] * 2
