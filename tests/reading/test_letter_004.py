"""The letter that lost letters on the way (requirements 004-01 to 004-18)."""

from datetime import date

import pytest

from kheo.reading.draft import read_bytes
from tests.reading.places import copies_of, label


@pytest.fixture(params=copies_of("004"), ids=label)
def draft(request):
    return read_bytes(request.param.read_bytes(), request.param.name)


def test_lines_with_empty_lines_between_them_are_joined_into_five_contents(draft):
    assert [f.value.number for f in draft.contents] == ["1", "2", "3", "4", "5"]
    assert not any("\n" in f.value.text for f in draft.contents)


def test_two_groups_are_addressed(draft):
    assert [f.value.name for f in draft.addressees] == [
        "Các phòng chuyên môn",
        "Trung tâm Dịch vụ miền núi",
    ]


def test_documents_are_cited_even_when_the_date_stands_on_the_next_line(draft):
    assert [(f.value.type, f.value.number, f.value.date) for f in draft.citations] == [
        ("Thông báo", "96-TB/VPTU", date(2021, 4, 7)),
        ("Quyết định", "290-QĐ/TW", date(2010, 2, 25)),
        ("Nghị quyết", "25-NQ/TW", None),
    ]


def test_a_resolution_without_a_number_is_kept_apart(draft):
    assert [f.value.title for f in draft.citations_unnumbered] == [
        "Nghị quyết Trung ương 4 (khóa XII)"
    ]


def test_four_pledges_are_read(draft):
    assert len(draft.pledges) == 4
    assert {f.value.code for f in draft.pledges} == {"04 không"}
    assert all(f.value.text.startswith("Không ") for f in draft.pledges)
    assert not any(f.doubt for f in draft.pledges)


def test_at_least_one_to_two_models_is_a_minimum_and_a_target_with_a_doubt(draft):
    (fact,) = draft.quotas
    assert (fact.value.min, fact.value.max, fact.value.target) == (1, None, 2)
    assert (fact.value.unit, fact.value.subject) == ("mô hình", "unit")
    assert fact.value.who == "Phòng chuyên môn, Trung tâm Dịch vụ miền núi"
    assert "mâu thuẫn" in fact.doubt
    assert fact.suggestion == "Tối thiểu 01, phấn đấu 02 mô hình."


def test_the_yearly_day_is_read(draft):
    yearly = [(f.value.recurring, f.value.month_day) for f in draft.deadlines]
    assert yearly == [("hằng năm", "10-15")]


def test_two_stages_that_follow_each_other_are_no_conflict(draft):
    assert [(f.value.first, f.value.last) for f in draft.periods] == [
        ("2016", "2020"),
        ("2021", "2025"),
    ]
    assert not any(f.doubt for f in draft.periods)


def test_seven_recipients_and_the_signature_are_read(draft):
    assert len(draft.recipients) == 7
    assert draft.recipients[6].value.filing
    assert draft.recipients[0].value.name == "Như trên"
    assert draft.signature is not None


def test_lost_letters_are_put_back_and_every_place_is_pointed_out(draft):
    places = [d for d in draft.doubts if d.kind == "lost_glyphs"]
    assert len(places) > 20
    assert "Nhà nước" in draft.contents[0].value.text
    assert "Hồ Chí Minh" in draft.contents[0].value.text
    assert draft.recipients[4].value.name == "Chi ủy"
    found = {(" ".join(c.found.split()), c.right) for c in draft.changes}
    assert {("Nhà nư c", "Nhà nước"), ("H hí", "Hồ Chí"), ("v i", "với")} <= found
