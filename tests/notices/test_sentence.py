"""A notice is told in the language of whoever reads it, whatever that of its sender."""

import pytest
from django.utils.translation import gettext_noop, override

from kheo.notices import access, actions
from kheo.notices.sentence import Sentence, joined
from tests.factories import PersonFactory, UnitFactory, actor_for, actor_in

SENT = Sentence(
    gettext_noop("%(unit)s đã gửi kế hoạch năm %(year)s."), {"unit": "Sở Y tế", "year": 2026}
)


@pytest.mark.django_db
def test_a_notice_is_told_in_the_language_of_its_reader():
    told = PersonFactory()

    with override("en"):
        actions.tell([told], SENT, "/", by=actor_in(UnitFactory()))

    notice = access.visible_to(actor_for(told)).get()
    assert (notice.text, notice.told) == ("Sở Y tế đã gửi kế hoạch năm 2026.",) * 2
    with override("en"):
        assert notice.told == "Sở Y tế has sent its plan for 2026."


@pytest.mark.django_db
def test_a_notice_of_before_stays_as_written():
    told = PersonFactory()
    actions.tell([told], "Nhắc hạn 25/3, 50 %.", "/", by=actor_in(UnitFactory()))

    with override("en"):
        assert access.visible_to(actor_for(told)).get().told == "Nhắc hạn 25/3, 50 %."


def test_sentences_are_told_one_after_the_other_and_within_each_other():
    whole = joined("50 % xong.", Sentence(gettext_noop("Hạn %(day)s."), {"day": "25/3/2026"}))
    kept = Sentence.again(Sentence("“%(said)s”", {"said": whole}).kept())

    assert str(kept) == "“50 % xong. Hạn 25/3/2026.”"
