import pytest

from kheo.notices import access, actions
from tests.factories import PersonFactory, UnitFactory, actor_for, actor_in

pytestmark = pytest.mark.django_db


def test_people_are_told_but_not_the_sender():
    sender = PersonFactory()
    told = PersonFactory()
    by = actor_for(sender)

    count = actions.tell([sender, told, told], "Đã ghi nhận.", "/", by=by)

    assert count == 1
    told.refresh_from_db()
    assert told.unread == 1
    assert [n.text for n in access.visible_to(actor_for(told))] == ["Đã ghi nhận."]
    assert not access.visible_to(by)


def test_reading_all_marks_only_mine():
    mine, other = PersonFactory(), PersonFactory()
    actions.tell([mine, other], "Nhắc hạn 25/3.", "/", by=actor_in(UnitFactory()))

    actions.read_all(by=actor_for(mine))

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.unread, other.unread) == (0, 1)
    assert not access.visible_to(actor_for(mine)).filter(read_at=None)
