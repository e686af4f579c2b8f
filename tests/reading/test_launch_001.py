"""The launch as a web page shows it (requirements 001-01 to 001-17)."""

from datetime import date

import pytest

from kheo.reading.draft import read_bytes
from tests.reading.places import copies_of, label


@pytest.fixture(params=copies_of("001"), ids=label)
def draft(request):
    return read_bytes(request.param.read_bytes(), request.param.name)


def test_four_numbered_contents_stop_before_the_page_around_them(draft):
    assert [f.value.number for f in draft.contents] == ["1", "2", "3", "4"]
    assert "\n" not in draft.contents[3].value.text


def test_the_theme_is_read_apart_from_the_movement(draft):
    roles = [f.value.role for f in draft.names]
    assert roles == ["movement", "theme", "theme"]


def test_the_two_stages_of_one_text_are_doubted(draft):
    stages = [f.value for f in draft.periods if f.value.name == "giai đoạn"]
    assert {(s.first, s.last) for s in stages} == {("2020", "2025"), ("2021", "2025")}
    (doubt,) = (d for d in draft.doubts if d.kind == "inconsistent_period")
    assert "2020-2025" in doubt.message
    assert "2021-2025" in doubt.message


def test_documents_are_cited_without_those_of_the_page_around_the_text(draft):
    assert [(f.value.number, f.value.date) for f in draft.citations] == [
        ("25-NQ/TW", date(2013, 6, 3)),
        ("16/CT-TTg", date(2016, 5, 16)),
        ("34-CT/TW", None),
    ]


def test_a_launch_without_figure_or_time_limit_is_doubted(draft):
    assert (draft.quotas, draft.deadlines) == ((), ())
    kinds = [d.kind for d in draft.doubts]
    assert kinds.count("launch_without_quota") == 1
    assert kinds.count("launch_without_deadline") == 1


def test_the_page_and_the_lone_closing_quote_are_pointed_out(draft):
    kinds = [d.kind for d in draft.doubts]
    assert kinds.count("page_chrome") == 1
    assert kinds.count("unbalanced_quote") == 1


def test_the_headline_is_the_subject(draft):
    assert draft.head.subject.value.endswith("giai đoạn 2020-2025")
    assert draft.head.type.value == "Tin bài (bài đăng web)"
