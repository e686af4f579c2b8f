"""Properties of a column of points, for any table and any points."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kheo.movement.s5_review.states import (
    FULL,
    Leaf,
    LevelDraft,
    LineDraft,
    Mark,
    mark_faults,
    table_faults,
    total_of,
)

LEVELS = [LevelDraft("Tốt", Decimal(80))]


@st.composite
def tables(draw):
    """Draw the leaves of a table that add up to 100."""
    cuts = draw(st.sets(st.integers(1, 399), min_size=0, max_size=12))
    edges = [0, *sorted(cuts), 400]
    mosts = [Decimal(b - a) / 4 for a, b in pairwise(edges)]
    return [Leaf(key, str(key), most) for key, most in enumerate(mosts, 1)]


@st.composite
def sheets(draw):
    """Draw a table and a valid column of points."""
    leaves = draw(tables())
    points = {leaf.key: Decimal(draw(st.integers(0, int(leaf.most * 4)))) / 4 for leaf in leaves}
    return leaves, points


@given(sheets())
def test_a_valid_sheet_sums_its_leaves_within_0_and_100(sheet):
    leaves, points = sheet
    marks = {key: Mark(p) for key, p in points.items()}

    assert mark_faults(leaves, marks, None) == {}
    assert total_of(marks) == sum(points.values())
    assert 0 <= total_of(marks) <= FULL


@given(sheets())
def test_a_check_that_changes_nothing_needs_no_reason(sheet):
    leaves, points = sheet

    assert mark_faults(leaves, {k: Mark(p) for k, p in points.items()}, points) == {}


@given(sheets(), st.data(), st.sampled_from(("", "  ", "\n")))
def test_a_changed_line_without_a_reason_is_always_refused(sheet, data, blank):
    leaves, points = sheet
    leaf = data.draw(st.sampled_from(leaves))
    other = data.draw(
        st.integers(0, int(leaf.most * 4))
        .map(lambda n: Decimal(n) / 4)
        .filter(lambda p: p != points[leaf.key])
    )
    marks = {k: Mark(p) for k, p in points.items()} | {leaf.key: Mark(other, blank)}

    faults = mark_faults(leaves, marks, points)

    assert set(faults) == {f"reason_{leaf.key}"}
    assert leaf.number in faults[f"reason_{leaf.key}"]
    assert mark_faults(leaves, marks | {leaf.key: Mark(other, "vì")}, points) == {}


@given(sheets(), st.data())
def test_points_outside_a_line_or_finer_than_a_quarter_are_refused(sheet, data):
    leaves, points = sheet
    leaf = data.draw(st.sampled_from(leaves))
    bad = data.draw(
        st.sampled_from((leaf.most + 1, Decimal(-1), points[leaf.key] + Decimal("0.1")))
    )
    marks = {k: Mark(p) for k, p in points.items()} | {leaf.key: Mark(bad)}

    assert set(mark_faults(leaves, marks, None)) == {f"points_{leaf.key}"}


@given(tables())
def test_lines_that_add_up_to_100_make_a_table_and_no_others_do(leaves):
    lines = [LineDraft(leaf.number, "Nội dung", leaf.most) for leaf in leaves]

    assert table_faults(lines, LEVELS) == []
    longer = [*lines, LineDraft("99", "Thừa", Decimal("0.25"))]
    assert table_faults(longer, LEVELS) == [
        "Các dòng cộng lại 100,25 điểm, cần đúng 100: thừa 0,25."
    ]
