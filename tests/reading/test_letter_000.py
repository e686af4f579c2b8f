"""The letter that asks everyone to register one to three items (requirements 000-01 to 000-19)."""

from datetime import date

import pytest

from kheo.reading.draft import read_bytes
from kheo.reading.facts import Copy, Holder
from tests.reading.places import copies_of, label


@pytest.fixture(params=copies_of("000"), ids=label)
def draft(request):
    return read_bytes(request.param.read_bytes(), request.param.name)


def test_it_is_read_as_a_letter_without_number_or_date(draft):
    assert (draft.head.type.value, draft.head.number, draft.head.date) == ("Công văn", None, None)


def test_three_groups_are_addressed(draft):
    assert len(draft.addressees) == 3
    assert not any(f.value.name.endswith(",") for f in draft.addressees)


def test_the_plan_and_the_party_guideline_are_cited_with_their_dates(draft):
    assert [
        (f.value.type, f.value.number, f.value.date, f.value.system) for f in draft.citations
    ] == [
        ("Kế hoạch", "54/KH-VPUBND", date(2014, 3, 10), "state"),
        ("Hướng dẫn", "01-HD/BDVTU", date(2012, 2, 21), "party"),
    ]


def test_issuers_of_what_is_cited_are_read(draft):
    plan, guideline = (f.value.issuer for f in draft.citations)
    assert plan.startswith("Văn phòng UBND tỉnh ")
    assert guideline == "Ban Dân vận Tỉnh uỷ"


def test_each_person_registers_one_to_three_items(draft):
    quota = draft.quotas[0].value
    assert (quota.min, quota.max, quota.target, quota.unit, quota.subject) == (
        1,
        3,
        None,
        "nội dung",
        "person",
    )


def test_the_deadline_in_the_year_3013_is_kept_doubted_and_a_day_of_2014_suggested(draft):
    (dated,) = (f for f in draft.deadlines if f.value.impossible)
    assert dated.quote == "trước ngày 25/3/3013"
    assert dated.value.written == "25/3/3013"
    assert dated.value.iso is None
    assert dated.value.suggested == date(2014, 3, 25)
    assert "3013" in dated.doubt
    assert "25/3/2014" in dated.suggestion


def test_five_criteria_are_read_in_full_with_their_mottos(draft):
    assert len(draft.criteria) == 5
    assert [len(f.value.mottos) for f in draft.criteria] == [1, 0, 2, 0, 0]
    assert all(f.value.text.endswith(".") for f in draft.criteria)


def test_eight_topics_of_an_open_list_are_read(draft):
    assert len(draft.topics) == 8
    assert {f.value.open_list for f in draft.topics} == {True}
    assert "," in draft.topics[0].value.text  # an object without a verb goes with the verb before
    assert not any(f.value.text.startswith("vận động") for f in draft.topics)


def test_two_copies_lie_with_their_custodians(draft):
    assert [f.value for f in draft.copies] == [
        Copy(
            1,
            "lưu",
            (Holder("Phòng, Trung tâm", "quần chúng"), Holder("Chi bộ", "Đảng viên")),
        ),
        Copy(1, "gửi", (Holder("Phòng Hành chính - Tổ chức", ""),)),
    ]


def test_five_staff_categories_are_addressed(draft):
    assert draft.staff.value == (
        "cán bộ",
        "đảng viên",
        "công chức",
        "viên chức",
        "người lao động",
    )


def test_the_doubts_name_what_is_missing_first_then_the_slips(draft):
    assert [d.kind for d in draft.doubts] == [
        "missing_number",
        "missing_date",
        "missing_subject",
        "recipients_missing",
        "missing_signature",
        "duplicated_word",
        "impossible_year",
    ]
