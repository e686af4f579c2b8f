"""Common ways of writing figures, numbers and days: each is read for what it says."""

from datetime import date

import pytest

from kheo.reading.draft import draft_of

HEAD = (
    "UBND TỈNH NAM SƠN\nSố: 3/2026/KH-UBND\nNam Sơn, ngày {day}\n\nKẾ HOẠCH\nVề việc làm khéo\n\n"
)
TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\nVừ A Mẫu\n"


def read(body, day="05 tháng 02 năm 2026"):
    return draft_of(f"{HEAD.format(day=day)}{body}{TAIL}")


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        ("Mỗi đơn vị đăng ký tối đa hai (02) mô hình.", [(None, 2, "mô hình")]),
        ("Mỗi đơn vị đăng ký ít nhất 01 (một) mô hình.", [(1, None, "mô hình")]),
        (
            "Mỗi phòng đăng ký 01 đến 02 mô hình, mỗi đảng viên đăng ký một việc.",
            [(1, 2, "mô hình"), (1, 1, "việc")],
        ),
    ),
)
def test_a_figure_said_twice_or_without_from_is_one_quota(words, expected):
    draft = read(f"Căn cứ nhiệm vụ.\n{words}")

    found = [(f.value.min, f.value.max, f.value.unit) for f in draft.quotas]

    assert found == expected


@pytest.mark.parametrize(
    "numbers", ("số 7, 9/UBND-NC", "số 7/UBND-NC, 9/UBND-NC", "số 7 và số 9/UBND-NC")
)
def test_numbers_listed_after_one_type_share_their_symbol_and_day(numbers):
    draft = read(f"Căn cứ Công văn {numbers} ngày 01-3-2025 của UBND tỉnh.")

    found = [(f.value.type, f.value.number, f.value.date) for f in draft.citations]

    day = date(2025, 3, 1)
    assert found == [("Công văn", "7/UBND-NC", day), ("Công văn", "9/UBND-NC", day)]


def test_a_law_named_with_a_comma_and_its_year_is_read_whole():
    draft = read("Căn cứ Luật Thi đua, khen thưởng năm 2003.")

    found = [f.value.title for f in draft.citations_unnumbered]

    assert found == ["Luật Thi đua, khen thưởng năm 2003"]


def test_a_duty_due_on_a_day_of_each_month_keeps_the_day():
    draft = read("Căn cứ nhiệm vụ.\n- Sở Nội vụ tổng hợp, báo cáo trước ngày 15 hằng tháng.")

    found = [f.value.due for f in draft.duties]

    assert found == ["trước ngày 15 hằng tháng"]


def test_a_day_of_issue_that_no_calendar_has_is_doubted_and_not_called_missing():
    draft = read("Căn cứ nhiệm vụ.", day="31 tháng 2 năm 2026")

    found = [(d.kind, d.text) for d in draft.doubts]

    assert found == [("impossible_date", "31 tháng 2 năm 2026")]


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        ("Lưu hồ sơ vào dịp cuối năm; gửi 01 bản.", "Lưu hồ sơ"),
        ("Định kỳ, định kỳ báo cáo cấp trên.", "báo cáo cấp trên"),
    ),
)
def test_the_act_of_a_time_is_the_one_of_its_own_clause_said_once(words, expected):
    draft = read(f"Căn cứ nhiệm vụ.\n{words}")

    found = [f.value.what for f in draft.deadlines]

    assert found == [expected]


def test_a_duty_said_twice_is_one_and_the_head_of_a_commission_is_no_issuer():
    act = "yêu cầu các phòng xây dựng kế hoạch cụ thể"
    draft = draft_of(f"Trưởng Ban Dân tộc {act}.\nMột câu khác.\nTrưởng Ban Dân tộc {act}.\n")

    assert [f.value.who for f in draft.duties] == ["các phòng"]
    assert draft.head.issuer is not None
    assert draft.head.issuer.value == "Ban Dân tộc"


def test_the_editors_line_of_a_web_page_signs_nothing():
    draft = draft_of(
        "Căn cứ nhiệm vụ được giao.\nCác phòng báo cáo.\nBan biên tập print send mail\n"
    )

    assert draft.signature is None


def test_the_subject_ends_at_the_empty_line_before_the_first_sentence():
    draft = read("Mỗi cá nhân đăng ký ít nhất 01 nội dung. Mỗi đơn vị đăng ký 02 mô hình.")

    assert draft.head.subject is not None
    assert draft.head.subject.value == "Về việc làm khéo"
    assert [f.quote for f in draft.quotas] == ["ít nhất 01 nội dung", "02 mô hình"]


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        ("Hoàn thành trước ngày 5 tháng Tư năm 2026.", "2026-04-05"),
        ("Hoàn thành trước ngày 20 tháng Mười Hai năm 2026.", "2026-12-20"),
        ("Tổng kết trong tháng Năm năm 2026.", "2026-05"),
        ("Tổng kết vào tháng 9-2026.", "2026-09"),
    ),
)
def test_a_month_may_go_by_its_name_or_be_parted_from_its_year_by_a_dash(words, expected):
    draft = read(f"Căn cứ nhiệm vụ.\n{words}")

    assert [f.value.iso for f in draft.deadlines] == [expected]


def test_what_begins_in_a_month_and_has_no_end_is_an_open_period():
    draft = read("Căn cứ nhiệm vụ.\nRa quân ở các thôn, bắt đầu từ tháng 4-2026.")

    assert [(f.value.first, f.value.last) for f in draft.periods] == [("2026-04", None)]


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        ("Vận động được từ 05 hội viên mới trở lên.", [(5, None, "hội viên")]),
        ("Có từ 80% số phiếu đồng ý trở lên.", [(80, None, "% số phiếu")]),
        ("Có 10 đơn vị đạt loại khá trở lên.", [(10, 10, "đơn vị")]),
        ("Không để tồn quá 30 đơn.", [(None, 30, "đơn")]),
        ("Không đề nghị quá 02 tập thể.", [(None, 2, "tập thể")]),
        ("Xây dựng tối thiểu hai khu dân cư kiểu mẫu.", [(2, None, "khu dân cư")]),
    ),
)
def test_what_stands_between_a_limit_and_its_figure_is_read_over(words, expected):
    draft = read(f"Căn cứ nhiệm vụ.\n{words}")

    assert [(f.value.min, f.value.max, f.value.unit) for f in draft.quotas] == expected


def test_a_number_line_in_capitals_is_the_number():
    draft = draft_of(
        "ĐẢNG ỦY XÃ MẪU\nSỐ 12-CV/ĐU\nXã Mẫu, ngày 5 tháng Ba năm 2026\n\nKính gửi: Sở."
    )

    assert draft.head.number is not None
    assert draft.head.date is not None
    assert (draft.head.number.value, draft.head.date.value) == ("12-CV/ĐU", date(2026, 3, 5))


@pytest.mark.parametrize(
    ("above", "name", "issuer"),
    (
        ("UBND TỈNH NAM SƠN", "VĂN PHÒNG", "VĂN PHÒNG UBND TỈNH NAM SƠN"),
        ("UBND TỈNH NAM SƠN", "SỞ NỘI VỤ", "SỞ NỘI VỤ"),
    ),
)
def test_an_office_is_named_with_the_organ_it_serves(above, name, issuer):
    head = f"{above}\n{name}\nSố: 87/KH-VP\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    title = "Nam Sơn, ngày 16 tháng 11 năm 2026\n\nKẾ HOẠCH\nPhát động phong trào"

    draft = draft_of(f"{head}\n{title}\n\n1. Mỗi người đăng ký từ 01 đến 03 nội dung.\n")

    assert draft.head.issuer is not None
    assert draft.head.issuer.value == issuer
