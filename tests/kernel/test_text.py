import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.kernel.text import fold, name_key, nfc, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    (
        ("Dân vận khéo", "dan van kheo"),
        ("ĐỢT PHÁT ĐỘNG", "dot phat dong"),
        ("Đường  làng", "duong lang"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        (unicodedata.normalize("NFD", "uỷ ban"), "uy ban"),
    ),
)
def test_fold_drops_every_mark(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_of_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_nfc_composes():
    assert nfc(unicodedata.normalize("NFD", "Phòng Tổng hợp")) == "Phòng Tổng hợp"


def test_words_sort_in_vietnamese_order():
    words = [
        "đò",
        "dò",
        "an",
        "ăn",
        "ân",
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "e",
        "ê",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
    ]

    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "dò", "đò", "e", "ê", "ma", "mà", "mả", "mã", "má", "mạ", "o", "ô", "ơ", "u", "ư",
    ]  # fmt: skip


def test_people_sort_by_given_name():
    people = ["Trần Văn Bình", "Đặng Thị An", "Lò Văn An", "Nguyễn Thị Đào", "Vũ Tiến Dũng"]

    assert sorted(people, key=name_key) == [
        "Đặng Thị An",
        "Lò Văn An",
        "Trần Văn Bình",
        "Vũ Tiến Dũng",
        "Nguyễn Thị Đào",
    ]
