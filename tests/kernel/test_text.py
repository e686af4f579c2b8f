import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.kernel.text import fold, name_key, nfc, phone_key, sort_key


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


def test_signs_that_take_no_room_are_folded_away():
    assert fold("Lò\u200bVăn\ufeff Ẩn \u200b") == "lovan an"


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


def test_the_tone_of_a_given_name_counts_before_the_family_name():
    names = ["Vũ Thị Dung", "Lê Anh Dũng", "Bùi Thị Dung", "An", "Đỗ Văn Đông", "Lò Thị Dợ"]

    assert sorted(names, key=name_key) == [
        "An", "Lò Thị Dợ", "Bùi Thị Dung", "Vũ Thị Dung", "Lê Anh Dũng", "Đỗ Văn Đông",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "key"),
    (
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("(0215) 3 825 409", "02153825409"),
        ("không có", ""),
    ),
)
def test_a_phone_number_is_its_digits(typed, key):
    assert phone_key(typed) == key
