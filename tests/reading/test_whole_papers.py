"""Papers with a full head: what they say of themselves, and the checks against it."""

from datetime import date

import pytest

from kheo.reading.draft import draft_of

PLAN = """\
   UBND TỈNH NAM SƠN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    SỞ DÂN VẬN MẪU                             Độc lập - Tự do - Hạnh phúc
   Số: 12 /KH-SDV                          Nam Sơn, ngày 02 tháng 02 năm 2026

                              KẾ HOẠCH
              Thực hiện phong trào thi đua năm 2026

Căn cứ Kế hoạch số 9/KH-UBND ngày 05/02/2026 của UBND tỉnh, Sở xây dựng kế hoạch này:

I. MỤC ĐÍCH
1. Làm cho người dân hài lòng.
a) Trả lời đúng hẹn.
- Không để sót đơn.
II. CÁCH LÀM
1. Các phòng gửi danh sách trước ngày 20/01/2026.
II. TỔ CHỨC
Các phòng làm theo kế hoạch.

Nơi nhận:                               KT. GIÁM ĐỐC
- Như trên;                             PHÓ GIÁM ĐỐC
- Lưu: VT.

                                        Vừ A Mẫu
"""


def test_the_head_is_read_from_two_columns():
    head = draft_of(PLAN).head
    assert (head.type.value, head.number.value, head.date.value) == (
        "Kế hoạch",
        "12/KH-SDV",
        date(2026, 2, 2),
    )
    assert head.subject.value == "Thực hiện phong trào thi đua năm 2026"


def test_sections_numbers_letters_and_dashes_make_a_tree():
    first, second, third = draft_of(PLAN).contents
    assert (first.value.number, second.value.number, third.value.number) == ("I", "II", "II")
    (one,) = first.value.children
    (letter,) = one.value.children
    (dash,) = letter.value.children
    assert (one.value.number, letter.value.number, dash.value.text) == (
        "1",
        "a",
        "Không để sót đơn.",
    )


def test_days_against_the_day_of_issue_and_doubled_sections_are_doubted():
    assert {d.kind for d in draft_of(PLAN).doubts} == {
        "citation_after_issue",
        "deadline_before_issue",
        "duplicate_section_number",
        "interleaved_columns",
    }


def test_recipients_beside_the_signature_are_read():
    draft = draft_of(PLAN)
    assert [f.value.name for f in draft.recipients] == ["Như trên", "Lưu: VT"]
    assert draft.signature.value == "Vừ A Mẫu"


def test_a_number_left_blank_is_missing_with_its_symbol():
    draft = draft_of(PLAN.replace("Số: 12 /KH-SDV", "Số:    /KH-SDV"))
    assert (draft.head.number, draft.head.symbol) == (None, "KH-SDV")
    assert "(chỉ có ký hiệu KH-SDV)" in draft.doubts[0].message


FLAT = """\
KẾ HOẠCH
Phát động phong trào thi đua năm 2027

1. Mỗi cá nhân đăng ký từ 01 đến 03 nội dung.
2. Các đơn vị xác nhận đã nhận Kế hoạch này trước ngày 30/11/2026, gửi kế hoạch năm trước ngày 10/12/2026.
3. Tiêu chí:
- Có việc làm cụ thể.
- Có kết quả đo đếm được.
4. Mỗi đơn vị cam kết không gây phiền hà cho người dân.
5. Thẩm định, bình xét xong trước ngày 15/10/2027.
"""


@pytest.mark.parametrize(
    ("heading", "marks", "after"),
    (
        ("IV. TIÊU CHÍ", ("1.", "2."), "V. TỔ CHỨC THỰC HIỆN"),
        ("Điều 4. Tiêu chí bình xét", ("1.", "2."), "Điều 5. Tổ chức thực hiện"),
        ("4. Các tiêu chí", ("a)", "b)"), "5. Tổ chức thực hiện"),
    ),
)
def test_points_under_a_heading_that_says_so_are_criteria(heading, marks, after):
    said = ["Có việc làm cụ thể.", "Có kết quả đo đếm được."]
    points = [f"{mark} {text}" for mark, text in zip(marks, said, strict=True)]

    draft = draft_of("\n".join([heading, *points, after, "Các phòng báo cáo kết quả."]))

    assert [c.value.text for c in draft.criteria] == said


def test_the_next_point_of_the_paper_is_no_criterion():
    criteria = draft_of(FLAT).criteria

    assert [c.value.text for c in criteria] == ["Có việc làm cụ thể.", "Có kết quả đo đếm được."]


def test_of_two_days_in_one_sentence_each_has_its_own_act():
    told = [(d.value.iso, d.value.what) for d in draft_of(FLAT).deadlines]

    assert told == [
        ("2026-11-30", "Các đơn vị xác nhận đã nhận Kế hoạch này"),
        ("2026-12-10", "gửi kế hoạch năm"),
        ("2027-10-15", "Thẩm định, bình xét xong"),
    ]


def test_a_sentence_that_says_what_to_do_is_no_heading_of_who_must():
    duties = [(d.value.clause, d.value.who) for d in draft_of(FLAT).duties]

    assert duties == [("1", "Mỗi cá nhân"), ("2", "Các đơn vị"), ("4", "Mỗi đơn vị")]
