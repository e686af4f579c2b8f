import datetime as dt
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write

COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Nội dung", 40),
    Column("Hạn", 12, Kind.DAY),
)


def read(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def inside(data, name="xl/worksheets/sheet1.xml"):
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_what_goes_in_comes_out_with_days_as_days():
    day = dt.date(2026, 3, 25)

    made = write("Đăng ký", COLUMNS, [(1, "Tiết kiệm điện", day)], head=["Biểu tổng hợp"])

    assert read(made) == [
        ["Biểu tổng hợp", "", ""],
        ["", "", ""],
        ["STT", "Nội dung", "Hạn"],
        [1.0, "Tiết kiệm điện", day],
    ]


@pytest.mark.parametrize(
    "words", ("=1+1", "+84 912", "-5 °C", "@SUM(A1)", "=HYPERLINK(1)", "https://a.vn")
)
def test_a_text_is_never_a_formula_nor_a_link(words):
    made = write("Đăng ký", COLUMNS, [(1, words, None)])

    assert read(made)[1][1] == words
    assert "<f>" not in inside(made)
    assert "hyperlink" not in inside(made)


@pytest.mark.parametrize("words", ("<r>đậm</r>", "a & b < c > d", "hai\ndòng", "  cách  ", "#1 #2"))
def test_a_text_comes_back_as_it_was_typed(words):
    assert read(write("Đăng ký", COLUMNS, [(1, words, None)]))[1][1] == words


def test_characters_no_file_can_hold_are_left_out_and_long_texts_cut():
    made = write("Đăng ký", COLUMNS, [(1, "a\x00b\x1fc\ufffe", None), (2, "ă" * 40_000, None)])

    rows = read(made)
    assert rows[1][1] == "abc"
    assert len(rows[2][1]) == 32_767


def test_a_value_of_the_wrong_kind_is_kept_as_text():
    rows = read(write("Đăng ký", COLUMNS, [("không rõ", Decimal("1.5"), "chưa định")]))

    assert rows[1] == ["không rõ", "1.5", "chưa định"]


def test_totals_stand_below_the_rows_and_figures_are_figures():
    rows = read(
        write("Đăng ký", COLUMNS, [(1, "a", None)], totals=[("Cộng", 1), ("", Decimal("2.5"))])
    )

    assert rows[2:] == [["Cộng", 1.0, ""], ["", 2.5, ""]]


def test_the_sheet_is_ready_for_paper():
    made = inside(write("Đăng ký", COLUMNS, [(n, "a", None) for n in range(3)]))

    assert 'orientation="landscape"' in made
    assert 'paperSize="9"' in made
    assert '<autoFilter ref="A1:C4"/>' in made
    assert 'state="frozen"' in made


def test_a_title_excel_refuses_is_made_fit():
    made = write("Đơn vị: [1/2] " + "x" * 40, COLUMNS, [])

    assert len(CalamineWorkbook.from_filelike(BytesIO(made)).sheet_names[0]) <= 31
    assert read(made) == [["STT", "Nội dung", "Hạn"]]


def test_rows_may_come_from_an_iterator():
    assert len(read(write("Đăng ký", COLUMNS, ((n, "a", None) for n in range(1000))))) == 1001
