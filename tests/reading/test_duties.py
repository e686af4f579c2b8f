"""Who must do what, by when, reporting to whom, in which clause."""

import pytest

from kheo.reading.draft import draft_of
from tests.reading.places import PAPERS


@pytest.fixture(scope="module")
def directive():
    return draft_of((PAPERS / "unseen" / "chi_thi.txt").read_text())


@pytest.fixture(scope="module")
def plan():
    return draft_of((PAPERS / "unseen" / "quy_dinh_dang.txt").read_text())


def told(draft):
    return [
        (d.clause, d.who, d.partners, d.due, d.due_iso, d.report_to)
        for d in (f.value for f in draft.duties)
    ]


def test_each_duty_of_a_directive_is_whole(directive):
    assert told(directive)[1:3] == [
        ("2", "Sở Nội vụ", "", "hằng quý", "", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("3", "Thanh tra tỉnh", "Sở Tư pháp", "trước ngày 30 tháng 10 năm 2026", "2026-10-30", ""),
    ]


def test_the_items_under_a_name_are_duties_of_that_name(plan):
    assert told(plan)[:3] == [
        ("2.1", "Chi ủy các chi bộ trực thuộc", "", "trong tháng 01/2026", "2026-01", ""),
        ("2.1", "Chi ủy các chi bộ trực thuộc", "", "", "", ""),
        ("2.1", "Chi ủy các chi bộ trực thuộc", "", "trước ngày 10/6", "", "Văn phòng Đảng ủy"),
    ]
