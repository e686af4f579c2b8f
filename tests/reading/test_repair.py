"""Letters put back: what was lost, how, and that nothing else is touched."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import damage
from kheo.reading.draft import draft_of
from kheo.reading.form import as_dict
from kheo.reading.paper import segment
from kheo.reading.repair.syllables import canonical, is_syllable
from tests.reading.places import PAPERS

TEXT = (
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 20 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh về công tác "
    "dân vận, Đảng ủy xã yêu cầu các chi bộ trên địa bàn tổ chức thực hiện và báo cáo kết quả.\n"
    "1. Các đồng chí đảng viên làm tốt công tác tuyên truyền, vận động nhân dân; giám sát việc thực "
    "hiện chính sách, pháp luật của Nhà nước ở thôn.\n"
    "2. Mỗi cơ quan, đơn vị đăng ký ít nhất 01 mô hình “Dân vận khéo” gắn với tình hình mới.\n"
)
SHARE = {
    damage.latin1: 0.97,
    damage.toned: 0.9,
    damage.marked: 0.8,
    damage.blanks: 0.9,
    damage.glyphs: 0.8,
    damage.questions: 0.9,
    damage.replaced: 0.85,
}


@pytest.mark.parametrize("kind", SHARE, ids=lambda kind: kind.__name__)
def test_most_words_damaged_in_one_way_read_as_they_were(kind):
    damaged, _ = kind(TEXT)
    right = TEXT.split()
    hurt = {word for word, left in zip(right, kind(" ".join(right))[1], strict=True) if left}

    read = segment(damaged).text.replace("“", " “").split()

    same = sum(word in read for word in hurt)
    assert same >= len(hurt) * SHARE[kind]


@pytest.mark.parametrize(
    "kind", (*SHARE, damage.lookalikes, damage.decomposed), ids=lambda k: k.__name__
)
def test_every_change_points_at_the_words_it_replaces(kind):
    damaged, _ = kind(TEXT)

    for change in draft_of(damaged).changes:
        assert change.found == damaged[change.start : change.end]
        assert change.right != change.found
        assert damaged.split()[change.token] in damaged[max(0, change.start - 20) : change.end + 20]


def test_runs_of_whole_text_between_damaged_ones_are_left_alone():
    whole = "Họ và tên: lê thi vân. "
    damaged, _ = damage.latin1(TEXT)

    changes = segment(f"{TEXT}\n{damaged}\n{TEXT}").changes

    assert changes
    assert all(len(TEXT) < c.start and c.end <= len(TEXT) + len(damaged) + 1 for c in changes)
    assert segment(whole + TEXT).changes == ()


@pytest.mark.parametrize("path", sorted(PAPERS.glob("0*.txt")), ids=lambda path: path.stem)
def test_a_paper_is_read_again_as_it_was_read(path):
    once = segment(path.read_text(encoding="utf-8"))

    again = segment(once.text)

    assert (again.text, again.changes) == (once.text, ())


@pytest.mark.parametrize("number", ("000", "001", "002", "life"))
def test_a_whole_paper_is_not_changed(number):
    assert segment((PAPERS / f"{number}.txt").read_text(encoding="utf-8")).changes == ()


def test_look_alike_letters_are_read_as_latin_and_pointed_out():
    text = "Theo Quyết định số 12/QĐ-BTС ngày 3/4/2025 của Bộ."  # noqa: RUF001 - the point

    draft = draft_of(text)

    assert [f.value.number for f in draft.citations] == ["12/QĐ-BTC"]
    assert "homoglyph" in {d.kind for d in draft.doubts}


def test_marks_of_markdown_inside_numbers_are_left_out():
    assert segment("từ **0**1 đến 0**3** nội dung, mục 1\\. và 2\\)").text == (
        "từ 01 đến 03 nội dung, mục 1. và 2)"
    )


def test_a_symbol_that_lost_its_stroke_in_a_scan_is_put_right():
    text = "# Page 1\nCăn cứ Nghị định số 73/2025/ND-CP ngày 1/4/2025; Biên bản thẩm đinh giá.\n"

    changes = [(r["found"], r["right"]) for r in as_dict(draft_of(text))["damage"]]

    assert changes == [("73/2025/ND-CP", "73/2025/NĐ-CP"), ("thẩm đinh", "thẩm định")]


def test_tokens_in_json_keep_the_marks_that_touch_them():
    damaged, _ = damage.latin1(TEXT)

    records = as_dict(draft_of(damaged))["damage"]

    tokens = damaged.split()
    assert all(tokens[r["token"]] == r["found"] for r in records)
    assert ("sch,", "sách,") in {(r["found"], r["right"]) for r in records}


def test_a_text_in_one_line_is_cut_where_its_lines_began():
    head = (
        "UBND TỈNH NAM SƠN Số: 3/KH-UBND CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Nam Sơn, ngày 05 tháng 02 năm 2026 KẾ HOẠCH Về phong trào thi đua Căn cứ nhiệm vụ được giao; "
        "I. MỤC ĐÍCH, YÊU CẦU 1. "
    )
    folded = head + "Các cơ quan, đơn vị thực hiện tốt. " * 40

    draft = draft_of(folded)

    assert (draft.head.number.value, draft.head.date.value.isoformat()) == (
        "3/KH-UBND",
        "2026-02-05",
    )
    assert draft.head.type.value == "Kế hoạch"


@pytest.mark.parametrize(
    ("word", "allowed"),
    (
        ("nghiêng", True), ("quyết", True), ("gìn", True), ("giêng", True), ("khuya", True),
        ("thuở", True), ("hoà", True), ("hòa", True), ("ngy", False), ("ngiêng", False),
        ("các", True), ("cát", True), ("kác", False), ("hạc", True), ("hảc", False),
    ),
)  # fmt: skip
def test_the_spelling_of_a_syllable_is_known(word, allowed):
    assert is_syllable(word) is allowed


def test_both_places_of_a_tone_are_one_word():
    assert [canonical(w) for w in ("Hoà", "uỷ", "khoẻ", "quý", "toàn")] == [
        "hòa", "ủy", "khỏe", "quý", "toàn",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", damage.KINDS, ids=lambda kind: kind.__name__)
def test_repaired_text_is_not_repaired_again(kind):
    once = segment(kind(TEXT)[0])

    assert segment(once.text).text == once.text


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(damage.KINDS), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_any_piece_of_a_damaged_paper_is_read_and_changes_lie_in_it(kind, start, end):
    damaged, _ = kind(TEXT[min(start, end) : max(start, end)])

    places = [(change.start, change.end) for change in segment(damaged).changes]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(damaged) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_a_text_beyond_any_paper_is_left_as_it_is():
    damaged = damage.latin1(TEXT * 400)[0]

    assert segment(damaged).changes == ()


HEADED = (
    "ĐẢNG ỦY XÃ MẪU\nSố: 19-QĐ/BCĐ\nMẫu, ngày 14 tháng 02 năm 2025\nQUYẾT ĐỊNH\n"
    "về công tác dân vận\nCăn cứ Quy định số 96-QĐi/TW ngày 02/02/2023;\n"
)


@pytest.mark.parametrize(
    ("kind", "number"),
    (
        (damage.toned, "19-QĐ/BCĐ"),
        (damage.questions, "19-QĐ/BCĐ"),
        (damage.replaced, "19-QĐ/BCĐ"),
        (damage.marked, "19-QĐ/BC"),  # which may be a symbol whole: nothing is made up
    ),
    ids=lambda kind: getattr(kind, "__name__", None),
)
def test_the_number_and_the_type_of_a_damaged_paper_are_read(kind, number):
    head = draft_of(kind(HEADED + TEXT)[0]).head

    assert (head.type.value, head.number.value) == ("Quyết định", number)
