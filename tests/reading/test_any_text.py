"""Whatever comes in: reading never fails, and every fact points into the original."""

import json
from dataclasses import fields
from itertools import count
from sys import setprofile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.draft import draft_of
from kheo.reading.facts import Fact, Item
from kheo.reading.form import as_dict
from kheo.reading.opening import UnreadableError, open_file
from kheo.reading.summary import summary_of
from tests.reading.places import PAPERS

PIECES = st.sampled_from([
    "Kính gửi:", "- ", "Nơi nhận:", "Lưu VT", "\n", "\n\n", " ", "  ", "“", "”", '"', ":", ";", ".",
    "Căn cứ Kế hoạch số 54/KH-VPUBND", " ngày 10/3/2014", "ngày 31/02/2020", "01-HD/BDVTU", "1. ",
    "1/- ", "a) ", "I. ", "từ 01 đến 03 nội dung", "ít nhất ", "02 bản", "01 bản lưu tại ", "95% ",
    "trước ngày 25/3/3013", "(15/10)", "hằng năm", "giai đoạn 2020-2025", "“04 không”: ", "“Không a”",
    "tiêu chí sau:", "xoay quanh các nội dung:", "vận động ", "…", "Giao Sở Nội vụ chủ trì",
    "phân công một đồng chí", "KẾ HOẠCH", "print", "Các tin đã đăng", "\u0301", "ê", "\u200b", "|",
    "*", "\t", "Số: /KH", "tháng 13/2020", "\x00", "Chỉ thị này", "phát động phong trào", "mỗi ",
    "trong quý III/2026", "sau 05 ngày làm việc", "ngày 15 tháng cuối quý", "Điều 1.", "cùng ngày",
    "thứ Hai, ngày 15/12/2026", "<br>", "UBND huyện", "Mẫu số 1: ......", "ít nhất 2/3 số ",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


REPEATED = (
    "1",
    " ",
    "Căn cứ ",
    "trong 5 ngày ",
    "từ 10% ",
    "Giao Sở Nội vụ ",
    "Kính gửi: a; ",
    "1. Sở\n",
)


def facts_of(draft):
    for name in (f.name for f in fields(draft)):
        value = getattr(draft, name)
        yield from (
            f for f in (value if isinstance(value, tuple) else [value]) if isinstance(f, Fact)
        )
    head = draft.head
    yield from (f for f in (head.type, head.number, head.date, head.issuer, head.subject) if f)


def with_children(fact):
    yield fact
    if isinstance(fact.value, Item):
        for child in fact.value.children:
            yield from with_children(child)


def assert_points_into(text, draft):
    for fact in (inner for outer in facts_of(draft) for inner in with_children(outer)):
        assert 0 <= fact.start <= fact.end <= len(text)
        if not any(c.start < fact.end and c.end > fact.start for c in draft.changes):
            assert fact.quote == " ".join(text[fact.start : fact.end].split())
    for doubt in draft.doubts:
        assert 0 <= doubt.start <= doubt.end <= len(text)
    for change in draft.changes:
        assert 0 <= change.start < change.end <= len(text)
        assert change.found == text[change.start : change.end] != change.right
        assert 0 <= change.sure <= 1


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_every_fact_stands_where_it_says(text):
    draft = draft_of(text)
    assert_points_into(text, draft)
    json.dumps(as_dict(draft))
    assert summary_of(draft)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_text_read_twice_gives_the_same(text):
    assert as_dict(draft_of(text)) == as_dict(draft_of(text))


@pytest.mark.parametrize("piece", REPEATED)
def test_a_long_text_takes_steps_by_its_length(piece):
    def steps(size):
        taken = count()
        setprofile(lambda *_: next(taken))
        try:
            draft_of(piece * (size // len(piece)))
        finally:
            setprofile(None)
        return next(taken)

    draft_of(piece * 10)  # tables are filled at the first reading

    assert steps(40_000) < 5 * steps(10_000)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PAPERS.rglob("*.txt"))), st.data())
def test_a_paper_cut_and_damaged_anywhere_is_still_read(path, data):
    text = path.read_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lost = data.draw(st.sampled_from(["", "a", "\n", "-", "“", "0", "1", "."]))
    damaged = text[start:end].replace(lost, " ") if lost else text[start:end]
    assert_points_into(damaged, draft_of(damaged))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a", "b.docx", ".txt", "../c.txt"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data, name):
    try:
        sentence = open_file(data, name) and "Tệp “x” đọc được."
    except UnreadableError as error:
        sentence = str(error)
    assert (sentence[:5], sentence[-1]) == ("Tệp “", ".")
