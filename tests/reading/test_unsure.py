"""Facts in which a recognised word may be wrong."""

from kheo.reading.draft import draft_of
from kheo.reading.unsure import doubted

TEXT = "Kính gửi: Các phòng.\nMỗi người đăng ký từ 01 đến 03 nội dung trước ngày 25/3/2026.\n"


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_fact_with_an_unsure_word_is_doubted_and_the_word_named():
    draft = doubted(draft_of(TEXT), TEXT, [place("25/3/2026")])

    (first,) = draft.deadlines
    assert (first.doubt, first.suggestion) == (
        "Máy nhận dạng chữ chưa chắc: “25/3/2026”.",
        "Đối chiếu bản giấy.",
    )
    assert [f.doubt for f in draft.quotas] == [""]


def test_a_fact_that_is_doubted_already_keeps_its_doubt():
    text = TEXT.replace("2026", "3026")
    plain = draft_of(text)
    (deadline,) = doubted(plain, text, [place("25/3/")]).deadlines
    assert deadline == plain.deadlines[0]
    assert deadline.doubt.startswith("Năm")


def test_many_unsure_words_are_named_by_the_first_three():
    words = [place(word) for word in ("từ", "01", "đến", "03")]
    (quota,) = doubted(draft_of(TEXT), TEXT, words).quotas
    assert quota.doubt == "Máy nhận dạng chữ chưa chắc: “từ”, “01”, “đến”, …."


def test_a_text_that_was_not_recognised_is_left_as_it_is():
    draft = draft_of(TEXT)
    assert doubted(draft, TEXT, ()) is draft
