"""The directive with six tasks (requirements 002-01 to 002-27)."""

from datetime import date

import pytest

from kheo.reading.draft import read_bytes
from tests.reading.places import copies_of, label


@pytest.fixture(params=copies_of("002"), ids=label)
def draft(request):
    return read_bytes(request.param.read_bytes(), request.param.name)


def test_it_is_a_directive_with_a_subject_and_no_number(draft):
    assert draft.head.type.value == "Chỉ thị"
    assert draft.head.number is None
    assert draft.head.subject.value.startswith("VỀ ")


def test_six_tasks_are_read_the_second_with_five_dashes(draft):
    assert [f.value.number for f in draft.contents] == ["1", "2", "3", "4", "5", "6"]
    assert [len(f.value.children) for f in draft.contents] == [0, 5, 0, 0, 0, 0]


def test_four_documents_are_cited_once_each_whatever_the_spelling_of_their_date(draft):
    assert [(f.value.type, f.value.number, f.value.date) for f in draft.citations] == [
        ("Nghị quyết", "25-NQ/TW", date(2013, 6, 3)),
        ("Chương trình hành động", "177-CTr/TU", date(2013, 8, 7)),
        ("Quyết định", "217-QĐ/TW", date(2013, 12, 12)),
        ("Quyết định", "218-QĐ/TW", date(2013, 12, 12)),
    ]
    assert not any(f.doubt for f in draft.citations)


def test_titles_between_two_closing_quotes_are_read(draft):
    assert all(f.value.title and "”" not in f.value.title for f in draft.citations[1:])


def test_one_leader_and_one_officer_are_to_be_assigned(draft):
    assert [(f.value.min, f.value.max, f.value.unit) for f in draft.quotas] == [
        (1, 1, "đồng chí lãnh đạo"),
        (1, 1, "chuyên viên"),
    ]
    assert [f.value.assignees for f in draft.duties if f.value.assignees] == [
        ("một đồng chí lãnh đạo",),
        ("đồng chí Chủ tịch", "một chuyên viên kiêm nhiệm"),
    ]


def test_who_leads_and_with_whom_is_read(draft):
    led = [(f.value.who, f.value.partners) for f in draft.duties if f.value.partners]
    assert led[-1] == ("Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh")
    assert led[0][1] == "Ban Dân vận Tỉnh ủy"


def test_the_theme_year_and_its_span_are_read(draft):
    assert [f.value.text for f in draft.names if f.value.role == "theme_year"] == [
        "Năm dân vận chính quyền"
    ]
    assert [(f.value.first, f.value.last) for f in draft.periods] == [("2014", "2015")]


def test_recurring_times_are_read(draft):
    recurring = {f.value.recurring for f in draft.deadlines}
    assert recurring == {"định kỳ", "hằng năm", "thường xuyên"}


def test_ten_recipients_are_listed_the_filing_line_last(draft):
    assert len(draft.recipients) == 10
    assert [f.value.filing for f in draft.recipients] == [False] * 9 + [True]


def test_quotes_closed_where_they_should_open_are_pointed_out_once(draft):
    kinds = [d.kind for d in draft.doubts]
    assert kinds.count("glued_quote") == 1
    assert kinds.count("unbalanced_quote") == 0


def test_the_six_tasks_are_read_with_their_bodies(draft):
    lines = [" ".join(line.split()) for line in draft.text.splitlines() if line.strip()]
    written = [line for line in lines if line[:1] in set("123456") and line[1:3] == "/-"]

    assert [_flat(f"{f.value.number}/- {f.value.text}") for f in draft.contents] == [
        _flat(line) for line in written
    ]
    dashes = [_flat(c.value.text) for c in draft.contents[1].value.children]
    after = lines.index(written[1]) + 1
    assert dashes == [_flat(line.removeprefix("- ")) for line in lines[after : after + 5]]


def _flat(words):
    return " ".join(words.replace("“", '"').replace("”", '"').split())


def test_duties_say_their_clause(draft):
    assert [f.value.clause for f in draft.duties if f.value.assignees] == ["5", "5"]
