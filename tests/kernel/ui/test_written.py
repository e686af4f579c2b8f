"""A number and a day as people write them."""

import datetime as dt
from decimal import Decimal

import pytest

from kheo.kernel.ui.written import day, number


@pytest.mark.parametrize(
    ("value", "said"),
    (
        (Decimal("14.50"), "14,5"),
        (Decimal("12.00"), "12"),
        (Decimal("100.00"), "100"),
        (Decimal("7.25"), "7,25"),
        (97.0, "97"),
        (Decimal("0.00"), "0"),
        (1234567, "1.234.567"),
        (Decimal("1234567.5"), "1.234.567,5"),
    ),
)
def test_a_number_bears_no_needless_zeros(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    (
        (dt.date(2024, 1, 5), "05/01/2024"),
        (dt.date(2024, 2, 25), "25/02/2024"),
        (dt.date(2024, 3, 5), "05/3/2024"),
    ),
)
def test_days_under_ten_and_the_first_two_months_bear_a_zero(value, said):
    assert day(value) == said
