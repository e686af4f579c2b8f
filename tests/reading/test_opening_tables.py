"""A ruled table in a PDF: each row is read as one, however its cells wrap."""

import pytest

from kheo.reading.opening import open_file
from kheo.reading.opening.grids import Box, cells_of
from tests.reading import made

PAGE = """
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm))
#set text(font: "Tinos", size: 13pt)
#par[Các đơn vị căn cứ vào bảng phân công dưới đây để thực hiện.]
#table(columns: (1.2cm, 1fr, 3.2cm, 3cm), TABLE)
#par[Nơi nào vướng mắc thì báo về cơ quan thường trực.]
"""
HEADING = "[TT], [Việc phải làm], [Nơi chủ trì], [Hạn hoàn thành],"
LONG = "Mời bà con tới nhà văn hóa bàn việc hiến đất mở đường, ghi đủ ý kiến vào sổ của thôn"


def lines(table):
    return open_file(made.typeset(PAGE.replace("TABLE", table)), "a.pdf").text.splitlines()


def test_a_row_whose_cells_wrap_is_one_line_with_its_cells_parted():
    table = f"{HEADING} [1], [{LONG}], [Ủy ban nhân dân các xã miền núi], [Quý II năm 2026], [2], [Sơ kết], [Sở Mẫu], [Tháng 9/2026]"

    assert lines(table) == [
        "Các đơn vị căn cứ vào bảng phân công dưới đây để thực hiện.",
        "TT\tViệc phải làm\tNơi chủ trì\tHạn hoàn thành",
        f"1\t{LONG}\tỦy ban nhân dân các xã miền núi\tQuý II năm 2026",
        "2\tSơ kết\tSở Mẫu\tTháng 9/2026",
        "Nơi nào vướng mắc thì báo về cơ quan thường trực.",
    ]


def test_cells_over_several_columns_and_rows_are_read_where_they_begin():
    table = (
        f"{HEADING} table.cell(colspan: 4)[A. Việc của các xã], table.cell(rowspan: 2)[1],"
        f" [{LONG}], [Sở Mẫu], [Tháng 9/2026], [Ghi sổ], [Văn phòng], [Tháng 10/2026]"
    )

    assert lines(table)[2:5] == [
        "A. Việc của các xã",
        f"1\t{LONG}\tSở Mẫu\tTháng 9/2026",
        "Ghi sổ\tVăn phòng\tTháng 10/2026",
    ]


def frame(*xs):
    """Return a row from 0 to 20 points with lines at *xs*."""
    across = [Box(xs[0], y, xs[-1], y) for y in (0, 20)]
    return [*across, *(Box(x, 0, x, 20) for x in xs)]


@pytest.mark.parametrize(
    ("boxes", "cells"),
    (
        ([], []),
        (frame(0, 100), []),
        (frame(0, 40, 100), [Box(0, 10, 40, 20), Box(40, 10, 100, 20)]),
        ([Box(0, 10, 100, 10), Box(0, 60, 100, 60)], []),
        ([*frame(0, 40, 100), Box(10, 5, 30, 15)], [Box(0, 10, 40, 20), Box(40, 10, 100, 20)]),
    ),
    ids=("nothing", "a frame", "two cells", "two rules", "a picture in a cell"),
)
def test_only_lines_that_enclose_several_cells_make_a_table(boxes, cells):
    assert [cell.box for cell in cells_of(boxes)] == [box._replace(top=0) for box in cells]
