"""Clean text, and the way back to where each letter stood."""

import pytest

from kheo.reading.cleaning import clean


def place(original, words):
    cleaned = clean(original)
    at = cleaned.text.index(words)
    return original[slice(*cleaned.span(at, at + len(words)))]


def test_letters_with_loose_marks_become_one_letter_that_knows_both():
    loose = "Ti\u0065\u0302\u0301ng"
    assert clean(loose).text == "Tiếng"
    assert place(f"xin {loose} nhé", "Tiếng") == loose


def test_blanks_of_every_kind_become_one():
    assert clean("a\u00a0 \u2003b\u200bc\t d").text == "a bc d"


@pytest.mark.parametrize(
    ("written", "read"),
    (
        ('trào "Dân vận khéo" và', "trào “Dân vận khéo” và"),
        ("về”Đổi mới”; rồi", "về“Đổi mới”; rồi"),
        ("trào “ Dân vận khéo” và", "trào “ Dân vận khéo” và"),
        ("«Nhớ» rồi", "“Nhớ” rồi"),
        ("“ngoài “trong” ngoài”", "“ngoài “trong” ngoài”"),
    ),
)
def test_quotation_marks_open_and_close_by_where_they_stand(written, read):
    assert clean(written).text == read


def test_lines_broken_by_hand_are_joined_and_list_marks_kept_apart():
    text = (
        "Các phòng và trung tâm của tỉnh cùng nhau làm cho\n"
        "việc chung trôi chảy, đúng hẹn, không để người dân\n"
        "phải chờ.\n"
        "- Việc thứ nhất là tiếp dân đúng lịch đã báo trước\n"
        "cho bà con.\n"
    )
    assert clean(text).text.split("\n") == [
        (
            "Các phòng và trung tâm của tỉnh cùng nhau làm cho việc chung trôi chảy, đúng hẹn, "
            "không để người dân phải chờ."
        ),
        "- Việc thứ nhất là tiếp dân đúng lịch đã báo trước cho bà con.",
    ]


def test_a_date_cut_by_an_empty_line_is_joined():
    assert clean("Quyết định số 5/QĐ-UBND, ngày\n\n25/02/2010 của tỉnh").text == (
        "Quyết định số 5/QĐ-UBND, ngày 25/02/2010 của tỉnh"
    )


def test_columns_side_by_side_are_cut_apart():
    assert clean("Nơi nhận:            KT. GIÁM ĐỐC\n").text.split("\n") == [
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
    ]


def test_table_borders_and_stars_of_markdown_are_left_out():
    assert clean("|\n**KẾ HOẠCH**\n|").text == "KẾ HOẠCH"
