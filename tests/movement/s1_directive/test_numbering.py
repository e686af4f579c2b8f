"""The numbers of a paper stay with its contents, from the reading to the plan of a unit."""

import pytest

from kheo.movement.s1_directive.numbering import doubled, mark_of, numbered, parted


@pytest.mark.parametrize(
    ("line", "expected"),
    (
        ("1. Tuyên truyền", ("1", "Tuyên truyền")),
        ("2.1. Tập huấn", ("2.1", "Tập huấn")),
        ("3/- Giám sát", ("3", "Giám sát")),
        ("a) Tiếp dân", ("a", "Tiếp dân")),
        ("II. Nội dung", ("II", "Nội dung")),
        ("Điều 4. Thời gian", ("Điều 4", "Thời gian")),
        ("- Hòa giải", ("-", "Hòa giải")),
        ("Tuyên truyền", ("", "Tuyên truyền")),
        ("1.500 hộ có nước sạch", ("", "1.500 hộ có nước sạch")),
        ("100% hộ", ("", "100% hộ")),
    ),
)
def test_a_line_opens_with_the_number_of_a_list_or_with_none(line, expected):
    assert parted(line) == expected


@pytest.mark.parametrize(
    ("number", "line"),
    (("1", "1. Việc"), ("a", "a) Việc"), ("–", "- Việc"), ("Điều 1", "Điều 1. Việc"), ("", "Việc")),  # noqa: RUF001 - dashes as papers have them
)
def test_a_number_comes_back_from_the_line_it_was_written_into(number, line):
    assert numbered(number, "Việc") == line
    assert mark_of(parted(line)[0]) == line.removesuffix("Việc").strip()


def test_a_text_that_stands_twice_under_two_numbers_stands_twice():
    assert doubled("1. Học Bác\n2. học bác.") == "2. học bác."
