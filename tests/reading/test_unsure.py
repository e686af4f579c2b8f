"""Facts in which a recognised word may be wrong."""

from kheo.reading.draft import draft_of
from kheo.reading.unsure import doubted
from tests.reading.places import PAPERS

TEXT = (PAPERS / "000.txt").read_text()


def test_a_fact_with_an_unsure_word_is_doubted_and_the_word_named():
    plain = draft_of(TEXT)
    quota, *others = plain.quotas
    place = (quota.start, quota.start + 2)

    first, *rest = doubted(plain, TEXT, [place]).quotas

    assert (first.doubt, first.suggestion) == (
        f"Máy nhận dạng chữ chưa chắc: “{TEXT[slice(*place)]}”.",
        "Đối chiếu bản giấy.",
    )
    assert rest == others


def test_a_fact_that_is_doubted_already_keeps_its_doubt():
    plain = draft_of(TEXT)
    (deadline,) = [f for f in plain.deadlines if f.doubt]

    draft = doubted(plain, TEXT, [(deadline.start, deadline.end)])

    assert deadline in draft.deadlines


def test_many_unsure_words_are_named_by_the_first_three():
    plain = draft_of(TEXT)
    start = plain.quotas[0].start
    letters = [(at, at + 1) for at in range(start, start + 4)]

    doubt = doubted(plain, TEXT, letters).quotas[0].doubt

    assert doubt.count("“") == 3
    assert doubt.endswith("”, ….")


def test_a_text_that_was_not_recognised_is_left_as_it_is():
    draft = draft_of(TEXT)
    assert doubted(draft, TEXT, ()) is draft
