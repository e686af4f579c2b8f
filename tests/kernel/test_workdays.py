import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kheo.kernel import workdays

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def test_two_working_days_before_the_deadline():
    assert workdays.between(dt.date(2027, 3, 23), dt.date(2027, 3, 25)) == 2


def test_a_weekend_does_not_count():
    assert workdays.between(dt.date(2026, 3, 20), dt.date(2026, 3, 23)) == 1


def test_late_days_are_negative():
    assert workdays.between(dt.date(2027, 3, 23), dt.date(2027, 3, 19)) == -2


def test_national_day_and_tet_are_no_working_days():
    assert not workdays.is_workday(dt.date(2026, 9, 2))
    assert not workdays.is_workday(dt.date(2026, 2, 17))


@given(DAYS, st.integers(1, 40))
def test_adding_working_days_counts_them_back(start, count):
    assert workdays.between(start, workdays.add(start, count)) == count
