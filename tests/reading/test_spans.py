import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.reading.find import periods, quotas
from kheo.reading.find.spans import near_digits

PATTERNS = (
    quotas._RANGE, quotas._COUNT, quotas._LIMITED, quotas._PERCENT, quotas._PERCENTS,
    quotas._FRACTION, periods._YEARS, periods._DATES, periods._MONTHS,
)  # fmt: skip
WORDS = st.sampled_from(
    ("từ", "đến", "không quá", "ít nhất", "03", "5", "2026", "-", "%", "80%", "1/3", "mô hình",
     "nội dung", "trở lên", "tháng", "năm", "giai đoạn", "đồng chí", "\n", "phấn đấu nhiều hơn " * 20)
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.pattern[:24])
@given(words=st.lists(WORDS, max_size=30))
def test_looking_beside_digits_finds_what_looking_everywhere_finds(pattern, words):
    text = " ".join(words)

    found = [m.span() for m in near_digits(pattern, text)]

    assert found == [m.span() for m in pattern.finditer(text)]
